// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "texts/policy.h"

#include <QRegularExpression>

#include <algorithm>

// One statement of a policy.
namespace formwork::texts
{

using document::Severity;

namespace
{

// A text, or the texts of a list.
std::vector<const JsonNode *> textsOf(const JsonNode *node)
{
    std::vector<const JsonNode *> texts;
    if (!node)
        return texts;
    if (node->isText())
        texts.push_back(node);
    for (size_t i = 0; node->isList() && i < node->items.size(); ++i)
        texts.push_back(&node->items[i]);
    return texts;
}

bool holds(const JsonNode *node, QStringView text)
{
    return std::ranges::any_of(textsOf(node), [text](const JsonNode *one) { return one->text == text; });
}

// "*", or {"AWS": "*"}.
const JsonNode *everybodyIn(const JsonNode *principal)
{
    if (!principal)
        return nullptr;
    if (principal->isText() && principal->text == u"*")
        return principal;
    for (size_t i = 0; i < principal->keys.size(); ++i) {
        const QString &kind = principal->keys[i].text;
        if ((kind == u"AWS" || kind == u"*") && holds(&principal->items[i], u"*"))
            return &principal->items[i];
    }
    return nullptr;
}

} // namespace

void PolicyCheck::checkStatement(const JsonNode &statement)
{
    if (!statement.isObject()) {
        add(statement, Severity::Error, Tr::tr("A statement is a JSON object with an Effect and an Action."));
        return;
    }
    checkKeys(statement,
              {QStringLiteral("Sid"), QStringLiteral("Effect"), QStringLiteral("Principal"),
               QStringLiteral("NotPrincipal"), QStringLiteral("Action"), QStringLiteral("NotAction"),
               QStringLiteral("Resource"), QStringLiteral("NotResource"), QStringLiteral("Condition")},
              Tr::tr("a statement"));
    checkEffect(statement);
    const bool isIdentity = m_of == PolicyOf::Identity;
    const bool isTrust = m_of == PolicyOf::Trust;
    checkWhich(statement, QStringLiteral("Action"), true, true);
    checkWhich(statement, QStringLiteral("Resource"), isIdentity, !isTrust);
    checkWhich(statement, QStringLiteral("Principal"), isTrust || m_of == PolicyOf::Resource, !isIdentity);
    for (const QStringView key : {u"Action", u"NotAction"}) {
        if (const JsonNode *actions = statement.member(key))
            checkActions(*actions);
    }
    checkReach(statement);
    checkPrincipal(statement);
}

void PolicyCheck::checkEffect(const JsonNode &statement)
{
    const JsonNode *effect = statement.member(u"Effect");
    if (!effect)
        add(statement, Severity::Error, Tr::tr("A statement has no Effect: \"Allow\" or \"Deny\"."));
    else if (!effect->isText() || (effect->text != u"Allow" && effect->text != u"Deny"))
        add(*effect, Severity::Error,
            Tr::tr("Effect is \"Allow\" or \"Deny\", written like that; here it is \"%1\".")
                .arg(effect->text));
}

// Of "Action" and "NotAction", and the like: one, not both, or none.
void PolicyCheck::checkWhich(const JsonNode &statement, const QString &key, bool isNeeded, bool isTaken)
{
    const QString opposite = QStringLiteral("Not") + key;
    const JsonNode *plain = statement.member(key);
    const JsonNode *negated = statement.member(opposite);
    if (plain && negated)
        add(*negated, Severity::Error, Tr::tr("A statement has %1 or %2, not both.").arg(key, opposite));
    else if (!plain && !negated && isNeeded)
        add(statement, Severity::Error, Tr::tr("A statement has no %1.").arg(key));
    else if ((plain || negated) && !isTaken)
        add(plain ? *plain : *negated, Severity::Error,
            m_of == PolicyOf::Trust
                ? Tr::tr("%1 has no place here: what a trust policy is about is the role itself.").arg(key)
                : Tr::tr("%1 has no place here: who it is about is whom the policy is attached to.")
                      .arg(key));
}

void PolicyCheck::checkActions(const JsonNode &actions)
{
    if (!actions.isText() && !actions.isList()) {
        add(actions, Severity::Error, Tr::tr("Action is a text or a list of texts, as in \"s3:GetObject\"."));
        return;
    }
    for (const JsonNode *action : textsOf(&actions))
        checkAction(*action);
}

void PolicyCheck::checkAction(const JsonNode &action)
{
    static const QRegularExpression kForm(QStringLiteral("^([A-Za-z0-9-]+):([A-Za-z0-9*?_/.-]+)$"));
    if (action.isText() && action.text == u"*")
        return;
    const QRegularExpressionMatch form = kForm.match(action.text);
    if (!action.isText() || !form.hasMatch()) {
        add(action, Severity::Error,
            Tr::tr("The action \"%1\": an action is a service and a name, as in \"s3:GetObject\".")
                .arg(action.text));
        return;
    }
    const QString service = form.captured(1);
    const QString name = form.captured(2);
    if (!m_actions || !m_actions->isWhole())
        return;
    if (!m_actions->knowsService(service)) {
        const QStringList near = m_actions->servicesLike(service);
        if (!near.isEmpty())
            add(action, Severity::Warning,
                Tr::tr("The action \"%1\": no service is called %2. Did you mean %3?")
                    .arg(action.text, service, near.join(QStringLiteral(", "))));
        else
            add(action, Severity::Advice,
                Tr::tr("The action \"%1\": no model on this machine is of a service called %2.")
                    .arg(action.text, service));
        return;
    }
    if (m_actions->has(service, name))
        return;
    const QStringList near = m_actions->actionsLike(service, name);
    if (!near.isEmpty())
        add(action, Severity::Warning,
            Tr::tr("The action \"%1\": %2 has none of this name. Did you mean %3?")
                .arg(action.text, service, near.join(QStringLiteral(", "))));
    else
        add(action, Severity::Advice,
            Tr::tr("The action \"%1\": no operation of %2 is called so. Some permissions are no operations: "
                   "look it up.")
                .arg(action.text, service));
}

// Who may do too much.
void PolicyCheck::checkReach(const JsonNode &statement)
{
    const JsonNode *effect = statement.member(u"Effect");
    if (!effect || effect->text != u"Allow" || m_of == PolicyOf::Trust)
        return;
    const JsonNode *actions = statement.member(u"Action");
    const bool isConditional = statement.member(u"Condition") != nullptr;
    if (holds(actions, u"*") && holds(statement.member(u"Resource"), u"*") && !isConditional)
        add(*actions, Severity::Warning,
            Tr::tr("This allows everything on everything: whoever has it is an administrator."));
    if (const JsonNode *excepted = statement.member(u"NotAction"); excepted && !isConditional)
        add(*excepted, Severity::Warning,
            Tr::tr(
                "Allow with NotAction gives all other actions, those of services to come as well. Name what "
                "is allowed."));
}

void PolicyCheck::checkPrincipal(const JsonNode &statement)
{
    const JsonNode *effect = statement.member(u"Effect");
    const JsonNode *principal = statement.member(u"Principal");
    if (!effect || effect->text != u"Allow")
        return;
    const JsonNode *condition = statement.member(u"Condition");
    if (const JsonNode *everybody = everybodyIn(principal); everybody && !condition)
        add(*everybody, Severity::Warning,
            m_of == PolicyOf::Trust ? Tr::tr("The principal \"*\" lets every AWS account take this role. "
                                             "Name the account or service.")
                                    : Tr::tr("The principal \"*\" is everybody, without an AWS account too: "
                                             "this makes it public. Name "
                                             "who is meant, or add a Condition."));
    if (const JsonNode *others = statement.member(u"NotPrincipal"); others)
        add(*others, Severity::Warning,
            Tr::tr("Allow with NotPrincipal allows everybody else, without an AWS account too."));
    static const QStringList kKinds{QStringLiteral("AWS"), QStringLiteral("Service"),
                                    QStringLiteral("Federated"), QStringLiteral("CanonicalUser"),
                                    QStringLiteral("*")};
    for (size_t i = 0; principal && i < principal->keys.size(); ++i) {
        const JsonNode &kind = principal->keys[i];
        if (!kKinds.contains(kind.text))
            add(kind, Severity::Error,
                Tr::tr("%1 is no kind of principal: there are AWS, Service, Federated and CanonicalUser.")
                    .arg(kind.text));
    }
}

} // namespace formwork::texts
