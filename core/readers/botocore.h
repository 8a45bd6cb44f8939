// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "readers/jsonview.h"
#include "readers/modelfile.h"
#include "readers/reader.h"

// Readers of botocore's service-2.json. Names and rules of that format are put in the terms of Smithy here,
// so that no other room has to know where a model came from.
namespace formwork::readers
{

enum class Extent : quint8 { List, Whole }; // see Service::isListed

[[nodiscard]] Result<model::ServicePtr> readBotocoreService(const ModelFile &file, const QString &id,
                                                            Extent extent);
[[nodiscard]] QList<HttpBinding> readBotocoreBindings(const ModelFile &file);
[[nodiscard]] Result<model::OperationPtr> readBotocoreOperation(const ModelFile &file,
                                                                const model::ServicePtr &service,
                                                                QStringView operationName,
                                                                const FileSource &files);

// What stands on a shape, a member or an operation, apart from the shapes these refer to.
[[nodiscard]] std::optional<model::ShapeType> botocoreType(const JsonView &shape);
void readBotocoreShape(const JsonView &view, model::Shape &shape); // members and elements excepted
void readBotocoreMember(const JsonView &reference, const JsonView &targetShape, model::Member &member);
void readBotocoreOperationFields(const JsonView &view, model::Operation &operation);
[[nodiscard]] model::XmlNamespace
botocoreNamespace(const JsonView &view); // of a text or of {"uri", "prefix"}

// The files that lie beside a service-2.json.
[[nodiscard]] bool isBotocoreFile(const QString &path);
[[nodiscard]] Result<QByteArray> companionBytes(const QString &servicePath,
                                                const QString &name); // empty if absent
void readCompanions(const QString &servicePath, model::Operation &operation,
                    const FileSource &files); // paginators, waiters, examples

} // namespace formwork::readers
