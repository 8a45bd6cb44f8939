// SPDX-License-Identifier: Apache-2.0
#include "cli/relationtexts.h"

#include "base/tr.h"
#include "client/requesttag.h"
#include "relations/tagplace.h"

#include <QCborArray>

namespace formwork::cli
{

namespace
{

using relations::Related;
using relations::Relation;

QCborArray operationsAsJson(const Relation &relation, const QList<Related> &operations)
{
    QCborArray list;
    for (const Related &related : operations)
        list.append(QCborMap{{QStringLiteral("service"), relation.service},
                             {QStringLiteral("operation"), related.operation}});
    return list;
}

QCborMap pickersAsJson(const Relation &relation)
{
    QCborMap pickers;
    for (auto it = relation.pickers.cbegin(); it != relation.pickers.cend(); ++it)
        pickers[it.key()] =
            QCborMap{{QStringLiteral("service"), it->service},
                     {QStringLiteral("operation"), it->operation},
                     {QStringLiteral("path"), it->path},
                     {QStringLiteral("parents"), QCborArray::fromStringList(it->parentMembers())}};
    return pickers;
}

QString names(const QList<Related> &operations)
{
    QStringList list;
    for (const Related &related : operations)
        list.append(related.operation);
    return list.join(u", ");
}

// Paths of `fills` are those in the answer of the read operation.
QString wholePath(const relations::Cloning &cloning, const QString &path)
{
    return cloning.path.isEmpty() ? path : cloning.path + u'.' + path;
}

// Where the tag of an account goes that tags what is made; empty: nowhere.
QString requestTagMember(const model::Operation &operation)
{
    const std::optional<relations::TagPlace> place = relations::tagPlace(operation);
    return place ? place->member : QString();
}

} // namespace

journal::Protection protectionWithToken(const model::Operation &operation)
{
    return journal::protectionOf(operation, operation.tokenMember() ? QStringLiteral("token") : QString());
}

QCborMap relationAsJson(const Relation &relation, const model::Operation &operation)
{
    QCborMap fills;
    for (auto it = relation.cloning.fills.cbegin(); it != relation.cloning.fills.cend(); ++it)
        fills[it.key()] = wholePath(relation.cloning, it.value());
    const auto textOrNull = [](const QString &text) {
        return text.isEmpty() ? QCborValue(nullptr) : QCborValue(text);
    };
    return {{QStringLiteral("service"), relation.service},
            {QStringLiteral("operation"), relation.operation},
            {QStringLiteral("protection"), journal::protectionName(protectionWithToken(operation))},
            {QStringLiteral("creates"), relation.creates},
            {QStringLiteral("noun"), textOrNull(relation.noun)},
            {QStringLiteral("reads"), operationsAsJson(relation, relation.reads)},
            {QStringLiteral("lists"), operationsAsJson(relation, relation.lists)},
            {QStringLiteral("changes"), operationsAsJson(relation, relation.changes)},
            {QStringLiteral("moves"), operationsAsJson(relation, relation.moves)},
            {QStringLiteral("tags"), operationsAsJson(relation, relation.taggings)},
            {QStringLiteral("deletes"), operationsAsJson(relation, relation.deletes)},
            {QStringLiteral("ownName"), textOrNull(relation.ownName)},
            {QStringLiteral("takesTags"), !relation.tags.isEmpty()},
            {QStringLiteral("tagsReadBy"), operationsAsJson(relation, relation.tagReads)},
            {QStringLiteral("requestTag"), textOrNull(requestTagMember(operation))},
            {QStringLiteral("pickers"), pickersAsJson(relation)},
            {QStringLiteral("fillsFrom"), textOrNull(relation.cloning.operation)},
            {QStringLiteral("fills"), fills}};
}

QString relationAsText(const Relation &relation, const model::Operation &operation)
{
    QString text;
    const auto line = [&text](const QString &what, const QString &value) {
        if (!value.isEmpty())
            text += QStringLiteral("  ") + what + QStringLiteral(": ") + value + u'\n';
    };
    if (relation.creates) {
        line(Tr::tr("makes"), relation.noun);
        line(Tr::tr("named by"), relation.ownName);
        line(Tr::tr("read by"), names(relation.reads));
        line(Tr::tr("listed by"), names(relation.lists));
        line(Tr::tr("changed by"), names(relation.changes));
        line(Tr::tr("moved by"), names(relation.moves));
        line(Tr::tr("deleted by"), names(relation.deletes));
    }
    if (const QString member = requestTagMember(operation); !member.isEmpty())
        line(Tr::tr("tagged in"),
             Tr::tr("%1, with %2 where the account wants it").arg(member, QString(client::kRequestTag)));
    line(Tr::tr("sent twice"), journal::promise(protectionWithToken(operation)));
    for (auto it = relation.pickers.cbegin(); it != relation.pickers.cend(); ++it) {
        QString from = (it->isElsewhere ? it->service + u' ' : QString()) + it->operation + u' ' + it->path;
        if (const QStringList parents = it->parentMembers(); !parents.isEmpty())
            from += QStringLiteral(" (") + Tr::tr("after %1").arg(parents.join(u", ")) + u')';
        line(it.key(), from);
    }
    return text;
}

} // namespace formwork::cli
