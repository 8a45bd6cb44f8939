// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

class QWidget;

namespace formwork::forms
{

class FieldRow;
class FormModel;

// Each label gets a letter of its own for Alt, as far as letters go; those that reach something else in the
// window around `view` are taken.
void giveAccelerators(const FormModel &form, const QList<FieldRow *> &rows, const QWidget &view);

} // namespace formwork::forms
