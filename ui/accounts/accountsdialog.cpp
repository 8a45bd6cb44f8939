// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountsdialog.h"

#include "accounts/accountmodel.h"
#include "accounts/carepanel.h"
#include "accounts/keyprofileform.h"
#include "accounts/networkpanel.h"
#include "accounts/practicepanel.h"
#include "accounts/sharedprofilepanel.h"
#include "accounts/signindialog.h"
#include "accounts/variablespanel.h"
#include "asking/identity.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/entrydelegate.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"
#include "widgets/verticalscroll.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>

namespace formwork::accounts
{
namespace
{

using credentials::Profile;
using credentials::ProfileKind;
using widgets::Space;
using widgets::Tone;

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

QScrollArea *scrolled(QWidget *content, QWidget *parent)
{
    content->setObjectName(QStringLiteral("formContent"));
    return new widgets::VerticalScrollArea(content, parent);
}

} // namespace

AccountsDialog::AccountsDialog(session::Session *session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_model(new AccountModel(session, this))
    , m_search(new widgets::SearchField(tr("Find an account"), this))
    , m_list(new QListView(this))
    , m_tabs(new QTabWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_shared(new SharedProfilePanel(session, this))
    , m_form(new KeyProfileForm(this))
    , m_network(new NetworkPanel(session, this))
    , m_variables(new VariablesPanel(this))
    , m_banner(new widgets::Banner(Tone::Neutral, this))
{
    setObjectName(QStringLiteral("accountsDialog"));
    setWindowTitle(tr("Accounts"));
    auto *row = new QHBoxLayout(this);
    widgets::setSpacing(row, font(), Space::Large, Space::Large);
    row->addLayout(buildList(), 2);
    row->addLayout(buildDetails(), 5);
    const QSize wanted(widgets::textWidth(this, 150), widgets::lineHeight(font()) * 36);
    resize(widgets::openingSize(this, wanted));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (index.isValid() && shownId() != m_id)
                    showProfile(shownId());
            });
    connect(m_model, &QAbstractItemModel::modelReset, this, &AccountsDialog::refreshList);
    connect(&m_session->profiles(), &credentials::ProfileStore::profilesChanged, m_model,
            &AccountModel::refresh);
    showProfile(m_session->profile().id);
}

QLayout *AccountsDialog::buildList()
{
    auto *column = new QVBoxLayout;
    m_search->setObjectName(QStringLiteral("accountListSearch"));
    widgets::setAccessible(m_search, tr("Find an account"));
    connect(m_search, &QLineEdit::textChanged, m_model, &AccountModel::setQuery);
    connect(m_search, &widgets::SearchField::cancelled, this, &QDialog::reject);
    column->addWidget(m_search);
    m_list->setObjectName(QStringLiteral("accountList"));
    m_list->setAccessibleName(tr("Accounts"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new widgets::EntryDelegate(false, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    auto *buttons = new QHBoxLayout;
    auto *add = new QPushButton(tr("&Add"), this);
    add->setObjectName(QStringLiteral("addAccount"));
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, &AccountsDialog::addProfile);
    m_remove = new QPushButton(tr("&Remove..."), this);
    m_remove->setObjectName(QStringLiteral("removeAccount"));
    m_remove->setAutoDefault(false);
    connect(m_remove, &QPushButton::clicked, this, &AccountsDialog::askToRemove);
    auto *signIn = new QPushButton(tr("S&ign in..."), this);
    signIn->setObjectName(QStringLiteral("signInFromAccounts"));
    signIn->setAutoDefault(false);
    signIn->setVisible(m_session->signIns() != nullptr);
    connect(signIn, &QPushButton::clicked, this, &AccountsDialog::signIn);
    buttons->addWidget(add);
    buttons->addWidget(signIn);
    buttons->addWidget(m_remove);
    column->addLayout(buttons);
    return column;
}

// What can be set of an account whose keys are not entered here, below what it is.
QWidget *AccountsDialog::withCare(QWidget *content)
{
    auto *panel = new QWidget(this);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins({});
    layout->setSpacing(widgets::space(this, Space::Medium));
    layout->addWidget(content);
    auto *care = new CarePanel(panel);
    layout->addWidget(care);
    layout->addStretch(1);
    connect(care, &CarePanel::edited, this, [this, care] { saveCare(care); });
    m_care.append(care);
    return panel;
}

QWidget *AccountsDialog::buildPages()
{
    // Each scrolls for itself: a short one is not as long as the longest.
    const auto page = [this](QWidget *content) {
        QWidget *area = scrolled(content, m_stack);
        m_stack->addWidget(area);
        return area;
    };
    m_practice = page(withCare(new PracticePanel(m_session, this)));
    m_environment = page(withCare(environmentText(this)));
    m_sharedPage = page(withCare(m_shared));
    m_formPage = page(m_form);
    m_tabs->setObjectName(QStringLiteral("accountTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_stack, tr("Acco&unt"));
    m_tabs->addTab(scrolled(m_network, m_tabs), tr("&Network"));
    m_tabs->addTab(scrolled(m_variables, m_tabs), tr("&Variables"));
    connect(m_variables, &VariablesPanel::edited, this, &AccountsDialog::saveVariables);
    connect(m_tabs, &QTabWidget::currentChanged, this, &AccountsDialog::showCurrent);
    connect(m_network, &NetworkPanel::tested, this, [this](bool works) {
        m_test->setEnabled(true);
        m_banner->setTone(works ? Tone::Created : Tone::Warning);
        m_banner->setText(
            {}, works ? tr("The whole way works.") : tr("The way ends at the step that is marked below."));
        m_banner->show();
    });
    return m_tabs;
}

QLayout *AccountsDialog::buildDetails()
{
    auto *column = new QVBoxLayout;
    m_banner->setObjectName(QStringLiteral("accountsBanner"));
    m_banner->hide();
    column->addWidget(m_banner);
    column->addWidget(buildPages(), 1);
    column->addLayout(buildButtons());
    return column;
}

QLayout *AccountsDialog::buildButtons()
{
    auto *buttons = new QHBoxLayout;
    m_use = new QPushButton(tr("&Use this account"), this);
    m_use->setObjectName(QStringLiteral("useAccount"));
    connect(m_use, &QPushButton::clicked, this, [this] {
        m_session->useProfile(m_id);
        showCurrent();
    });
    m_test = new QPushButton(tr("&Test"), this);
    m_test->setObjectName(QStringLiteral("testAccount"));
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
    return buttons;
}

QString AccountsDialog::shownId() const
{
    return m_list->currentIndex().data(AccountModel::IdRole).toString();
}

Result<Profile> AccountsDialog::shown() const { return m_session->profiles().profile(m_id); }

// The line follows the account that is shown, and what is typed into its fields stays.
void AccountsDialog::refreshList()
{
    m_list->setCurrentIndex(m_id.isEmpty() ? QModelIndex() : m_model->indexOf(m_id));
    const Result<Profile> profile = shown();
    if (!m_id.isEmpty() && (!profile || profile->id != m_id))
        showProfile(m_session->profile().id); // it is gone
    else if (profile && profile->kind == ProfileKind::Shared)
        m_shared->show(*profile);
}

void AccountsDialog::showProfile(const QString &id)
{
    m_id = id;
    const Result<Profile> profile = shown();
    if (!profile)
        return;
    m_list->setCurrentIndex(m_model->indexOf(id));
    m_list->scrollTo(m_list->currentIndex());
    if (profile->kind == ProfileKind::AccessKeys)
        m_form->setProfile(*profile);
    else if (profile->kind == ProfileKind::Shared || profile->kind == ProfileKind::SignedIn)
        m_shared->show(*profile);
    for (CarePanel *care : std::as_const(m_care))
        care->show(*profile);
    m_network->show(*profile);
    m_variables->show(*profile);
    m_tabs->setTabEnabled(2, true);
    showCurrent();
}

void AccountsDialog::addProfile()
{
    m_id.clear();
    m_list->setCurrentIndex({});
    Profile fresh;
    fresh.region = m_session->region();
    m_form->setProfile(fresh);
    m_network->show(fresh);
    m_tabs->setCurrentIndex(0);
    m_stack->setCurrentWidget(m_formPage);
    m_banner->hide();
    for (QPushButton *button : {m_use, m_remove})
        button->setEnabled(false);
    for (QPushButton *button : {m_test, m_save})
        button->setVisible(true);
    m_tabs->setTabEnabled(1, false);
    m_tabs->setTabEnabled(2, false);
    m_form->setFocus();
}

// Where the account that is shown signs in, if it does.
void AccountsDialog::signIn()
{
    auto *dialog = new SignInDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (const Result<Profile> profile = shown())
        dialog->chooseFor(*profile);
    connect(dialog, &SignInDialog::accountsAdded, this, &AccountsDialog::showProfile);
    connect(dialog, &SignInDialog::signedIn, this, [this] {
        if (!m_id.isEmpty())
            m_session->identities().forget(m_id);
    });
    dialog->open();
}

void AccountsDialog::showNetwork() { m_tabs->setCurrentIndex(1); }

void AccountsDialog::showCurrent()
{
    m_banner->hide();
    const Result<Profile> profile = shown();
    if (!profile)
        return;
    const bool hasKeys = profile->kind == ProfileKind::AccessKeys;
    const bool isPractice = profile->kind == ProfileKind::Practice;
    const bool isNetwork = m_tabs->currentIndex() == 1;
    m_stack->setCurrentWidget(hasKeys                                         ? m_formPage
                                  : isPractice                                ? m_practice
                                  : profile->kind == ProfileKind::Environment ? m_environment
                                                                              : m_sharedPage);
    m_tabs->setTabEnabled(1, !isPractice);
    m_remove->setEnabled(hasKeys || profile->kind == ProfileKind::SignedIn);
    const bool isVariables = m_tabs->currentIndex() == 2; // they are saved at once
    m_save->setVisible((hasKeys || isNetwork) && !isVariables);
    m_test->setVisible(!isPractice && !isVariables);
    m_test->setText(isNetwork ? tr("Save and &test") : tr("&Test"));
    m_test->setToolTip(isNetwork ? tr("Follow the way of a request step by step")
                                 : tr("Ask who these keys belong to"));
    m_use->setEnabled(profile->id != m_session->profile().id);
    m_use->setText(profile->id == m_session->profile().id ? tr("In use") : tr("&Use this account"));
}

} // namespace formwork::accounts
