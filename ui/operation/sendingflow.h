// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "operation/submission.h"

#include <functional>

namespace formwork::widgets
{
struct Question;
}

namespace formwork::operation
{

// From pressing Create or Retry to the request: asks where a person has to be asked (DESIGN 3.4, 3.5,
// accounts that are guarded), and then has the submission send.
class SendingFlow : public QObject
{
    Q_OBJECT

public:
    SendingFlow(session::Session *session, guide::GuidePtr guide, Submission *submission, QWidget *window);

    void send(bool anyway); // as a new request
    void sendAgain(); // the row sent last
    void sendToItsRegion(); // what was refused because it belongs to another Region, as a new request
    // What was not sent because its secrets cannot be kept: asks whether it is sent all the same.
    void askAboutSecrets(const Error &error);

Q_SIGNALS:
    void started(bool isRetry);

private:
    void sendTo(const client::Target &target, bool anyway);
    void sendNow(bool anyway, const QString &confirmedFor, const client::Target &target);
    [[nodiscard]] bool isRefused(const client::Target &target); // by a read-only account; says so
    [[nodiscard]] widgets::Question guardQuestion(const client::Target &target) const;
    void whenPlaced(std::function<void()> send); // once it is known where an answer of data goes
    void sendAgainAsPlanned();
    void sendAgainNow(bool mayDuplicate, const QString &confirmedFor);
    [[nodiscard]] widgets::Question questionBeforeRetry(const client::BeforeRetry &asked) const;

    session::Session *m_session;
    guide::GuidePtr m_guide;
    Submission *m_submission;
    QWidget *m_window;
};

} // namespace formwork::operation
