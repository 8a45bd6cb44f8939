// SPDX-License-Identifier: Apache-2.0
#include "forms/documenteditor.h"

#include "document/json.h"
#include "widgets/codeview.h"
#include "widgets/metrics.h"

#include <QJsonDocument>
#include <QVBoxLayout>

namespace formwork::forms
{

DocumentEditor::DocumentEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_text(new widgets::JsonView({}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_text);
    setFocusProxy(m_text);
    m_text->setObjectName(pointer.toString());
    m_text->setEditable(true);
    m_text->setProperty("role", QStringLiteral("json")); // framed like the other fields
    m_text->setFixedHeight(widgets::lineHeight(font()) * 7);
    m_text->setPlaceholderText(isOptional() ? tr("Not set, or any JSON") : tr("Any JSON"));
    refreshQuietly();
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!isRefreshing())
            take(m_text->toPlainText());
    });
}

QWidget *DocumentEditor::input() { return m_text; }

void DocumentEditor::refresh()
{
    const QCborValue now = value();
    if (now.isUndefined()) {
        if (!m_text->hasFocus())
            m_text->setCode({});
        return;
    }
    const auto typed = document::fromPlainJson(m_text->toPlainText().toUtf8());
    if (!typed || *typed != now)
        m_text->setCode(QString::fromUtf8(document::toPlainJson(now, document::JsonStyle::Indented)));
    form().setEditorProblem(pointer(), {});
    m_text->markError(0, 0);
}

void DocumentEditor::take(const QString &text)
{
    m_text->markError(0, 0);
    if (text.trimmed().isEmpty()) {
        form().setEditorProblem(pointer(), {});
        commit(QCborValue(QCborValue::Undefined));
        return;
    }
    const QByteArray json = text.toUtf8();
    const auto read = document::fromPlainJson(json);
    if (read) {
        form().setEditorProblem(pointer(), {});
        commit(*read);
        return;
    }
    form().setEditorProblem(pointer(), read.error().sentence());
    touch();
    QJsonParseError error;
    QJsonDocument::fromJson(json, &error); // for the place; scalars alone are JSON to us and not to it
    if (error.error != QJsonParseError::NoError) {
        const QString before = QString::fromUtf8(json.left(error.offset));
        m_text->markError(int(before.count(u'\n')) + 1, int(before.size() - before.lastIndexOf(u'\n')));
    }
}

} // namespace formwork::forms
