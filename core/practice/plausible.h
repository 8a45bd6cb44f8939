// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "model/service.h"
#include "practice/knowledge.h"
#include "practice/states.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QHash>

namespace formwork::practice
{

// An answer that an operation could have given: what is known comes back under its names, the rest is made
// from names, enumerations and limits. Lists and maps of which nothing is known are empty. Pagination tokens
// and secrets are left out.
class Plausible
{
public:
    struct Facts {
        QString accountId;
        QString region;
        QDateTime now;
    };
    // What is asked of members beside their own limits, by name: an identifier has to be one that the
    // operations take which ask for the thing by it.
    using Demands = QHash<QString, model::Constraints>;

    Plausible(const model::Operation &operation, Knowledge known, Facts facts, TokenSourcePtr tokens);

    void setMoment(StatesPtr states, Moment moment)
    {
        m_states = std::move(states);
        m_moment = std::move(moment);
    }
    // What the creation could be given and was not is left out, or is what the models or the data say of it;
    // but for `made`, which the service gives itself.
    void setAsked(model::OperationPtr creation, QStringList made)
    {
        m_asked = std::move(creation);
        m_made = std::move(made);
    }
    void setNames(QStringList names) { m_names = std::move(names); } // which are no secrets
    void setGivesSecrets(bool gives) { m_givesSecrets = gives; } // those that are known
    void setDemands(Demands demands) { m_demands = std::move(demands); }

    [[nodiscard]] QCborMap answer();
    [[nodiscard]] QCborMap structure(const model::Shape &shape, int depth = 0);
    // The answer with a text at the path, which is one of dots and lists ("Listeners[].ListenerArn").
    [[nodiscard]] QCborMap completed(QCborMap answer, const model::Shape &shape, QStringList path);
    [[nodiscard]] QString identifier(); // one an answer: id and ARN agree

private:
    QCborValue member(const model::Member &member, int depth);
    [[nodiscard]] bool isSecret(const model::Member &member) const;
    QCborValue entry(const model::Shape &list, const QString &name);
    [[nodiscard]] QCborArray identifiers(const model::Member &list) const;
    QCborArray events(const model::Shape &shape, int depth);
    [[nodiscard]] const model::Member *unsaid(const model::Member &member) const;
    [[nodiscard]] QCborValue usual(const model::Member &member, const model::Member &asked) const;
    [[nodiscard]] std::optional<QString> state(const model::Member &member) const;
    QCborValue revived(const QCborValue &value, const model::Shape &shape, int depth) const;
    QCborValue text(const model::Member &member);
    QCborValue number(const model::Member &member) const;
    QStringList candidates(const QString &name);
    QStringList arns(const QString &name);

    const model::Operation &m_operation;
    Knowledge m_known;
    Facts m_facts;
    TokenSourcePtr m_tokens;
    QString m_identifier;
    Demands m_demands;
    StatesPtr m_states; // null: the usual words
    Moment m_moment;
    model::OperationPtr m_asked; // null: not known
    QStringList m_made;
    QStringList m_names;
    bool m_givesSecrets = false;
};

} // namespace formwork::practice
