// SPDX-License-Identifier: Apache-2.0
#include "forms/fieldrow.h"

#include "forms/dooreditor.h"
#include "forms/fieldlayout.h"
#include "forms/filler.h"
#include "forms/levels.h"
#include "forms/shapewords.h"
#include "forms/texteditor.h"
#include "forms/textnote.h"
#include "widgets/labels.h"
#include "widgets/linklabel.h"
#include "widgets/stylesheet.h"
#include "wording/plaintext.h"

#include <QToolButton>

namespace formwork::forms
{

FieldRow::FieldRow(FormModel &form, const document::Pointer &pointer, QWidget *parent, Look look)
    : QWidget(parent)
    , m_form(form)
    , m_editor(makeEditor(form, pointer, this))
    , m_layout(new FieldLayout(this, m_editor->placement() == Editor::Placement::Block))
    , m_name(form.labelOf(pointer))
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    const bool isBlock = m_editor->placement() == Editor::Placement::Block;
    if (look != Look::Bare && !(look == Look::UnderTitle && isBlock))
        makeLabel(m_name);
    if (m_label && isBlock && m_editor->shape().isAggregate() && !qobject_cast<DoorEditor *>(m_editor))
        m_layout->setPart(FieldLayout::Menu, levelButton(form, pointer, this));
    m_layout->setPart(FieldLayout::Editor, m_editor);
    makeHelp(look);
    if (look != Look::Bare)
        makeKnown();
    m_editor->describe(m_form.spokenNameOf(pointer), m_description = description({}), false);
    showProblem();
    connect(&form, &FormModel::problemsChanged, this, &FieldRow::showProblem);
    if (form.filler())
        connect(form.filler(), &Filler::changed, this, &FieldRow::showProblem);
}

QString FieldRow::shownProblem() const
{
    const document::Problem *problem = m_form.problemAt(pointer());
    const bool isShown = problem && m_form.isProblemShown(pointer());
    return isShown ? problem->sentence : QString();
}

QString FieldRow::shownNote() const
{
    return m_form.filler() ? m_form.filler()->noteAt(pointer()) : QString();
}

void FieldRow::setAccelerator(QChar letter)
{
    if (!m_label)
        return;
    QString text = m_name;
    text.replace(u'&', QStringLiteral("&&"));
    const qsizetype at = letter.isNull() ? -1 : text.indexOf(letter, 0, Qt::CaseInsensitive);
    if (at >= 0)
        text.insert(at, u'&');
    else
        text = m_name; // without a buddy an ampersand is one
    m_label->setText(m_label->text().endsWith(u'*') ? text + QStringLiteral(" *") : text);
    m_label->setBuddy(at >= 0 ? m_editor->input() : nullptr);
}

void FieldRow::makeLabel(const QString &text)
{
    if (text.isEmpty())
        return;
    const bool isBlock = m_editor->placement() == Editor::Placement::Block;
    const bool isRequired = m_editor->member().required && !m_editor->isEntry();
    m_label = isBlock ? widgets::headingLabel({}, this) : widgets::wrappedLabel({}, this);
    m_label->setWordWrap(true);
    m_label->setText(isRequired ? text + QStringLiteral(" *") : text);
    m_label->setToolTip(isRequired ? tr("%1 is required.").arg(text) : QString());
    if (m_editor->member().deprecated) {
        QFont struck = m_label->font();
        struck.setStrikeOut(true);
        m_label->setFont(struck);
        m_label->setToolTip(tr("%1 is deprecated.").arg(text));
    }
    m_layout->setPart(FieldLayout::Label, m_label);
}

void FieldRow::makeHelp(Look look)
{
    const guide::Hint *hint = m_editor->hint();
    m_help = hint ? hint->help : QString();
    if (m_help.isEmpty() && !m_editor->isEntry())
        m_help = wording::firstSentence(m_editor->member().documentation);
    if (m_editor->member().deprecated)
        m_help =
            QStringList{m_help,
                        tr("Deprecated. %1").arg(wording::plainText(m_editor->member().deprecated->message))}
                .join(u' ')
                .trimmed();
    const bool isQuiet = hint && hint->help.isEmpty(); // the guide found that the label says it all
    if (look == Look::Brief)
        m_editor->setToolTip(m_help);
    if (!m_help.isEmpty() && !isQuiet && (look == Look::Full || look == Look::UnderTitle))
        m_layout->setPart(FieldLayout::Help, widgets::helpLabel(m_help, this));
}

// What everybody who sends this would have to look up: said below the field, taken or taken back at once.
void FieldRow::makeKnown()
{
    if (const texts::Use use = m_form.textUse(pointer()); use.kind != texts::Kind::Plain) {
        auto *note = new TextNote(m_form, pointer(), use, this);
        m_layout->setPart(FieldLayout::Known, note);
        connect(note, &TextNote::placeChosen, this, [this](int line, int column) {
            if (auto *text = qobject_cast<TextEditor *>(m_editor))
                text->goTo(line, column);
            else
                m_editor->input()->setFocus(Qt::OtherFocusReason);
        });
        return;
    }
    m_known = m_form.known(pointer());
    if (!m_known)
        return;
    m_knownLabel = new widgets::LinkLabel(this);
    widgets::setRole(m_knownLabel, "help");
    m_knownLabel->setWordWrap(true);
    m_knownLabel->setObjectName(pointer().toString() + QStringLiteral("#known"));
    m_layout->setPart(FieldLayout::Known, m_knownLabel);
    connect(m_knownLabel, &QLabel::linkActivated, this, &FieldRow::takeKnown);
    connect(&m_form, &FormModel::changed, this, &FieldRow::showKnown);
    showKnown();
}

void FieldRow::showKnown()
{
    const QCborValue now = m_form.value(pointer());
    const bool isUsed = now == QCborValue(m_known->value);
    const bool isFree = now.isUndefined() || (now.isString() && now.toString().isEmpty());
    const QString action =
        isUsed ? m_editor->isOptional() ? tr("Remove") : QString() : tr("Use %1").arg(m_known->value);
    QString said =
        isUsed ? tr("Filled in: %1.").arg(m_known->words()) : tr("Suggested: %1.").arg(m_known->words());
    m_knownLabel->setAccessibleName(QStringList{said, action}.join(u' ').trimmed());
    said = said.toHtmlEscaped();
    if (!action.isEmpty())
        said += QStringLiteral(" <a href=\"known\">") + action.toHtmlEscaped() + QStringLiteral("</a>");
    m_knownLabel->setText(said);
    m_knownLabel->setVisible(isUsed || isFree);
}

void FieldRow::takeKnown()
{
    const bool isUsed = m_form.value(pointer()) == QCborValue(m_known->value);
    if (isUsed)
        m_form.remove(pointer());
    else
        m_form.setValue(pointer(), m_known->value);
    m_form.touch(pointer());
    m_editor->input()->setFocus(Qt::OtherFocusReason);
}

void FieldRow::showProblem()
{
    const QString wrong = shownProblem();
    const QString sentence = wrong.isEmpty() ? shownNote() : wrong;
    const document::Problem *problem = m_form.problemAt(pointer());
    const bool isError = !wrong.isEmpty() && problem->severity == document::Severity::Error;
    const QString described = description(sentence);
    if (described != m_description || isError != m_isInvalid)
        m_editor->describe(m_form.spokenNameOf(pointer()), described, isError);
    m_description = described;
    m_isInvalid = isError;
    if (!m_problem && sentence.isEmpty())
        return;
    if (!m_problem) {
        m_problem = new widgets::LinkLabel(this);
        widgets::setRole(m_problem, "help");
        m_problem->setWordWrap(true);
        m_problem->setObjectName(pointer().toString() + QStringLiteral("#problem"));
        m_layout->setPart(FieldLayout::Problem, m_problem);
    }
    const char *role = wrong.isEmpty() && !sentence.isEmpty() ? "help"
        : isError || sentence.isEmpty()                       ? "problem"
                                                              : "warning";
    if (m_problem->property("role").toString() != QLatin1String(role))
        widgets::setRole(m_problem, role);
    const bool isMended = !wrong.isEmpty() && problem->kind == u"blank" && m_form.value(pointer()).isString();
    if (isMended)
        offerToTrim(sentence);
    else if (m_problem->text() != sentence || m_problem->textFormat() != Qt::PlainText)
        showPlainly(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void FieldRow::showPlainly(const QString &sentence)
{
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setTextInteractionFlags(Qt::NoTextInteraction);
    m_problem->setFocusPolicy(Qt::NoFocus);
    m_problem->setText(sentence);
}

// A blank at an end is hard to see and easy to take away.
void FieldRow::offerToTrim(const QString &sentence)
{
    m_problem->setTextFormat(Qt::RichText);
    m_problem->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_problem->setText(sentence.toHtmlEscaped() + QStringLiteral(" <a href=\"trim\">")
                       + tr("Remove the blanks").toHtmlEscaped() + QStringLiteral("</a>"));
    m_problem->setAccessibleName(sentence);
    connect(m_problem, &QLabel::linkActivated, this, &FieldRow::trim, Qt::UniqueConnection);
}

void FieldRow::trim()
{
    m_form.setValue(pointer(), m_form.value(pointer()).toString().trimmed());
    m_form.touch(pointer());
    m_editor->input()->setFocus(Qt::OtherFocusReason);
}

QString FieldRow::description(const QString &problem) const
{
    QStringList parts;
    if (m_editor->member().required && !m_editor->isEntry())
        parts.append(tr("Required."));
    if (!problem.isEmpty())
        parts.append(problem);
    if (!m_help.isEmpty())
        parts.append(m_help);
    if (m_knownLabel && !m_knownLabel->isHidden())
        parts.append(m_knownLabel->accessibleName());
    const QString range = m_editor->shape().isNumber() ? rangeInWords(m_editor->member()) : QString();
    if (!range.isEmpty())
        parts.append(tr("Range: %1.").arg(range));
    return parts.join(u' ');
}

} // namespace formwork::forms
