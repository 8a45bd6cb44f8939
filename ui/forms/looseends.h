// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

class QLabel;

namespace formwork::forms
{

// What no row of a form can say: that there is nothing to fill in and why, or what is wrong with something
// above the fields. Two labels, which the form places.
class LooseEnds : public QObject
{
    Q_OBJECT

public:
    LooseEnds(FormModel &form, QWidget *parent);

    [[nodiscard]] QLabel *problem() const { return m_problem; }
    [[nodiscard]] QLabel *nothing() const { return m_nothing; }

    void refresh(const QList<document::Pointer> &members, bool isEmpty); // no row is there

private:
    [[nodiscard]] QString whyEmpty(const QList<document::Pointer> &members) const;

    FormModel &m_form;
    QLabel *m_problem;
    QLabel *m_nothing;
};

} // namespace formwork::forms
