// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/jsonview.h"
#include "model/modelfile.h"
#include "model/reader.h"
#include "model/service.h"

// Readers of botocore's service-2.json. Names and rules of that format are put in the terms of Smithy here,
// so that no other room has to know where a model came from.
namespace formwork::model
{

enum class Extent : quint8 { List, Whole }; // see Service::isListed

[[nodiscard]] Result<ServicePtr> readBotocoreService(const ModelFile &file, const QString &id, Extent extent);
[[nodiscard]] QList<HttpBinding> readBotocoreBindings(const ModelFile &file);
[[nodiscard]] Result<OperationPtr> readBotocoreOperation(const ModelFile &file, const ServicePtr &service,
                                                         QStringView operationName, const FileSource &files);

// What stands on a shape, a member or an operation, apart from the shapes these refer to.
[[nodiscard]] std::optional<ShapeType> botocoreType(const JsonView &shape);
void readBotocoreShape(const JsonView &view, Shape &shape); // members and elements excepted
void readBotocoreMember(const JsonView &reference, const JsonView &targetShape, Member &member);
void readBotocoreOperationFields(const JsonView &view, Operation &operation);
[[nodiscard]] XmlNamespace botocoreNamespace(const JsonView &view); // of a text or of {"uri", "prefix"}

// The files that lie beside a service-2.json.
[[nodiscard]] bool isBotocoreFile(const QString &path);
[[nodiscard]] Result<QByteArray> companionBytes(const QString &servicePath,
                                                const QString &name); // empty if absent
void readCompanions(const QString &servicePath, Operation &operation,
                    const FileSource &files); // paginators, waiters, examples

} // namespace formwork::model
