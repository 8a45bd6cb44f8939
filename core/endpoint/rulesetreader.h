// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/ruleset.h"

#include <QHash>

namespace formwork::readers
{
class JsonView;
}

namespace formwork::endpoint
{

// Compiles the JSON of a rule set: names become slots, functions and templates are checked. Complains through
// the views it is given; the caller asks at the end.
class RuleSetReader
{
public:
    [[nodiscard]] RuleSet read(const readers::JsonView &root);

private:
    void readParameter(const readers::JsonView &json);
    [[nodiscard]] std::vector<Rule> readRules(const readers::JsonView &json);
    [[nodiscard]] Rule readRule(const readers::JsonView &json);
    void readConditions(const readers::JsonView &json, Rule &rule);
    void readEndpoint(const readers::JsonView &json, Rule &rule);
    [[nodiscard]] Expression readExpression(const readers::JsonView &json);
    [[nodiscard]] Expression readCall(const readers::JsonView &json);
    [[nodiscard]] Expression readGetAttr(const readers::JsonView &json);
    [[nodiscard]] Expression readProperty(const readers::JsonView &json);
    [[nodiscard]] Expression readTemplate(const readers::JsonView &json);
    [[nodiscard]] Expression readPlaceholder(const readers::JsonView &json, std::string_view inside);
    [[nodiscard]] Expression reference(const readers::JsonView &json, std::string_view name);

    RuleSet m_set;
    QHash<QByteArray, size_t> m_visible; // names that may be referred to here
};

} // namespace formwork::endpoint
