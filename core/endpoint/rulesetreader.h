// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/ruleset.h"

#include <QHash>

namespace formwork::model
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
    [[nodiscard]] RuleSet read(const model::JsonView &root);

private:
    void readParameter(const model::JsonView &json);
    [[nodiscard]] std::vector<Rule> readRules(const model::JsonView &json);
    [[nodiscard]] Rule readRule(const model::JsonView &json);
    void readConditions(const model::JsonView &json, Rule &rule);
    void readEndpoint(const model::JsonView &json, Rule &rule);
    [[nodiscard]] Expression readExpression(const model::JsonView &json);
    [[nodiscard]] Expression readCall(const model::JsonView &json);
    [[nodiscard]] Expression readGetAttr(const model::JsonView &json);
    [[nodiscard]] Expression readProperty(const model::JsonView &json);
    [[nodiscard]] Expression readTemplate(const model::JsonView &json);
    [[nodiscard]] Expression readPlaceholder(const model::JsonView &json, std::string_view inside);
    [[nodiscard]] Expression reference(const model::JsonView &json, std::string_view name);

    RuleSet m_set;
    QHash<QByteArray, size_t> m_visible; // names that may be referred to here
};

} // namespace formwork::endpoint
