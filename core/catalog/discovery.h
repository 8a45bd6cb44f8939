// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace formwork::catalog
{

// A folder that may hold models, and how it came to be looked at. Earlier places win where two hold the same.
struct Place {
    enum class Kind : quint8 {
        BuiltIn,
        Asked,
        Environment,
        Chosen,
        Personal,
        AwsCli,
        Python,
        VirtualEnvironment
    };
    QString path;
    Kind kind = Kind::Asked;

    // A person or a script named it: that it is not there is worth a word.
    [[nodiscard]] bool isNamed() const { return kind >= Kind::Asked && kind <= Kind::Chosen; }
};

[[nodiscard]] QString kindInWords(Place::Kind kind); // "AWS CLI", "Python package", ...

// What discovery looks at, so that tests own it.
struct Surroundings {
    QString root; // put before every absolute place of the system; empty on a real machine
    QString home;
    std::function<QString(const char *name)> variable; // of the environment; empty if not set
    QStringList asked; // --models
    QStringList chosen; // folders added in Preferences
    bool discovers = true; // false: only what is named
};

// The surroundings of this process: FORMWORK_DISCOVERY=off names only what is named; settings.ini at
// `settingsFile` (may not exist) holds the folders added in Preferences.
[[nodiscard]] Surroundings surroundings(const QStringList &asked, const QString &settingsFile);

// Folders that are there, each once (links resolved), and named ones that are not.
[[nodiscard]] QList<Place> findPlaces(const Surroundings &around);

// What Preferences keep in settings.ini, for both programs.
[[nodiscard]] QStringList chosenFolders(const QString &settingsFile);
void setChosenFolders(const QString &settingsFile, const QStringList &folders);

} // namespace formwork::catalog
