// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

namespace formwork::model
{

// Reads one model file of either format, told apart by content, plain or gzipped (":/..." paths too). Two
// steps, so that a service with a thousand operations costs no more than its list until one of them is
// opened. Errors have Phase::Model and name the file and the place in it (a shape id or JSON pointer).
// Damaged or hostile files (truncated, cyclic outside aggregates, deeper than 64 levels of JSON, over 256 MiB
// unpacked) are errors.

// `id` is the AWS CLI's name of the service; empty: taken from the file (Smithy: sdkId; botocore: folder
// name).
[[nodiscard]] Result<ServicePtr> readService(const QString &path, const QString &id = {});

// Reads the operation and every shape it reaches from the service's own file.
[[nodiscard]] Result<OperationPtr> readOperation(const ServicePtr &service, QStringView operationName);

// The same from bytes, for tests and fuzzers; `origin` is the name used in errors.
[[nodiscard]] Result<ServicePtr> readServiceBytes(const QByteArray &bytes, const QString &origin,
                                                  const QString &id = {});
[[nodiscard]] Result<OperationPtr> readOperationBytes(const QByteArray &bytes, const ServicePtr &service,
                                                      QStringView operationName);

} // namespace formwork::model
