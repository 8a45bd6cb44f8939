// SPDX-License-Identifier: Apache-2.0
#include "readers/reader.h"

#include "base/tr.h"
#include "readers/botocore.h"
#include "readers/jsonview.h"
#include "readers/modelfile.h"
#include "readers/smithy.h"

namespace formwork::readers
{

namespace
{

std::optional<model::Format> formatOf(const ModelFile &file)
{
    Complaints ignored(file.origin);
    const JsonView root(ignored, file.root);
    if (root.has("smithy") && root.has("shapes"))
        return model::Format::Smithy;
    if (root.has("metadata") && root.has("operations"))
        return model::Format::Botocore;
    return std::nullopt;
}

std::unexpected<Error> notAModel(const QString &origin)
{
    return failure(
        Phase::Model, QStringLiteral("BadModel"),
        Tr::tr("The file %1 is neither a Smithy nor a botocore service model: at its top there is neither "
               "\"smithy\" nor \"metadata\".")
            .arg(origin));
}

// The operation's own spelling of its name, from that or the AWS CLI's.
Result<QString> operationNameOf(const model::ServicePtr &service, QStringView name)
{
    const qsizetype index = service->indexOf(name);
    if (index < 0)
        return failure(Phase::Model, QStringLiteral("UnknownOperation"),
                       Tr::tr("The service %1 has no operation %2.").arg(service->id, name.left(200)));
    return service->operations.at(index).name;
}

Result<model::ServicePtr> serviceFrom(const ModelFile &file, const QString &id, Extent extent)
{
    const auto format = formatOf(file);
    if (format == model::Format::Smithy)
        return readSmithyService(file, id, extent);
    if (format == model::Format::Botocore)
        return readBotocoreService(file, id, extent);
    return notAModel(file.origin);
}

Result<model::OperationPtr> operationFrom(const ModelFile &file, const model::ServicePtr &service,
                                          QStringView name, const FileSource &files)
{
    const auto format = formatOf(file);
    if (format == model::Format::Smithy)
        return readSmithyOperation(file, service, name);
    if (format == model::Format::Botocore)
        return readBotocoreOperation(file, service, name, files);
    return notAModel(file.origin);
}

Result<ModelFilePtr> openOnce(const QString &path) { return openModelFile(path); }

} // namespace

Result<model::ServicePtr> readServiceBytes(const QByteArray &bytes, const QString &origin, const QString &id)
{
    const auto plain = unpacked(bytes, origin);
    if (!plain)
        return std::unexpected(plain.error());
    const auto file = parseModel(*plain, origin);
    if (!file)
        return std::unexpected(file.error());
    return serviceFrom(**file, id, Extent::Whole);
}

Result<model::ServicePtr> readService(const QString &path, const QString &id)
{
    const auto file = openModelFile(path);
    if (!file)
        return std::unexpected(file.error());
    return serviceFrom(**file, id, Extent::Whole);
}

Result<model::ServicePtr> listService(const QString &path, const QString &id, ModelFile &scratch)
{
    if (const Result<void> opened = openModelFile(path, scratch); !opened)
        return std::unexpected(opened.error());
    return serviceFrom(scratch, id, Extent::List);
}

Result<model::OperationPtr> readOperationBytes(const QByteArray &bytes, const model::ServicePtr &service,
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
    return operationFrom(**file, service, *name, openOnce);
}

Result<model::OperationPtr> readOperation(const model::ServicePtr &service, QStringView operationName)
{
    return readOperation(service, operationName, openOnce);
}

Result<model::OperationPtr> readOperation(const model::ServicePtr &service, QStringView operationName,
                                          const FileSource &files)
{
    const auto name = operationNameOf(service, operationName);
    if (!name)
        return std::unexpected(name.error());
    const auto file = files(service->origin);
    if (!file)
        return std::unexpected(file.error());
    return operationFrom(**file, service, *name, files);
}

Result<model::ServicePtr> completed(const model::ServicePtr &service, const FileSource &files)
{
    if (!service->isListed)
        return service;
    const auto file = files(service->origin);
    if (!file)
        return std::unexpected(file.error());
    const auto whole = serviceFrom(**file, service->id, Extent::Whole);
    if (!whole)
        return std::unexpected(whole.error());
    auto result = std::make_shared<model::Service>(*service); // its list and protocols may have been changed
    result->isListed = false;
    result->documentation = (*whole)->documentation;
    result->endpointRuleSet = (*whole)->endpointRuleSet;
    result->clientContextParams = (*whole)->clientContextParams;
    return result;
}

Result<QList<HttpBinding>> readBindings(const model::ServicePtr &service, const FileSource &files)
{
    const auto file = files(service->origin);
    if (!file)
        return std::unexpected(file.error());
    return formatOf(**file) == model::Format::Smithy ? readSmithyBindings(**file)
                                                     : readBotocoreBindings(**file);
}

} // namespace formwork::readers
