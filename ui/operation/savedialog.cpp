// SPDX-License-Identifier: Apache-2.0
#include "operation/savedialog.h"

#include "keeping/filling.h"
#include "operation/formvariables.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/stylesheet.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::operation
{
namespace
{

constexpr int kNameRole = Qt::UserRole;
constexpr int kMostRows = 5; // before the list scrolls

QString whatOf(const forms::FormModel &form)
{
    const QString what = form.value(form.guide().what).toString();
    return what.isEmpty() ? form.guide().title : form.guide().title + u' ' + what;
}

} // namespace

SaveDialog::SaveDialog(session::Session *session, const forms::FormModel *form,
                       const FormVariables *variables, const client::Target &target,
                       const keeping::SavedForm &before, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_form(form)
    , m_target(target)
    , m_before(before)
    , m_name(new QLineEdit(before.id.isEmpty() ? whatOf(*form) : before.name, this))
    , m_note(new QLineEdit(before.note, this))
    , m_bound(new QCheckBox(tr("&Only for %1, Region %2").arg(target.profile.name, target.region), this))
    , m_problem(widgets::wrappedLabel({}, this))
{
    setObjectName(QStringLiteral("saveDialog"));
    setWindowTitle(tr("Save values"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_name->setObjectName(QStringLiteral("savedName"));
    m_name->selectAll();
    m_note->setObjectName(QStringLiteral("savedNote"));
    m_bound->setObjectName(QStringLiteral("savedBound"));
    m_bound->setChecked(!before.account.isEmpty());
    m_problem->setObjectName(QStringLiteral("saveProblem"));
    widgets::setRole(m_problem, "problem");
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    auto *fields = new QFormLayout;
    widgets::setUpForm(fields, font());
    fields->addRow(tr("&Name"), m_name);
    fields->addRow(tr("No&te"), m_note);
    fields->addRow(QString(), m_bound);
    widgets::setAccessible(m_name, tr("Name"));
    widgets::setAccessible(m_note, tr("Note"), tr("What it is for; found by searching."));
    column->addLayout(fields);
    addVariables(variables);
    const auto secrets = keeping::withoutSecrets(form->document(), *form->operation().input).leftOut;
    QStringList labels;
    for (const document::Pointer &place : secrets)
        labels.append(form->labelOf(place));
    column->addWidget(widgets::helpLabel(
        labels.isEmpty()
            ? tr("Secrets are never kept with saved values; there are none in this form.")
            : tr("Not kept, because secret, and asked for again: %1.").arg(labels.join(QStringLiteral(", "))),
        this));
    column->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(QStringLiteral("saveValues"));
    m_save->setText(tr("&Save"));
    m_save->setDefault(true);
    widgets::setFlag(m_save, "primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &SaveDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    const auto refresh = [this] {
        m_save->setEnabled(!m_name->text().trimmed().isEmpty());
        m_problem->hide();
    };
    connect(m_name, &QLineEdit::textChanged, this, refresh);
    refresh();
    setMinimumWidth(widgets::textWidth(this, 64));
}

// What stands in double braces may be a variable, or belong to a template.
void SaveDialog::addVariables(const FormVariables *variables)
{
    const model::Shape &input = *m_form->operation().input;
    const QStringList names = keeping::namesIn(m_form->document(), input);
    if (names.isEmpty())
        return;
    const keeping::Variables known = variables->variables();
    const QStringList chosen = m_before.id.isEmpty()
        ? keeping::suggestedNames(m_form->document(), input, known.names())
        : variables->savedNames() + keeping::suggestedNames(m_form->document(), input, known.names());
    auto *box = static_cast<QVBoxLayout *>(layout());
    auto *heading =
        new QLabel(tr("&Variables: filled in whenever it is used; the others stay as they are"), this);
    heading->setWordWrap(true);
    box->addWidget(heading);
    m_variables = new QListWidget(this);
    m_variables->setObjectName(QStringLiteral("savedVariables"));
    heading->setBuddy(m_variables);
    widgets::setAccessible(m_variables, tr("Variables"));
    for (const QString &name : names) {
        const QString value = known.value(name).value_or(QString());
        const QString braced = QStringLiteral("{{") + name + QStringLiteral("}}");
        auto *item = new QListWidgetItem(value.isEmpty() ? tr("%1, asked for when it is used").arg(braced)
                                                         : tr("%1, here %2").arg(braced, value),
                                         m_variables);
        item->setData(kNameRole, name);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(chosen.contains(name) ? Qt::Checked : Qt::Unchecked);
    }
    m_variables->setCurrentRow(0);
    const int rows = qMin(m_variables->count(), kMostRows);
    m_variables->setFixedHeight(rows * m_variables->sizeHintForRow(0) + 2 * m_variables->frameWidth());
    box->addWidget(m_variables);
}

keeping::SavedForm SaveDialog::described() const
{
    keeping::SavedForm form;
    form.name = m_name->text().trimmed();
    form.note = m_note->text().trimmed();
    form.service = m_form->operation().service->id;
    form.operation = m_form->operation().name;
    form.title = m_form->guide().title;
    if (m_bound->isChecked()) {
        form.account = m_target.profile.id;
        form.region = m_target.region;
    }
    for (int row = 0; m_variables && row < m_variables->count(); ++row) {
        if (m_variables->item(row)->checkState() == Qt::Checked)
            form.variables.append(m_variables->item(row)->data(kNameRole).toString());
    }
    return form;
}

// Under the name it has, the same one; a name of another one is asked about.
void SaveDialog::save()
{
    const QString name = m_name->text().trimmed();
    const Result<keeping::SavedForm> there = m_session->saved().form(name);
    if (!there || there->id == m_before.id) {
        keep(there ? there->id : QString());
        return;
    }
    widgets::Question question;
    question.title = tr("Replace \u201c%1\u201d?").arg(there->name);
    question.text = tr("There is a saved form of that name: %1 %2.").arg(there->service, there->operation);
    question.answers = {{QStringLiteral("replace"), tr("Replace it"), false, true}};
    widgets::ask(this, question, [this, id = there->id](const QString &answer) {
        if (answer == u"replace")
            keep(id);
    });
}

void SaveDialog::keep(const QString &replaced)
{
    keeping::SavedForm form = described();
    form.id = replaced;
    const Result<QString> id = m_session->saved().keep(form, m_form->document(), m_form->operation());
    if (!id) {
        m_problem->setText(id.error().sentence());
        m_problem->show();
        widgets::announce(m_problem, m_problem->text());
        return;
    }
    Q_EMIT saved(m_session->saved().form(*id).value_or(form));
    accept();
}

} // namespace formwork::operation
