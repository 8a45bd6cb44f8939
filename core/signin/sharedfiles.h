// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/machine.h"
#include "signin/sharedtext.h"

#include <QHash>

#include <optional>

// ~/.aws/config and ~/.aws/credentials, as the AWS CLI finds, reads and merges them. Formwork never writes
// them.
namespace formwork::signin
{

struct Locations {
    QString config;
    QString credentials;
    [[nodiscard]] static Locations of(const Machine &machine);
};

// Something about a file that a person should know. Never repeats a value.
struct Note {
    QString file;
    int line = 0; // 0: the file as a whole
    QString reason; // part of a sentence
    bool isRefusal = false; // for this line the AWS CLI reads nothing of the file
    [[nodiscard]] QString sentence() const;
};

struct Section {
    QString name;
    QString file;
    int line = 0;
    Values values;
};

struct SharedProfile {
    QString name;
    QString file; // where it stands first, for sentences
    int line = 0;
    Values values; // of both files; those of the credentials file are laid over the others
    Values inConfig;
    Values inCredentials; // static keys are taken from one file alone
    [[nodiscard]] std::optional<QString> text(QLatin1StringView key) const; // not set: nullopt
    [[nodiscard]] bool has(QLatin1StringView key) const { return values.contains(key); }
    [[nodiscard]] QString place(QLatin1StringView key = {}) const; // "/home/a/.aws/config, line 3"
};

struct SharedFiles {
    Locations locations;
    QList<SharedProfile> profiles; // in the order of the files, config first
    QHash<QString, Section> ssoSessions;
    QHash<QString, Section> services;
    QList<Section> others;
    QList<Note> notes;

    [[nodiscard]] const SharedProfile *profile(const QString &name) const; // names have a case
    [[nodiscard]] bool isRefused() const;

private:
    friend class Merging;
    QHash<QString, qsizetype> m_index;
};

// The bytes of a file; none where there is no such file.
struct FileBytes {
    QString path;
    std::optional<QByteArray> bytes;
};
[[nodiscard]] SharedFiles merged(const FileBytes &config, const FileBytes &credentials, Dialect dialect);

// From the disk. A file that is there and cannot be read is a note.
[[nodiscard]] SharedFiles loadSharedFiles(const Machine &machine);

} // namespace formwork::signin
