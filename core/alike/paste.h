// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"
#include "guide/guide.h"

namespace formwork::alike
{

// What a text may be that is not typed into a search field.
enum class PasteKind : quint8 {
    None,
    Aws, // a command of the AWS CLI
    Curl,
    Json, // a template, a resource, an answer, an event of CloudTrail
    Yaml, // a template or a resource
    Arn,
};

// By a glance: for every letter that is typed.
[[nodiscard]] PasteKind pasteKind(const QString &text);

// What was understood. Without a form, `problem` says why.
struct Pasted {
    PasteKind kind = PasteKind::None;
    QList<Filled> found;
    QStringList left; // sentences about what no form was made of
    QString arn; // to be read by whoever can ask: reading.h
    QString problem;
};

inline constexpr qsizetype kMostPasted = 4 * 1024 * 1024; // characters

// Reads models, so it is for a thread in the background. Keys, signatures and tokens of the text are not
// kept.
[[nodiscard]] Pasted understood(const Tools &tools, const guide::GuidesPtr &guides, const QString &text);

// The same for where it is printed: a secret of the input is left out, and told.
[[nodiscard]] Filled withoutSecrets(const Tools &tools, Filled filled);

} // namespace formwork::alike
