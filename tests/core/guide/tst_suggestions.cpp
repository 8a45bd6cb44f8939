// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "guide/known.h"
#include "guide/versions.h"

#include <QCborMap>
#include <QDir>
#include <QTest>

using namespace formwork;
using namespace formwork::guide;
using document::Pointer;

namespace
{

// A service with one operation whose members are all texts.
struct Small {
    explicit Small(const QString &id)
    {
        service->id = id;
        operation->service = service;
        operation->name = QStringLiteral("CreateThing");
        text->type = model::ShapeType::String;
        text->name = QStringLiteral("Text");
        input->type = model::ShapeType::Structure;
        operation->input = input.get();
    }

    model::Member &add(const QString &name, bool required = false)
    {
        model::Member member;
        member.name = name;
        member.target = text.get();
        member.required = required;
        input->members.push_back(member);
        return input->members.back();
    }

    std::shared_ptr<model::Service> service = std::make_shared<model::Service>();
    std::shared_ptr<model::Operation> operation = std::make_shared<model::Operation>();
    std::shared_ptr<model::Shape> text = std::make_shared<model::Shape>();
    std::shared_ptr<model::Shape> input = std::make_shared<model::Shape>();
};

Surroundings berlin()
{
    return {QStringLiteral("123456789012"), QStringLiteral("eu-central-1"), QStringLiteral("aws")};
}

QStringList offered(const QString &service, const model::Shape &shape, QDate today)
{
    model::Member member;
    member.name = shape.name;
    member.target = &shape;
    QStringList values;
    for (const OfferedValue &value : offeredValues(service, member, today))
        values.append(value.value->value + (value.retiredSince.isValid() ? QStringLiteral("!") : QString()));
    return values;
}

model::Shape enumOf(const QString &name, const QStringList &values)
{
    model::Shape shape;
    shape.name = name;
    shape.type = model::ShapeType::Enum;
    for (const QString &value : values)
        shape.enumValues.push_back({.value = value});
    return shape;
}

} // namespace

class TestSuggestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // AWS wants a bucket's Region everywhere but in us-east-1, where it refuses it.
    void theRegionOfABucket()
    {
        Small s3(QStringLiteral("s3"));
        s3.add(QStringLiteral("LocationConstraint"));
        const auto there = knownValues(*s3.operation, QCborMap(), berlin());
        QCOMPARE(there.size(), 1);
        QCOMPARE(there.first().second, QStringLiteral("eu-central-1"));
        Surroundings first = berlin();
        first.region = QStringLiteral("us-east-1");
        QCOMPARE(knownValues(*s3.operation, QCborMap(), first).size(), 0);
        QVERIFY(!knownValue(*s3.operation, s3.input->members.front(), first));
        const QCborMap chosen{{QStringLiteral("LocationConstraint"), QStringLiteral("EU")}};
        QCOMPARE(knownValues(*s3.operation, chosen, berlin()).size(), 0); // what is there stays
    }

    // Another account may be meant: only where it is certain, and only if it has to be there.
    void theAccount()
    {
        Small organizations(QStringLiteral("organizations"));
        organizations.add(QStringLiteral("AccountId"), true);
        QVERIFY(!knownValue(*organizations.operation, organizations.input->members.front(), berlin()));
        Small quicksight(QStringLiteral("quicksight"));
        quicksight.add(QStringLiteral("AwsAccountId"), true);
        QCOMPARE(knownValues(*quicksight.operation, QCborMap(), berlin()).value(0).second, berlin().account);
        QCOMPARE(knownValues(*quicksight.operation, QCborMap(), {}).size(), 0); // nobody knows it
        Small glue(QStringLiteral("glue"));
        glue.add(QStringLiteral("CatalogId"));
        QCOMPARE(knownValues(*glue.operation, QCborMap(), berlin()).size(), 0);
        const auto offer = knownValue(*glue.operation, glue.input->members.front(), berlin());
        QVERIFY(offer && offer->value == berlin().account && !offer->isFilled);
        Small any(QStringLiteral("anything"));
        any.add(QStringLiteral("AccountId"), true).hostLabel = true;
        QCOMPARE(knownValues(*any.operation, QCborMap(), berlin()).size(), 1);
    }

    void aZoneIsOffered()
    {
        Small ec2(QStringLiteral("ec2"));
        ec2.add(QStringLiteral("AvailabilityZone")).documentation =
            QStringLiteral("The Availability Zone of it.");
        ec2.add(QStringLiteral("AvailabilityZoneId")).documentation =
            QStringLiteral("The ID of the Availability Zone.");
        const auto zone = knownValue(*ec2.operation, ec2.input->members[0], berlin());
        QVERIFY(zone && !zone->isFilled);
        QCOMPARE(zone->value, QStringLiteral("eu-central-1a"));
        QVERIFY(!knownValue(*ec2.operation, ec2.input->members[1], berlin()));
    }

    void newestFirstAndRetiredLast()
    {
        const model::Shape runtimes =
            enumOf(QStringLiteral("Runtime"),
                   {QStringLiteral("nodejs"), QStringLiteral("nodejs8.10"), QStringLiteral("nodejs18.x"),
                    QStringLiteral("nodejs22.x"), QStringLiteral("nodejs24.x"), QStringLiteral("python3.9"),
                    QStringLiteral("python3.12"), QStringLiteral("python3.13"), QStringLiteral("java8.al2"),
                    QStringLiteral("java21")});
        QCOMPARE(offered(QStringLiteral("lambda"), runtimes, QDate(2026, 11, 1)).join(u' '),
                 QStringLiteral("nodejs24.x nodejs22.x python3.13 python3.12 java21 java8.al2 nodejs18.x! "
                                "nodejs8.10! nodejs! python3.9!"));
        // Before its day a runtime is one like the others; elsewhere nobody knows.
        QVERIFY(offered(QStringLiteral("lambda"), runtimes, QDate(2025, 8, 31))
                    .contains(QStringLiteral("nodejs18.x")));
        QVERIFY(offered(QStringLiteral("elsewhere"), runtimes, QDate(2026, 11, 1))
                    .contains(QStringLiteral("nodejs18.x")));
    }

    // Sizes and the like have an order of their own.
    void otherValuesStayAsTheyAre()
    {
        const QStringList types{QStringLiteral("t3.micro"), QStringLiteral("t3.large"),
                                QStringLiteral("m5.24xlarge"), QStringLiteral("m7i.large")};
        QCOMPARE(
            offered(QStringLiteral("ec2"), enumOf(QStringLiteral("InstanceType"), types), QDate(2026, 1, 1)),
            types);
        const QStringList rules{QStringLiteral("TLSv1"), QStringLiteral("TLSv1.1"),
                                QStringLiteral("TLSv1.2_2021"), QStringLiteral("SSLv3")};
        QCOMPARE(offered(QStringLiteral("cloudfront"),
                         enumOf(QStringLiteral("MinimumProtocolVersion"), rules), QDate(2026, 1, 1))
                     .join(u' '),
                 QStringLiteral("TLSv1.2_2021 TLSv1.1 TLSv1 SSLv3"));
    }

    // Every retired value is one that some model has.
    void retiredValuesExist()
    {
        const QString models = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
        if (!QFileInfo(models).isDir())
            QSKIP("No published models here.");
        const auto operation = catalog::Catalog::build({models})->operation(u"lambda", u"CreateFunction");
        QVERIFY(operation.has_value());
        const model::Member *runtime = (*operation)->input->member(QStringLiteral("Runtime"));
        QVERIFY(runtime && areVersions(*runtime));
        const auto values = offeredValues(QStringLiteral("lambda"), *runtime, QDate(2026, 11, 1));
        const auto first =
            std::ranges::find_if(values, [](const auto &value) { return value.retiredSince.isValid(); });
        QVERIFY(first != values.end() && values.end() - first > 15);
        QVERIFY(std::all_of(first, values.end(), [](const auto &value) {
            return value.retiredSince.isValid() || value.value->deprecated;
        }));
    }
};

QTEST_GUILESS_MAIN(TestSuggestions)
#include "tst_suggestions.moc"
