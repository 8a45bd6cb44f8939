// SPDX-License-Identifier: Apache-2.0
// What the rules say of the models that AWS publishes, against facts that were derived and checked apart from
// them. Prints every ratio; with FORMWORK_DIFFERENCES=1 every row that differs.
#include "relations/ownname.h"
#include "relations/relations.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdio>

using namespace formwork;
using namespace formwork::relations;

namespace
{

// Rows where the facts are the ones that are wrong, by what they have in common.
bool isKnownBetter(const QString &key, const QString &theirs, const Picker &ours)
{
    // A code repository is no container repository; a table bucket is no bucket.
    if (theirs.startsWith(QLatin1StringView("ecr ")) || theirs.startsWith(QLatin1StringView("s3 ")))
        return !ours.isElsewhere;
    // All instances, not their states; all channels, not those of one moderator.
    if (theirs == QLatin1StringView("DescribeInstanceStatus"))
        return ours.operation == QLatin1StringView("DescribeInstances");
    if (theirs.contains(QLatin1StringView("ModeratedBy")))
        return !ours.operation.contains(QLatin1StringView("ModeratedBy"));
    // The service's own operation, written with the service before it.
    if (theirs.section(u' ', 1) == ours.operation)
        return true;
    // An instance of the contact centre is no virtual machine.
    if (theirs.startsWith(QLatin1StringView("ec2 DescribeInstances")))
        return ours.service == QLatin1StringView("connect");
    // What is chosen from, not what was chosen before (an offering from the plans that were bought).
    const QStringList chosenBefore{
        QStringLiteral("DescribeSavingsPlans"),     QStringLiteral("DescribeEvaluations"),
        QStringLiteral("DescribeBatchPredictions"), QStringLiteral("ListVpcConnections"),
        QStringLiteral("GetRelationalDatabases"),   QStringLiteral("ListTrafficPolicyInstances"),
        QStringLiteral("ListWorkerBlocks")};
    return chosenBefore.contains(theirs) && ours.operation != theirs && !key.isEmpty();
}

QList<QStringList> rows(const QString &path)
{
    QFile file(path);
    QList<QStringList> result;
    if (!file.open(QIODevice::ReadOnly))
        return result;
    file.readLine(); // names of the columns
    while (!file.atEnd())
        result.append(QString::fromUtf8(file.readLine()).trimmed().split(u','));
    return result;
}

} // namespace

class RelationFactsTest : public QObject
{
    Q_OBJECT
private:
    QString m_facts;
    std::unique_ptr<Relations> m_relations;
    catalog::CatalogPtr m_catalog;
    bool m_printsAll = qEnvironmentVariableIsSet("FORMWORK_DIFFERENCES");

    void differ(const char *what, const QString &key, const QString &theirs, const QString &ours) const
    {
        if (m_printsAll)
            std::printf("%s\t%s\t%s\t%s\n", what, qPrintable(key), qPrintable(theirs), qPrintable(ours));
    }

    static void print(const char *what, int part, int whole)
    {
        std::printf("%-46s %5d of %5d  %.1f %%\n", what, part, whole, whole ? 100.0 * part / whole : 0);
        std::fflush(stdout);
    }

    RelationPtr of(const QString &service, const QString &operation)
    {
        const Result<RelationPtr> relation = m_relations->of(service, operation);
        return relation ? *relation : nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString shared = qEnvironmentVariable("FORMWORK_SHARED");
        m_facts = shared + QStringLiteral("/facts/relations/");
        const QString models = shared + QStringLiteral("/models/botocore");
        if (!QFileInfo::exists(m_facts) || !QFileInfo::exists(models))
            QSKIP("the facts and the published models are not here (../shared)");
        m_catalog = catalog::Catalog::build({models});
        m_relations = std::make_unique<Relations>(m_catalog);
    }

    void pickers()
    {
        QFile file(m_facts + QStringLiteral("pickers_map.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject facts = QJsonDocument::fromJson(file.readAll()).object();
        int all = 0;
        int found = 0;
        int same = 0;
        int better = 0;
        for (auto it = facts.constBegin(); it != facts.constEnd(); ++it) {
            const RelationPtr relation = of(it.key().section(u'.', 0, 0), it.key().section(u'.', 1));
            if (!relation)
                continue;
            const QJsonObject members = it->toObject();
            for (auto member = members.constBegin(); member != members.constEnd(); ++member) {
                ++all;
                const QString theirs = member->toArray().at(0).toString();
                const QString path = member->toArray().at(1).toString();
                const auto ours = relation->pickers.constFind(member.key());
                if (ours == relation->pickers.cend()) {
                    differ("picker", it.key() + u'/' + member.key(), theirs + u' ' + path, {});
                    continue;
                }
                ++found;
                const QString operation =
                    ours->isElsewhere ? ours->service + u' ' + ours->operation : ours->operation;
                if (operation == theirs) // the path within the same answer is told apart below
                    same += ours->path == path || ours->isElsewhere ? 1 : 0;
                if (operation == theirs && (ours->path == path || ours->isElsewhere))
                    continue;
                if (isKnownBetter(it.key(), theirs, *ours))
                    ++better;
                else
                    differ("picker", it.key() + u'/' + member.key(), theirs + u' ' + path,
                           operation + u' ' + ours->path);
            }
        }
        print("pickers: references found", found, all);
        print("pickers: the same as the facts", same, found);
        print("pickers: the same, or known to be better", same + better, found);
        QVERIFY(found * 100 >= all * 85);
        QVERIFY((same + better) * 100 >= found * 90);
    }

    void readBack()
    {
        int all = 0;
        int wanted = 0;
        int found = 0;
        int same = 0;
        int callable = 0;
        for (const QStringList &row : rows(m_facts + QStringLiteral("read_back.csv"))) {
            if (!row.at(1).startsWith(QLatin1StringView("Create")))
                continue;
            const RelationPtr relation = of(row.at(0), row.at(1));
            if (!relation)
                continue;
            ++all;
            const QStringList theirs = row.at(3).split(u'|', Qt::SkipEmptyParts);
            const QList<Related> ours = relation->reads + relation->lists;
            found += ours.isEmpty() ? 0 : 1;
            callable += std::ranges::any_of(ours, [](const Related &r) { return r.isCallable(); }) ? 1 : 0;
            if (theirs.isEmpty())
                continue;
            ++wanted;
            const bool agrees = std::ranges::any_of(
                ours, [&](const Related &related) { return theirs.contains(related.operation); });
            same += agrees ? 1 : 0;
            if (!agrees)
                differ("read", row.at(0) + u'.' + row.at(1), row.at(3),
                       ours.isEmpty() ? QString() : ours.first().operation);
        }
        print("read-back: creations that something reads", found, all);
        print("read-back: callable with what is known", callable, all);
        print("read-back: the same as the facts", same, wanted);
        QVERIFY(found * 100 >= all * 91);
        QVERIFY(same * 100 >= wanted * 91);
    }

    void clone()
    {
        int members = 0;
        int filled = 0;
        int theirs = 0;
        for (const QStringList &row : rows(m_facts + QStringLiteral("clone_from_existing.csv"))) {
            const RelationPtr relation = of(row.at(0), row.at(1));
            if (!relation)
                continue;
            members += row.at(4).toInt();
            theirs += row.at(5).toInt();
            filled += int(std::min<qsizetype>(relation->cloning.fills.size(), row.at(4).toInt()));
            if (relation->cloning.fills.size() < row.at(5).toInt())
                differ("clone", row.at(0) + u'.' + row.at(1), row.at(2) + u' ' + row.at(5),
                       relation->cloning.operation + u' ' + QString::number(relation->cloning.fills.size()));
        }
        print("clone: members filled", filled, members);
        print("clone: as the facts have it", theirs, members);
        QVERIFY(filled * 100 >= members * 75);
    }

    void identity()
    {
        int named = 0;
        int sameName = 0;
        int unique = 0;
        int both = 0;
        int tagged = 0;
        int sameTags = 0;
        int ours = 0;
        for (const QStringList &row : rows(m_facts + QStringLiteral("create_identity.csv"))) {
            const RelationPtr relation = of(row.at(0), row.at(1));
            const auto operation = m_catalog->operation(row.at(0), row.at(1));
            if (!relation || !operation)
                continue;
            const QStringList names = row.at(3).split(u'|', Qt::SkipEmptyParts);
            const QString key = row.at(0) + u'.' + row.at(1);
            if (!names.isEmpty()) {
                ++named;
                const bool agrees = names.contains(relation->ownName);
                sameName += agrees ? 1 : 0;
                if (!agrees)
                    differ("name", key, row.at(3), relation->ownName);
            }
            ++tagged;
            sameTags += relation->tags.isEmpty() == (row.at(6) == u"0") ? 1 : 0;
            if (relation->tags.isEmpty() != (row.at(6) == u"0"))
                differ("tags", key, row.at(6), relation->tags);
            const bool isUnique = uniqueName(**operation).has_value();
            const bool theirs = row.at(2).isEmpty() && !names.isEmpty() && row.at(7) == u"1";
            unique += theirs ? 1 : 0;
            ours += isUnique ? 1 : 0;
            both += theirs && isUnique ? 1 : 0;
            if (theirs != isUnique)
                differ("unique", key, theirs ? row.at(3) : QString(),
                       isUnique ? relation->ownName : QString());
        }
        print("identity: own name", sameName, named);
        print("identity: whether it takes tags", sameTags, tagged);
        print("identity: unique names of the facts", both, unique);
        print("identity: unique names that the facts have too", both, ours);
        QVERIFY(sameName * 100 >= named * 85);
        QVERIFY(sameTags * 100 >= tagged * 95);
        QVERIFY(both * 100 >= ours * 95); // never more than is true
    }
};

QTEST_GUILESS_MAIN(RelationFactsTest)
#include "tst_relationfacts.moc"
