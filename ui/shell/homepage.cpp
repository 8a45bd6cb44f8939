// SPDX-License-Identifier: Apache-2.0
#include "shell/homepage.h"

#include "base/figures.h"
#include "client/unlock.h"
#include "client/whereabouts.h"
#include "history/recentrequests.h"
#include "journal/reader.h"
#include "journal/retryplan.h"
#include "shell/operationshelf.h"
#include "widgets/banner.h"
#include "widgets/card.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QGridLayout>
#include <QPointer>
#include <QPushButton>
#include <QResizeEvent>
#include <QSettings>
#include <QVBoxLayout>

namespace formwork::shell
{
namespace
{

using widgets::Banner;
using widgets::Card;
using widgets::Space;
using widgets::Tone;

QString welcomeKey() { return QStringLiteral("welcome/seen"); }

Result<Attention> attentionIn(const journal::Reader &history, const QDateTime &now)
{
    constexpr qsizetype kMostAtOnce = 50;
    journal::Filter filter;
    filter.text = QStringLiteral("outcome:unknown");
    const Result<QList<qint64>> ids = history.ids(filter);
    if (!ids)
        return std::unexpected(ids.error());
    Attention found;
    found.unknown = ids->size();
    const Result<QList<journal::Record>> rows = history.rows(ids->first(qMin(ids->size(), kMostAtOnce)));
    for (const journal::Record &record : rows.value_or(QList<journal::Record>())) {
        const Result<journal::RetryPlan> plan = history.retryPlan(record, now);
        if (!plan || plan->kind != journal::RetryPlan::Kind::Safe)
            continue;
        found.safe.append(record.id);
        found.protections.insert(journal::protectionOf(record.request));
        if (plan->tokenLeft && (!found.tokenLeft || *plan->tokenLeft < *found.tokenLeft))
            found.tokenLeft = plan->tokenLeft;
    }
    return found;
}

} // namespace

HomePage::HomePage(session::Session *session, Bookmarks &bookmarks, QWidget *parent)
    : QScrollArea(parent)
    , m_session(session)
    , m_bookmarks(bookmarks)
    , m_content(new QWidget(viewport())) // what moves to another parent has all its styles made anew
    , m_welcome(new Banner(Tone::Sending, m_content))
    , m_keychain(new Banner(Tone::Warning, m_content))
    , m_unknown(new Banner(Tone::Unknown, m_content))
    , m_unfinished(new Banner(Tone::Neutral, m_content))
    , m_left(new Banner(Tone::Neutral, m_content))
{
    setObjectName(QStringLiteral("homePage"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content->setObjectName(QStringLiteral("formContent"));
    auto *layout = new QVBoxLayout(m_content);
    widgets::setSpacing(layout, font(), Space::Huge, Space::Large);
    layout->addWidget(widgets::titleLabel(tr("What do you want to create?"), m_content));
    m_where = widgets::wrappedLabel({}, m_content);
    m_where->setObjectName(QStringLiteral("whereabouts"));
    widgets::setRole(m_where, "muted");
    layout->addWidget(m_where);
    addBanners(layout);
    addCards(layout);
    auto *shelf = new OperationShelf(m_bookmarks, m_content);
    connect(shelf, &OperationShelf::operationChosen, this, &HomePage::operationChosen);
    layout->addWidget(shelf);
    addRecent(layout);
    layout->addStretch(1);
    setWidget(m_content);
    lookForBatches();

    connect(m_session, &session::Session::targetChanged, this, &HomePage::showWhereabouts);
    showWhereabouts();
    connect(&m_session->journal(), &journal::Journal::rowsChanged, this, &HomePage::refreshAttention);
    connect(&m_session->journal(), &journal::Journal::rowsRemoved, this, &HomePage::refreshAttention);
    connect(&m_session->profiles(), &credentials::ProfileStore::keychainProblem, this,
            &HomePage::showKeychainProblem);
    // What is automatic now was left by a run that crashed; what comes later belongs to forms that are open.
    for (const journal::Draft &draft : m_session->drafts().drafts()) {
        if (draft.isAutomatic)
            m_leftDrafts.append(draft.id);
    }
    connect(&m_session->drafts(), &journal::DraftStore::changed, this, &HomePage::showLeftDrafts);
    showLeftDrafts();
    refreshAttention();
}

void HomePage::addBanners(QVBoxLayout *layout)
{
    m_welcome->setObjectName(QStringLiteral("welcomeBanner"));
    m_welcome->addButton(tr("Add an account..."), [this] { Q_EMIT accountsRequested(); });
    m_welcome->setClosable(true);
    connect(m_welcome, &Banner::closed, this, [this] {
        m_session->settings().setValue(welcomeKey(), true);
        showWhereabouts();
    });
    m_keychain->setObjectName(QStringLiteral("keychainBanner"));
    m_keychain->hide();
    m_unknown->setObjectName(QStringLiteral("unknownBanner"));
    m_unknown->hide();
    m_left->setObjectName(QStringLiteral("draftsBanner"));
    m_left->hide();
    m_unfinished->setObjectName(QStringLiteral("batchBanner"));
    m_unfinished->setClosable(true);
    m_unfinished->hide();
    for (Banner *banner : {m_welcome, m_keychain, m_left, m_unfinished, m_unknown})
        layout->addWidget(banner);
}

// Follows the account that is chosen. Who is new in the practice account reads more about it.
void HomePage::showWhereabouts()
{
    const client::Whereabouts here = client::whereabouts(m_session->target());
    const bool welcomes = here.isPractice() && !m_session->settings().value(welcomeKey()).toBool();
    m_welcome->setText(here.title,
                       here.text + u' ' + tr("For the real AWS, choose an account at the top left."));
    m_welcome->setVisible(welcomes);
    m_where->setText(here.title + u' ' + here.text);
    m_where->setVisible(!welcomes);
}

void HomePage::addCards(QVBoxLayout *layout)
{
    m_grid = new QGridLayout;
    m_grid->setSpacing(widgets::space(this, Space::Medium));
    layout->addLayout(m_grid);
    for (const guide::Card &guided : m_session->environment()->guides->cards()) {
        const Result<model::ServicePtr> service = m_session->environment()->catalog->service(guided.service);
        const QString title = service ? (*service)->title : guided.service;
        auto *card = new Card({guided.title, title + QStringLiteral(" \u00b7 ") + guided.operation,
                               guided.summary, guided.noticeBrief},
                              m_content);
        card->setObjectName(QStringLiteral("card:%1:%2").arg(guided.service, guided.operation));
        connect(card, &Card::clicked, this,
                [this, guided] { Q_EMIT operationChosen(guided.service, guided.operation); });
        m_cards.append(card);
    }
    m_anythingElse = new Card({}, m_content);
    m_anythingElse->setObjectName(QStringLiteral("card:anything"));
    m_anythingElse->setDashed(true);
    connect(m_anythingElse, &Card::clicked, this, &HomePage::searchRequested);
    m_cards.append(m_anythingElse);
    setCatalog(0, 0);
    arrangeCards();
}

void HomePage::addRecent(QVBoxLayout *layout)
{
    auto *group = new QVBoxLayout;
    group->setSpacing(widgets::space(this, Space::Small));
    group->addWidget(widgets::headingLabel(tr("Recent requests"), m_content));
    auto *recent = new history::RecentRequests(m_session, m_content);
    connect(recent, &history::RecentRequests::rowChosen, this, &HomePage::rowChosen);
    connect(recent, &history::RecentRequests::batchChosen, this, &HomePage::batchChosen);
    auto *problem = new Banner(Tone::Rejected, m_content);
    problem->setObjectName(QStringLiteral("recentProblem"));
    const auto tell = [problem](const QString &sentence) {
        problem->setText(tr("The history cannot be read, so requests may be missing here."), sentence);
        problem->setVisible(!sentence.isEmpty());
    };
    connect(recent, &history::RecentRequests::problemChanged, problem, tell);
    tell(recent->problem());
    group->addWidget(problem);
    group->addWidget(recent);
    layout->addLayout(group);
}

void HomePage::setCatalog(qsizetype services, qsizetype operations)
{
    const QString subtitle = services > 0
        ? tr("%1, %2 on this computer")
              .arg(tr("%1 service(s)", nullptr, pluralOf(services)).arg(localNumber(services)),
                   tr("%1 operation(s)", nullptr, pluralOf(operations)).arg(localNumber(operations)))
        : tr("Looking for service models...");
    m_anythingElse->setCardText(
        {tr("Anything else..."),
         subtitle,
         tr("Every operation has a form. Start typing its name, or browse by service."),
         {}});
}

void HomePage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrangeCards();
}

void HomePage::arrangeCards()
{
    int wanted = widgets::textWidth(this, 34);
    for (const Card *card : std::as_const(m_cards)) // a long name of an operation is not cut off
        wanted = qMax(wanted, card->minimumSizeHint().width() + m_grid->horizontalSpacing());
    const QMargins margins = m_content->layout() ? m_content->layout()->contentsMargins() : QMargins();
    const int room = viewport()->width() - margins.left() - margins.right();
    const int columns = qBound(1, room / qMax(1, wanted), 3);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        m_grid->removeWidget(m_cards[i]);
        m_grid->addWidget(m_cards[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
    }
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

void HomePage::showKeychainProblem(const QString &sentence)
{
    m_keychain->setText({}, sentence);
    m_keychain->clearButtons();
    m_keychain->addButton(tr("Try again"), [this] { retryKeychain(); })
        ->setObjectName(QStringLiteral("retryKeychain"));
    m_keychain->addButton(tr("Accounts..."), [this] { Q_EMIT accountsRequested(); });
    m_keychain->setVisible(!sentence.isEmpty());
}

void HomePage::retryKeychain()
{
    m_session->profiles().retryKeychain().then(
        [self = QPointer(this), environment = m_session->environment()](const Result<void> &secrets) {
            if (!self || !secrets) // what went wrong has been told through keychainProblem
                return;
            client::unlockHistory(environment, true).then([self](const Result<void> &history) {
                if (self && history)
                    self->m_keychain->hide();
            });
        });
}

void HomePage::showLeftDrafts()
{
    QList<journal::Draft> left;
    for (const QString &id : std::as_const(m_leftDrafts)) {
        const Result<journal::Draft> draft = m_session->drafts().draft(id);
        if (draft && draft->isAutomatic)
            left.append(*draft);
    }
    m_left->setVisible(!left.isEmpty());
    m_left->clearButtons();
    if (left.isEmpty())
        return;
    const journal::Draft newest = left.first();
    const QString name =
        newest.what.isEmpty() ? newest.title : newest.title + QStringLiteral(" \u00b7 ") + newest.what;
    m_left->setText(
        tr("Formwork ended while a form was open."),
        tr("What was typed into \u201c%1\u201d has been kept. Nothing of it was sent.").arg(name));
    m_left->addButton(tr("Discard"), [this, id = newest.id] { m_session->drafts().remove(id); })
        ->setObjectName(QStringLiteral("discardDraft"));
    m_left
        ->addButton(
            tr("Open"),
            [this, id = newest.id] {
                m_leftDrafts.removeOne(id); // from here on it belongs to the form
                showLeftDrafts();
                Q_EMIT draftChosen(id);
            },
            Banner::Emphasis::Primary)
        ->setObjectName(QStringLiteral("openDraft"));
}

// The newest that was not sent to its end. Once a start: who leaves a batch on purpose is not asked again and
// again.
void HomePage::lookForBatches()
{
    m_batches.ask(m_session->journal().ask<QList<journal::Batch>>(
                      [](const journal::Reader &history) { return history.batches(); }),
                  this, [this](const Result<QList<journal::Batch>> &batches) {
                      for (const journal::Batch &batch : batches.value_or(QList<journal::Batch>())) {
                          if (batch.counts.waiting > 0 && !batch.isRunning) {
                              showBatch(batch);
                              return;
                          }
                      }
                  });
}

void HomePage::showBatch(const journal::Batch &batch)
{
    m_unfinished->setText(
        tr("Batch %1 is not done.").arg(batch.id),
        tr("%n row(s) of %1 have not been sent.", nullptr, static_cast<int>(batch.counts.waiting))
            .arg(batch.made.source));
    m_unfinished->clearButtons();
    m_unfinished
        ->addButton(
            tr("Open batch..."),
            [this, id = batch.id] {
                m_unfinished->hide();
                Q_EMIT batchChosen(id);
            },
            Banner::Emphasis::Primary)
        ->setObjectName(QStringLiteral("openUnfinished"));
    m_unfinished->show();
}

void HomePage::refreshAttention()
{
    const QDateTime now = m_session->environment()->clock->nowUtc();
    m_looking.ask(m_session->journal().ask<Attention>(
                      [now](const journal::Reader &history) { return attentionIn(history, now); }),
                  this, [this](const Result<Attention> &found) {
                      if (found) // else told above the recent requests; what was counted before still stands
                          showAttention(*found);
                  });
}

void HomePage::showAttention(const Attention &found)
{
    const auto &[unknown, safe, protections, left] = found;
    m_unknown->setVisible(unknown > 0);
    Q_EMIT attentionChanged(unknown);
    if (unknown == 0)
        return;
    m_unknown->clearButtons();
    const QString title =
        tr("%n request(s) (has|have) an unknown outcome.", nullptr, static_cast<int>(unknown));
    QString text = tr("No answer says whether they were carried out.");
    if (!safe.isEmpty())
        text += u' ' + journal::safeTogether(protections);
    if (left)
        text += u' ' + tr("The first token is valid for another %1.").arg(journal::durationInWords(*left));
    m_unknown->setText(title, text);
    m_unknown->addButton(tr("Show"), [this] { Q_EMIT unknownRequested(); })
        ->setObjectName(QStringLiteral("showUnknown"));
    if (safe.isEmpty())
        return;
    const QString retry =
        safe.size() > 1 ? tr("Retry %n safely", nullptr, static_cast<int>(safe.size())) : tr("Retry safely");
    m_unknown->addButton(
                 retry, [this, safe] { Q_EMIT retryRequested(safe); }, Banner::Emphasis::Primary)
        ->setObjectName(QStringLiteral("retryUnknown"));
}

} // namespace formwork::shell
