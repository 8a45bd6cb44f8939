// SPDX-License-Identifier: Apache-2.0
#include "asking/cachename.h"

#include <QCryptographicHash>

namespace formwork::asking
{

Result<Plan> planOf(const Question &question)
{
    const Result<endpoint::Endpoint> endpoint =
        endpointFor(*question.environment, *question.operation, question.input, question.target);
    return endpoint ? plan(*question.operation, question.input, *endpoint, question.target.profile.wire)
                    : std::unexpected(endpoint.error());
}

QByteArray cacheName(const Question &question, const Plan &plan)
{
    const credentials::Credentials keys = question.keys.value_or(credentials::Credentials());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {keys.accessKeyId.toUtf8(), keys.sessionToken.toUtf8(),
                                   question.operation->name.toUtf8(), plan.request.url()})
        hash.addData(QByteArray::number(part.size()) + ' ' + part);
    return hash.result();
}

} // namespace formwork::asking
