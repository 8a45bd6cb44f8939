// SPDX-License-Identifier: Apache-2.0
#include "operation/tokenbar.h"

#include "journal/protection.h"
#include "operation/submission.h"
#include "widgets/announce.h"
#include "widgets/copybutton.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace formwork::operation
{

TokenBar::TokenBar(Submission *submission, const QString &lifetime, const QString &noun, QWidget *parent)
    : QWidget(parent)
    , m_submission(submission)
    , m_lifetime(lifetime)
    , m_noun(noun)
    , m_line(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_field(new QLineEdit(this))
    , m_rest(new QSpacerItem(0, 0, QSizePolicy::Fixed, QSizePolicy::Minimum))
    , m_words(widgets::helpLabel({}, this))
{
    auto *label = new QLabel(tr("Client to&ken"), this);
    widgets::setRole(label, "muted");
    label->setBuddy(m_field);
    label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred); // stays beside its field
    m_field->setObjectName(QStringLiteral("clientToken"));
    m_field->setMinimumWidth(widgets::textWidth(this, 20));
    m_field->setMaximumWidth(widgets::textWidth(this, 46));
    auto *copy = new widgets::CopyButton(tr("client token"), this);
    copy->setObjectName(QStringLiteral("copyToken"));
    copy->setSource([this] { return m_field->text(); });
    auto *renew = new QToolButton(this);
    renew->setObjectName(QStringLiteral("renewToken"));
    renew->setIcon(widgets::icon(QStringLiteral("refresh")));
    renew->setToolTip(tr("New client token: the service takes the next request for another one"));
    widgets::setAccessible(renew, tr("New client token"), renew->toolTip());
    m_words->setObjectName(QStringLiteral("tokenWords"));
    m_words->setMinimumWidth(widgets::textWidth(this, 16));

    m_line->setContentsMargins({});
    m_line->setSpacing(widgets::space(this, widgets::Space::Small));
    auto *row = new QHBoxLayout;
    row->setSpacing(m_line->spacing());
    m_line->addLayout(row, 5);
    row->addWidget(label);
    row->addWidget(m_field, 5);
    row->addWidget(copy);
    row->addWidget(renew);
    row->addItem(m_rest);
    m_line->addWidget(m_words, 2);

    connect(m_field, &QLineEdit::textEdited, m_submission, &Submission::setToken);
    connect(renew, &QToolButton::clicked, m_submission, &Submission::renewToken);
    connect(m_submission, &Submission::tokenChanged, this, &TokenBar::refresh);
    connect(m_submission, &Submission::kindChanged, this, &TokenBar::refresh);
    setVisible(m_submission->hasToken());
    refresh();
}

// Beside the token the words would be a column of single words in a narrow window.
void TokenBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < widgets::textWidth(this, 100);
    m_line->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_rest->changeSize(0, 0, isNarrow ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Minimum);
    m_line->invalidate();
    m_line->setSpacing(widgets::space(this, isNarrow ? widgets::Space::Tiny : widgets::Space::Small));
}

void TokenBar::refresh()
{
    if (m_field->text() != m_submission->token()) {
        m_field->setText(m_submission->token());
        m_field->setCursorPosition(0); // in a narrow window its beginning is what one compares
    }
    m_words->setText(promise());
    widgets::setAccessible(m_field, tr("Client token"), promise());
}

QString TokenBar::promise() const
{
    switch (m_submission->kind()) {
    case Submission::Kind::Again:
        return tr("Unchanged: sends the same request again, with the same token.");
    case Submission::Kind::Edited:
        return tr("Edited: this is a new request with a new token.");
    case Submission::Kind::New:
        break;
    }
    return journal::tokenPromise(m_lifetime, m_noun);
}

} // namespace formwork::operation
