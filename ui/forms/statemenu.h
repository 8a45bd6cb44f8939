// SPDX-License-Identifier: Apache-2.0
#pragma once

class QMenu;
class QWidget;

namespace formwork::forms
{

class Editor;

// "Not set" and "Empty text" for a field in which an empty text could mean either; also on Alt+Down in the
// field.
[[nodiscard]] QMenu *addStateMenu(Editor *editor, QWidget *field);

// Whether the editor's member may be both left out and empty.
[[nodiscard]] bool hasEmptyState(const Editor &editor);

} // namespace formwork::forms
