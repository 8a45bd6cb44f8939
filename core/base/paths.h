// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

namespace formwork
{

// Where the program keeps its files. The data directory is, in this order: --data-dir, FORMWORK_DATA_DIR,
// $XDG_DATA_HOME/formwork (or the platform's equivalent). It is created with mode 0700, files in it with
// 0600.
class Paths
{
public:
    explicit Paths(QString dataDirectory)
        : m_dataDirectory(std::move(dataDirectory))
    {
    }

    // The directory from the environment; `overrideDirectory` (from --data-dir) wins when not empty.
    [[nodiscard]] static Paths fromEnvironment(const QString &overrideDirectory = {});

    // Creates the data directory; fails with a sentence that names it (read-only disk, a file in its place,
    // ...).
    // One that others may read is closed where it is Formwork's own.
    [[nodiscard]] Result<void> create() const;

    // A sentence where other users of this computer can look into the data directory all the same: it holds
    // more than Formwork's files, is another user's, or its file system knows no owners. Empty: they cannot.
    [[nodiscard]] QString exposure() const;

    [[nodiscard]] QString dataDirectory() const { return m_dataDirectory; }
    [[nodiscard]] QString history() const { return file(QStringLiteral("history.sqlite")); }
    [[nodiscard]] QString practice() const { return file(QStringLiteral("practice.sqlite")); }
    [[nodiscard]] QString profiles() const { return file(QStringLiteral("profiles.json")); }
    [[nodiscard]] QString settings() const { return file(QStringLiteral("settings.ini")); }
    [[nodiscard]] QString drafts() const { return file(QStringLiteral("drafts")); }
    [[nodiscard]] QString savedForms() const { return file(QStringLiteral("saved")); }
    [[nodiscard]] QString guides() const { return file(QStringLiteral("guides")); }
    [[nodiscard]] QString sessions() const { return file(QStringLiteral("sessions")); }
    [[nodiscard]] QString allowedCommands() const { return file(QStringLiteral("allowed-commands")); }
    [[nodiscard]] QString locks() const { return file(QStringLiteral("locks")); }

private:
    [[nodiscard]] bool isOpenToOthers() const;
    [[nodiscard]] bool isOurOwn() const; // it holds nothing, or a history
    [[nodiscard]] QString file(const QString &name) const { return m_dataDirectory + u'/' + name; }

    QString m_dataDirectory;
};

} // namespace formwork
