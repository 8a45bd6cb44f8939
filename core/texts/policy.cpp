// SPDX-License-Identifier: Apache-2.0
#include "texts/policy.h"

#include "base/tr.h"
#include "wording/nearest.h"

#include <QRegularExpression>

namespace formwork::texts
{

using document::Severity;

void PolicyCheck::add(const JsonNode &at, Severity severity, const QString &phrase)
{
    m_found.append({phrase, severity, placeOf(m_text, at.offset)});
}

QList<Finding> PolicyCheck::findings(const JsonNode &root)
{
    if (!root.isObject()) {
        add(root, Severity::Error, Tr::tr("A policy is a JSON object with a Version and a Statement."));
        return m_found;
    }
    checkKeys(root, {QStringLiteral("Version"), QStringLiteral("Id"), QStringLiteral("Statement")},
              Tr::tr("a policy"));
    checkVersion(root);
    const JsonNode *all = root.member(u"Statement");
    if (!all) {
        add(root, Severity::Error, Tr::tr("There is no Statement: it says what is allowed."));
        return m_found;
    }
    std::vector<const JsonNode *> statements;
    if (all->isObject())
        statements.push_back(all);
    for (size_t i = 0; all->isList() && i < all->items.size(); ++i)
        statements.push_back(&all->items[i]);
    if (statements.empty())
        add(*all, Severity::Error, Tr::tr("Statement is empty: give at least one."));
    for (const JsonNode *statement : statements)
        checkStatement(*statement);
    checkSids(statements);
    return m_found;
}

void PolicyCheck::checkKeys(const JsonNode &object, const QStringList &known, const QString &what)
{
    QStringList seen;
    for (const JsonNode &key : object.keys) {
        if (seen.contains(key.text))
            add(key, Severity::Error, Tr::tr("%1 stands here twice.").arg(key.text));
        seen.append(key.text);
        if (known.contains(key.text))
            continue;
        const QStringList near = wording::nearestNames(key.text, known);
        add(key, Severity::Error,
            near.isEmpty()
                ? Tr::tr("%1 is nothing that %2 has: it may have %3.")
                      .arg(key.text, what, known.join(QStringLiteral(", ")))
                : Tr::tr("%1 is nothing that %2 has. Did you mean %3?").arg(key.text, what, near.first()));
    }
}

void PolicyCheck::checkVersion(const JsonNode &root)
{
    const JsonNode *version = root.member(u"Version");
    if (!version)
        add(root, Severity::Warning,
            Tr::tr("There is no Version: without it the language of 2008 counts, which knows no variables. "
                   "Give \"2012-10-17\"."));
    else if (version->text == u"2008-10-17" && version->isText())
        add(*version, Severity::Advice,
            Tr::tr("Version 2008-10-17 knows no variables. \"2012-10-17\" is the one of today."));
    else if (version->text != u"2012-10-17" || !version->isText())
        add(*version, Severity::Error,
            Tr::tr("Version is the language's, not the policy's: \"2012-10-17\" or \"2008-10-17\"."));
}

void PolicyCheck::checkSids(const std::vector<const JsonNode *> &statements)
{
    static const QRegularExpression kPlain(QStringLiteral("^[A-Za-z0-9]*$"));
    QStringList seen;
    for (const JsonNode *statement : statements) {
        const JsonNode *sid = statement->member(u"Sid");
        if (!sid || sid->text.isEmpty())
            continue;
        if (seen.contains(sid->text))
            add(*sid, Severity::Error, Tr::tr("The Sid \"%1\" stands here twice.").arg(sid->text));
        seen.append(sid->text);
        const bool isIam = m_of == PolicyOf::Identity || m_of == PolicyOf::Trust;
        if (isIam && !kPlain.match(sid->text).hasMatch())
            add(*sid, Severity::Error,
                Tr::tr("The Sid \"%1\": IAM takes letters and digits alone.").arg(sid->text));
    }
}

} // namespace formwork::texts
