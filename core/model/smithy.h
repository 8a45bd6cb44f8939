// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/botocore.h"
#include "model/modelfile.h"
#include "model/service.h"

namespace formwork::model
{

[[nodiscard]] Result<ServicePtr> readSmithyService(const ModelFile &file, const QString &id, Extent extent);
[[nodiscard]] QList<HttpBinding> readSmithyBindings(const ModelFile &file);
[[nodiscard]] Result<OperationPtr> readSmithyOperation(const ModelFile &file, const ServicePtr &service,
                                                       QStringView operationName);

} // namespace formwork::model
