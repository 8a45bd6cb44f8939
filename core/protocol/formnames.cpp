// SPDX-License-Identifier: Apache-2.0
#include "protocol/formnames.h"

#include "protocol/xmlreader.h"

namespace formwork::protocol
{

QByteArray formNameOf(const model::Member &member, FormDialect dialect)
{
    if (dialect == FormDialect::Query)
        return xmlNameOf(member).toUtf8();
    if (!member.ec2QueryName.isEmpty())
        return member.ec2QueryName.toUtf8();
    const QString &name = xmlNameOf(member);
    return (name.left(1).toUpper() + name.sliced(1)).toUtf8();
}

bool isBareFormList(const model::Member &member, FormDialect dialect)
{
    return dialect == FormDialect::Ec2 || isFlattened(member);
}

} // namespace formwork::protocol
