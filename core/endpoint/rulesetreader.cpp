// SPDX-License-Identifier: Apache-2.0
#include "endpoint/rulesetreader.h"

#include "base/tr.h"
#include "readers/jsonview.h"

namespace formwork::endpoint
{

namespace
{

using readers::JsonView;
using readers::toText;

constexpr qsizetype kLargestText = 4 * 1024 * 1024; // the largest published is 0.13 MB
constexpr size_t kDeepest = 200; // the deepest published is 41

QByteArray toBytes(std::string_view text) { return QByteArray(text.data(), qsizetype(text.size())); }

Expression literal(Value value)
{
    Expression expression;
    expression.literal = std::move(value);
    return expression;
}

Expression child(Expression::Kind kind, Expression of)
{
    Expression expression;
    expression.kind = kind;
    expression.children.push_back(std::move(of));
    return expression;
}

Value scalar(const JsonView &json)
{
    const simdjson::dom::element element = json.element();
    if (element.is_bool())
        return json.flag();
    if (element.is_int64())
        return qint64(int64_t(element));
    if (element.is_string())
        return toBytes(json.view());
    json.complain(Tr::tr("this is no value that a rule can hold."));
    return {};
}

std::optional<RuleParameter::Type> parameterType(QStringView name)
{
    if (name.compare(u"string", Qt::CaseInsensitive) == 0)
        return RuleParameter::Type::Text;
    if (name.compare(u"boolean", Qt::CaseInsensitive) == 0)
        return RuleParameter::Type::Flag;
    if (name == u"stringArray")
        return RuleParameter::Type::TextList;
    return {};
}

Value defaultOf(const JsonView &json)
{
    if (!json.isArray())
        return scalar(json);
    List list;
    json.eachItem([&](const JsonView &item) { list.push_back(scalar(item)); });
    return list;
}

} // namespace

RuleSet RuleSetReader::read(const JsonView &root)
{
    // What later ones add are functions, and one that is not known is told by its name.
    if (!root.textOf("version").startsWith(u"1."))
        root.complain(Tr::tr("only version 1.0 of the rules language and what extends it are known."));
    root.withField("parameters", [&](const JsonView &json) {
        json.eachField([&](const JsonView &parameter) { readParameter(parameter); });
    });
    m_set.m_slots = m_set.m_parameters.size();
    if (!root.has("rules"))
        root.complain(Tr::tr("there are no rules."));
    root.withField("rules", [&](const JsonView &json) { m_set.m_rules = readRules(json); });
    return std::move(m_set);
}

void RuleSetReader::readParameter(const JsonView &json)
{
    RuleParameter parameter;
    parameter.name = toText(json.key());
    parameter.builtIn = json.textOf("builtIn");
    parameter.required = json.flagOf("required");
    const auto type = parameterType(json.textOf("type"));
    if (!type)
        json.complain(Tr::tr("a parameter is a string, a boolean or a stringArray."));
    parameter.type = type.value_or(RuleParameter::Type::Text);
    json.withField("default", [&](const JsonView &value) { parameter.fallback = defaultOf(value); });
    m_visible.insert(toBytes(json.key()), m_set.m_parameters.size());
    m_set.m_parameters.push_back(std::move(parameter));
}

std::vector<Rule> RuleSetReader::readRules(const JsonView &json)
{
    std::vector<Rule> rules;
    json.eachItem([&](const JsonView &rule) { rules.push_back(readRule(rule)); });
    return rules;
}

Rule RuleSetReader::readRule(const JsonView &json)
{
    const QHash<QByteArray, size_t> visibleOutside = m_visible; // shared until a condition assigns a name
    Rule rule;
    json.withField("conditions", [&](const JsonView &conditions) { readConditions(conditions, rule); });
    const QString type = json.textOf("type");
    if (type == u"tree" && json.has("rules")) {
        json.withField("rules", [&](const JsonView &rules) { rule.rules = readRules(rules); });
    } else if (type == u"endpoint" && json.has("endpoint")) {
        rule.kind = Rule::Kind::Endpoint;
        json.withField("endpoint", [&](const JsonView &endpoint) { readEndpoint(endpoint, rule); });
    } else if (type == u"error" && json.has("error")) {
        rule.kind = Rule::Kind::Error;
        json.withField("error", [&](const JsonView &error) { rule.text = readExpression(error); });
    } else {
        json.complain(Tr::tr("a rule is a tree with rules, an endpoint or an error."));
    }
    m_visible = visibleOutside;
    return rule;
}

void RuleSetReader::readConditions(const JsonView &json, Rule &rule)
{
    json.eachItem([&](const JsonView &item) {
        Condition condition;
        condition.value = readExpression(item);
        if (const std::string_view name = item.viewOf("assign"); !name.empty()) {
            condition.assign = m_set.m_slots++;
            m_visible.insert(toBytes(name), condition.assign);
        }
        rule.conditions.push_back(std::move(condition));
    });
}

void RuleSetReader::readEndpoint(const JsonView &json, Rule &rule)
{
    if (!json.has("url"))
        json.complain(Tr::tr("an endpoint needs a url."));
    json.withField("url", [&](const JsonView &url) { rule.text = readExpression(url); });
    rule.properties.kind = Expression::Kind::Fields;
    json.withField("properties",
                   [&](const JsonView &properties) { rule.properties = readProperty(properties); });
    json.withField("headers", [&](const JsonView &headers) {
        headers.eachField([&](const JsonView &header) {
            Expression values;
            values.kind = Expression::Kind::Items;
            header.eachItem([&](const JsonView &value) { values.children.push_back(readExpression(value)); });
            rule.headers.emplace_back(toBytes(header.key()), std::move(values));
        });
    });
}

Expression RuleSetReader::readExpression(const JsonView &json)
{
    if (json.isString())
        return readTemplate(json);
    if (!json.isObject())
        return literal(scalar(json));
    if (json.has("fn"))
        return readCall(json);
    if (!json.has("ref"))
        json.complain(Tr::tr("an expression is a value, a ref or an fn."));
    return reference(json, json.viewOf("ref"));
}

Expression RuleSetReader::readCall(const JsonView &json)
{
    const auto info = functionByName(json.viewOf("fn"));
    if (!info) {
        json.complain(Tr::tr("the function %1 is not known.").arg(json.textOf("fn")));
        return {};
    }
    if (info->function == Function::GetAttr)
        return readGetAttr(json);
    Expression call;
    call.kind = Expression::Kind::Call;
    call.function = info->function;
    json.withField("argv", [&](const JsonView &arguments) {
        arguments.eachItem(
            [&](const JsonView &argument) { call.children.push_back(readExpression(argument)); });
    });
    if (call.children.size() < info->fewest || call.children.size() > info->most)
        json.complain(Tr::tr("the function %1 has the wrong number of arguments.").arg(json.textOf("fn")));
    return call;
}

Expression RuleSetReader::readGetAttr(const JsonView &json)
{
    Expression expression;
    expression.kind = Expression::Kind::Path;
    size_t count = 0;
    json.withField("argv", [&](const JsonView &arguments) {
        arguments.eachItem([&](const JsonView &argument) {
            if (count++ == 0)
                return expression.children.push_back(readExpression(argument));
            if (auto path = parsePath(argument.view()))
                expression.path = *std::move(path);
            else
                argument.complain(Tr::tr("this is no path to a part of a value."));
        });
    });
    if (count != 2)
        json.complain(
            Tr::tr("the function %1 has the wrong number of arguments.").arg(QStringLiteral("getAttr")));
    return count == 0 ? Expression() : expression;
}

// A property of an endpoint: any JSON in which every string is a template.
Expression RuleSetReader::readProperty(const JsonView &json)
{
    Expression expression;
    if (json.isArray()) {
        expression.kind = Expression::Kind::Items;
        json.eachItem([&](const JsonView &item) { expression.children.push_back(readProperty(item)); });
        return expression;
    }
    if (!json.isObject())
        return json.isString() ? readTemplate(json) : literal(scalar(json));
    if (json.has("ref") || json.has("fn"))
        return readExpression(json);
    expression.kind = Expression::Kind::Fields;
    json.eachField([&](const JsonView &field) {
        expression.names.push_back(toBytes(field.key()));
        expression.children.push_back(readProperty(field));
    });
    return expression;
}

// Text with {name} and {name#path} in it; "{{" and "}}" stand for the braces themselves.
Expression RuleSetReader::readTemplate(const JsonView &json)
{
    const std::string_view text = json.view();
    Expression whole;
    whole.kind = Expression::Kind::Template;
    QByteArray plain;
    for (size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c != '{' && c != '}') {
            plain.append(c);
        } else if (at + 1 < text.size() && text[at + 1] == c) {
            plain.append(c);
            ++at;
        } else {
            const size_t close = c == '{' ? text.find('}', at) : std::string_view::npos;
            if (close == std::string_view::npos) {
                json.complain(Tr::tr("a brace has no counterpart."));
                break;
            }
            if (!plain.isEmpty())
                whole.children.push_back(literal(std::exchange(plain, {})));
            whole.children.push_back(readPlaceholder(json, text.substr(at + 1, close - at - 1)));
            at = close;
        }
    }
    if (whole.children.empty())
        return literal(plain);
    if (!plain.isEmpty())
        whole.children.push_back(literal(plain));
    return whole;
}

Expression RuleSetReader::readPlaceholder(const JsonView &json, std::string_view inside)
{
    const size_t hash = inside.find('#');
    Expression named = reference(json, inside.substr(0, hash));
    if (hash == std::string_view::npos)
        return named;
    Expression part = child(Expression::Kind::Path, std::move(named));
    if (auto path = parsePath(inside.substr(hash + 1)))
        part.path = *std::move(path);
    else
        json.complain(Tr::tr("this is no path to a part of a value."));
    return part;
}

Expression RuleSetReader::reference(const JsonView &json, std::string_view name)
{
    Expression expression;
    const auto found = m_visible.constFind(toBytes(name));
    if (found == m_visible.constEnd()) {
        json.complain(Tr::tr("nothing here is called \"%1\".").arg(toText(name)));
        return expression;
    }
    expression.kind = Expression::Kind::Reference;
    expression.slot = *found;
    return expression;
}

Result<RuleSetPtr> RuleSet::parse(const QByteArray &json, const QString &origin)
{
    const auto damaged = [&](const QString &reason) {
        return failure(Phase::Endpoint, QStringLiteral("BadEndpointRules"),
                       Tr::tr("The endpoint rules of %1 cannot be used: %2").arg(origin, reason));
    };
    if (json.size() > kLargestText)
        return damaged(Tr::tr("they are larger than 4 MB."));
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.allocate(size_t(std::max<qsizetype>(json.size(), 1)), kDeepest) != simdjson::SUCCESS)
        return damaged(Tr::tr("there is not enough memory."));
    if (const auto error = parser.parse(json.constData(), size_t(json.size())).get(root);
        error != simdjson::SUCCESS)
        return damaged(QString::fromUtf8(simdjson::error_message(error)));
    readers::Complaints complaints(origin);
    RuleSet set = RuleSetReader().read(JsonView(complaints, root));
    if (const std::optional<Error> &first = complaints.first())
        return failure(Phase::Endpoint, QStringLiteral("BadEndpointRules"), first->message);
    return std::make_shared<const RuleSet>(std::move(set));
}

} // namespace formwork::endpoint
