// SPDX-License-Identifier: Apache-2.0
// The language of items in the practice account: the first line is an expression, the rest JSON with the item
// and what stands for names and values. Whatever it is, it is refused with a sentence or has one meaning.
#include "document/json.h"
#include "harness.h"
#include "practice/itemexpressions.h"
#include "practice/itemnumber.h"
#include "practice/itemvalues.h"

#include <QCborMap>

#include <string_view>

using namespace formwork;

namespace
{

template <typename T>
bool isUsable(const practice::Outcome<T> &outcome)
{
    fuzz::require(outcome || !outcome.error().message.isEmpty(), "a refusal has a sentence");
    return outcome.has_value();
}

void requireMeaning(const QString &text, const QCborMap &input, const QCborMap &item)
{
    practice::ItemWords words(input);
    const QString kind = QStringLiteral("ConditionExpression");
    const auto condition = practice::parsedCondition(text, kind, words);
    if (!isUsable(condition))
        return;
    const auto opposite = practice::parsedCondition(QStringLiteral("NOT (%1)").arg(text), kind, words);
    if (opposite) // else too long, or too deep by one
        fuzz::require(practice::holds(*opposite, item) != practice::holds(*condition, item),
                      "what does not hold is what NOT holds of");
}

void requireKept(const QString &text, const QCborMap &input, const QCborMap &item)
{
    practice::ItemWords words(input);
    const auto updates = practice::parsedUpdate(text, words);
    if (!isUsable(updates))
        return;
    const auto updated = practice::updatedItem(item, *updates);
    if (!isUsable(updated))
        return;
    const auto checked = practice::checkedItem(*updated);
    if (checked) // else nested too deep
        fuzz::require(*checked == *updated, "an updated item is one as it is kept");
}

void requireProjected(const QString &text, const QCborMap &input, const QCborMap &item)
{
    practice::ItemWords words(input);
    const auto paths = practice::parsedProjection(text, words);
    if (!isUsable(paths))
        return;
    const QCborMap part = practice::projectedItem(item, *paths);
    for (const QCborValue &name : part.keys())
        fuzz::require(item.contains(name), "a projection makes nothing up");
}

void requireOrder(const QString &one, const QString &other)
{
    const auto a = practice::ItemNumber::parse(one);
    const auto b = practice::ItemNumber::parse(other);
    if (!a || !b)
        return;
    const auto again = practice::ItemNumber::parse(a->text());
    fuzz::require(again && *again == *a, "a number is read as it was written");
    const auto byBytes = std::string_view(a->ordered()) <=> std::string_view(b->ordered());
    fuzz::require(byBytes == (*a <=> *b), "the order of keys is the order of numbers");
    const auto sum = a->plus(*b);
    fuzz::require(!sum || *sum == b->plus(*a), "a sum has no order");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const auto [line, json] = fuzz::cutLine(fuzz::bytes(data, size));
    const QString text = QString::fromUtf8(line);
    requireOrder(text.section(u' ', 0, 0), text.section(u' ', 1, 1));
    const auto given = document::fromPlainJson(json);
    if (!given)
        return 0;
    const QCborMap input = given->toMap();
    const auto item = practice::checkedItem(input.value(QStringLiteral("Item")).toMap());
    if (!isUsable(item))
        return 0;
    requireMeaning(text, input, *item);
    requireKept(text, input, *item);
    requireProjected(text, input, *item);
    return 0;
}
