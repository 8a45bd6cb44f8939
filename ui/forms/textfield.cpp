// SPDX-License-Identifier: Apache-2.0
#include "forms/textfield.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>

#include <memory>

namespace formwork::forms
{
namespace
{

// One line longer than this makes every key stroke slow; such texts belong into the JSON view or a file.
constexpr int kLongestLine = 100'000;

} // namespace

TextField::TextField(QWidget *parent)
    : QLineEdit(parent)
{
    setMaxLength(kLongestLine);
}

void TextField::showText(const QString &shown)
{
    if (text() != shown)
        setText(shown);
}

void TextField::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste) && pasteClipboard())
        return;
    QLineEdit::keyPressEvent(event);
}

void TextField::contextMenuEvent(QContextMenuEvent *event)
{
    const std::unique_ptr<QMenu> standard(createStandardContextMenu());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<QAction *> entries = standard->actions();
    for (QAction *action : entries) {
        action->setParent(menu);
        menu->addAction(action);
        if (action->objectName() == u"edit-paste") {
            action->disconnect(this);
            connect(action, &QAction::triggered, this, [this] {
                if (!pasteClipboard())
                    paste();
            });
        }
    }
    menu->popup(event->globalPos());
}

bool TextField::pasteClipboard()
{
    const QString text = QGuiApplication::clipboard()->text();
    const QString trimmed = text.size() > kLongestLine ? QString() : text.trimmed();
    if (m_takesLines && (trimmed.contains(u'\n') || text.size() > kLongestLine)) {
        Q_EMIT linesPasted(text);
        return true;
    }
    const bool isAllNew = this->text().isEmpty() || selectedText() == this->text();
    const qsizetype equals = trimmed.indexOf(trimmed.contains(u'\t') ? u'\t' : u'=');
    if (m_takesPairs && isAllNew && equals > 0 && equals + 1 < trimmed.size()) {
        Q_EMIT pairPasted(trimmed);
        return true;
    }
    if (text.size() + this->text().size() <= kLongestLine)
        return false;
    const QLocale locale;
    Q_EMIT pasteRefused(
        tr("The text on the clipboard has %1 characters; this field takes %2. Nothing was pasted. "
           "Longer values can be given in the JSON view.")
            .arg(locale.toString(text.size()), locale.toString(kLongestLine)));
    return true;
}

} // namespace formwork::forms
