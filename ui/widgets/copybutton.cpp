// SPDX-License-Identifier: Apache-2.0
#include "widgets/copybutton.h"

#include "widgets/announce.h"
#include "widgets/icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

#include <chrono>

using namespace std::chrono_literals;

namespace formwork::widgets
{

CopyButton::CopyButton(const QString &what, QWidget *parent)
    : QToolButton(parent)
    , m_what(what)
    , m_back(new QTimer(this))
{
    setIcon(widgets::icon(QStringLiteral("copy")));
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Copy %1").arg(what));
    setAccessibleName(tr("Copy %1").arg(what));
    m_back->setSingleShot(true);
    m_back->setInterval(1500ms);
    connect(m_back, &QTimer::timeout, this, [this] { setIcon(widgets::icon(QStringLiteral("copy"))); });
    connect(this, &QToolButton::clicked, this, &CopyButton::copy);
}

void CopyButton::setSource(std::function<QString()> source) { m_source = std::move(source); }

void CopyButton::setSourceText(const QString &text)
{
    m_source = [text] { return text; };
}

void CopyButton::copy()
{
    if (!m_source)
        return;
    QGuiApplication::clipboard()->setText(m_source());
    setIcon(widgets::icon(QStringLiteral("check"), Tone::Created));
    m_back->start();
    announce(this, tr("Copied %1.").arg(m_what));
    Q_EMIT copied();
}

} // namespace formwork::widgets
