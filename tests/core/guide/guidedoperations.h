// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "readers/reader.h"

namespace formwork::tests
{

// The operations that have a guide, of the built-in models, in the order of the home page; fewer where one
// cannot be read.
inline QList<model::OperationPtr> guidedOperations()
{
    QList<model::OperationPtr> operations;
    const auto names = guide::Guides::builtIn()->guided();
    for (const auto &[id, name] : names) {
        const auto service = readers::readService(QStringLiteral(":/models/%1.json").arg(id), id);
        const auto operation = service ? readers::readOperation(*service, name)
                                       : Result<model::OperationPtr>(std::unexpected(service.error()));
        if (operation)
            operations.append(*operation);
        else
            qWarning("%s", qPrintable(operation.error().sentence()));
    }
    return operations;
}

} // namespace formwork::tests
