// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "journal/protection.h"
#include "session/session.h"
#include "shell/bookmarks.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace formwork::widgets
{
class Banner;
class Card;
} // namespace formwork::widgets

namespace formwork::shell
{

// The requests without an answer: how many, which of the newest a retry cannot do twice, and by what.
struct Attention {
    qsizetype unknown = 0;
    QList<qint64> safe;
    QSet<journal::Protection> protections;
    std::optional<std::chrono::seconds> tokenLeft; // of the first to end
};

// What can be created, what needs attention, what was sent last.
class HomePage : public QScrollArea
{
    Q_OBJECT

public:
    HomePage(session::Session *session, Bookmarks &bookmarks, QWidget *parent = nullptr);

    void setCatalog(qsizetype services, qsizetype operations);
    void refreshAttention(); // tells attentionChanged too

Q_SIGNALS:
    void operationChosen(const QString &service, const QString &operation);
    void searchRequested();
    void rowChosen(qint64 journalId);
    void unknownRequested(); // the requests whose outcome is unknown, in the history
    void retryRequested(const QList<qint64> &ids);
    void accountsRequested();
    void draftChosen(const QString &id);
    void batchChosen(qint64 batch);
    void attentionChanged(qint64 unknownCount);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addBanners(QVBoxLayout *layout);
    void addCards(QVBoxLayout *layout);
    void addRecent(QVBoxLayout *layout);
    void arrangeCards();
    void showWhereabouts();
    void showKeychainProblem(const QString &sentence);
    void retryKeychain();
    void showLeftDrafts();
    void showAttention(const Attention &found);
    void lookForBatches();
    void showBatch(const journal::Batch &batch);

    session::Session *m_session;
    Bookmarks &m_bookmarks;
    QWidget *m_content;
    QLabel *m_where = nullptr;
    widgets::Banner *m_welcome;
    widgets::Banner *m_keychain;
    widgets::Banner *m_unknown;
    widgets::Banner *m_unfinished; // a batch that is not done and that nobody sends
    widgets::Banner *m_left; // forms that were open when the program ended unasked
    QStringList m_leftDrafts;
    QList<widgets::Card *> m_cards;
    widgets::Card *m_anythingElse = nullptr;
    QGridLayout *m_grid = nullptr;
    int m_columns = 0;
    Latest m_looking;
    Latest m_batches;
};

} // namespace formwork::shell
