// SPDX-License-Identifier: Apache-2.0
#include "endpoint/ruleset.h"

#include "base/tr.h"
#include "endpoint/url.h"

#include <algorithm>

namespace formwork::endpoint
{

namespace
{

std::unexpected<Error> fault(const QString &message)
{
    return failure(Phase::Endpoint, QStringLiteral("EndpointRules"), message);
}

bool fits(RuleParameter::Type type, const Value &value)
{
    switch (type) {
    case RuleParameter::Type::Text:
        return value.text() != nullptr;
    case RuleParameter::Type::Flag:
        return value.flag() != nullptr;
    case RuleParameter::Type::TextList:
        return value.list() && std::all_of(value.list()->begin(), value.list()->end(), [](const Value &item) {
                   return item.text() != nullptr;
               });
    }
    return false;
}

bool holds(const Rule &rule, Scope &scope)
{
    for (const Condition &condition : rule.conditions) {
        Value value = evaluate(condition.value, scope);
        if (!value.passes())
            return false;
        if (condition.assign != Condition::kNoSlot)
            scope[condition.assign] = std::move(value);
    }
    return true;
}

// The rule that decides; null if none does. Trees are as deep as the text they were read from, which is
// limited.
const Rule *decide(const std::vector<Rule> &rules, Scope &scope)
{
    for (const Rule &rule : rules) {
        if (holds(rule, scope))
            return rule.kind == Rule::Kind::Tree ? decide(rule.rules, scope) : &rule;
    }
    return nullptr;
}

std::vector<std::pair<QByteArray, QByteArray>> headers(const Rule &rule, const Scope &scope)
{
    std::vector<std::pair<QByteArray, QByteArray>> result;
    for (const auto &[name, values] : rule.headers) {
        const Value list = evaluate(values, scope);
        for (const Value &value : *list.list()) {
            if (value.text())
                result.emplace_back(name, *value.text());
        }
    }
    return result;
}

} // namespace

bool RuleSet::hasBuiltIn(QStringView builtIn) const
{
    return std::any_of(m_parameters.begin(), m_parameters.end(),
                       [&](const RuleParameter &parameter) { return parameter.builtIn == builtIn; });
}

Result<RuleOutcome> RuleSet::evaluate(const Lookup &lookup) const
{
    Scope scope(m_slots);
    for (size_t slot = 0; slot < m_parameters.size(); ++slot) {
        const RuleParameter &parameter = m_parameters[slot];
        const QCborValue given = lookup(parameter);
        scope[slot] = given.isUndefined() ? parameter.fallback : Value::fromCbor(given);
        if (scope[slot].isSet() ? !fits(parameter.type, scope[slot]) : !given.isUndefined())
            return fault(
                Tr::tr("The endpoint parameter %1 has a value of the wrong type.").arg(parameter.name));
        if (parameter.required && !scope[slot].isSet())
            return fault(Tr::tr("The endpoint parameter %1 has no value.").arg(parameter.name));
    }
    const Rule *rule = decide(m_rules, scope);
    if (!rule)
        return fault(Tr::tr("None of the service's endpoint rules fits these settings."));
    const Value text = endpoint::evaluate(rule->text, scope);
    if (!text.text())
        return fault(Tr::tr("The service's endpoint rules use a value that is not there."));
    if (rule->kind == Rule::Kind::Error)
        return failure(Phase::Endpoint, QStringLiteral("EndpointRule"), QString::fromUtf8(*text.text()));
    return RuleOutcome{*text.text(), endpoint::evaluate(rule->properties, scope), headers(*rule, scope)};
}

} // namespace formwork::endpoint
