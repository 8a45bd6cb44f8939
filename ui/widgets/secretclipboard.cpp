// SPDX-License-Identifier: Apache-2.0
#include "widgets/secretclipboard.h"

#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>

namespace formwork::widgets
{

namespace
{

constexpr qsizetype kShortest = 4; // less is too likely to be part of something else

const QString kHint = QStringLiteral("x-kde-passwordManagerHint");

// What clipboard managers look for: KDE's and those that follow it, those of Windows and of macOS.
QMimeData *marked(const QString &text)
{
    auto *data = new QMimeData;
    data->setText(text);
    data->setData(kHint, "secret");
#ifdef Q_OS_WIN
    data->setData(QStringLiteral(
                      "application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""),
                  "1");
#endif
#ifdef Q_OS_MACOS
    data->setData(QStringLiteral("application/x-nspasteboard-concealed-type"), text.toUtf8());
#endif
    return data;
}

} // namespace

SecretClipboard &SecretClipboard::ofApplication()
{
    if (auto *known = qApp->findChild<SecretClipboard *>(QString(), Qt::FindDirectChildrenOnly))
        return *known;
    return *new SecretClipboard(qApp);
}

SecretClipboard::SecretClipboard(QObject *parent)
    : QObject(parent)
{
    connect(QGuiApplication::clipboard(), &QClipboard::changed, this, &SecretClipboard::look);
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] {
        for (const QClipboard::Mode mode : {QClipboard::Clipboard, QClipboard::Selection})
            clear(mode);
    });
}

void SecretClipboard::watch(QObject *owner, std::function<QStringList()> secrets)
{
    SecretClipboard &clipboard = ofApplication();
    clipboard.m_sources.insert(owner, std::move(secrets));
    connect(owner, &QObject::destroyed, &clipboard,
            [&clipboard](QObject *gone) { clipboard.m_sources.remove(gone); });
}

bool SecretClipboard::holdsSecret(const QString &text) const
{
    return std::ranges::any_of(m_sources, [&](const auto &secrets) {
        return std::ranges::any_of(secrets(), [&](const QString &secret) {
            return secret.size() >= kShortest && text.contains(secret);
        });
    });
}

void SecretClipboard::look(QClipboard::Mode mode)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    const QMimeData *data = clipboard->mimeData(mode);
    if (m_isMarking || !data || data->hasFormat(kHint)) // a password manager's own sees to itself
        return;
    const QString text = clipboard->text(mode);
    if (text.isEmpty() || !holdsSecret(text)) {
        m_copied.remove(mode);
        return;
    }
    m_copied.insert(mode, text);
    m_isMarking = true;
    clipboard->setMimeData(marked(text), mode);
    m_isMarking = false;
    QTimer::singleShot(m_patience, this, [this, mode, text] {
        if (m_copied.value(mode) == text)
            clear(mode);
    });
}

// Only what is still there: what another program has put there since is its own.
void SecretClipboard::clear(QClipboard::Mode mode)
{
    const QString text = m_copied.take(mode);
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (!text.isEmpty() && clipboard->text(mode) == text)
        clipboard->clear(mode);
}

} // namespace formwork::widgets
