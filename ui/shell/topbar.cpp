// SPDX-License-Identifier: Apache-2.0
#include "shell/topbar.h"

#include "accounts/accountwords.h"
#include "widgets/chip.h"
#include "widgets/colourdot.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QTimer>

#include <chrono>

namespace formwork::shell
{
namespace
{

using widgets::Space;
using namespace std::chrono_literals;

constexpr int kSearchStretch = 6;
constexpr int kSideStretch = 1; // to its left and right

QString regionName(const QString &id)
{
    for (const endpoint::Partition &partition : endpoint::partitions()) {
        for (const endpoint::Region &region : partition.regions) {
            if (region.id == id)
                return region.name;
        }
    }
    return {};
}

QString withName(const QString &id, const QString &name)
{
    return name.isEmpty() ? id : id + QStringLiteral("  ") + name;
}

} // namespace

TopBar::TopBar(session::Session *session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_account(new QPushButton(this))
    , m_region(new QPushButton(this))
    , m_search(new QPushButton(this))
    , m_history(new QPushButton(tr("Hi&story"), this))
    , m_mark(new widgets::Chip({}, this))
    , m_left(widgets::mutedLabel({}, this))
    , m_minute(new QTimer(this))
    , m_regions(new QMenu(this))
{
    setObjectName(QStringLiteral("topBar"));
    widgets::setRole(this, "bar");
    m_account->setObjectName(QStringLiteral("accountButton"));
    connect(m_account, &QPushButton::clicked, this, &TopBar::accountRequested);
    m_mark->setObjectName(QStringLiteral("accountMark"));
    m_left->setObjectName(QStringLiteral("sessionLeft"));
    m_minute->setInterval(20s); // so that a minute is never wrong by much
    connect(m_minute, &QTimer::timeout, this, &TopBar::refreshLeft);
    m_region->setObjectName(QStringLiteral("regionButton"));
    m_region->setMenu(m_regions);
    connect(m_regions, &QMenu::aboutToShow, this, &TopBar::fillRegions);
    m_search->setObjectName(QStringLiteral("searchButton"));
    m_search->setIcon(widgets::icon(QStringLiteral("search")));
    m_search->setToolTip(tr("Find an operation by its name or its service (Ctrl+K)"));
    m_search->setStyleSheet(QStringLiteral("text-align: left"));
    connect(m_search, &QPushButton::clicked, this, &TopBar::searchRequested);
    m_history->setObjectName(QStringLiteral("historyButton"));
    m_history->setToolTip(tr("Every request that was sent (Ctrl+2)"));
    connect(m_history, &QPushButton::clicked, this, &TopBar::historyRequested);

    auto *row = new QHBoxLayout(this);
    widgets::setSpacing(row, font(), Space::Small, Space::Medium);
    row->addWidget(m_account);
    row->addWidget(m_mark);
    row->addWidget(m_left);
    row->addWidget(m_region);
    row->addStretch(kSideStretch);
    m_search->setMaximumWidth(widgets::textWidth(this, 80));
    row->addWidget(m_search, kSearchStretch);
    row->addStretch(kSideStretch);
    row->addWidget(m_history);

    connect(m_session, &session::Session::targetChanged, this, &TopBar::refresh);
    setOperationCount(0);
    setAttention(0);
    refresh();
}

void TopBar::setOperationCount(qsizetype count)
{
    m_operations = count;
    m_search->setAccessibleName(tr("Find an operation, Ctrl+K"));
    fit();
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

void TopBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

// Shorter words where there is less room, rather than words that are cut off. The least widths are those of
// the shortest words: longer ones must not keep the window wide.
void TopBar::fit()
{
    if (!layout())
        return; // not built yet
    const QString id = m_session->region();
    const QString name = withName(id, regionName(id));
    const QString none = tr("Create or find an operation...   Ctrl+K");
    const QString all = m_operations > 0
        ? tr("Create or find any of %1 operations...   Ctrl+K").arg(QLocale().toString(m_operations))
        : none;
    const QString least = tr("Find...   Ctrl+K");
    const auto setTexts = [this](const QString &region, const QString &search) {
        m_region->setText(region);
        m_search->setText(search);
    };
    setTexts(id, least);
    m_region->setMinimumWidth(m_region->sizeHint().width());
    m_search->setMinimumWidth(m_search->sizeHint().width());
    const QMargins margins = layout()->contentsMargins();
    const int between = layout()->spacing() * (layout()->count() - 1);
    const int room = contentsRect().width() - margins.left() - margins.right() - between;
    const credentials::Profile profile = m_session->profile();
    const bool isPractice = profile.kind == credentials::ProfileKind::Practice;
    QStringList account{profile.name, isPractice ? QString() : profile.accountId, profile.roleName};
    account.removeAll(QString());
    const auto accountText = [&account, this](qsizetype parts) {
        const QString gap = QStringLiteral("  ");
        return QFontMetrics(m_account->font())
            .elidedText(account.first(std::min(parts, account.size())).join(gap), Qt::ElideMiddle,
                        widgets::textWidth(this, parts == 1 ? 24 : 56));
    };
    struct Texts {
        QString region;
        QString search;
        qsizetype account; // how many of its parts
    };
    for (const auto &[region, search, parts] :
         {Texts{name, all, 3}, Texts{name, none, 3}, Texts{id, none, 3}, Texts{id, none, 2}}) {
        setTexts(region, search);
        m_account->setText(accountText(parts));
        int left = room;
        for (const QWidget *one : {static_cast<QWidget *>(m_account), static_cast<QWidget *>(m_mark),
                                   static_cast<QWidget *>(m_left), static_cast<QWidget *>(m_region),
                                   static_cast<QWidget *>(m_history)})
            left -= one->isHidden() ? 0 : one->sizeHint().width();
        if (left * kSearchStretch / (kSearchStretch + 2 * kSideStretch) >= m_search->sizeHint().width())
            return;
    }
    setTexts(id, least);
    m_account->setText(accountText(1));
}

void TopBar::setAttention(qint64 count)
{
    m_history->setText(count > 0 ? tr("Hi&story (%1)").arg(count) : tr("Hi&story"));
    m_history->setAccessibleName(
        count > 0 ? tr("History, %n request(s) with an unknown outcome", nullptr, static_cast<int>(count))
                  : tr("History"));
    fit();
}

void TopBar::refresh()
{
    const credentials::Profile profile = m_session->profile();
    const bool isPractice = profile.kind == credentials::ProfileKind::Practice;
    m_account->setIcon(widgets::colourDot(QColor(accounts::colourOf(profile, m_session->identities())),
                                          widgets::iconSize(font())));
    const QString mark = accounts::markOf(profile);
    m_mark->setLook({mark, {}, profile.isProduction ? widgets::Tone::Rejected : widgets::Tone::Warning});
    m_mark->setVisible(!mark.isEmpty());
    QStringList told{profile.name, isPractice ? QString() : profile.accountId, profile.roleName, mark};
    told.removeAll(QString());
    m_account->setAccessibleName(tr("Account: %1").arg(told.join(QStringLiteral(", "))));
    const QString alias = m_session->identities().of(profile).look.alias;
    QStringList tip{tr("The account new requests go to. Select another: Ctrl+Shift+A"),
                    alias.isEmpty() ? QString() : tr("Alias: %1").arg(alias), accounts::kindInWords(profile),
                    accounts::stateInWords(profile, m_session->identities()), accounts::overriddenSentence()};
    tip.removeAll(QString());
    m_account->setToolTip(tip.join(u'\n'));
    m_account->setAccessibleDescription(tip.join(u' '));
    refreshLeft();
    const QString region = m_session->region();
    m_region->setAccessibleName(tr("Region: %1").arg(withName(region, regionName(region))));
    m_region->setToolTip(tr("The AWS Region new requests go to"));
    fit();
}

void TopBar::refreshLeft()
{
    const auto left = m_session->identities().timeLeft(m_session->profile());
    const bool isOver = left && *left <= std::chrono::seconds(0);
    const QString text = left ? session::timeLeftInWords(*left) : QString();
    m_left->setVisible(left.has_value());
    m_left->setText(isOver ? tr("session over") : tr("%1 left").arg(text));
    m_left->setToolTip(isOver ? tr("It is renewed, or asks you to sign in, when it is used next")
                              : tr("How long the session of this account lasts"));
    left ? m_minute->start() : m_minute->stop();
}

void TopBar::fillRegions()
{
    m_regions->clear();
    const QString current = m_session->region();
    const endpoint::Partition *own = endpoint::partitionOf(current);
    for (const endpoint::Partition &partition : endpoint::partitions()) {
        // The partition in use opens flat, the others are one step away: an account lives in one partition.
        QMenu *menu = own == &partition ? m_regions : m_regions->addMenu(partition.name);
        for (const endpoint::Region &region : partition.regions) {
            QAction *action = menu->addAction(withName(region.id, region.name));
            action->setCheckable(true);
            action->setChecked(region.id == current);
            connect(action, &QAction::triggered, this,
                    [this, id = region.id] { m_session->selectRegion(id); });
        }
        if (own == &partition)
            m_regions->addSeparator();
    }
}

} // namespace formwork::shell
