// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "model/service.h"

#include <QCborMap>
#include <QDateTime>

namespace formwork::practice
{

// An answer that an operation without practice data could have given: members of the input come back under
// their names, the rest is made from names, enumerations and limits. Lists and maps are empty, as nothing is
// remembered. Pagination tokens and secrets are left out.
class Plausible
{
public:
    struct Facts {
        QString accountId;
        QString region;
        QDateTime now;
    };

    Plausible(const model::Operation &operation, const QCborMap &input, Facts facts, TokenSourcePtr tokens);

    [[nodiscard]] QCborMap answer();

private:
    QCborMap structure(const model::Shape &shape, int depth);
    QCborValue member(const model::Member &member, int depth);
    QCborValue text(const model::Member &member);
    QCborValue number(const model::Member &member) const;
    QStringList candidates(const QString &name);
    QString identifier();

    const model::Operation &m_operation;
    QCborMap m_input;
    Facts m_facts;
    TokenSourcePtr m_tokens;
    QString m_identifier; // one an answer: id and ARN agree
};

} // namespace formwork::practice
