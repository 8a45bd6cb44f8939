// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "client/beforeretry.h"
#include "forms/formmodel.h"
#include "journal/reader.h"
#include "session/destination.h"

#include <QObject>

#include <functional>

namespace formwork::operation
{

// The sending behind the dialog of one operation. Knows what was sent last from here, and so whether pressing
// Create sends the same request again (same token, same body, same row of the history) or a new one (new
// token, linked to the old row). Outlived by the call itself: when the dialog closes, a request under way
// goes on and ends in the history.
class Submission : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        New, // nothing was sent from here yet
        Again, // unchanged since it was sent: a retry
        Edited, // changed since: a new request with a new token
    };

    Submission(session::Session *session, model::OperationPtr operation, forms::FormModel *form,
               QObject *parent = nullptr);

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] const model::Operation &operation() const { return *m_operation; }
    [[nodiscard]] bool isSending() const { return m_cancellation != nullptr; }
    [[nodiscard]] bool hasToken() const { return m_operation->tokenMember() != nullptr; }
    [[nodiscard]] QString token() const;
    [[nodiscard]] const client::CallResult &result() const { return m_result; }
    [[nodiscard]] client::Target target() const; // where Create sends: a retry goes where the row says
    [[nodiscard]] session::Destination &destination() const { return *m_destination; } // of what is new
    [[nodiscard]] QString hits() const; // what the form names, for a sentence before it is deleted
    // Of the row sent last, as it was when it ended, was settled or was looked at last.
    [[nodiscard]] journal::RetryPlan retryPlan() const;
    [[nodiscard]] client::BeforeRetry beforeRetry() const; // likewise
    void lookAgain(std::function<void()> then); // a plan may change as time goes by
    [[nodiscard]] QCborValue
    sentInput() const; // likewise, from the history; Undefined where it cannot be opened

    void setToken(const QString &token);
    void renewToken();
    void setEditedFrom(qint64 journalId); // a row of the history this form was filled from

    // Where the data of an answer goes: into a file, or into the window and the history. Of operations that
    // answer a stream of bytes; of the others nothing of this is asked.
    [[nodiscard]] bool answersData() const;
    [[nodiscard]] bool savesAnswer() const { return m_savesAnswer; }
    [[nodiscard]] QString answerFile() const { return m_answerFile; } // empty: not chosen yet
    [[nodiscard]] QString suggestedAnswerFile() const; // a name
    void setSavesAnswer(bool saves);
    void setAnswerFile(const QString &path); // chosen by the person, who knows of a file that is there

    // `confirmedFor`: the account for which a person has said yes to what its guard asks; empty: none.
    // New or edited. `target`: where to; the row of a refusal may name another Region than the selected one.
    void send(bool anyway, const QString &confirmedFor, const client::Target &target);
    void sendAgain(bool mayDuplicate, const QString &confirmedFor); // the row sent last
    [[nodiscard]] bool wasSentAnyway() const { return m_anyway; } // the last time
    [[nodiscard]] QString wasConfirmedFor() const { return m_confirmedFor; } // likewise
    [[nodiscard]] const client::Target &sentTo() const { return m_sentTo; } // likewise
    void setMayLoseSecrets() { m_mayLoseSecrets = true; } // the person was told, of what is sent from here
    void cancel();
    void startAfresh(); // "Create another": what is sent next has nothing to do with the last one

Q_SIGNALS:
    void kindChanged();
    void tokenChanged();
    void progressed(const formwork::client::Progress &progress);
    void transferred(const formwork::client::Transferred &moved); // of a file that is sent or comes
    void answerPlaceChanged();
    void finished();

private:
    struct SentRow {
        journal::PlannedRow planned;
        QCborValue input; // opened
    };

    void noteEdit();
    void begin();
    void finish(const client::CallResult &result);
    void conclude();
    void readRow(std::function<void()> then);
    [[nodiscard]] document::Pointer tokenPointer() const;
    [[nodiscard]] QCborValue withoutToken(QCborValue document) const;
    [[nodiscard]] client::CallOptions options();

    session::Session *m_session;
    session::Destination *m_destination;
    model::OperationPtr m_operation;
    forms::FormModel *m_form;
    client::CancellationPtr m_cancellation; // while sending
    client::CallResult m_result;
    bool m_savesAnswer = false;
    QString m_answerFile;
    bool m_mayLoseSecrets = false;
    bool m_anyway = false;
    QString m_confirmedFor;
    client::Target m_sentTo;
    QCborValue m_sent; // without its token; undefined: nothing was sent
    QString m_sentToken;
    QString m_ownToken; // made here because the input changed; a person's own choice is never undone
    qint64 m_sentId = 0;
    Result<SentRow> m_row; // of m_sentId
    Latest m_reading;
    qint64 m_parent = 0;
    Kind m_kind = Kind::New;
};

} // namespace formwork::operation
