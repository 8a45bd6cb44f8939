// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"

#include <QStringList>

// The words of validation, in one place. All but the labels are phrases: they stand after a label and before
// a full stop.
namespace formwork::validation::sentences
{

enum class Unit { Characters, Bytes, Entries };

// "Group name: it must not be empty."
[[nodiscard]] QString sentence(const QString &label, const QString &phrase);
[[nodiscard]] QString wholeInput(); // the label of the root
[[nodiscard]] QString entryLabel(const QString &label, const QStringList &tokens); // "Tags, entry 3"

[[nodiscard]] QString required(const model::Shape &shape);
[[nodiscard]] QString wrongType(model::ShapeType type, const QCborValue &value, bool isSecret);
[[nodiscard]] QString nullMember();
[[nodiscard]] QString nullEntry();
[[nodiscard]] QString tooDeep(int levels);
[[nodiscard]] QString brokenText();
[[nodiscard]] QString lineBreakInHeader();
[[nodiscard]] QString beyondAsciiInHeader();
[[nodiscard]] QString noHeaderName();
[[nodiscard]] QString sameHeader(const QString &otherKey);
[[nodiscard]] QString emptyLabel();
[[nodiscard]] QString notInEnum(const QString &value, const QList<model::EnumValue> &known, bool isSecret);
[[nodiscard]] QString length(const model::Constraints &constraints, qint64 length, Unit unit);
[[nodiscard]] QString range(std::optional<double> least, std::optional<double> most);
[[nodiscard]] QString blankAround(const QString &text); // that begins or ends with one
[[nodiscard]] QString noJson(qsizetype line, qsizetype column);
[[nodiscard]] QString noJsonObject();
[[nodiscard]] QString noNumber();
[[nodiscard]] QString noArn();
[[nodiscard]] QString placeholder(const QString &text);
[[nodiscard]] QString equalKeys(const QString &key, qsizetype first, qsizetype second); // counted from 0
[[nodiscard]] QString unreadablePattern();
[[nodiscard]] QString patternTooHard();
[[nodiscard]] QString equalEntries(qsizetype first, qsizetype second); // counted from 0
[[nodiscard]] QString noChoice(const QStringList &members);
[[nodiscard]] QString severalChoices(const QStringList &set);
[[nodiscard]] QString unknownMember(const QStringList &nearest);
[[nodiscard]] QString notInDocument();

} // namespace formwork::validation::sentences
