// SPDX-License-Identifier: Apache-2.0
#include "asking/ask.h"
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "client/pages.h"
#include "document/json.h"
#include "document/value.h"
#include "jmespath/expression.h"
#include "relations/relations.h"

#include <QCborArray>
#include <QCborMap>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace formwork::cli
{

namespace
{

constexpr int kFreshSeconds = 120; // that ids are taken from what was answered before
constexpr int kMostPages = 5; // who has more types a prefix that is longer than a list
constexpr auto kPatience = std::chrono::seconds(5);

// "VpcConfig.SubnetIds[0]", "/VpcConfig/SubnetIds/0" and "vpc-config.subnet-ids" as relations name a place.
QString placeOf(QString member)
{
    member.replace(u'[', u'/').remove(u']').replace(u'.', u'/').remove(u'-');
    QStringList tokens;
    for (const QString &token : member.split(u'/', Qt::SkipEmptyParts)) {
        bool isIndex = false;
        token.toInt(&isIndex);
        tokens.append(isIndex ? QStringLiteral("*") : token.toLower());
    }
    return tokens.join(u'/');
}

const relations::Picker *pickerFor(const QMap<QString, relations::Picker> &pickers, const QString &member)
{
    const QString wanted = placeOf(member);
    for (auto it = pickers.cbegin(); it != pickers.cend(); ++it) {
        const QString known = it.key().toLower();
        if (known == wanted || known + QStringLiteral("/*") == wanted
            || known == wanted + QStringLiteral("/*"))
            return &*it;
    }
    return nullptr;
}

// What has to be known to ask: --set MEMBER=VALUE names it.
Result<QCborMap> parentsOf(const relations::Picker &picker, const Arguments &arguments)
{
    QCborMap input;
    for (const relations::Picker::Parent &parent : picker.parents) {
        QString value;
        for (const auto &[member, text] : arguments.templates) {
            if (placeOf(member) == placeOf(parent.from) || placeOf(member) == placeOf(parent.member))
                value = text;
        }
        if (value.isEmpty())
            return failure(
                Phase::Local, QStringLiteral("Usage"),
                Tr::tr("They are listed by %1, which nobody has said.").arg(parent.member),
                Tr::tr("Give --set %1=VALUE.").arg(parent.from.isEmpty() ? parent.member : parent.from));
        input.insert(parent.member, value);
    }
    return input;
}

QString cacheFile(const relations::Picker &picker, const QCborMap &input, const client::Target &where)
{
    const QString key = QStringList{where.profile.id,
                                    where.region,
                                    where.endpointUrl,
                                    picker.service,
                                    picker.operation,
                                    picker.path,
                                    QString::fromUtf8(document::toPlainJson(input))}
                            .join(u'\n');
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + QStringLiteral("/formwork/complete/") + QString::fromLatin1(name);
}

std::optional<QStringList> remembered(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile() || info.lastModified().secsTo(QDateTime::currentDateTime()) > kFreshSeconds)
        return std::nullopt;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

// For this person alone; that it cannot be kept is no fault.
void remember(const QString &path, const QStringList &values)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(values.join(u'\n').toUtf8());
    if (file.flush()) // commit() alone does not notice a full disk
        file.commit();
}

void collect(const QCborValue &found, QStringList &into)
{
    if (found.isString() && !into.contains(found.toString()))
        into.append(found.toString());
    for (const QCborValue &entry : found.toArray())
        collect(entry, into);
}

QCoro::Task<Result<QStringList>> listed(EnvironmentPtr environment, model::OperationPtr operation,
                                        QString path, QCborMap input, client::Target where)
{
    const Result<jmespath::Expression> values = jmespath::Expression::parse(path);
    if (!values)
        co_return std::unexpected(values.error());
    const auto paging = client::Paging::of(*operation);
    asking::AskOptions options;
    options.maxAttempts = 1;
    where.timeouts.connect = std::min<std::chrono::milliseconds>(where.timeouts.connect, kPatience);
    where.timeouts.transfer = std::min<std::chrono::milliseconds>(where.timeouts.transfer, kPatience);
    options.timeouts = where.timeouts;
    QStringList found;
    QCborValue next = input;
    for (int page = 0; page < kMostPages; ++page) {
        const Result<asking::Reply> reply =
            co_await asking::ask(environment, operation, next, where, options);
        if (!reply)
            co_return std::unexpected(reply.error());
        if (const Result<QCborValue> here = values->search(reply->output))
            collect(*here, found);
        const QCborMap tokens = paging ? paging->next(reply->output) : QCborMap();
        if (tokens.isEmpty())
            break;
        next = client::Paging::withTokens(next, tokens);
    }
    co_return found;
}

int printThose(const QStringList &values, const Arguments &arguments)
{
    const QString prefix = arguments.words.value(3);
    QString text;
    QCborArray array;
    for (const QString &value : values) {
        if (!value.startsWith(prefix, Qt::CaseInsensitive))
            continue;
        array.append(value);
        text += value + u'\n';
    }
    arguments.json ? printJson(array) : print(text);
    return Done;
}

} // namespace

QCoro::Task<int> complete(Arguments arguments, EnvironmentPtr environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        co_return complain(operation.error());
    const relations::Relations all(environment->catalog.current());
    const Result<relations::RelationPtr> relation = all.of((*operation)->service->id, (*operation)->name);
    if (!relation)
        co_return complain(relation.error());
    const relations::Picker *picker = pickerFor((*relation)->pickers, arguments.words[2]);
    if (!picker)
        co_return complain(
            {.phase = Phase::Local,
             .code = QStringLiteral("Usage"),
             .message = Tr::tr("%1 refers to nothing that could be listed.").arg(arguments.words[2]),
             .advice = Tr::tr("formwork-cli relations says which members do.")});
    const QString service = picker->service.isEmpty() ? (*operation)->service->id : picker->service;
    const Result<model::OperationPtr> lists = environment->catalog->operation(service, picker->operation);
    const Result<QCborMap> input = parentsOf(*picker, arguments);
    if (!lists)
        co_return complain(lists.error());
    const Result<client::Target> where = target(arguments, *environment->profiles, (*lists)->service.get());
    if (!input)
        co_return complain(input.error());
    if (!where)
        co_return complain(where.error());
    const QString kept = cacheFile(*picker, *input, *where);
    if (const std::optional<QStringList> known = remembered(kept))
        co_return printThose(*known, arguments);
    const Result<QStringList> found = co_await listed(environment, *lists, picker->path, *input, *where);
    if (!found)
        co_return complain(found.error());
    remember(kept, *found);
    co_return printThose(*found, arguments);
}

} // namespace formwork::cli
