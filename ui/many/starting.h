// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "many/batchrunner.h"
#include "many/job.h"

namespace formwork::many
{

// From the button that sends to the batch: asks what a person has to be asked (the account's guard, secrets
// that cannot be kept, a file that was sent before), takes the rows into the history, and begins. One a
// round; its questions belong to `window`.
class Starting : public QObject
{
    Q_OBJECT

public:
    Starting(Job *job, bulk::RunWishes wishes, bool triesOne, QWidget *window);

    void start(const client::Target &target, bool isRehearsal);

Q_SIGNALS:
    void busy(const QString &sentence); // empty: over
    void problem(const QString &sentence);
    void batchChosen(qint64 batch); // an earlier one, to be looked at in place of a new one
    void started(qint64 batch);
    void ended(); // whatever came of it

private:
    [[nodiscard]] bool isRefused() const;
    void askAboutSecrets();
    void askAboutTwins();
    void askAboutTwin(const journal::Batch &there);
    void askToSend();
    void takeIn();
    void begin(const Result<journal::Batch> &batch);
    void fail(const QString &sentence);

    Job *m_job;
    bulk::RunWishes m_wishes;
    bool m_triesOne;
    QWidget *m_window;
    client::Target m_target;
    bool m_isRehearsal = false;
    bulk::Intake m_intake;
};

} // namespace formwork::many
