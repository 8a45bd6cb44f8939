// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "model/service.h"
#include "practice/knowledge.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>

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

    Plausible(const model::Operation &operation, Knowledge known, Facts facts, TokenSourcePtr tokens);

    [[nodiscard]] QCborMap answer();
    [[nodiscard]] QCborMap structure(const model::Shape &shape, int depth = 0);
    [[nodiscard]] QString identifier(); // one an answer: id and ARN agree

private:
    QCborValue member(const model::Member &member, int depth);
    QCborArray events(const model::Shape &shape, int depth);
    QCborValue text(const model::Member &member);
    QCborValue number(const model::Member &member) const;
    QStringList candidates(const QString &name);

    const model::Operation &m_operation;
    Knowledge m_known;
    Facts m_facts;
    TokenSourcePtr m_tokens;
    QString m_identifier;
};

} // namespace formwork::practice
