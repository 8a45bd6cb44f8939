// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>

namespace formwork::tests
{

// An operation that answers with databases: texts, numbers, times, data, tags, a secret.
struct Databases {
    Databases()
        : operation(std::make_shared<model::Operation>())
    {
        using enum model::ShapeType;
        const model::Shape *text = add(String, "String");
        model::Shape *tag = add(Structure, "Tag");
        member(tag, "Key", text);
        member(tag, "Value", text);
        model::Shape *tags = add(List, "TagList");
        tags->element.target = tag;
        model::Shape *database = add(Structure, "DBInstance");
        member(database, "DBInstanceIdentifier", text);
        member(database, "Status", text);
        member(database, "AllocatedStorage", add(Integer, "Integer"));
        member(database, "CreateTime", add(Timestamp, "Timestamp"));
        member(database, "MasterUserPassword", text);
        member(database, "Tags", tags);
        member(database, "Certificate", add(Blob, "Blob"));
        model::Shape *list = add(List, "DBInstanceList");
        list->element.target = database;
        model::Shape *output = add(Structure, "DescribeDBInstancesResponse");
        member(output, "DBInstances", list);
        member(output, "Marker", text);
        operation->name = QStringLiteral("DescribeDBInstances");
        operation->output = output;
        operation->input = output;
    }

    [[nodiscard]] static QCborMap database(int number)
    {
        const char *states[] = {"available", "creating", "stopped"};
        return {{QStringLiteral("DBInstanceIdentifier"), QStringLiteral("db-%1").arg(number)},
                {QStringLiteral("Status"), QString::fromLatin1(states[number % 3])},
                {QStringLiteral("AllocatedStorage"), (number * 37) % 1000},
                {QStringLiteral("CreateTime"),
                 QCborValue(QDateTime::fromSecsSinceEpoch(1767323045 + number * 60, Qt::UTC))},
                {QStringLiteral("MasterUserPassword"), QStringLiteral("canary-%1").arg(number)},
                {QStringLiteral("Tags"),
                 QCborArray{QCborMap{{QStringLiteral("Key"), QStringLiteral("env")},
                                     {QStringLiteral("Value"), QStringLiteral("prod")}}}},
                {QStringLiteral("Certificate"), QByteArray(1500, 'x')}};
    }

    [[nodiscard]] static QCborMap output(int count)
    {
        QCborArray list;
        for (int i = 0; i < count; ++i)
            list.append(database(i));
        return {{QStringLiteral("DBInstances"), list}, {QStringLiteral("Marker"), QStringLiteral("m")}};
    }

    static void member(model::Shape *shape, const char *name, const model::Shape *target)
    {
        model::Member member;
        member.name = QLatin1String(name);
        member.target = target;
        shape->members.push_back(member);
    }

    std::shared_ptr<model::Operation> operation;

private:
    model::Shape *add(model::ShapeType type, const char *name)
    {
        model::Shape &shape = operation->shapes.emplace_back();
        shape.type = type;
        shape.name = QLatin1String(name);
        return &shape;
    }
};

} // namespace formwork::tests
