// SPDX-License-Identifier: Apache-2.0
#include "model/reader.h"

#include "model/botocore.h"
#include "model/jsonview.h"
#include "model/modelfile.h"
#include "model/smithy.h"

#include <QCoreApplication>

namespace formwork::model
{

namespace
{

QString tr(const char *text) { return QCoreApplication::translate("formwork::model", text); }

std::optional<Format> formatOf(const ModelFile &file)
{
    Complaints ignored(file.origin);
    const JsonView root(ignored, file.root);
    if (root.has("smithy") && root.has("shapes"))
        return Format::Smithy;
    if (root.has("metadata") && root.has("operations"))
        return Format::Botocore;
    return std::nullopt;
}

std::unexpected<Error> notAModel(const QString &origin)
{
    return failure(
        Phase::Model, QStringLiteral("BadModel"),
        tr("The file %1 is neither a Smithy nor a botocore service model: at its top there is neither "
           "\"smithy\" nor \"metadata\".")
            .arg(origin));
}

// The operation's own spelling of its name, from that or the AWS CLI's.
Result<QString> operationNameOf(const ServicePtr &service, QStringView name)
{
    const qsizetype index = service->indexOf(name);
    if (index < 0)
        return failure(Phase::Model, QStringLiteral("UnknownOperation"),
                       tr("The service %1 has no operation %2.").arg(service->id, name.left(200)));
    return service->operations.at(index).name;
}

Result<ServicePtr> serviceFrom(const ModelFile &file, const QString &id)
{
    const auto format = formatOf(file);
    if (format == Format::Smithy)
        return readSmithyService(file, id);
    if (format == Format::Botocore)
        return readBotocoreService(file, id);
    return notAModel(file.origin);
}

Result<OperationPtr> operationFrom(const ModelFile &file, const ServicePtr &service, QStringView name)
{
    const auto format = formatOf(file);
    if (format == Format::Smithy)
        return readSmithyOperation(file, service, name);
    if (format == Format::Botocore)
        return readBotocoreOperation(file, service, name);
    return notAModel(file.origin);
}

} // namespace

Result<ServicePtr> readServiceBytes(const QByteArray &bytes, const QString &origin, const QString &id)
{
    const auto plain = unpacked(bytes, origin);
    if (!plain)
        return std::unexpected(plain.error());
    const auto file = parseModel(*plain, origin);
    if (!file)
        return std::unexpected(file.error());
    return serviceFrom(**file, id);
}

Result<ServicePtr> readService(const QString &path, const QString &id)
{
    const auto bytes = readModelBytes(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    return readServiceBytes(*bytes, path, id);
}

Result<OperationPtr> readOperationBytes(const QByteArray &bytes, const ServicePtr &service,
                                        QStringView operationName)
{
    const auto name = operationNameOf(service, operationName);
    if (!name)
        return std::unexpected(name.error());
    const auto plain = unpacked(bytes, service->origin);
    if (!plain)
        return std::unexpected(plain.error());
    const auto file = parseModel(*plain, service->origin);
    if (!file)
        return std::unexpected(file.error());
    return operationFrom(**file, service, *name);
}

Result<OperationPtr> readOperation(const ServicePtr &service, QStringView operationName)
{
    const auto bytes = readModelBytes(service->origin);
    if (!bytes)
        return std::unexpected(bytes.error());
    return readOperationBytes(*bytes, service, operationName);
}

} // namespace formwork::model
