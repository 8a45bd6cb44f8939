// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/modelfile.h"
#include "model/service.h"

namespace formwork::model
{

[[nodiscard]] Result<ServicePtr> readSmithyService(const ModelFile &file, const QString &id);
[[nodiscard]] Result<OperationPtr> readSmithyOperation(const ModelFile &file, const ServicePtr &service,
                                                       QStringView operationName);

} // namespace formwork::model
