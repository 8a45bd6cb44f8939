// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace formwork::signin
{

// Whose reading of the shared files. The two agree on what people usually write; on comments behind values,
// on repetition, on names and on `:` they do not. Mended is for a file that the AWS CLI refuses: the rules of
// the SDKs, but whatever cannot be read is left out instead of failing, and any name will do.
enum class Dialect { Cli, Sdk, Mended };

struct Value {
    QString text; // several lines are joined by line feeds; one that begins with a line feed is a map
    QMap<QString, QString> map; // of such a value
    QString file;
    int line = 0;
    [[nodiscard]] bool isMap() const { return text.startsWith(u'\n'); }
};

using Values = QMap<QString, Value>; // by key, in lower case

// A section as it stands in a file, with its header as written between the brackets.
struct RawSection {
    QString header;
    int line = 0;
    Values values;
};

// Why a file cannot be read as it stands; `reason` is part of a sentence and never repeats a value.
struct Fault {
    int line = 0; // 0: the file as a whole
    QString reason;
};

struct SharedText {
    QList<RawSection> sections; // in the order of the file
    QList<Fault> faults;
    bool hasDefaults = false; // a section [DEFAULT], whose settings are in all others already
};

// Bytes of a file, which `file` names in what comes out.
[[nodiscard]] SharedText readCliText(const QByteArray &bytes, const QString &file);
[[nodiscard]] SharedText readSdkText(const QByteArray &bytes, const QString &file, Dialect dialect);

// White space as Python has it, which is what the AWS CLI trims.
[[nodiscard]] QString trimmedOfSpace(QStringView text);
[[nodiscard]] qsizetype indentOf(QStringView line);

// The text of a file, any of the three line ends made into one. Faults: a byte order mark, bytes that are no
// UTF-8.
[[nodiscard]] QStringList decodedLines(const QByteArray &bytes, QList<Fault> &faults);

// The lines of a nested value as a map; those without `=` and those without a name are faults.
void readMap(Value &value, bool namesMayBeEmpty, QList<Fault> &faults);

} // namespace formwork::signin
