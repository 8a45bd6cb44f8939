// SPDX-License-Identifier: Apache-2.0
#include "forms/secreteditor.h"

#include "forms/shapewords.h"
#include "forms/textfield.h"
#include "widgets/announce.h"
#include "widgets/icon.h"
#include "widgets/secretclipboard.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QToolButton>

namespace formwork::forms
{

SecretEditor::SecretEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_field(new TextField(this))
    , m_reveal(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_field, 1);
    row->addWidget(m_reveal);
    setFocusProxy(m_field);
    m_field->setObjectName(pointer.toString());
    m_field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase
                                 | Qt::ImhSensitiveData);
    m_reveal->setObjectName(pointer.toString() + QStringLiteral("#reveal"));
    m_reveal->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_reveal->setCheckable(true);
    m_reveal->setFocusPolicy(Qt::StrongFocus);
    setRevealed(false);
    widgets::SecretClipboard::watch(m_field, [field = m_field, reveal = m_reveal] {
        return reveal->isChecked() ? QStringList{field->text()} : QStringList();
    });
    refreshQuietly();
    connect(m_reveal, &QToolButton::toggled, this, &SecretEditor::setRevealed);
    connect(m_field, &TextField::textChanged, this, [this](const QString &text) {
        refuse({});
        const bool isUnset = text.isEmpty() && !isEntry();
        commit(isUnset ? QCborValue(QCborValue::Undefined) : QCborValue(text));
    });
    connect(m_field, &TextField::pasteRefused, this, &SecretEditor::refuse);
    connect(m_field, &TextField::editingFinished, this, [this] {
        if (m_field->isModified())
            touch();
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (m_reveal->isChecked() && now != m_field && now != m_reveal)
            m_reveal->setChecked(false);
    });
}

QWidget *SecretEditor::input() { return m_field; }

void SecretEditor::refresh()
{
    m_field->showText(editText(value()));
    m_field->setPlaceholderText(isOptional() ? tr("Not set") : QString());
}

void SecretEditor::describe(const QString &name, const QString &description, bool isInvalid)
{
    Editor::describe(name, description, isInvalid);
    m_reveal->setAccessibleName(m_reveal->isChecked() ? tr("Hide %1").arg(name) : tr("Reveal %1").arg(name));
}

void SecretEditor::setRevealed(bool revealed)
{
    m_field->setEchoMode(revealed ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setText(revealed ? tr("Hide") : tr("Reveal"));
    m_reveal->setIcon(widgets::icon(revealed ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    const QString name = m_field->accessibleName();
    m_reveal->setAccessibleName(revealed ? tr("Hide %1").arg(name) : tr("Reveal %1").arg(name));
}

} // namespace formwork::forms
