// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborValue>
#include <QRandomGenerator>
#include <QStringList>

namespace formwork::exporting
{

// As one word of a POSIX shell: plain words as they are, anything else in single quotes.
[[nodiscard]] QString shellWord(const QString &text);

// "clientSecret" -> "CLIENT_SECRET".
[[nodiscard]] QString variableName(const QString &memberName);

// Stands in for the secrets of one command. A secret's place is marked while the text is built and becomes
// "$NAME" when the text is quoted; the secret itself never gets near it.
class ShellVariables
{
public:
    // `isText`: the value is a text (or bytes); otherwise the variable holds JSON.
    [[nodiscard]] QString mark(const QString &memberName, bool isText);
    void setBinary() { m_binary.append(m_names.last()); } // the one marked last is data, in base64
    [[nodiscard]] QString quoted(const QString &text) const; // always in quotes
    [[nodiscard]] const QStringList &names() const { return m_names; }

    // A comment that names the variables to set, empty if there are none. In JSON a text has its own escapes,
    // which no shell adds.
    enum class Amid { Text, Json };
    [[nodiscard]] QString comment(Amid amid = Amid::Text) const;

    // The input with a mark in place of each outermost secret.
    [[nodiscard]] QCborValue marked(const QCborValue &input, const model::Shape &shape);

private:
    [[nodiscard]] QString numbered(qsizetype index) const; // how a mark ends

    QStringList m_names;
    QStringList m_binary;
    quint64 m_nonce = QRandomGenerator::global()->generate64();
};

} // namespace formwork::exporting
