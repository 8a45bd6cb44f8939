// SPDX-License-Identifier: Apache-2.0
#include "answers/valueactions.h"

#include "answers/saving.h"
#include "answers/valuewords.h"
#include "base/tr.h"
#include "document/json.h"
#include "widgets/announce.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace formwork::answers
{
namespace
{

using Place = std::function<std::optional<ValuePlace>(const QModelIndex &)>;

void copy(QWidget *view, const QString &text)
{
    QApplication::clipboard()->setText(text);
    widgets::announce(view, Tr::tr("Copied"));
}

struct Actions {
    QAction *value;
    QAction *path;
    QAction *json;
    QAction *save;
    QAction *reveal;
    QAction *use;
};

QAction *add(QAbstractItemView *view, const QString &text, const char *name, const QKeySequence &keys,
             const Place &place, const std::function<void(const ValuePlace &)> &run)
{
    auto *action = new QAction(text, view);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    view->addAction(action);
    QObject::connect(action, &QAction::triggered, view, [view, place, run] {
        if (const std::optional<ValuePlace> at = place(view->currentIndex()))
            run(*at);
    });
    return action;
}

// A single value that is no secret.
bool canBeUsed(const Answer &answer, const ValuePlace &at)
{
    return !answer.isHidden(at.pointer) && (at.value.isString() || at.value.isInteger());
}

// Of an entry of a list the name of the list.
QString nameOf(const document::Pointer &pointer)
{
    for (document::Pointer place = pointer; !place.isRoot(); place = place.parent()) {
        bool isIndex = false;
        place.last().toInt(&isIndex);
        if (!isIndex)
            return place.last();
    }
    return {};
}

Actions addAll(QAbstractItemView *view, Answer *answer, const Place &place)
{
    Actions actions{};
    actions.value = add(view, Tr::tr("Copy value"), "copyValue", QKeySequence::Copy, place,
                        [view](const ValuePlace &at) { copy(view, asText(at.value)); });
    actions.path =
        add(view, Tr::tr("Copy path (JMESPath)"), "copyPath", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
            place, [view, answer](const ValuePlace &at) { copy(view, pathOf(answer->shown(), at.pointer)); });
    actions.json = add(view, Tr::tr("Copy as JSON"), "copyJson", {}, place, [view](const ValuePlace &at) {
        copy(view, QString::fromUtf8(document::toPlainJson(at.value, document::JsonStyle::Indented)));
    });
    actions.save =
        add(view, Tr::tr("Save this data..."), "saveBlob", {}, place, [view](const ValuePlace &at) {
            saveAs(view->window(), Tr::tr("Save data"), at.pointer.last(), {},
                   [bytes = at.value.toByteArray()] { return bytes; });
        });
    actions.reveal = add(view, Tr::tr("Reveal this value"), "revealValue", QKeySequence(Qt::CTRL | Qt::Key_R),
                         place, [answer](const ValuePlace &at) { answer->reveal(at.pointer); });
    actions.use = add(view, Tr::tr("Use in..."), "useValue", QKeySequence(Qt::CTRL | Qt::Key_U), place,
                      [answer](const ValuePlace &at) {
                          if (canBeUsed(*answer, at))
                              Q_EMIT answer->useAsked(nameOf(at.pointer), asText(at.value));
                      });
    return actions;
}

} // namespace

void addValueActions(QAbstractItemView *view, Answer *answer, const Place &place)
{
    const Actions actions = addAll(view, answer, place);
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(view, &QWidget::customContextMenuRequested, view,
                     [view, answer, actions, place](const QPoint &where) {
                         const QModelIndex index = view->indexAt(where);
                         const std::optional<ValuePlace> at =
                             place(index.isValid() ? index : view->currentIndex());
                         if (!at)
                             return;
                         actions.save->setVisible(at->value.isByteArray());
                         actions.reveal->setVisible(answer->isHidden(at->pointer));
                         actions.use->setVisible(canBeUsed(*answer, *at));
                         auto *menu = new QMenu(view);
                         menu->setAttribute(Qt::WA_DeleteOnClose);
                         menu->addActions({actions.value, actions.path, actions.json, actions.use,
                                           actions.save, actions.reveal});
                         answer->fillMenu(menu, at->pointer);
                         menu->popup(view->viewport()->mapToGlobal(where));
                     });
}

} // namespace formwork::answers
