// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/actions.h"
#include "alike/reading.h"
#include "operation/operationdialog.h"

#include <QObject>

class QMenu;

namespace formwork::answers
{
class AnswerView;
}

namespace formwork::operation
{

// What can be done with the things that an answer shows, as entries of its menus: one more like it, and every
// operation that takes its identifiers, filled in. One an answer's view, its child.
class ThingActions : public QObject
{
    Q_OBJECT

public:
    ThingActions(session::Session *session, answers::AnswerView *view);

    // `asked`: the input that was answered. `target`: where it was asked.
    void set(const model::OperationPtr &operation, const QCborValue &asked, const QCborValue &output,
             const client::Target &target);
    void extend(const QCborValue &output) { m_output = output; } // more pages

private:
    void learn();
    void fill(QMenu *menu, const document::Pointer &place);
    void addLike(QMenu *menu, const alike::Thing &thing, const QList<alike::Action> &actions);
    void addActions(QMenu *menu, const QList<alike::Action> &actions);
    void open(const alike::Filled &filled);
    void openFrom(const alike::Thing &thing, const model::OperationPtr &creation, const QString &whyNoMore);
    [[nodiscard]] alike::Thing thingAt(const document::Pointer &place, QList<alike::Action> &actions) const;

    session::Session *m_session;
    answers::AnswerView *m_view;
    model::OperationPtr m_operation;
    QCborMap m_asked;
    QCborValue m_output;
    client::Target m_target;
    alike::Tools m_tools;
    model::OperationPtr m_creation; // of such things; null: none, or nobody knows yet
    QString m_reads; // the operation whose answer fills most of a new one
    QString m_path; // of the thing there
    int m_round = 0; // of answers: what is found out about an earlier one is late
};

// The same for the answer of a row of the history, where it is shown.
void actOnRow(session::Session *session, QObject *answerView, qint64 journalId);

} // namespace formwork::operation
