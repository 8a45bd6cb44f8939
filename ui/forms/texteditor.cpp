// SPDX-License-Identifier: Apache-2.0
#include "forms/texteditor.h"

#include "forms/shapewords.h"
#include "forms/statemenu.h"
#include "widgets/codeview.h"
#include "widgets/metrics.h"
#include "widgets/textarea.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

namespace formwork::forms
{
namespace
{

constexpr int kTextLines = 5;
constexpr int kCodeLines = 12;
constexpr qsizetype kLongestText = 4'000'000; // characters; above, Qt's text layout takes seconds

} // namespace

TextEditor::TextEditor(FormModel &form, const document::Pointer &pointer, Font font, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_field(font == Font::Code ? new widgets::CodeView(widgets::Syntax::Plain, {}, this)
                                 : new widgets::TextArea(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_field);
    setFocusProxy(m_field);
    m_field->setObjectName(pointer.toString());
    m_field->setTabChangesFocus(true);
    if (font == Font::Code)
        makeCode();
    m_field->setFixedHeight(widgets::lineHeight(m_field->font()) * (m_code ? kCodeLines : kTextLines));
    m_field->setUndoRedoEnabled(true);
    m_field->installEventFilter(this);
    if (hasEmptyState(*this))
        addContextMenu();
    refreshQuietly();
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        if (isRefreshing())
            return;
        const QString text = m_field->toPlainText();
        this->form().setEditorProblem(this->pointer(), {});
        commit(text.isEmpty() && !isEntry() ? QCborValue(QCborValue::Undefined) : QCborValue(text));
    });
}

// JSON is coloured where the text is to be JSON, and where it looks like it.
void TextEditor::makeCode()
{
    m_code = static_cast<widgets::CodeView *>(m_field);
    m_code->setEditable(true);
    m_code->setProperty("role", QStringLiteral("json")); // framed like the other fields
    m_code->showLineNumbers();
    connect(&form(), &FormModel::problemsChanged, this, &TextEditor::markFindings);
}

QWidget *TextEditor::input() { return m_field; }

// A line for the ear, too: the numbers are drawn.
void TextEditor::describe(const QString &name, const QString &description, bool isInvalid)
{
    Editor::describe(name, m_code ? tr("%1 Code, Tab leaves it.").arg(description).trimmed() : description,
                     isInvalid);
}

void TextEditor::markFindings()
{
    if (!m_code)
        return;
    const bool isJson = m_field->toPlainText().trimmed().startsWith(u'{');
    m_code->setSyntax(isJson ? widgets::Syntax::Json : widgets::Syntax::Plain);
    const QList<texts::Finding> found =
        form().isProblemShown(pointer()) ? form().textFindings(pointer()) : QList<texts::Finding>();
    if (found.isEmpty())
        m_code->markError(0, 0);
    else
        m_code->markError(found.first().place.line, found.first().place.column);
}

// Who comes for a problem is brought to its line.
QWidget *TextEditor::reach(const document::Pointer &)
{
    const QList<texts::Finding> found =
        m_code && form().problemAt(pointer()) ? form().textFindings(pointer()) : QList<texts::Finding>();
    if (!found.isEmpty())
        m_code->goTo(found.first().place.line, found.first().place.column);
    return m_field;
}

void TextEditor::goTo(int line, int column)
{
    if (m_code)
        m_code->goTo(line, column);
    else
        m_field->setFocus(Qt::OtherFocusReason);
}

void TextEditor::refresh()
{
    const QString text = editText(value());
    if (m_field->toPlainText() != text)
        m_field->setPlainText(text);
    const guide::Hint *known = hint();
    const bool isEmptyText = value().isString() && text.isEmpty() && !isEntry();
    const QString unset = isEmptyText ? tr("Empty text") : isOptional() ? tr("Not set") : QString();
    m_field->setPlaceholderText(known && !isEmptyText && !known->placeholder.isEmpty() ? known->placeholder
                                                                                       : unset);
}

void TextEditor::addContextMenu()
{
    QMenu *states = addStateMenu(this, m_field);
    m_field->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_field, &QWidget::customContextMenuRequested, this, [this, states](const QPoint &place) {
        QMenu *menu = m_field->createStandardContextMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addSeparator();
        menu->addActions(states->actions());
        menu->popup(m_field->mapToGlobal(place));
    });
}

bool TextEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && m_field->document()->isModified())
        touch();
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste) && QGuiApplication::clipboard()->text().size() > kLongestText) {
            form().setEditorProblem(
                pointer(),
                tr("The text on the clipboard has more than %1 characters. Nothing was pasted. "
                   "Give a shorter text.")
                    .arg(QLocale().toString(kLongestText)));
            touch();
            return true;
        }
    }
    return Editor::eventFilter(watched, event);
}

} // namespace formwork::forms
