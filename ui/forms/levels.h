// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/pointer.h"

#include <QtGlobal>

class QWidget;
class QToolButton;

namespace formwork::forms
{

class Editor;
class FormModel;
class FormView;

// Levels of a form that are drawn one in another; what lies deeper opens as a page of its own.
inline constexpr int kDeepestDrawn = 3;

[[nodiscard]] int levelOf(const QWidget *widget); // how many levels are around it on its page
[[nodiscard]] FormView *viewOf(const QWidget *widget); // the form it stands in; null outside of one
[[nodiscard]] Editor *levelAround(QWidget *widget); // the innermost list, map, structure or union

// JSON taken to a level: in place of a structure or union, to the entries of a map, after those of a list
// (one entry or an array of them). Errors: Phase::Input, with a sentence; nothing is changed then.
[[nodiscard]] Result<void> takeJson(FormModel &form, const document::Pointer &level, const QString &text);

// What can be done with a level as a whole, by the mouse and by the keyboard.
[[nodiscard]] QToolButton *levelButton(FormModel &form, const document::Pointer &level, QWidget *parent);

} // namespace formwork::forms
