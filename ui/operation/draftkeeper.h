// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "session/session.h"

#include <QElapsedTimer>

class QTimer;

namespace formwork::operation
{

// Where an input came from.
struct Origin {
    QString draft; // id; empty: no draft
    bool isAutomatic = false; // the draft was left by a crash
    qint64 editedFrom = 0; // row of the history
    QStringList variables = {}; // names that count as variables in it
};

// Keeps what is typed in one form: by itself a moment after the last edit, and where the person asks for it.
// What is kept by itself never overwrites a draft of the person's, and goes when the input is sent or
// discarded.
class DraftKeeper : public QObject
{
    Q_OBJECT

public:
    DraftKeeper(session::Session *session, model::OperationPtr operation, forms::FormModel *form,
                const Origin &origin, QObject *parent);

    [[nodiscard]] bool isEdited() const { return m_isEdited; } // and neither kept by the person nor sent

    [[nodiscard]] bool keeps(const QString &draft) const
    {
        return !draft.isEmpty() && (draft == m_saved || draft == m_automatic);
    }

    void save(); // asked for by the person; `saved` or `failed` follow
    void discard();
    void noteRecorded(); // the input stands in the history now
    void noteDone(); // it was created: no draft of it is of use any more
    void startAfresh();
    void setVariables(const QStringList &names) { m_variables = names; }

Q_SIGNALS:
    void saved(bool forThisRunOnly); // the latter: its secrets cannot be opened in a later run
    void failed(const QString &sentence);

private:
    void noteEdit(const document::Pointer &pointer);
    void keep(bool byPerson);
    void noteKept(bool byPerson, qint64 edits, const Result<QString> &id);
    [[nodiscard]] journal::Draft describe(bool byPerson) const;
    void dropAutomatic();

    session::Session *m_session;
    model::OperationPtr m_operation;
    forms::FormModel *m_form;
    QTimer *m_pause;
    QElapsedTimer m_sinceEdit; // the first that is not kept yet
    QString m_saved; // the person's
    QString m_automatic;
    qint64 m_parent = 0;
    QStringList m_variables;
    qint64 m_edits = 0; // counted, so that a draft that took its time is not taken for the newest input
    bool m_isEdited = false;
    bool m_toldFailure = false;
};

} // namespace formwork::operation
