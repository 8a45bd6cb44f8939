// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/examples.h"

#include <QCborValue>
#include <QWidget>

class QLabel;
class QPushButton;

namespace formwork::forms
{

class FormModel;

// Offers the inputs that AWS publishes as examples of an operation: one click fills the form in, another
// brings back what was there.
class ExampleBar : public QWidget
{
    Q_OBJECT

public:
    ExampleBar(FormModel &form, QWidget *parent);

private:
    void choose();
    void fill(const guide::Example &example);
    void undo();

    FormModel &m_form;
    QPushButton *m_fill;
    QPushButton *m_undo;
    QLabel *m_about;
    QCborValue m_before; // what the form held before the first example
};

} // namespace formwork::forms
