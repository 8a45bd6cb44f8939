// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountsdialog.h"

#include "accounts/guardbox.h"
#include "accounts/keyprofileform.h"
#include "accounts/practicepanel.h"
#include "asking/identity.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/colourdot.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/stylesheet.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>

namespace formwork::accounts
{
namespace
{

using credentials::Profile;
using credentials::ProfileKind;
using widgets::Space;
using widgets::Tone;

// With what can be set of an account that is not entered here.
QWidget *withGuard(QWidget *content, GuardBox *guard, QWidget *parent)
{
    auto *panel = new QWidget(parent);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins({});
    layout->setSpacing(widgets::space(parent, Space::Medium));
    layout->addWidget(content);
    auto *form = new QFormLayout;
    widgets::setUpForm(form, parent->font());
    auto *label = new QLabel(AccountsDialog::tr("&Guard"), panel);
    label->setBuddy(guard);
    widgets::setAccessible(guard, AccountsDialog::tr("Guard"), GuardBox::help());
    form->addRow(label, guard);
    form->addRow(QString(), widgets::helpLabel(GuardBox::help(), panel));
    layout->addLayout(form);
    layout->addStretch(1);
    return panel;
}

QWidget *environmentText(QWidget *parent)
{
    auto *panel = new QWidget(parent);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins({});
    layout->addWidget(widgets::titleLabel(AccountsDialog::tr("Environment")));
    layout->addWidget(
        widgets::wrappedLabel(AccountsDialog::tr("The keys in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and "
                                                 "AWS_SESSION_TOKEN with which Formwork was started. "
                                                 "They are used while the program runs and are not kept. The "
                                                 "Region comes from AWS_REGION or AWS_DEFAULT_REGION.")));
    return panel;
}

} // namespace

AccountsDialog::AccountsDialog(session::Session *session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_list(new QListWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_practiceGuard(new GuardBox(this))
    , m_practice(withGuard(new PracticePanel(session, this), m_practiceGuard, this))
    , m_environmentGuard(new GuardBox(this))
    , m_environment(withGuard(environmentText(this), m_environmentGuard, this))
    , m_form(new KeyProfileForm(this))
    , m_banner(new widgets::Banner(Tone::Neutral, this))
{
    setObjectName(QStringLiteral("accountsDialog"));
    setWindowTitle(tr("Accounts"));
    auto *row = new QHBoxLayout(this);
    widgets::setSpacing(row, font(), Space::Large, Space::Large);
    row->addLayout(buildList(), 2);
    row->addLayout(buildDetails(), 5);
    const QSize wanted(widgets::textWidth(this, 110), widgets::lineHeight(font()) * 34);
    resize(widgets::openingSize(this, wanted.expandedTo(sizeHint())));
    connect(m_list, &QListWidget::currentItemChanged, this, &AccountsDialog::showCurrent);
    connect(&m_session->profiles(), &credentials::ProfileStore::profilesChanged, this,
            &AccountsDialog::fillList);
    fillList();
    showProfile(m_session->profile().id);
}

QLayout *AccountsDialog::buildList()
{
    auto *column = new QVBoxLayout;
    m_list->setObjectName(QStringLiteral("accountList"));
    m_list->setAccessibleName(tr("Accounts"));
    widgets::setRole(m_list, "airy");
    column->addWidget(m_list);
    auto *buttons = new QHBoxLayout;
    auto *add = new QPushButton(tr("&Add"), this);
    add->setObjectName(QStringLiteral("addAccount"));
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, &AccountsDialog::addProfile);
    m_remove = new QPushButton(tr("&Remove..."), this);
    m_remove->setObjectName(QStringLiteral("removeAccount"));
    m_remove->setAutoDefault(false);
    connect(m_remove, &QPushButton::clicked, this, &AccountsDialog::askToRemove);
    buttons->addWidget(add);
    buttons->addWidget(m_remove);
    column->addLayout(buttons);
    return column;
}

QLayout *AccountsDialog::buildDetails()
{
    auto *column = new QVBoxLayout;
    m_banner->setObjectName(QStringLiteral("accountsBanner"));
    m_banner->hide();
    column->addWidget(m_banner);
    m_practiceGuard->setObjectName(QStringLiteral("practiceGuard"));
    m_environmentGuard->setObjectName(QStringLiteral("environmentGuard"));
    for (GuardBox *guard : {m_practiceGuard, m_environmentGuard})
        connect(guard, &QComboBox::activated, this, [this, guard] { saveGuard(guard->guard()); });
    for (QWidget *panel : {m_practice, m_environment, static_cast<QWidget *>(m_form)})
        m_stack->addWidget(panel);
    column->addWidget(m_stack, 1);

    auto *buttons = new QHBoxLayout;
    m_use = new QPushButton(tr("&Use this account"), this);
    m_use->setObjectName(QStringLiteral("useAccount"));
    connect(m_use, &QPushButton::clicked, this, [this] {
        m_session->selectProfile(m_list->currentItem()->data(Qt::UserRole).toString());
        showCurrent();
    });
    m_test = new QPushButton(tr("&Test"), this);
    m_test->setObjectName(QStringLiteral("testAccount"));
    m_test->setToolTip(tr("Ask who these keys belong to"));
    connect(m_test, &QPushButton::clicked, this, &AccountsDialog::test);
    m_save = new QPushButton(tr("&Save"), this);
    m_save->setObjectName(QStringLiteral("saveAccount"));
    widgets::setFlag(m_save, "primary", true);
    connect(m_save, &QPushButton::clicked, this, &AccountsDialog::save);
    auto *close = new QPushButton(tr("&Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    for (QPushButton *button : {m_use, m_test, m_save, close})
        button->setAutoDefault(false);
    buttons->addWidget(m_use);
    buttons->addWidget(m_test);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    return column;
}

void AccountsDialog::fillList()
{
    const QString current =
        m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const Profile &profile : m_session->profiles().profiles()) {
        auto *item = new QListWidgetItem(
            widgets::colourDot(QColor(profile.colour), widgets::iconSize(font())), profile.name, m_list);
        item->setData(Qt::UserRole, profile.id);
        if (profile.id == current)
            m_list->setCurrentItem(item);
    }
}

void AccountsDialog::showProfile(const QString &id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == id)
            m_list->setCurrentRow(row);
    }
    showCurrent();
}

void AccountsDialog::addProfile()
{
    m_list->setCurrentItem(nullptr);
    Profile fresh;
    fresh.region = m_session->region();
    m_form->setProfile(fresh);
    m_stack->setCurrentWidget(m_form);
    m_banner->hide();
    for (QPushButton *button : {m_use, m_remove})
        button->setEnabled(false);
    for (QPushButton *button : {m_test, m_save})
        button->setVisible(true);
    m_form->setFocus();
}

void AccountsDialog::showCurrent()
{
    m_banner->hide();
    const QString id =
        m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    const Result<Profile> profile = m_session->profiles().profile(id);
    if (!profile)
        return;
    const bool hasKeys = profile->kind == ProfileKind::AccessKeys;
    if (hasKeys)
        m_form->setProfile(*profile);
    const bool isPractice = profile->kind == ProfileKind::Practice;
    (isPractice ? m_practiceGuard : m_environmentGuard)->setGuard(profile->guard);
    m_stack->setCurrentWidget(hasKeys ? m_form : isPractice ? m_practice : m_environment);
    m_remove->setEnabled(hasKeys);
    m_save->setVisible(hasKeys);
    m_test->setVisible(profile->kind != ProfileKind::Practice);
    m_use->setEnabled(profile->id != m_session->profile().id);
    m_use->setText(profile->id == m_session->profile().id ? tr("In use") : tr("&Use this account"));
}

// Of an account that is not entered here: at once, there is nothing else to save.
void AccountsDialog::saveGuard(credentials::Guard guard)
{
    const QString id =
        m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    Result<Profile> profile = m_session->profiles().profile(id);
    if (!profile || profile->kind == ProfileKind::AccessKeys)
        return;
    profile->guard = guard;
    m_session->profiles().save(*profile, {}).then([self = QPointer(this)](const Result<void> &saved) {
        if (self)
            self->say(saved, tr("Saved."));
    });
}

void AccountsDialog::say(const Result<void> &result, const QString &success)
{
    m_banner->setTone(result ? Tone::Created : Tone::Warning);
    m_banner->setText({}, result ? success : result.error().sentence());
    m_banner->show();
}

namespace
{

// With a keychain that refuses, the account is kept all the same, and its secrets for this run.
bool isKept(const Result<void> &saved) { return saved || saved.error().code.startsWith(u"Keychain"); }

QCoro::Task<Result<void>> saveAll(std::shared_ptr<credentials::ProfileStore> store, Profile profile,
                                  std::optional<credentials::Credentials> secrets,
                                  std::optional<QString> token)
{
    const Result<void> saved = co_await store->save(profile, secrets);
    const Result<Profile> stored = store->profile(profile.name);
    if (!token || !isKept(saved) || !stored)
        co_return saved;
    const Result<void> withToken = co_await store->saveToken(stored->id, *token);
    co_return saved ? withToken : saved;
}

} // namespace

void AccountsDialog::save()
{
    if (const Result<void> checked = m_form->checkSecrets(); !checked) {
        say(checked, {});
        return;
    }
    const Profile profile = m_form->profile();
    const std::optional<credentials::Credentials> secrets = m_form->secrets();
    m_save->setEnabled(false);
    // The task outlives the dialog; its answer is dropped then.
    saveAll(m_session->environment()->profiles, profile, secrets, m_form->token())
        .then([self = QPointer(this), name = profile.name,
               withSecrets =
                   secrets || (m_form->token() && !m_form->token()->isEmpty())](const Result<void> &saved) {
            if (self)
                self->showSaved(name, saved, withSecrets);
        });
}

void AccountsDialog::showSaved(const QString &name, const Result<void> &saved, bool withSecrets)
{
    m_save->setEnabled(true);
    const Result<Profile> stored = m_session->profiles().profile(name);
    if (isKept(saved) && stored) {
        m_form->forgetSecrets();
        showProfile(stored->id);
    }
    const bool isPersistent = m_session->profiles().keychain()->isPersistent();
    say(saved,
        !withSecrets       ? tr("Saved.")
            : isPersistent ? tr("Saved. The secret is in the keychain.")
                           : tr("Saved. There is no keychain to keep the secret in, so it is forgotten when "
                                "Formwork ends."));
}

void AccountsDialog::test()
{
    const bool isForm = m_stack->currentWidget() == m_form;
    if (const Result<void> checked = isForm ? m_form->checkSecrets() : Result<void>(); !checked) {
        say(checked, {});
        return;
    }
    const Profile profile =
        isForm ? m_form->profile() : *m_session->profiles().profile(QStringLiteral("environment"));
    client::Target target{profile, profile.region.isEmpty() ? m_session->region() : profile.region, {}, {}};
    m_banner->setTone(Tone::Sending);
    m_banner->setText({}, tr("Asking who these keys belong to..."));
    m_banner->show();
    m_test->setEnabled(false);
    asking::identify(m_session->environment(), target, isForm ? m_form->secrets() : std::nullopt)
        .then([self = QPointer(this), profile](const Result<asking::Identity> &identity) {
            if (!self)
                return;
            self->m_test->setEnabled(true);
            if (!identity) {
                self->say(std::unexpected(identity.error()), {});
                return;
            }
            self->m_form->setAccountId(identity->accountId);
            self->say({}, tr("These keys work. Account %1, %2.").arg(identity->accountId, identity->arn));
        });
}

void AccountsDialog::askToRemove()
{
    const QString id = m_list->currentItem()->data(Qt::UserRole).toString();
    const QString name = m_list->currentItem()->text();
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("Remove the account %1?").arg(name);
    question.text = tr("Its keys are deleted from the keychain. Requests it made stay in the history, but "
                       "can then not be retried. "
                       "Nothing changes at AWS.");
    question.answers = {{QStringLiteral("remove"), tr("Remove the account"), true}};
    widgets::ask(this, question, [this, id](const QString &answer) {
        if (answer == u"remove")
            remove(id);
    });
}

void AccountsDialog::remove(const QString &id)
{
    m_session->profiles().remove(id).then([self = QPointer(this)](const Result<void> &removed) {
        if (!self)
            return;
        self->showProfile(self->m_session->profile().id);
        self->say(removed, tr("Removed."));
    });
}

} // namespace formwork::accounts
