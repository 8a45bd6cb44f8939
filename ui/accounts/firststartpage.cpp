// SPDX-License-Identifier: Apache-2.0
#include "accounts/firststartpage.h"

#include "accounts/accountmodel.h"
#include "accounts/accountwords.h"
#include "signin/sharedfiles.h"
#include "widgets/entrydelegate.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace formwork::accounts
{

using credentials::Profile;

namespace
{

constexpr int kMostRows = 6; // before the list scrolls

QString seenKey() { return QStringLiteral("firstStart/seen"); }

} // namespace

bool FirstStartPage::isNeeded(const session::Session &session)
{
    return !session.profiles().hasSelection() && !session.settings().value(seenKey()).toBool();
}

FirstStartPage::FirstStartPage(session::Session *session, QWidget *parent)
    : QScrollArea(parent)
    , m_session(session)
    , m_model(new AccountModel(session, this))
    , m_found(widgets::wrappedLabel({}, this))
    , m_list(new QListView(this))
    , m_state(widgets::wrappedLabel({}, this))
    , m_notes(widgets::helpLabel({}, this))
    , m_use(new QPushButton(tr("&Use this account"), this))
    , m_check(new QPushButton(tr("&Check it"), this))
{
    setObjectName(QStringLiteral("firstStartPage"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_model->setWithoutPractice();
    auto *content = new QWidget(viewport());
    content->setObjectName(QStringLiteral("formContent"));
    auto *column = new QVBoxLayout(content);
    widgets::setSpacing(column, font(), widgets::Space::Huge, widgets::Space::Medium);
    column->addWidget(widgets::titleLabel(tr("Where do you want to work?"), content));
    addFound(column, content);
    addWays(column, content);
    column->addStretch(1);
    setWidget(content);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_model->index(0));
        refresh();
    });
    connect(&m_session->profiles(), &credentials::ProfileStore::profilesChanged, m_model,
            &AccountModel::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &FirstStartPage::refresh);
    m_list->setCurrentIndex(m_model->index(0));
    refresh();
}

void FirstStartPage::addFound(QVBoxLayout *column, QWidget *content)
{
    m_found->setObjectName(QStringLiteral("foundSentence"));
    m_list->setObjectName(QStringLiteral("foundAccounts"));
    m_list->setAccessibleName(tr("Accounts found on this computer"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new widgets::EntryDelegate(true, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list, &QListView::activated, this, &FirstStartPage::use);
    m_state->setObjectName(QStringLiteral("foundState"));
    widgets::setRole(m_state, "muted");
    m_notes->setObjectName(QStringLiteral("foundNotes"));
    m_use->setObjectName(QStringLiteral("useFound"));
    widgets::setFlag(m_use, "primary", true);
    connect(m_use, &QPushButton::clicked, this, &FirstStartPage::use);
    m_check->setObjectName(QStringLiteral("checkFound"));
    m_check->setToolTip(tr("Ask AWS who its keys belong to"));
    connect(m_check, &QPushButton::clicked, this, &FirstStartPage::check);
    for (QWidget *part : std::initializer_list<QWidget *>{m_found, m_list, m_state})
        column->addWidget(part);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_use);
    buttons->addWidget(m_check);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addWidget(m_notes);
    column->addWidget(widgets::separator(content));
}

void FirstStartPage::addWays(QVBoxLayout *column, QWidget *content)
{
    const auto add = [&](const QString &text, const QString &caption, const char *name,
                         const std::function<void()> &pressed) {
        auto *row = new QHBoxLayout;
        auto *button = new QPushButton(caption, content);
        button->setObjectName(QLatin1StringView(name));
        connect(button, &QPushButton::clicked, this, pressed);
        row->addWidget(widgets::wrappedLabel(text, content), 1);
        row->addWidget(button, 0, Qt::AlignTop);
        column->addLayout(row);
    };
    if (m_session->signIns())
        add(tr("Sign in with the browser: IAM Identity Center, or the rights you have in the console."),
            tr("S&ign in..."), "startSignIn", [this] { Q_EMIT signInRequested(); });
    add(tr("Stay in the practice account. It lives inside Formwork and answers like AWS; nothing in it costs "
           "anything or leaves this computer."),
        tr("Stay in &practice"), "stayInPractice", [this] {
            m_session->settings().setValue(seenKey(), true);
            m_session->selectProfile(credentials::practiceProfile().id);
            Q_EMIT chosen();
        });
    add(tr("Or enter an access key of your own, which is kept in the keychain."), tr("Enter &keys..."),
        "enterKeys", [this] { Q_EMIT keysRequested(); });
}

QString FirstStartPage::chosenId() const
{
    return m_list->currentIndex().data(AccountModel::IdRole).toString();
}

// What is said of the files is what was looked for just now.
QString FirstStartPage::foundSentence() const
{
    const signin::Machine machine = signin::Machine::ofThisProcess();
    const signin::Locations places = signin::Locations::of(machine);
    const int count = m_model->rowCount();
    if (count > 0)
        return tr("%n account(s) (was|were) found on this computer. Nothing has been asked of AWS yet.",
                  nullptr, count);
    QStringList there;
    for (const QString &path : {places.config, places.credentials}) {
        if (QFileInfo(machine.onDisk(path)).isFile())
            there.append(path);
    }
    if (there.isEmpty())
        return tr("No account was found on this computer: neither %1 nor %2 is there, and the environment "
                  "has "
                  "no keys.")
            .arg(places.config, places.credentials);
    return tr("No account was found on this computer: there is no profile in %1, and the "
              "environment has no keys.")
        .arg(there.join(QStringLiteral(", ")));
}

void FirstStartPage::refresh()
{
    m_found->setText(foundSentence());
    const int rows = m_model->rowCount();
    setFocusProxy(rows > 0 ? static_cast<QWidget *>(m_list)
                           : findChild<QPushButton *>(QStringLiteral("stayInPractice")));
    for (QWidget *part : std::initializer_list<QWidget *>{m_list, m_state, m_use, m_check})
        part->setVisible(rows > 0);
    m_list->setFixedHeight(qBound(1, rows, kMostRows) * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth());
    const Result<Profile> profile = m_session->profiles().profile(chosenId());
    const bool isUsable = !chosenId().isEmpty() && profile && profile->problem.isEmpty();
    m_use->setEnabled(isUsable);
    m_check->setEnabled(isUsable);
    m_state->setText(chosenId().isEmpty() || !profile ? QString()
                                                      : stateInWords(*profile, m_session->identities()));
    QStringList notes;
    for (const signin::Note &note : signin::loadSharedFiles(signin::Machine::ofThisProcess()).notes)
        notes.append(note.sentence());
    notes.append(overriddenSentence());
    notes.removeAll(QString());
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
}

void FirstStartPage::use()
{
    if (!m_use->isEnabled())
        return;
    m_session->settings().setValue(seenKey(), true);
    m_session->useProfile(chosenId());
    Q_EMIT chosen();
}

void FirstStartPage::check()
{
    if (const Result<Profile> profile = m_session->profiles().profile(chosenId()))
        m_session->identities().check(*profile, m_session->region());
}

} // namespace formwork::accounts
