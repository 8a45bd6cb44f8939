// SPDX-License-Identifier: Apache-2.0
#include "readers/botocore.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::readers
{

namespace
{

// Empty where there is no such file.
QString companionPath(const QString &servicePath, const QString &name)
{
    if (!isBotocoreFile(servicePath))
        return {};
    const QString folder = QFileInfo(servicePath).path() + u'/';
    for (const QString &path : {folder + name, folder + name + QLatin1String(".gz")}) {
        if (QFileInfo(path).isFile())
            return path;
    }
    return {};
}

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

// The part of a companion that speaks of one operation or waiter; a companion that is absent or damaged costs
// no more than what it would have told (paging, waiting, examples), so nothing is said of it.
template <typename Visit>
void withCompanion(const QString &servicePath, const QString &name, std::string_view section,
                   const FileSource &files, Visit &&visit)
{
    const QString path = companionPath(servicePath, name);
    if (path.isEmpty())
        return;
    const auto file = files(path);
    if (!file)
        return;
    Complaints ignored(name);
    JsonView(ignored, (*file)->root).withField(section, visit);
}

QJsonObject toObject(const JsonView &view) { return QJsonDocument::fromJson(view.json()).object(); }

// What `paginators-1.sdk-extras.json` says of an operation goes over what is published, as botocore's deep
// merge does it: objects into each other, everything else in the other's place.
QJsonObject mergedInto(QJsonObject base, const QJsonObject &extra)
{
    for (auto it = extra.constBegin(); it != extra.constEnd(); ++it) {
        const QJsonValue below = base.value(it.key());
        base.insert(it.key(),
                    below.isObject() && it->isObject()
                        ? QJsonValue(mergedInto(below.toObject(), it->toObject()))
                        : QJsonValue(*it));
    }
    return base;
}

QJsonObject paginatorOf(const QString &servicePath, std::string_view operation, const FileSource &files)
{
    QJsonObject entry;
    withCompanion(servicePath, QStringLiteral("paginators-1.json"), "pagination", files,
                  [&](const JsonView &section) {
                      section.withField(operation, [&](const JsonView &view) { entry = toObject(view); });
                  });
    withCompanion(servicePath, QStringLiteral("paginators-1.sdk-extras.json"), "merge", files,
                  [&](const JsonView &merge) {
                      merge.withField("pagination", [&](const JsonView &section) {
                          section.withField(operation, [&](const JsonView &view) {
                              entry = mergedInto(entry, toObject(view));
                          });
                      });
                  });
    return entry;
}

QByteArray paginationFrom(const QJsonObject &entry)
{
    const std::pair<QLatin1String, QLatin1String> names[] = {
        {QLatin1String("input_token"), QLatin1String("inputToken")},
        {QLatin1String("output_token"), QLatin1String("outputToken")},
        {QLatin1String("result_key"), QLatin1String("items")},
        {QLatin1String("limit_key"), QLatin1String("pageSize")},
        {QLatin1String("more_results"), QLatin1String("moreResults")},
        {QLatin1String("non_aggregate_keys"), QLatin1String("nonAggregate")}};
    QJsonObject result;
    for (const auto &[from, to] : names) {
        if (entry.contains(from))
            result.insert(to, entry.value(from));
    }
    return compact(result);
}

QString comparator(QStringView matcher, bool isBoolean)
{
    if (matcher == u"pathAll")
        return QStringLiteral("allStringEquals");
    if (matcher == u"pathAny")
        return QStringLiteral("anyStringEquals");
    return isBoolean ? QStringLiteral("booleanEquals") : QStringLiteral("stringEquals");
}

// An acceptor as Smithy writes it, with one addition: {"status": 404} where botocore looks at the HTTP
// status.
QJsonObject acceptorFrom(const QJsonObject &entry)
{
    const QString matcher = entry.value(QLatin1String("matcher")).toString();
    const QJsonValue expected = entry.value(QLatin1String("expected"));
    QJsonObject match;
    if (matcher == u"error" && expected.isBool())
        match.insert(QLatin1String("success"), !expected.toBool());
    else if (matcher == u"error")
        match.insert(QLatin1String("errorType"), expected);
    else if (matcher == u"status")
        match.insert(QLatin1String("status"), expected);
    else
        match.insert(QLatin1String("output"),
                     QJsonObject{{QLatin1String("path"), entry.value(QLatin1String("argument"))},
                                 {QLatin1String("expected"), expected.toVariant().toString()},
                                 {QLatin1String("comparator"), comparator(matcher, expected.isBool())}});
    return {{QLatin1String("state"), entry.value(QLatin1String("state"))}, {QLatin1String("matcher"), match}};
}

QJsonObject waiterFrom(const QJsonObject &entry)
{
    QJsonArray acceptors;
    for (const QJsonValue acceptor : entry.value(QLatin1String("acceptors")).toArray())
        acceptors.append(acceptorFrom(acceptor.toObject()));
    return {{QLatin1String("acceptors"), acceptors},
            {QLatin1String("minDelay"), entry.value(QLatin1String("delay"))},
            {QLatin1String("maxAttempts"), entry.value(QLatin1String("maxAttempts"))}};
}

QByteArray examplesFrom(const JsonView &list)
{
    QJsonArray result;
    list.eachItem([&](const JsonView &view) {
        const QJsonObject entry = toObject(view);
        QJsonObject example;
        for (const QLatin1String name :
             {QLatin1String("title"), QLatin1String("input"), QLatin1String("output")}) {
            if (entry.contains(name))
                example.insert(name, entry.value(name));
        }
        example.insert(QLatin1String("documentation"), entry.value(QLatin1String("description")));
        result.append(example);
    });
    return result.isEmpty() ? QByteArray() : QJsonDocument(result).toJson(QJsonDocument::Compact);
}

} // namespace

bool isBotocoreFile(const QString &path)
{
    return QFileInfo(path).fileName().startsWith(QLatin1String("service-2.json"));
}

Result<QByteArray> companionBytes(const QString &servicePath, const QString &name)
{
    const QString path = companionPath(servicePath, name);
    return path.isEmpty() ? QByteArray() : readModelBytes(path);
}

void readCompanions(const QString &servicePath, model::Operation &operation, const FileSource &files)
{
    const QByteArray utf8 = operation.name.toUtf8();
    const std::string_view name(utf8.constData(), size_t(utf8.size()));
    if (const QJsonObject entry = paginatorOf(servicePath, name, files); !entry.isEmpty())
        operation.pagination = paginationFrom(entry);
    withCompanion(
        servicePath, QStringLiteral("examples-1.json"), "examples", files, [&](const JsonView &section) {
            section.withField(name, [&](const JsonView &view) { operation.examples = examplesFrom(view); });
        });
    QJsonObject waiters;
    withCompanion(servicePath, QStringLiteral("waiters-2.json"), "waiters", files,
                  [&](const JsonView &section) {
                      section.eachField([&](const JsonView &view) {
                          if (view.viewOf("operation") == name)
                              waiters.insert(toText(view.key()), waiterFrom(toObject(view)));
                      });
                  });
    if (!waiters.isEmpty())
        operation.waiters = compact(waiters);
}

} // namespace formwork::readers
