// SPDX-License-Identifier: Apache-2.0
#include "cli/rowid.h"

#include "base/tr.h"

namespace formwork::cli
{

Result<qint64> rowId(const Arguments &arguments)
{
    bool ok = false;
    const qint64 id = arguments.words.value(1).toLongLong(&ok);
    if (!ok || id <= 0)
        return failure(Phase::Local, QStringLiteral("Usage"),
                       Tr::tr("'%1' is not the number of a request.").arg(arguments.words.value(1)),
                       Tr::tr("formwork-cli history list shows them."));
    return id;
}

} // namespace formwork::cli
