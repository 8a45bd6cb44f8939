// SPDX-License-Identifier: Apache-2.0
#include "forms/undostrip.h"

#include "widgets/announce.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace formwork::forms
{

UndoStrip::UndoStrip(QWidget *parent)
    : QFrame(parent)
    , m_text(widgets::wrappedLabel({}, this))
    , m_undo(new QPushButton(tr("Undo"), this))
{
    setObjectName(QStringLiteral("undoStrip"));
    widgets::setRole(this, "panel");
    auto *line = new QHBoxLayout(this);
    widgets::setSpacing(line, font(), widgets::Space::Tiny, widgets::Space::Small);
    m_text->setObjectName(QStringLiteral("undoText"));
    m_undo->setObjectName(QStringLiteral("undoRemoval"));
    m_undo->setAutoDefault(false);
    m_undo->setToolTip(tr("Take it back (Ctrl+Z)"));
    widgets::setFlag(m_undo, "quiet", true);
    auto *close = new QToolButton(this);
    close->setIcon(widgets::icon(QStringLiteral("cross")));
    close->setFocusPolicy(Qt::StrongFocus);
    close->setAccessibleName(tr("Close this message"));
    line->addWidget(m_text, 1);
    line->addWidget(m_undo);
    line->addWidget(close);
    connect(m_undo, &QPushButton::clicked, this, &UndoStrip::undoAsked);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void UndoStrip::say(const QString &sentence, bool canUndo)
{
    m_text->setText(sentence);
    m_undo->setVisible(canUndo);
    m_undo->setAccessibleName(tr("Undo: %1").arg(sentence));
    show();
    raise();
    widgets::announce(this, sentence);
}

QString UndoStrip::sentence() const { return m_text->text(); }

} // namespace formwork::forms
