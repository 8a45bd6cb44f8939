// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "endpoint/expression.h"

#include <QCborMap>

#include <functional>

namespace formwork::endpoint
{

struct Condition {
    static constexpr size_t kNoSlot = size_t(-1);
    Expression value;
    size_t assign = kNoSlot;
};

// A rule: what must hold, and what follows from it. A tree's rules are the last word: once its conditions
// hold, the rules after it are not looked at.
struct Rule {
    enum class Kind : quint8 { Tree, Endpoint, Error };

    Kind kind = Kind::Tree;
    std::vector<Condition> conditions;
    std::vector<Rule> rules; // Tree
    Expression text; // Endpoint: the URL; Error: the sentence
    Expression properties; // Endpoint: a record
    std::vector<std::pair<QByteArray, Expression>> headers; // Endpoint: a list of values each
};

struct RuleParameter {
    enum class Type : quint8 { Text, Flag, TextList };

    QString name;
    QString builtIn; // "AWS::Region"; empty if none
    Type type = Type::Text;
    bool required = false;
    Value fallback; // default
};

// What the rules came to.
struct RuleOutcome {
    QByteArray url;
    Value properties;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
};

// A service's endpoint rules (smithy.rules#endpointRuleSet, botocore endpoint-rule-set-1.json), read once and
// evaluated for every call. Immutable; shared between threads.
class RuleSet
{
public:
    // `origin` names the rules in errors. Damaged, hostile or too new rules are an error that says where.
    [[nodiscard]] static Result<std::shared_ptr<const RuleSet>> parse(const QByteArray &json,
                                                                      const QString &origin);

    using Lookup = std::function<QCborValue(const RuleParameter &)>; // undefined: not given

    // Errors: the rules' own (code "EndpointRule", the sentence as it stands there), a parameter that is
    // missing or of the wrong type, a result that is no address.
    [[nodiscard]] Result<RuleOutcome> evaluate(const Lookup &lookup) const;

    [[nodiscard]] const std::vector<RuleParameter> &parameters() const { return m_parameters; }
    [[nodiscard]] bool hasBuiltIn(QStringView builtIn) const;

private:
    friend class RuleSetReader;

    std::vector<RuleParameter> m_parameters; // their slots come first
    std::vector<Rule> m_rules;
    size_t m_slots = 0;
};

using RuleSetPtr = std::shared_ptr<const RuleSet>;

} // namespace formwork::endpoint
