// SPDX-License-Identifier: Apache-2.0
#include "model/repeating.h"

#include "model/effect.h"
#include "wording/names.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace formwork::model
{

namespace
{

const QStringList kTokenNames{
    QStringLiteral("clienttoken"),        QStringLiteral("clientrequesttoken"),
    QStringLiteral("idempotencytoken"),   QStringLiteral("clientidempotencytoken"),
    QStringLiteral("idempotencykey"),     QStringLiteral("creatorrequestid"),
    QStringLiteral("uniquerequesttoken"), QStringLiteral("callerreference"),
};

const QStringList kMaking{
    QStringLiteral("create"),   QStringLiteral("start"),       QStringLiteral("copy"),
    QStringLiteral("restore"),  QStringLiteral("import"),      QStringLiteral("export"),
    QStringLiteral("generate"), QStringLiteral("submit"),      QStringLiteral("issue"),
    QStringLiteral("request"),  QStringLiteral("allocate"),    QStringLiteral("begin"),
    QStringLiteral("launch"),   QStringLiteral("provision"),   QStringLiteral("schedule"),
    QStringLiteral("publish"),  QStringLiteral("synchronize"), QStringLiteral("redrive"),
};

const QStringList kActing{
    QStringLiteral("send"),   QStringLiteral("invoke"), QStringLiteral("run"),      QStringLiteral("execute"),
    QStringLiteral("reboot"), QStringLiteral("notify"), QStringLiteral("purchase"), QStringLiteral("post"),
};

// What the rule over names gets wrong, by service and operation: {"not": {..}, "also": {..: MEMBER}}.
const QJsonObject &corrections()
{
    static const QJsonObject table = [] {
        QFile file(QStringLiteral(":/tokens.json"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }();
    return table;
}

QJsonValue correction(QStringView kind, const Operation &operation)
{
    return corrections().value(kind).toObject().value(operation.service->id).toObject().value(operation.name);
}

QString plainName(const QString &name) { return QString(name).remove(u'_').remove(u'-').toLower(); }

// The verb of an operation and the words of what it works on.
struct Name {
    QString verb;
    QStringList noun;
};

Name taken(const Operation &operation)
{
    QStringList parts = wording::cliName(operation.name).split(u'-');
    if (parts.size() > 2 && parts.front() == QLatin1String("batch"))
        parts.removeFirst();
    Name name{parts.takeFirst(), parts};
    if (const qsizetype from = parts.indexOf(QLatin1String("from")); from > 0)
        name.noun = parts.first(from);
    return name;
}

// Whether the member is the name or the id of just what the operation is about, not of where it belongs.
bool isOwnName(const Member &member, const Name &name)
{
    if (!member.target->isText() || name.noun.isEmpty())
        return false;
    const QString plain = plainName(member.name);
    static const QStringList passing{QStringLiteral("token"), QStringLiteral("session"),
                                     QStringLiteral("url"), QStringLiteral("credentials"),
                                     QStringLiteral("version")};
    if (plain == QLatin1String("name"))
        return !passing.contains(name.noun.back());
    for (qsizetype from = 0; from < name.noun.size(); ++from) {
        const QString noun = name.noun.sliced(from).join(QString());
        const QString rest = plain.endsWith(noun) ? QStringLiteral("name")
            : plain.contains(noun)                ? plain.sliced(plain.lastIndexOf(noun) + noun.size())
                                                  : QString();
        const qsizetype before = plain.lastIndexOf(noun);
        const QString prefix = before > 0 ? plain.first(before) : QString();
        const bool isItself = prefix.isEmpty() || prefix == QLatin1String("target")
            || prefix == QLatin1String("new") || prefix == QLatin1String("db");
        const bool isName = rest == QLatin1String("name") || rest == QLatin1String("id")
            || rest == QLatin1String("identifier")
            || (rest == QLatin1String("arn") && name.verb == QLatin1String("start"));
        if (isItself && isName)
            return true;
    }
    return false;
}

bool namesItself(const Operation &operation, const Name &name, bool isRequired)
{
    const std::vector<Member> &members = operation.input->members;
    return std::ranges::any_of(members, [&](const Member &member) {
        const bool isId = member.name.endsWith(QLatin1String("id"), Qt::CaseInsensitive)
            || member.name.endsWith(QLatin1String("identifier"), Qt::CaseInsensitive);
        return member.required == isRequired && (isRequired || isId) && isOwnName(member, name);
    });
}

} // namespace

void recogniseToken(Operation &operation, Shape &input)
{
    if (operation.readOnly || input.type != ShapeType::Structure || operation.tokenMember()
        || !correction(u"not", operation).isUndefined())
        return;
    const QString also = correction(u"also", operation).toString();
    const auto found = std::ranges::find_if(input.members, [&also](const Member &member) {
        return member.target->type == ShapeType::String
            && (member.name == also || kTokenNames.contains(plainName(member.name)));
    });
    if (found == input.members.end())
        return;
    found->idempotencyToken = true;
    found->tokenByName = true;
}

bool repeatsHarmlessly(const Operation &operation)
{
    if (onlyReads(operation))
        return true;
    const Name name = taken(operation);
    if (!operation.idempotent || kActing.contains(name.verb))
        return false;
    static const QStringList links{QStringLiteral("association"), QStringLiteral("membership")};
    if (!kMaking.contains(name.verb))
        return name.verb != QLatin1String("put") || namesItself(operation, name, true)
            || !namesItself(operation, name, false);
    const bool isLink = !name.noun.isEmpty() && links.contains(name.noun.back());
    return isLink || namesItself(operation, name, true);
}

} // namespace formwork::model
