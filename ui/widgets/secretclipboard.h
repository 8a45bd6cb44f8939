// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QClipboard>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>

namespace formwork::widgets
{

// Sees to it that a secret does not stay on the clipboard, whichever way it got there: what holds one is
// marked as a secret for clipboard managers, and is taken off after a minute, or when the program ends,
// unless something else has been copied since. One a program, owned by the application object.
class SecretClipboard : public QObject
{
    Q_OBJECT
public:
    // `secrets` answers what is shown of secrets at the moment, for as long as `owner` lives.
    static void watch(QObject *owner, std::function<QStringList()> secrets);
    static SecretClipboard &ofApplication();

    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

private:
    explicit SecretClipboard(QObject *parent);
    void look(QClipboard::Mode mode);
    void clear(QClipboard::Mode mode);
    [[nodiscard]] bool holdsSecret(const QString &text) const;

    QHash<QObject *, std::function<QStringList()>> m_sources;
    QHash<int, QString> m_copied; // by mode: what is to be taken off
    std::chrono::milliseconds m_patience{60'000};
    bool m_isMarking = false;
};

} // namespace formwork::widgets
