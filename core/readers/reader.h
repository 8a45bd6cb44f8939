// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <functional>

namespace formwork::readers
{

struct ModelFile;
using ModelFilePtr = std::shared_ptr<const ModelFile>;
using FileSource = std::function<Result<ModelFilePtr>(const QString &path)>;

// Reads one model file of either format, told apart by content, plain or gzipped (":/..." paths too). Two
// steps, so that a service with a thousand operations costs no more than its list until one of them is
// opened. Errors have Phase::Model and name the file and the place in it (a shape id or JSON pointer).
// Damaged or hostile files (truncated, cyclic outside aggregates, deeper than 64 levels of JSON, over 64 MiB
// unpacked, names that are none) are errors.

// `id` is the AWS CLI's name of the service; empty: taken from the file (Smithy: sdkId; botocore: folder
// name).
[[nodiscard]] Result<model::ServicePtr> readService(const QString &path, const QString &id = {});

// The same without what only the opening of an operation needs (Service::isListed); `scratch` is used again
// for one file after the other. Every byte is checked to be JSON.
[[nodiscard]] Result<model::ServicePtr> listService(const QString &path, const QString &id,
                                                    ModelFile &scratch);

// Reads the operation and every shape it reaches from the service's own file.
[[nodiscard]] Result<model::OperationPtr> readOperation(const model::ServicePtr &service,
                                                        QStringView operationName);

// The same from a file that is open; what lies beside it comes from `files`.
[[nodiscard]] Result<model::OperationPtr> readOperation(const model::ServicePtr &service,
                                                        QStringView operationName, const FileSource &files);

// The service with what the list of services leaves out; itself where nothing is missing.
[[nodiscard]] Result<model::ServicePtr> completed(const model::ServicePtr &service, const FileSource &files);

// How each operation of a service is addressed over HTTP: little work even for hundreds of them.
struct HttpBinding {
    QString operation;
    QByteArray method;
    QByteArray uri;
};
[[nodiscard]] Result<QList<HttpBinding>> readBindings(const model::ServicePtr &service,
                                                      const FileSource &files);

// The same from bytes, for tests and fuzzers; `origin` is the name used in errors.
[[nodiscard]] Result<model::ServicePtr> readServiceBytes(const QByteArray &bytes, const QString &origin,
                                                         const QString &id = {});
[[nodiscard]] Result<model::OperationPtr>
readOperationBytes(const QByteArray &bytes, const model::ServicePtr &service, QStringView operationName);

} // namespace formwork::readers
