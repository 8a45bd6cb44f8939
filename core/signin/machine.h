// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcessEnvironment>
#include <QString>

#include <optional>

namespace formwork::signin
{

enum class Platform { Posix, Windows };

// What sign-in reads of the machine that the program runs on: variables and files. Tests own one.
struct Machine {
    QProcessEnvironment environment;
    QString root; // stands before every path; tests have their files there
    Platform platform = Platform::Posix;

    [[nodiscard]] static Machine ofThisProcess();

    // Set, perhaps to nothing.
    [[nodiscard]] std::optional<QString> variable(QLatin1StringView name) const;
    [[nodiscard]] QString nonEmpty(QLatin1StringView name) const; // empty: not set, or set to nothing
    [[nodiscard]] bool isTrue(QLatin1StringView name) const; // "true" in any case; everything else is false

    // HOME, else USERPROFILE, else HOMEDRIVE and HOMEPATH; without any of them the user database.
    [[nodiscard]] QString home() const;

    // A path as it may stand in a variable: $X, ${X} and on Windows %X%, then a leading ~ or ~user.
    [[nodiscard]] QString expanded(const QString &path) const;
    [[nodiscard]] QString inHome(QLatin1StringView path) const; // ".aws/config"

    // Where a file really lies.
    [[nodiscard]] QString onDisk(const QString &path) const;
};

} // namespace formwork::signin
