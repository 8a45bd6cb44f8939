// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountswitcher.h"

#include "accounts/accountwords.h"
#include "widgets/announce.h"
#include "widgets/entrydelegate.h"
#include "widgets/flyout.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::accounts
{

namespace
{

constexpr int kMostRows = 7; // before the list scrolls

} // namespace

AccountSwitcher::AccountSwitcher(session::Session *session, QWidget *parent)
    : QDialog(parent, widgets::flyoutFlags())
    , m_session(session)
    , m_model(new AccountModel(session, this))
    , m_field(new widgets::SearchField(tr("Find an account by name, number, role or Region"), this))
    , m_list(new QListView(this))
    , m_nothing(widgets::wrappedLabel({}, this))
    , m_use(new QPushButton(this))
{
    setObjectName(QStringLiteral("accountSwitcher"));
    setAccessibleName(tr("Select an account"));
    setAttribute(Qt::WA_DeleteOnClose);
    widgets::closeWhenLeft(this);
    build();
    const int room = parent ? parent->window()->width() - 2 * widgets::space(this, widgets::Space::Huge) : 0;
    const int wanted = widgets::textWidth(this, 100);
    setFixedWidth(room > 0 ? qMin(room, wanted) : wanted);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_model->index(0));
        refreshButton();
    });
    search({});
    m_field->setFocus();
}

void AccountSwitcher::build()
{
    m_field->setObjectName(QStringLiteral("accountSearch"));
    widgets::setAccessible(m_field, tr("Find an account"),
                           tr("Up and Down walk through the accounts, Enter selects one."));
    connect(m_field, &QLineEdit::textChanged, this, &AccountSwitcher::search);
    connect(m_field, &QLineEdit::returnPressed, this, &AccountSwitcher::choose);
    connect(m_field, &widgets::SearchField::stepped, this, &AccountSwitcher::step);
    connect(m_field, &widgets::SearchField::cancelled, this, &QDialog::reject);

    m_list->setObjectName(QStringLiteral("accountChoices"));
    m_list->setAccessibleName(tr("Accounts"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new widgets::EntryDelegate(true, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &AccountSwitcher::refreshButton);

    m_use->setObjectName(QStringLiteral("useChosenAccount"));
    widgets::setFlag(m_use, "primary", true);
    connect(m_use, &QPushButton::clicked, this, &AccountSwitcher::choose);
    auto *more = new QPushButton(tr("&Accounts..."), this);
    more->setObjectName(QStringLiteral("manageAccounts"));
    connect(more, &QPushButton::clicked, this, [this] {
        Q_EMIT accountsRequested();
        close();
    });
    auto *signIn = new QPushButton(tr("S&ign in..."), this);
    signIn->setObjectName(QStringLiteral("signInFromSwitcher"));
    signIn->setVisible(m_session->signIns() != nullptr);
    connect(signIn, &QPushButton::clicked, this, [this] {
        Q_EMIT signInRequested();
        close();
    });
    for (QPushButton *button : {m_use, more, signIn})
        button->setAutoDefault(false);

    auto *frame = new QFrame(this);
    widgets::setRole(frame, "panel");
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(frame);
    auto *layout = new QVBoxLayout(frame);
    widgets::setSpacing(layout, font(), widgets::Space::Small, widgets::Space::Small);
    layout->addWidget(m_field);
    widgets::setRole(m_nothing, "muted");
    layout->addWidget(m_nothing);
    layout->addWidget(m_list);
    if (const QString overridden = overriddenSentence(); !overridden.isEmpty()) {
        auto *note = widgets::helpLabel(overridden, this);
        note->setObjectName(QStringLiteral("overriddenNote"));
        layout->addWidget(note);
    }
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(more);
    buttons->addWidget(signIn);
    buttons->addStretch(1);
    buttons->addWidget(m_use);
    layout->addLayout(buttons);
}

void AccountSwitcher::search(const QString &query)
{
    m_model->setQuery(query);
    const QModelIndex current =
        query.isEmpty() ? m_model->indexOf(m_session->profile().id) : m_model->index(0);
    m_list->setCurrentIndex(current.isValid() ? current : m_model->index(0));
    const bool nothing = m_model->rowCount() == 0;
    m_nothing->setText(
        tr("None of %n account(s) matches \u201c%1\u201d.", nullptr, static_cast<int>(m_model->total()))
            .arg(query));
    m_nothing->setVisible(nothing);
    m_list->setVisible(!nothing);
    refreshButton();
    fit();
}

void AccountSwitcher::fit()
{
    const int rows = qBound(1, m_model->rowCount(), kMostRows);
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth());
    m_list->parentWidget()->layout()->activate();
    adjustSize();
}

// The search keeps the keyboard: what is walked over is read out from here.
void AccountSwitcher::step(int rows)
{
    if (m_model->rowCount() == 0)
        return;
    const int row = qBound(0, m_list->currentIndex().row() + rows, m_model->rowCount() - 1);
    m_list->setCurrentIndex(m_model->index(row));
    widgets::announce(m_list, m_model->index(row).data(Qt::AccessibleTextRole).toString());
}

void AccountSwitcher::refreshButton()
{
    const QModelIndex index = m_list->currentIndex();
    const bool isCurrent = index.data(AccountModel::CurrentRole).toBool();
    m_use->setEnabled(index.isValid());
    m_use->setText(!index.isValid() ? tr("Select")
                       : isCurrent  ? tr("Stay with %1").arg(index.data().toString())
                                    : tr("Select %1").arg(index.data().toString()));
}

void AccountSwitcher::choose()
{
    const QString id = m_list->currentIndex().data(AccountModel::IdRole).toString();
    if (id.isEmpty())
        return;
    session::Session *session = m_session;
    close();
    session->useProfile(id);
}

} // namespace formwork::accounts
