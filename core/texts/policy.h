// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "texts/check.h"

namespace formwork::texts
{

// What is wrong with a policy: its grammar as IAM documents it, names of actions, and who could do what.
// Collects; `text` is for the places.
class PolicyCheck
{
public:
    PolicyCheck(const QString &text, PolicyOf of, const Actions *actions)
        : m_text(text)
        , m_of(of)
        , m_actions(actions)
    {
    }

    [[nodiscard]] QList<Finding> findings(const JsonNode &root);

private:
    void add(const JsonNode &at, document::Severity severity, const QString &phrase);
    void checkKeys(const JsonNode &object, const QStringList &known, const QString &what);
    void checkVersion(const JsonNode &root);
    void checkSids(const std::vector<const JsonNode *> &statements);

    // One statement.
    void checkStatement(const JsonNode &statement);
    void checkEffect(const JsonNode &statement);
    void checkWhich(const JsonNode &statement, const QString &key, bool isNeeded, bool isTaken);
    void checkActions(const JsonNode &actions);
    void checkAction(const JsonNode &action);
    void checkReach(const JsonNode &statement);
    void checkPrincipal(const JsonNode &statement);

    const QString &m_text;
    PolicyOf m_of;
    const Actions *m_actions;
    QList<Finding> m_found;
};

} // namespace formwork::texts
