// SPDX-License-Identifier: Apache-2.0
#include "forms/levels.h"

#include "base/tr.h"
#include "document/json.h"
#include "document/redact.h"
#include "forms/editor.h"
#include "forms/formview.h"
#include "forms/headline.h"
#include "widgets/icon.h"

#include <QCborArray>
#include <QCborMap>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QToolButton>

namespace formwork::forms
{

using document::Pointer;
using model::Shape;
using model::ShapeType;

namespace
{

constexpr qsizetype kLongestPaste = 8'000'000; // characters

std::unexpected<Error> refuse(const QString &sentence)
{
    return failure(Phase::Input, QStringLiteral("Paste"), sentence);
}

// Whether a pasted object is one of this structure at all.
Result<void> checkMembers(const QCborMap &map, const Shape &shape)
{
    for (const auto &[key, entry] : map) {
        if (!shape.member(key.toString()))
            return refuse(Tr::tr("\u201c%1\u201d is no field here. Nothing was pasted.").arg(key.toString()));
    }
    return {};
}

Result<QCborValue> read(const QString &text, const Shape &shape)
{
    Result<QCborValue> value = document::fromJson(text.toUtf8(), shape);
    if (!value || !value->isMap() || shape.type == ShapeType::Map)
        return value;
    if (const Result<void> fits = checkMembers(value->toMap(), shape); !fits)
        return std::unexpected(fits.error());
    return value;
}

Result<void> takeEntries(FormModel &form, const Pointer &list, const QString &text, const Shape &shape)
{
    QCborArray items = form.value(list).toArray();
    if (text.startsWith(u'[')) {
        const Result<QCborValue> entries = read(text, shape);
        if (!entries)
            return std::unexpected(entries.error());
        for (const QCborValue &entry : entries->toArray()) {
            const bool isForm = shape.element.target->type == ShapeType::Structure && entry.isMap();
            const Result<void> fits =
                isForm ? checkMembers(entry.toMap(), *shape.element.target) : Result<void>();
            if (!fits)
                return fits;
            items.append(entry);
        }
    } else {
        const Result<QCborValue> entry = read(text, *shape.element.target);
        if (!entry)
            return std::unexpected(entry.error());
        items.append(*entry);
    }
    form.setValue(list, items);
    return {};
}

void addActions(QMenu *menu, FormModel &form, const Pointer &level, QToolButton *button)
{
    FormView *view = viewOf(button);
    QAction *paste = menu->addAction(Tr::tr("Paste JSON here"), button, [view, level] {
        if (view)
            view->pasteInto(level);
    });
    paste->setEnabled(view && !QGuiApplication::clipboard()->text().isEmpty());
    QAction *copy = menu->addAction(Tr::tr("Copy as JSON"), button, [&form, level] {
        const model::Member &member = *form.memberAt(level);
        QGuiApplication::clipboard()->setText(QString::fromUtf8(
            document::toJson(document::redacted(form.value(level), *member.target), *member.target)));
    });
    copy->setEnabled(form.isSet(level));
    QAction *open = menu->addAction(Tr::tr("Open as its own page"), button, [view, level] {
        if (view)
            view->openPage(level);
    });
    open->setEnabled(view && form.isSet(level) && view->page() != level);
    menu->addSeparator();
    const Shape &shape = *form.memberAt(level)->target;
    const bool isList = shape.type == ShapeType::List || shape.type == ShapeType::Map;
    const bool isEmptied = form.isRequired(level) && !form.value(level).isUndefined();
    QAction *remove = menu->addAction(isList ? Tr::tr("Remove all") : Tr::tr("Remove it all"), button,
                                      [&form, level, isEmptied] {
                                          if (isEmptied)
                                              form.empty(level);
                                          else
                                              form.remove(level);
                                      });
    remove->setEnabled(leafCount(form.value(level)) > 0);
}

} // namespace

int levelOf(const QWidget *widget)
{
    int level = 0;
    for (const QWidget *at = widget; at; at = at->parentWidget()) {
        if (qobject_cast<const FormView *>(at))
            break;
        const auto *editor = qobject_cast<const Editor *>(at);
        level += editor && !editor->isEntry() && editor->placement() == Editor::Placement::Block ? 1 : 0;
    }
    return level;
}

FormView *viewOf(const QWidget *widget)
{
    for (const QWidget *at = widget; at; at = at->parentWidget()) {
        if (const auto *view = qobject_cast<const FormView *>(at))
            return const_cast<FormView *>(view);
    }
    return nullptr;
}

Editor *levelAround(QWidget *widget)
{
    for (QWidget *at = widget; at; at = at->parentWidget()) {
        auto *editor = qobject_cast<Editor *>(at);
        if (editor && editor->shape().isAggregate())
            return editor;
    }
    return nullptr;
}

Result<void> takeJson(FormModel &form, const Pointer &level, const QString &text)
{
    const model::Member *member = form.memberAt(level);
    const QString trimmed = text.trimmed();
    if (!member || trimmed.size() > kLongestPaste)
        return refuse(Tr::tr("The text on the clipboard is too long. Nothing was pasted."));
    if (!trimmed.startsWith(u'{') && !trimmed.startsWith(u'['))
        return refuse(Tr::tr("The text on the clipboard is no JSON object or array. Nothing was pasted."));
    const Shape &shape = *member->target;
    if (shape.type == ShapeType::List)
        return takeEntries(form, level, trimmed, shape);
    const Result<QCborValue> value = read(trimmed, shape);
    if (!value)
        return std::unexpected(value.error());
    if (!value->isMap())
        return refuse(Tr::tr("An object belongs here: { ... }. Nothing was pasted."));
    if (shape.type != ShapeType::Map) {
        form.setValue(level, *value);
        return {};
    }
    QCborMap entries = form.value(level).toMap();
    for (const auto &[key, entry] : value->toMap())
        entries.insert(key, entry);
    form.setValue(level, entries);
    return {};
}

QToolButton *levelButton(FormModel &form, const Pointer &level, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(level.toString() + QStringLiteral("#level"));
    button->setIcon(widgets::icon(QStringLiteral("more")));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(Tr::tr("Paste, copy, open or remove this part"));
    button->setAccessibleName(Tr::tr("What to do with %1").arg(form.spokenNameOf(level)));
    QObject::connect(button, &QToolButton::clicked, button, [button, &form, level] {
        auto *menu = new QMenu(button);
        menu->setObjectName(QStringLiteral("levelMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addActions(menu, form, level, button);
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    });
    return button;
}

} // namespace formwork::forms
