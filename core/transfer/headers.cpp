// SPDX-License-Identifier: Apache-2.0
#include "transfer/headers.h"

#include <algorithm>

namespace formwork::transfer
{

const model::Member *headerMember(const model::Shape &shape, QByteArrayView header)
{
    const auto found = std::ranges::find_if(shape.members, [header](const model::Member &member) {
        return member.location == model::Location::Header
            && member.locationName.compare(QLatin1StringView(header), Qt::CaseInsensitive) == 0;
    });
    return found == shape.members.end() ? nullptr : &*found;
}

bool isOfInput(const model::Operation &operation, const QCborMap &input, QByteArrayView header)
{
    const model::Member *member = headerMember(*operation.input, header);
    return member && !input.value(member->name).isUndefined();
}

bool isOfTheBody(QByteArrayView header)
{
    const QByteArray name = header.toByteArray().toLower();
    return name == "content-md5" || name == "content-length" || name == "x-amz-trailer"
        || name == "x-amz-decoded-content-length" || name == "x-amz-sha256-tree-hash"
        || name.startsWith("x-amz-checksum-");
}

} // namespace formwork::transfer
