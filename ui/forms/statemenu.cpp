// SPDX-License-Identifier: Apache-2.0
#include "forms/statemenu.h"

#include "base/tr.h"
#include "forms/editor.h"

#include <QAction>
#include <QMenu>

namespace formwork::forms
{
QMenu *addStateMenu(Editor *editor, QWidget *field)
{
    auto *menu = new QMenu(editor);
    menu->addAction(Tr::tr("Not set"), editor, [editor] {
        editor->form().remove(editor->pointer());
        editor->form().touch(editor->pointer());
    });
    menu->addAction(Tr::tr("Empty text"), editor, [editor] {
        editor->form().setValue(editor->pointer(), QString());
        editor->form().touch(editor->pointer());
    });
    auto *open = new QAction(Tr::tr("Not set, or empty text"), field);
    open->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    open->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(open, &QAction::triggered, menu, [menu, field] {
        const QPoint end(field->width() - menu->sizeHint().width(), field->height());
        menu->popup(field->mapToGlobal(end));
    });
    field->addAction(open);
    return menu;
}

bool hasEmptyState(const Editor &editor)
{
    const bool isInAddress = editor.member().location == model::Location::Label
        || editor.member().location == model::Location::GreedyLabel;
    return !editor.isEntry() && !isInAddress && editor.shape().isText()
        && editor.member().effectiveConstraints().minLength.value_or(0) < 1;
}

} // namespace formwork::forms
