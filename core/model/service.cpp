// SPDX-License-Identifier: Apache-2.0
#include "model/service.h"
#include "wording/names.h"

#include <algorithm>

namespace formwork::model
{

QString protocolName(Protocol protocol)
{
    switch (protocol) {
    case Protocol::AwsJson10:
        return QStringLiteral("aws-json 1.0");
    case Protocol::AwsJson11:
        return QStringLiteral("aws-json 1.1");
    case Protocol::RestJson:
        return QStringLiteral("rest-json");
    case Protocol::RestXml:
        return QStringLiteral("rest-xml");
    case Protocol::Query:
        return QStringLiteral("query");
    case Protocol::Ec2Query:
        return QStringLiteral("ec2-query");
    case Protocol::RpcV2Cbor:
        return QStringLiteral("rpc-v2-cbor");
    case Protocol::RpcV2Json:
        return QStringLiteral("rpc-v2-json");
    }
    return {};
}

qsizetype Service::indexOf(QStringView operationName) const
{
    const auto exact =
        std::lower_bound(operations.begin(), operations.end(), operationName,
                         [](const OperationSummary &o, QStringView name) { return o.name < name; });
    if (exact != operations.end() && exact->name == operationName)
        return exact - operations.begin();
    const auto spelled = std::find_if(operations.begin(), operations.end(), [&](const OperationSummary &o) {
        return !o.name.isEmpty() && wording::cliName(o.name) == operationName;
    });
    return spelled == operations.end() ? -1 : spelled - operations.begin();
}

const Member *Operation::tokenMember() const
{
    if (!input)
        return nullptr;
    const auto found = std::find_if(input->members.begin(), input->members.end(),
                                    [](const Member &member) { return member.idempotencyToken; });
    return found == input->members.end() ? nullptr : &*found;
}

const Shape *Operation::error(QStringView code) const
{
    const auto found = std::find_if(errors.begin(), errors.end(), [code](const Shape *shape) {
        return shape->name == code || (!shape->error.queryCode.isEmpty() && shape->error.queryCode == code);
    });
    return found == errors.end() ? nullptr : *found;
}

} // namespace formwork::model
