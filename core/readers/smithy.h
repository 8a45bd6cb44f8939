// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "readers/botocore.h"
#include "readers/modelfile.h"

namespace formwork::readers
{

[[nodiscard]] Result<model::ServicePtr> readSmithyService(const ModelFile &file, const QString &id,
                                                          Extent extent);
[[nodiscard]] QList<HttpBinding> readSmithyBindings(const ModelFile &file);
[[nodiscard]] Result<model::OperationPtr>
readSmithyOperation(const ModelFile &file, const model::ServicePtr &service, QStringView operationName);

} // namespace formwork::readers
