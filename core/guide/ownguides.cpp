// SPDX-License-Identifier: Apache-2.0
#include "guide/ownguides.h"

#include "base/ownfile.h"
#include "base/tr.h"
#include "document/filebody.h"
#include "document/json.h"
#include "document/redact.h"

#include <QCborArray>
#include <QCborMap>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace formwork::guide
{
namespace
{

using document::Pointer;

constexpr qint64 kLargest = 4 * 1024 * 1024;

std::unexpected<Error> fault(const QString &sentence)
{
    return failure(Phase::Local, QStringLiteral("Guide"), sentence);
}

// The names in a file of its own kind: SERVICE.Operation.json.
std::pair<QString, QString> namesOf(const QString &path)
{
    const QString name = QFileInfo(path).completeBaseName();
    const qsizetype dot = name.lastIndexOf(u'.');
    return {name.left(qMax<qsizetype>(dot, 0)), name.sliced(dot + 1)};
}

Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fault(Tr::tr("The guide %1 cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > kLargest)
        return fault(Tr::tr("The guide %1 is too large for one.").arg(path));
    return file.readAll();
}

QCborMap hintAt(const QCborMap &hints, const QString &pointer) { return hints.value(pointer).toMap(); }

// What a guide can say a form starts with: no blobs, times, nothing and no values in between.
bool canBeInitial(const QCborValue &value)
{
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        return std::all_of(map.begin(), map.end(), [](const auto &one) { return canBeInitial(one.second); });
    }
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        return std::all_of(array.begin(), array.end(),
                           [](const QCborValue &one) { return canBeInitial(one); });
    }
    return value.isString() || value.isBool() || value.isInteger() || value.isDouble();
}

// Structures are walked through, so that each member has its own start; lists and maps are one.
void addInitials(const QCborValue &value, const model::Shape &shape, const Pointer &place,
                 QList<std::pair<Pointer, QCborValue>> &into)
{
    if (document::fileBodyOf(value))
        return;
    const bool isStructure = shape.type == model::ShapeType::Structure;
    if (!isStructure && !place.isRoot()) {
        const bool isPlain =
            shape.type != model::ShapeType::Blob && shape.type != model::ShapeType::Timestamp;
        if (isPlain && canBeInitial(value))
            into.append({place, value});
        return;
    }
    const QCborMap map = value.toMap();
    for (const auto &[key, one] : map) {
        if (const model::Member *member = shape.member(key.toString()))
            addInitials(one, *member->target, place.child(key.toString()), into);
    }
}

QCborMap baseOf(const Guide &base)
{
    const QByteArray json = base.file.isEmpty() ? QByteArray() : bytesOf(base.file).value_or(QByteArray());
    QCborMap map = document::fromPlainJson(json).value_or(QCborValue()).toMap();
    if (!map.isEmpty())
        return map;
    QCborArray steps;
    for (const Step &step : base.steps) {
        QCborArray members;
        for (const Pointer &member : step.members)
            members.append(member.toString());
        QCborMap entry{{QStringLiteral("title"), step.title}};
        if (!step.help.isEmpty())
            entry.insert(QStringLiteral("help"), step.help);
        entry.insert(QStringLiteral("members"), members);
        if (!members.isEmpty())
            steps.append(entry);
    }
    map = {{QStringLiteral("createTitle"), base.createTitle},
           {QStringLiteral("noun"), base.noun.isEmpty() ? base.title : base.noun},
           {QStringLiteral("summary"), base.summary.isEmpty() ? base.createTitle : base.summary}};
    if (!base.what.isRoot())
        map.insert(QStringLiteral("what"), base.what.toString());
    map.insert(QStringLiteral("steps"), steps);
    return map;
}

// The member a request is recognised by, where the guide made from the model found none.
QString anyMember(const model::Operation &operation)
{
    for (const model::Member &member : operation.input->members) {
        if (!document::isSecret(member) && !member.idempotencyToken)
            return Pointer().child(member.name).toString();
    }
    return {};
}

QCborMap hintsWith(const QCborMap &before, const QList<std::pair<Pointer, QCborValue>> &initials)
{
    const QString initial = QStringLiteral("initial");
    QCborMap hints;
    for (const auto &[pointer, hint] : before) {
        QCborMap kept = hint.toMap();
        kept.remove(initial);
        hints.insert(pointer, kept);
    }
    for (const auto &[place, value] : initials) {
        QCborMap hint = hintAt(hints, place.toString());
        hint[initial] = value;
        hints[place.toString()] = hint;
    }
    QCborMap filled;
    for (const auto &[pointer, hint] : std::as_const(hints)) {
        if (!hint.toMap().isEmpty())
            filled.insert(pointer, hint);
    }
    return filled;
}

} // namespace

Result<GuidePtr> readOwnGuide(const QString &path, const model::Operation &operation)
{
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    if (const Result<QCborValue> json = document::fromPlainJson(*bytes); !json)
        return fault(Tr::tr("The guide %1 is no JSON: %2").arg(path, json.error().sentence()));
    return readGuide(*bytes, path, operation);
}

OwnGuide checkedGuide(const QString &path, const OpenOperation &open)
{
    OwnGuide guide;
    guide.file = path;
    const Result<QByteArray> bytes = bytesOf(path);
    const Result<QCborValue> json = bytes ? document::fromPlainJson(*bytes) : std::unexpected(bytes.error());
    if (!json) {
        guide.problem = bytes ? Tr::tr("The guide %1 is no JSON: %2").arg(path, json.error().sentence())
                              : bytes.error().sentence();
        return guide;
    }
    const QCborMap map = json->toMap();
    guide.service = map.value(QStringLiteral("service")).toString();
    guide.operation = map.value(QStringLiteral("operation")).toString();
    guide.title = map.value(QStringLiteral("title")).toString();
    if (guide.service.isEmpty() || guide.operation.isEmpty()) {
        guide.problem = Tr::tr("The guide %1 does not say its \"service\" and its \"operation\".").arg(path);
        return guide;
    }
    const Result<model::OperationPtr> operation = open(guide.service, guide.operation);
    if (!operation) {
        guide.problem = Tr::tr("The guide %1 is for what this machine has no model of: %2")
                            .arg(path, operation.error().sentence());
        return guide;
    }
    if (const Result<GuidePtr> read = readOwnGuide(path, **operation); !read)
        guide.problem = read.error().sentence();
    return guide;
}

QList<OwnGuide> ownGuides(const QString &folder, const OpenOperation &open)
{
    QList<OwnGuide> guides;
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        OwnGuide guide = checkedGuide(folder + u'/' + name, open);
        const auto named = namesOf(name);
        if (guide.problem.isEmpty() && named != std::pair(guide.service, guide.operation))
            guide.problem = Tr::tr("The guide %1 is for %2 %3 and is not found under this name: call it %4.")
                                .arg(guide.file, guide.service, guide.operation,
                                     guide.service + u'.' + guide.operation + QStringLiteral(".json"));
        guides.append(guide);
    }
    return guides;
}

QByteArray guideFrom(const Guide &base, const model::Operation &operation, const QCborValue &document,
                     const QString &title)
{
    QCborValue clear = document::pruned(
        document::mapSecrets(document, *operation.input, [](const auto &, const auto &, const auto &) {
            return QCborValue(QCborValue::Undefined);
        }));
    if (const model::Member *token = operation.tokenMember())
        document::removeValue(clear, Pointer({token->name}));
    QList<std::pair<Pointer, QCborValue>> initials;
    addInitials(clear, *operation.input, {}, initials);
    QCborMap map = baseOf(base);
    for (const char *key : {"version", "service", "operation", "title", "order", "token", "practice", "read"})
        map.remove(QString::fromLatin1(key));
    QCborMap guide{{QStringLiteral("version"), 1},
                   {QStringLiteral("service"), operation.service->id},
                   {QStringLiteral("operation"), operation.name},
                   {QStringLiteral("title"), title}};
    for (const auto &[key, value] : std::as_const(map))
        guide.insert(key, value);
    const QString what = QStringLiteral("what");
    if (!guide.contains(what))
        guide.insert(what, anyMember(operation));
    const QString hints = QStringLiteral("hints");
    guide[hints] = hintsWith(guide.value(hints).toMap(), initials);
    return document::toPlainJson(guide, document::JsonStyle::Indented) + '\n';
}

Result<QString> saveOwnGuide(const QString &folder, const QByteArray &json, const model::Operation &operation)
{
    const QString name = operation.service->id + u'.' + operation.name + QStringLiteral(".json");
    // What would not be read back is not written.
    if (const Result<GuidePtr> good = readGuide(json, name, operation); !good)
        return std::unexpected(good.error());
    const QString path = folder + u'/' + name;
    if (const QString why = writeOwnFile(path, json); !why.isEmpty())
        return fault(Tr::tr("The guide could not be written to %1: %2.").arg(path, why));
    return path;
}

} // namespace formwork::guide
