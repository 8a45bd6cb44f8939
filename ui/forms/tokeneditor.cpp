// SPDX-License-Identifier: Apache-2.0
#include "forms/tokeneditor.h"

#include "widgets/copybutton.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace formwork::forms
{

TokenEditor::TokenEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_field(new QLineEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    auto *copy = new widgets::CopyButton(tr("client token"), this);
    copy->setSource([this] { return m_field->text(); });
    row->addWidget(m_field, 1);
    row->addWidget(copy);
    setFocusProxy(m_field);
    m_field->setReadOnly(true);
    m_field->setObjectName(pointer.toString());
    m_field->setPlaceholderText(tr("Filled in when the request is made"));
    refreshQuietly();
}

QWidget *TokenEditor::input() { return m_field; }

void TokenEditor::refresh() { m_field->setText(value().toString()); }

} // namespace formwork::forms
