// SPDX-License-Identifier: Apache-2.0
#include "guide/condition.h"

#include "guide/expand.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::guide
{

namespace
{

// Compiling one takes as long as a hundred texts: a batch asks the same of every row.
const QRegularExpression &expressionOf(const QString &pattern)
{
    constexpr qsizetype kMost = 256;
    thread_local QHash<QString, QRegularExpression> kept;
    if (const auto known = kept.constFind(pattern); known != kept.cend())
        return *known;
    if (kept.size() >= kMost)
        kept.clear();
    return *kept.insert(pattern, QRegularExpression(pattern, QRegularExpression::UseUnicodePropertiesOption));
}

bool fits(const Condition &condition, const QCborValue &value)
{
    if (value.isUndefined() || value.isNull()) {
        return false;
    }
    switch (condition.kind) {
    case Condition::Kind::Equals:
    case Condition::Kind::In:
        return condition.values.contains(value);
    case Condition::Kind::IsSet:
        return true;
    case Condition::Kind::Matches:
        return value.isString() && expressionOf(condition.pattern).match(value.toString()).hasMatch();
    default:
        return false;
    }
}

document::Pointer bind(const document::Pointer &pointer, const document::Pointer &pattern,
                       const document::Pointer &concrete)
{
    QStringList tokens = pointer.tokens();
    const qsizetype shared = std::min({tokens.size(), pattern.tokens().size(), concrete.tokens().size()});
    for (qsizetype i = 0; i < shared && tokens.at(i) == pattern.tokens().at(i); ++i) {
        tokens[i] = concrete.tokens().at(i);
    }
    return document::Pointer(tokens);
}

} // namespace

bool holdsAmong(const Condition &condition, const QCborValue &document, const IsShown &isShown)
{
    const auto partHolds = [&](const Condition &part) { return holdsAmong(part, document, isShown); };
    switch (condition.kind) {
    case Condition::Kind::Always:
        return true;
    case Condition::Kind::All:
        return std::ranges::all_of(condition.parts, partHolds);
    case Condition::Kind::Any:
        return std::ranges::any_of(condition.parts, partHolds);
    case Condition::Kind::Not:
        return std::ranges::none_of(condition.parts, partHolds);
    default:
        break;
    }
    const auto places = expand(document, condition.pointer);
    return std::ranges::any_of(places, [&](const document::Pointer &place) {
        return fits(condition, document::valueAt(document, place)) && isShown(place);
    });
}

bool Condition::holds(const QCborValue &document) const
{
    return holdsAmong(*this, document, [](const document::Pointer &) { return true; });
}

Condition Condition::boundTo(const document::Pointer &general, const document::Pointer &concrete) const
{
    Condition bound = *this;
    bound.pointer = bind(pointer, general, concrete);
    for (Condition &part : bound.parts) {
        part = part.boundTo(general, concrete);
    }
    return bound;
}

QList<document::Pointer> Condition::pointers() const
{
    QList<document::Pointer> list;
    if (!pointer.isRoot()) {
        list.append(pointer);
    }
    for (const Condition &part : parts) {
        list.append(part.pointers());
    }
    return list;
}

} // namespace formwork::guide
