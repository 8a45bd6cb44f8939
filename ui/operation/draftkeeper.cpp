// SPDX-License-Identifier: Apache-2.0
#include "operation/draftkeeper.h"

#include "client/unlock.h"
#include "document/redact.h"

#include <QTimer>

namespace formwork::operation
{
namespace
{

constexpr int kPauseMs = 1000; // after the last edit
constexpr int kLatestMs = 3000; // after the first, while somebody types on and on

// How a person recognises the input; never a secret.
QString whatOf(const forms::FormModel &form)
{
    const QCborValue shown = document::redacted(form.document(), *form.operation().input);
    const QCborValue value = document::valueAt(shown, form.guide().what);
    return value.isInteger() ? QString::number(value.toInteger()) : value.toString();
}

} // namespace

DraftKeeper::DraftKeeper(session::Session *session, model::OperationPtr operation, forms::FormModel *form,
                         const Origin &origin, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_operation(std::move(operation))
    , m_form(form)
    , m_pause(new QTimer(this))
    , m_saved(origin.isAutomatic ? QString() : origin.draft)
    , m_automatic(origin.isAutomatic ? origin.draft : QString())
    , m_parent(origin.editedFrom)
    , m_variables(origin.variables)
{
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    connect(m_pause, &QTimer::timeout, this, [this] { keep(false); });
    connect(m_form, &forms::FormModel::changed, this, &DraftKeeper::noteEdit);
}

void DraftKeeper::noteEdit(const document::Pointer &pointer)
{
    // A renewed token alone is nothing to keep.
    const model::Member *token = m_operation->tokenMember();
    if (token && !pointer.isRoot() && pointer.tokens().first() == token->name)
        return;
    ++m_edits;
    m_isEdited = true;
    if (!m_sinceEdit.isValid())
        m_sinceEdit.start();
    m_pause->start(static_cast<int>(qBound(qint64{0}, kLatestMs - m_sinceEdit.elapsed(), qint64{kPauseMs})));
}

journal::Draft DraftKeeper::describe(bool byPerson) const
{
    journal::Draft draft;
    draft.id = byPerson ? m_saved : m_automatic;
    draft.service = m_operation->service->id;
    draft.operation = m_operation->name;
    draft.title = m_form->guide().title;
    draft.what = whatOf(*m_form);
    draft.parent = m_parent;
    draft.variables = m_variables;
    draft.isAutomatic = !byPerson;
    return draft;
}

void DraftKeeper::save() { keep(true); }

void DraftKeeper::keep(bool byPerson)
{
    m_pause->stop();
    m_sinceEdit.invalidate();
    QString &id =
        byPerson ? m_saved : m_automatic; // known before it is written, so that the next one replaces it
    if (id.isEmpty())
        id = m_session->environment()->tokens->nextToken();
    client::saveDraft(m_session->environment(), &m_session->drafts(), describe(byPerson), m_form->document(),
                      m_operation)
        .then([self = QPointer(this), byPerson, edits = m_edits](const Result<QString> &kept) {
            if (self)
                self->noteKept(byPerson, edits, kept);
        });
}

void DraftKeeper::noteKept(bool byPerson, qint64 edits, const Result<QString> &id)
{
    if (!id) {
        // Of what fails by itself after every edit, once is enough.
        if (byPerson || !std::exchange(m_toldFailure, true))
            Q_EMIT failed(id.error().sentence());
        return;
    }
    if (!byPerson) {
        if (m_automatic != *id || !m_isEdited) // sent or discarded meanwhile
            m_session->drafts().remove(*id);
        return;
    }
    if (edits == m_edits) {
        m_isEdited = false;
        dropAutomatic();
    }
    const bool secrets = client::holdsSecrets(m_form->document(), *m_operation->input);
    Q_EMIT saved(secrets && !client::sealsForLater(*m_session->environment()));
}

void DraftKeeper::dropAutomatic()
{
    m_pause->stop();
    m_sinceEdit.invalidate();
    m_session->drafts().remove(std::exchange(m_automatic, {}));
}

void DraftKeeper::discard()
{
    m_isEdited = false;
    dropAutomatic();
}

void DraftKeeper::noteRecorded() { discard(); }

void DraftKeeper::noteDone()
{
    discard();
    m_session->drafts().remove(std::exchange(m_saved, {}));
}

void DraftKeeper::startAfresh()
{
    m_parent = 0;
    m_saved.clear();
}

} // namespace formwork::operation
