// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "guide/partreaders.h"

#include <QCborArray>
#include <QRegularExpression>

namespace formwork::guide
{

namespace
{

Condition inverse(Condition condition)
{
    Condition outer;
    outer.kind = Condition::Kind::Not;
    outer.parts.push_back(std::move(condition));
    return outer;
}

std::vector<Condition> readParts(const Entry &entry, const ModelCheck &check)
{
    std::vector<Condition> parts;
    const auto items = entry.items();
    for (const Entry &item : items) {
        parts.push_back(readCondition(item, check));
    }
    return parts;
}

QString readPattern(const Entry &entry)
{
    const QString pattern = entry.text();
    const QRegularExpression expression(pattern);
    if (!expression.isValid()) {
        entry.fault(Tr::tr("The regular expression is not valid: %1.").arg(expression.errorString()));
    }
    return pattern;
}

// {"at": POINTER, TEST: ...}
Condition readTest(const Fields &fields, const ModelCheck &check)
{
    Condition condition;
    if (const Entry *at = fields.need(u"at")) {
        condition.pointer = check.inputPointer(*at);
    }
    if (const Entry *equals = fields.find(u"equals")) {
        condition.kind = Condition::Kind::Equals;
        condition.values = {equals->value()};
        check.inputValue(*equals, condition.pointer, condition.values.first());
    } else if (const Entry *in = fields.find(u"in")) {
        condition.kind = Condition::Kind::In;
        const auto items = in->items();
        for (const Entry &item : items) {
            condition.values.append(item.value());
            check.inputValue(item, condition.pointer, condition.values.last());
        }
    } else if (const Entry *isSet = fields.find(u"isSet")) {
        condition.kind = Condition::Kind::IsSet;
        return isSet->truth() ? condition : inverse(condition);
    } else if (const Entry *matches = fields.find(u"matches")) {
        condition.kind = Condition::Kind::Matches;
        condition.pattern = readPattern(*matches);
    }
    return condition;
}

} // namespace

Condition readCondition(const Entry &entry, const ModelCheck &check)
{
    const Fields fields =
        entry.fields({u"at", u"equals", u"in", u"isSet", u"matches", u"all", u"any", u"not"});
    const bool isTest = fields.contains(u"at");
    if (fields.size() != (isTest ? 2 : 1)) {
        entry.fault(Tr::tr(
            "A condition has \"at\" with one of \"equals\", \"in\", \"isSet\", \"matches\", or is one of "
            "\"all\", \"any\", \"not\"."));
        return {};
    }
    Condition condition;
    if (const Entry *all = fields.find(u"all")) {
        condition.kind = Condition::Kind::All;
        condition.parts = readParts(*all, check);
    } else if (const Entry *any = fields.find(u"any")) {
        condition.kind = Condition::Kind::Any;
        condition.parts = readParts(*any, check);
    } else if (const Entry *inner = fields.find(u"not")) {
        condition = inverse(readCondition(*inner, check));
    } else {
        return readTest(fields, check);
    }
    if (isTest) {
        entry.fault(Tr::tr("A condition with \"at\" has one of \"equals\", \"in\", \"isSet\", \"matches\"."));
    }
    return condition;
}

} // namespace formwork::guide
