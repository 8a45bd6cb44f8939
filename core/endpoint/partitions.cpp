// SPDX-License-Identifier: Apache-2.0
#include "endpoint/partitiontable.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace formwork::endpoint
{

namespace
{

struct Table {
    QList<Partition> partitions;
    QList<QRegularExpression> patterns; // of the partition with the same index
    List records; // likewise
    QHash<QString, qsizetype> byRegion; // listed regions
};

Partition readPartition(const QJsonObject &json)
{
    Partition partition;
    partition.id = json[u"id"].toString();
    partition.name = json[u"name"].toString();
    partition.dnsSuffix = json[u"dnsSuffix"].toString();
    partition.dualStackDnsSuffix = json[u"dualStackDnsSuffix"].toString();
    partition.implicitGlobalRegion = json[u"implicitGlobalRegion"].toString();
    partition.globalRegion = json[u"globalRegion"].toString();
    partition.supportsFips = json[u"supportsFIPS"].toBool();
    partition.supportsDualStack = json[u"supportsDualStack"].toBool();
    const QJsonObject regions = json[u"regions"].toObject();
    for (auto region = regions.begin(); region != regions.end(); ++region)
        partition.regions.append({region.key(), region.value().toString()});
    return partition;
}

Value record(const Partition &partition)
{
    return Record{{"name", partition.id.toUtf8()},
                  {"dnsSuffix", partition.dnsSuffix.toUtf8()},
                  {"dualStackDnsSuffix", partition.dualStackDnsSuffix.toUtf8()},
                  {"supportsFIPS", partition.supportsFips},
                  {"supportsDualStack", partition.supportsDualStack},
                  {"implicitGlobalRegion", partition.implicitGlobalRegion.toUtf8()}};
}

Table readTable()
{
    Table table;
    QFile file(QStringLiteral(":/partitions.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program was built without its list of partitions.");
    const QJsonArray list = QJsonDocument::fromJson(file.readAll()).object()[u"partitions"].toArray();
    for (const QJsonValue &json : list) {
        const Partition partition = readPartition(json.toObject());
        const qsizetype index = table.partitions.size();
        for (const Region &region : partition.regions)
            table.byRegion.insert(region.id, index);
        if (!partition.globalRegion.isEmpty())
            table.byRegion.insert(partition.globalRegion, index);
        table.patterns.append(QRegularExpression(json[u"regionRegex"].toString()));
        table.records.push_back(record(partition));
        table.partitions.append(partition);
    }
    return table;
}

const Table &table()
{
    static const Table table = readTable();
    return table;
}

qsizetype indexOf(const QString &region)
{
    const auto listed = table().byRegion.constFind(region);
    if (listed != table().byRegion.constEnd())
        return *listed;
    for (qsizetype index = 0; index < table().patterns.size(); ++index) {
        if (table().patterns[index].match(region).hasMatch())
            return index;
    }
    return -1;
}

} // namespace

const QList<Partition> &partitions() { return table().partitions; }

const Partition *partitionOf(QStringView region)
{
    const qsizetype index = indexOf(region.toString());
    return index < 0 ? nullptr : &table().partitions[index];
}

Value partitionRecord(QStringView region)
{
    return table().records[size_t(std::max<qsizetype>(0, indexOf(region.toString())))];
}

} // namespace formwork::endpoint
