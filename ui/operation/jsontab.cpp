// SPDX-License-Identifier: Apache-2.0
#include "operation/jsontab.h"

#include "base/tr.h"
#include "document/json.h"
#include "document/redact.h"
#include "operation/jsonplace.h"
#include "widgets/announce.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QEvent>
#include <QFocusEvent>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QRegularExpression>
#include <QTimer>
#include <QVBoxLayout>

namespace formwork::operation
{
namespace
{

// A pause in typing after which the JSON is read.
constexpr int kPauseMs = 250;

struct Place {
    int line = 0; // from 1; 0: nowhere
    int column = 0;
};

// The place an error of the JSON reader names, in the words of readers::lineAndColumn. Its column counts
// bytes.
Place placeIn(const QString &sentence, const QString &text)
{
    const QString words = Tr::tr("line %1, column %2");
    const QString number = QStringLiteral("(\\d+)");
    QString pattern = QRegularExpression::escape(words);
    pattern.replace(QRegularExpression::escape(QStringLiteral("%1")), number)
        .replace(QRegularExpression::escape(QStringLiteral("%2")), number);
    const QRegularExpressionMatch match = QRegularExpression(pattern).match(sentence);
    if (!match.hasMatch())
        return {};
    const int line = match.captured(1).toInt();
    const QByteArray bytes = text.section(u'\n', line - 1, line - 1).toUtf8();
    const QByteArray before = bytes.first(
        qBound(qsizetype(0), static_cast<qsizetype>(match.captured(2).toLongLong()) - 1, bytes.size()));
    return {line, static_cast<int>(QString::fromUtf8(before).size()) + 1};
}

} // namespace

void JsonEditor::insertFromMimeData(const QMimeData *source)
{
    const QTextCursor cursor = textCursor();
    const qsizetype kept = document()->characterCount() - (cursor.selectionEnd() - cursor.selectionStart());
    const QString text = source->text();
    if (kept + text.size() > kLongest) {
        Q_EMIT declined(text.size());
        return;
    }
    widgets::JsonView::insertFromMimeData(source);
}

JsonTab::JsonTab(model::OperationPtr operation, forms::FormModel *form, QWidget *parent)
    : QWidget(parent)
    , m_operation(std::move(operation))
    , m_form(form)
    , m_editor(new JsonEditor(tr("Input as JSON"), this))
    , m_problem(new QLabel(this))
    , m_pause(new QTimer(this))
{
    m_editor->setObjectName(QStringLiteral("jsonEditor"));
    m_editor->setEditable(true);
    m_editor->setWordWrapMode(QTextOption::NoWrap); // indentation tells the level; it scrolls sideways
    m_editor->installEventFilter(this);
    m_problem->setObjectName(QStringLiteral("jsonProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    const int margin = widgets::space(this, widgets::Space::Small);
    m_problem->setContentsMargins(margin, margin, margin, margin);
    m_problem->hide();
    widgets::setRole(m_problem, "problem");
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_editor, 1);
    column->addWidget(m_problem);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        // Colours change the text's formats a moment later, and that is told as a change of the text. Read
        // back, it would take what JSON leaves out (an entry just added) out of the form.
        if (!m_isWriting && m_editor->toPlainText() != m_written)
            m_pause->start();
    });
    connect(m_editor, &JsonEditor::declined, this, &JsonTab::decline);
    connect(m_pause, &QTimer::timeout, this, &JsonTab::read);
}

bool JsonTab::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::FocusOut) {
        if (m_pause->isActive())
            read();
        // Tidied up once the person has gone to another field; not for a menu or another window.
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && m_problem->isHidden())
            QTimer::singleShot(0, this, &JsonTab::refresh);
    }
    return QWidget::eventFilter(watched, event);
}

void JsonTab::refresh()
{
    if (!m_pause->isActive() && !m_editor->hasFocus())
        write();
}

void JsonTab::goTo(const document::Pointer &pointer)
{
    refresh();
    m_editor->setFocus(Qt::OtherFocusReason);
    const QString text = m_editor->toPlainText();
    const qsizetype at = qMax<qsizetype>(0, placeInJson(text, pointer));
    const QString before = text.left(at);
    m_editor->goTo(static_cast<int>(before.count(u'\n')) + 1,
                   static_cast<int>(before.size() - before.lastIndexOf(u'\n')));
}

void JsonTab::follow(const document::Pointer &pointer)
{
    if (m_editor->hasFocus() || pointer.isRoot())
        return;
    const QString text = m_editor->toPlainText();
    const qsizetype at = placeInJson(text, pointer);
    m_editor->pointAt(at < 0 ? 0 : static_cast<int>(QStringView(text).first(at).count(u'\n')) + 1);
}

QString JsonTab::sealedText() const
{
    const model::Shape &shape = *m_operation->input;
    return QString::fromUtf8(document::toJson(document::redacted(m_form->typedDocument(), shape), shape));
}

void JsonTab::write()
{
    QString text = sealedText();
    const bool isLong = text.size() > JsonEditor::kLongest;
    if (isLong)
        text = text.left(JsonEditor::kLongest / 8) + u'\u2026';
    m_isWriting = true;
    m_editor->setEditable(!isLong);
    m_editor->setCode(text);
    m_written = m_editor->toPlainText();
    m_isWriting = false;
    if (const model::Member *token = m_operation->tokenMember())
        m_shownToken = m_form->value(document::Pointer({token->name})).toString();
    showProblem(
        isLong ? tr("This input is too long to be shown and edited here as a whole. The form has all of it.")
               : QString());
}

void JsonTab::decline(qsizetype length)
{
    const QLocale locale;
    const auto size = [&locale](qsizetype bytes) {
        return locale.formattedDataSize(bytes, 0, QLocale::DataSizeTraditionalFormat);
    };
    showProblem(tr("This text has %1, and %2 can be edited here: it was not pasted. formwork-cli takes an "
                   "input of any size from a file.")
                    .arg(size(length), size(JsonEditor::kLongest)));
}

void JsonTab::read()
{
    m_pause->stop();
    const QString text = m_editor->toPlainText();
    const Result<QCborValue> typed = document::fromJson(text.toUtf8(), *m_operation->input);
    if (!typed) {
        const QString sentence = typed.error().sentence();
        const Place place = placeIn(sentence, text);
        showProblem(sentence, place.line, place.column);
        return;
    }
    showProblem({});
    m_form->setDocument(withKnown(*typed));
}

// What the text leaves to the program: sealed values, and the client token, which may have been renewed since
// it was written here.
QCborValue JsonTab::withKnown(const QCborValue &typed) const
{
    const QCborValue before = m_form->document();
    QCborValue known = document::pruned(document::mapSecrets(
        typed, *m_operation->input,
        [&before](const document::Pointer &pointer, const model::Member &, const QCborValue &value) {
            const bool isUntouched = value.isString() && value.toString() == document::kSealedText;
            return isUntouched ? document::valueAt(before, pointer) : value;
        }));
    const model::Member *token = m_operation->tokenMember();
    if (!token || !known.isMap())
        return known;
    const document::Pointer pointer({token->name});
    const QString written = document::valueAt(known, pointer).toString();
    if (written.isEmpty() || written == m_shownToken)
        document::setValue(known, pointer, document::valueAt(before, pointer));
    return known;
}

void JsonTab::showProblem(const QString &sentence, int line, int column)
{
    m_editor->markError(line, column);
    if (!sentence.isEmpty() && sentence != m_problem->text())
        widgets::announce(m_editor, sentence);
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_editor->setAccessibleDescription(sentence);
}

} // namespace formwork::operation
