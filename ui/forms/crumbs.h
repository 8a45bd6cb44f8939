// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

#include <QWidget>

namespace formwork::forms
{

// Where a page of a form is in the document: each level above it can be gone to, the first goes back.
class Crumbs : public QWidget
{
    Q_OBJECT

public:
    // `start`: what the form is called that the page was opened from.
    Crumbs(const FormModel &form, const document::Pointer &page, const QString &start, QWidget *parent);

Q_SIGNALS:
    void chosen(const formwork::document::Pointer &place); // the root: the form the page was opened from
    void backAsked();
};

} // namespace formwork::forms
