// SPDX-License-Identifier: Apache-2.0
#include "operation/usedialog.h"

#include "document/redact.h"
#include "keeping/variables.h"
#include "operation/operationdialog.h"
#include "operation/thingslist.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace formwork::operation
{
namespace
{

constexpr qsizetype kLongest = 120; // characters of the value that are shown

// A list to choose from by typing any part of what is wanted.
void makeSearched(QComboBox *box)
{
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
}

// "Group Id" is no name of a variable, groupId is one.
QString variableName(QString name)
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9_.-]"));
    name.remove(others);
    if (!name.isEmpty())
        name[0] = name[0].toLower();
    return name;
}

} // namespace

UseDialog::UseDialog(session::Session *session, From from, Value value, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_from(std::move(from))
    , m_value(std::move(value))
    , m_asVariable(new QRadioButton(tr("&Keep it as a variable of %1").arg(m_from.profile.name), this))
    , m_inForm(new QRadioButton(tr("&Fill it into a form"), this))
    , m_name(new QLineEdit(variableName(m_value.name), this))
    , m_service(new QComboBox(this))
    , m_operation(new QComboBox(this))
    , m_member(new QComboBox(this))
    , m_problem(widgets::wrappedLabel({}, this))
{
    setObjectName(QStringLiteral("useDialog"));
    setWindowTitle(tr("Use a value"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_asVariable->setObjectName(QStringLiteral("useAsVariable"));
    m_inForm->setObjectName(QStringLiteral("useInForm"));
    m_name->setObjectName(QStringLiteral("useName"));
    m_service->setObjectName(QStringLiteral("useService"));
    m_operation->setObjectName(QStringLiteral("useOperation"));
    m_member->setObjectName(QStringLiteral("useMember"));
    m_problem->setObjectName(QStringLiteral("useProblem"));
    widgets::setRole(m_problem, "problem");
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    column->addWidget(widgets::wrappedLabel(m_value.text.left(kLongest), this));
    auto *fields = new QFormLayout;
    widgets::setUpForm(fields, font());
    fields->addRow(m_inForm);
    fields->addRow(tr("&Service"), m_service);
    fields->addRow(tr("&Operation"), m_operation);
    fields->addRow(tr("&Member"), m_member);
    fields->addRow(m_asVariable);
    fields->addRow(tr("&Name"), m_name);
    widgets::setAccessible(m_service, tr("Service"));
    widgets::setAccessible(m_operation, tr("Operation"));
    widgets::setAccessible(m_member, tr("Member"));
    widgets::setAccessible(m_name, tr("Name of the variable"));
    column->addLayout(fields);
    column->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_use = buttons->button(QDialogButtonBox::Ok);
    m_use->setObjectName(QStringLiteral("useIt"));
    m_use->setText(tr("&Use"));
    widgets::setFlag(m_use, "primary", true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &UseDialog::use);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_operation, &QComboBox::currentIndexChanged, this, &UseDialog::showMembers);
    connect(m_inForm, &QRadioButton::toggled, this, &UseDialog::refresh);
    makeSearched(m_service);
    makeSearched(m_operation);
    for (const model::ServicePtr &service : m_session->environment()->catalog->services())
        m_service->addItem(service->id);
    m_service->setCurrentIndex(m_service->findText(m_from.service)); // where it came from, to begin with
    connect(m_service, &QComboBox::currentIndexChanged, this, &UseDialog::addOperations);
    addOperations();
    m_inForm->setChecked(true);
    showMembers();
    setMinimumWidth(widgets::textWidth(this, 64));
}

// Those that speak of the thing first: what people do next is done with it.
void UseDialog::addOperations()
{
    m_operation->clear();
    const Result<model::ServicePtr> service =
        m_session->environment()->catalog->service(m_service->currentText());
    if (!service)
        return;
    QStringList near;
    QStringList far;
    for (const model::OperationSummary &one : (*service)->operations)
        (!m_from.noun.isEmpty() && one.name.contains(m_from.noun) ? near : far).append(one.name);
    m_operation->addItems(near + far);
    m_operation->setCurrentIndex(0);
}

// By where the member's values come from, else by its name.
QString UseDialog::bestMember(const model::Operation &operation, const QStringList &members) const
{
    const auto relation = Things::of(m_session)->relations()->of(m_service->currentText(), operation.name);
    if (relation) {
        for (const auto &[place, picker] : (*relation)->pickers.asKeyValueRange()) {
            if (members.contains(place) && picker.path.section(u'.', -1) == m_value.name)
                return place;
        }
    }
    for (const QString &wanted : {m_value.name, QString(m_from.noun + m_value.name)}) {
        const auto found = std::ranges::find_if(members, [&wanted](const QString &member) {
            return member.compare(wanted, Qt::CaseInsensitive) == 0;
        });
        if (found != members.end())
            return *found;
    }
    return {};
}

void UseDialog::showMembers()
{
    m_member->clear();
    const Result<model::OperationPtr> operation =
        m_session->environment()->catalog->operation(m_service->currentText(), m_operation->currentText());
    if (operation) {
        QStringList members;
        for (const model::Member &member : (*operation)->input->members) {
            if (member.target->isText() && !document::isSecret(member) && !member.idempotencyToken)
                members.append(member.name);
        }
        m_member->addItems(members);
        m_member->setCurrentText(bestMember(**operation, members));
    }
    refresh();
}

void UseDialog::refresh()
{
    const bool isForm = m_inForm->isChecked();
    m_service->setEnabled(isForm);
    m_operation->setEnabled(isForm);
    m_member->setEnabled(isForm);
    m_name->setEnabled(!isForm);
    m_use->setEnabled(!isForm || m_member->count() > 0);
    tell({});
}

void UseDialog::use()
{
    if (m_asVariable->isChecked()) {
        keep();
        return;
    }
    OpenRequest request{m_service->currentText(), m_operation->currentText(), {}, 0};
    request.filled = {{m_member->currentText(), m_value.text}};
    openDialog(m_session, request, parentWidget());
    accept();
}

void UseDialog::keep()
{
    const QString name = m_name->text().trimmed();
    if (const Result<void> good = keeping::checkVariable(name, m_value.text); !good) {
        tell(good.error().sentence());
        return;
    }
    Result<credentials::Profile> profile = m_session->profiles().profile(m_from.profile.id);
    if (!profile) {
        tell(profile.error().sentence());
        return;
    }
    profile->variables[name] = m_value.text;
    m_session->profiles().save(*profile, {}).then([self = QPointer(this)](const Result<void> &saved) {
        if (!self)
            return;
        if (saved)
            self->accept();
        else
            self->tell(saved.error().sentence());
    });
}

void UseDialog::tell(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        widgets::announce(m_problem, problem);
}

} // namespace formwork::operation
