// SPDX-License-Identifier: Apache-2.0
#include "forms/editor.h"

#include "widgets/announce.h"
#include "widgets/stylesheet.h"

#include <QScopedValueRollback>

namespace formwork::forms
{

using document::Pointer;
using model::Member;
using model::ShapeType;

namespace
{

bool isEntryOf(const FormModel &form, const Pointer &pointer)
{
    const Member *holder = pointer.isRoot() ? nullptr : form.memberAt(pointer.parent());
    return holder && (holder->target->type == ShapeType::List || holder->target->type == ShapeType::Map);
}

} // namespace

Editor::Editor(FormModel &form, Pointer pointer, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_pointer(std::move(pointer))
    , m_member(*form.memberAt(m_pointer))
    , m_isEntry(isEntryOf(form, m_pointer))
{
    connect(&form, &FormModel::changed, this, [this](const Pointer &changed) {
        if (changed.startsWith(m_pointer) || m_pointer.startsWith(changed))
            refreshQuietly();
    });
}

// An input that is destroyed loses the focus and tells that its editing is finished: to nobody, by then.
Editor::~Editor()
{
    const QList<QWidget *> inputs = findChildren<QWidget *>();
    for (QWidget *input : inputs)
        input->disconnect(this);
}

model::PairMembers Editor::pair() const
{
    const Pointer entry = m_pointer.isRoot() ? Pointer() : m_pointer.parent();
    const Member *holder = entry.isRoot() ? nullptr : m_form.memberAt(entry);
    return holder && isEntryOf(m_form, entry) ? model::pairMembers(*holder->target) : model::PairMembers();
}

void Editor::describe(const QString &name, const QString &description, bool isInvalid)
{
    widgets::setAccessible(input(), name, description);
    widgets::setFlag(input(), "invalid", isInvalid);
}

QWidget *Editor::reach(const Pointer &) { return input(); }

void Editor::commit(const QCborValue &value)
{
    if (m_refreshing)
        return;
    if (value.isUndefined())
        m_form.remove(m_pointer);
    else
        m_form.setValue(m_pointer, value);
}

void Editor::refuse(const QString &sentence)
{
    m_form.setEditorProblem(m_pointer, sentence);
    if (!sentence.isEmpty())
        touch();
}

void Editor::refreshQuietly()
{
    const QScopedValueRollback guard(m_refreshing, true);
    refresh();
}

} // namespace formwork::forms
