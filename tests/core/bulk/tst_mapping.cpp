// SPDX-License-Identifier: Apache-2.0
#include "bulk/mapping.h"
#include "bulk/sheet.h"
#include "catalog/catalog.h"
#include "document/json.h"
#include "guide/guide.h"

#include <QTest>

using namespace formwork;
using namespace formwork::bulk;

namespace
{

std::unique_ptr<model::Operation> thing()
{
    using enum model::ShapeType;
    auto operation = std::make_unique<model::Operation>();
    operation->name = QStringLiteral("CreateThing");
    const auto shape = [&](const char *name, model::ShapeType type) -> model::Shape & {
        model::Shape &made = operation->shapes.emplace_back();
        made.name = QString::fromLatin1(name);
        made.type = type;
        return made;
    };
    const auto member = [](const char *name, const model::Shape &target) {
        model::Member made;
        made.name = QString::fromLatin1(name);
        made.target = &target;
        return made;
    };
    model::Shape &text = shape("Text", String);
    model::Shape &number = shape("Number", Integer);
    model::Shape &truth = shape("Truth", Boolean);
    model::Shape &time = shape("Time", Timestamp);
    model::Shape &bytes = shape("Bytes", Blob);
    model::Shape &tag = shape("Tag", Structure);
    tag.members = {member("Key", text), member("Value", text)};
    model::Shape &tags = shape("Tags", List);
    tags.element = member("member", tag);
    model::Shape &map = shape("Map", Map);
    map.key = member("key", text);
    map.element = member("value", text);
    model::Shape &owner = shape("Owner", Structure);
    owner.members = {member("Name", text), member("Age", number)};
    model::Shape &input = shape("Input", Structure);
    input.members = {member("ThingName", text), member("Count", number), member("Public", truth),
                     member("Until", time),     member("Icon", bytes),   member("Tags", tags),
                     member("Labels", map),     member("Owner", owner),  member("ClientToken", text)};
    input.members.front().required = true;
    input.members.back().idempotencyToken = true;
    operation->input = &input;
    operation->output = &shape("Output", Structure);
    return operation;
}

} // namespace

class MappingTest : public QObject
{
    Q_OBJECT

    model::OperationPtr m_operation = thing();

    [[nodiscard]] QByteArray built(const QByteArray &csv, const Wishes &wishes = {}) const
    {
        const auto sheet = Sheet::read(csv, {}, m_operation, wishes);
        if (!sheet)
            return "error: " + sheet.error().sentence().toUtf8();
        const auto row = (*sheet)->next();
        if (!row || !*row)
            return "error";
        if (!(*row)->problems.isEmpty())
            return "problem: " + (*row)->problems.first().sentence.toUtf8();
        return document::toJson((*row)->input, *m_operation->input, document::JsonStyle::Compact);
    }

private Q_SLOTS:
    void columnsGoByName_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QByteArray>("input");
        const auto row = [](const char *name, const char *csv, const char *input) {
            QTest::newRow(name) << QByteArray(csv) << QByteArray(input);
        };
        row("exact", "ThingName,Count\na,5\n", R"({"ThingName":"a","Count":5})");
        row("as people write", "thing_name;Thing Name\n", "error: Two things of the file go to ThingName.");
        row("in their own way", "thing-name,count\na,5\n", R"({"ThingName":"a","Count":5})");
        row("typed", "Public,Until,Icon\nTRUE,2026-01-02,YWI=\n",
            R"({"Public":true,"Until":"2026-01-02T00:00:00+00:00","Icon":"YWI="})");
        row("what does not fit stays as it is", "Count,Public\n5.0,maybe\n",
            R"({"Count":"5.0","Public":"maybe"})");
        row("nested", "Owner.Name,/Owner/Age\na,3\n", R"({"Owner":{"Name":"a","Age":3}})");
        row("lists", "Tags[0].Key,Tags[0].Value,Tags[1].Key\nk,v,l\n",
            R"({"Tags":[{"Key":"k","Value":"v"},{"Key":"l"}]})");
        row("list entries that are empty", "Tags[0].Key,Tags[1].Key\n,l\n", R"({"Tags":[{"Key":"l"}]})");
        row("entries in any order", "Tags[1].Key,Tags[0].Key\nl,k\n",
            R"({"Tags":[{"Key":"k"},{"Key":"l"}]})");
        row("maps, keys with dots", "Labels.a,Labels.b.c\n1,2\n", R"({"Labels":{"a":"1","b.c":"2"}})");
        row("JSON", "Owner,Tags\n\"{\"\"Age\"\":1}\",\"[{\"\"Key\"\":\"\"k\"\"}]\"\n",
            R"({"Owner":{"Age":1},"Tags":[{"Key":"k"}]})");
        row("empty is absent", "ThingName,Count,Owner.Name\nx,,\n", R"({"ThingName":"x"})");
    }
    void columnsGoByName()
    {
        QFETCH(const QByteArray, csv);
        QFETCH(const QByteArray, input);
        const QByteArray got = built(csv);
        QVERIFY2(got.startsWith(input), got.constData());
    }

    void wishes()
    {
        Wishes wishes;
        wishes.maps = {{QStringLiteral("n"), QStringLiteral("Owner.Name")},
                       {QStringLiteral("Notes"), QString()}};
        wishes.templates = {{QStringLiteral("ThingName"), QStringLiteral("team-{n}-{{{x}}}")}};
        wishes.fixed = *document::fromPlainJson(R"({"Count":7,"Tags":[{"Key":"fixed"}]})");
        QCOMPARE(
            built("n,x,Notes,Tags[0].Value,Tags[1].Key,Count\na,b,c,v,w,\n", wishes),
            QByteArray(
                R"({"Count":7,"Tags":[{"Key":"fixed","Value":"v"},{"Key":"w"}],"ThingName":"team-a-{b}",)"
                R"("Owner":{"Name":"a"}})"));
    }

    void emptyAsText()
    {
        Wishes wishes;
        wishes.emptyIsText = true;
        QCOMPARE(built("ThingName,Count,Public\n,,true\n", wishes),
                 QByteArray(R"({"ThingName":"","Public":true})"));
    }

    void whatDoesNotFitIsNamed_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QString>("says");
        QTest::newRow("no member") << QByteArray("ThingNam\n") << QStringLiteral("Did you mean ThingName?");
        QTest::newRow("no nested member")
            << QByteArray("Owner.Nam\n") << QStringLiteral("Did you mean Name?");
        QTest::newRow("below a value") << QByteArray("Count.x\n") << QStringLiteral("below Count");
        QTest::newRow("no entry") << QByteArray("Tags.Key\n") << QStringLiteral("Tags[0]");
        QTest::newRow("nameless") << QByteArray("ThingName,,Count\n") << QStringLiteral("Column 2");
        QTest::newRow("twice") << QByteArray("Count,Count\n") << QStringLiteral("Two columns");
        QTest::newRow("a part and the whole")
            << QByteArray("Owner,Owner.Name\n") << QStringLiteral("Owner.Name");
        QTest::newRow("empty") << QByteArray("") << QStringLiteral("empty");
        QTest::newRow("too few cells") << QByteArray("ThingName,Count\na\n") << QStringLiteral("1 cell");
        QTest::newRow("too many cells") << QByteArray("ThingName,Count\na,1,b\n") << QStringLiteral("3 cell");
        QTest::newRow("no JSON") << QByteArray("Owner\n{\n") << QStringLiteral("has to be JSON");
    }
    void whatDoesNotFitIsNamed()
    {
        QFETCH(const QByteArray, csv);
        QFETCH(const QString, says);
        const QByteArray got = built(csv);
        QVERIFY2(got.contains(says.toUtf8()), got.constData());
    }

    void oneTokenForAllIsRefused()
    {
        Wishes wishes;
        wishes.fixed = *document::fromPlainJson(R"({"ClientToken":"abc"})");
        QVERIFY(built("ThingName\na\n", wishes).contains("all rows would be one request"));
    }

    // Every name of every template is found again.
    void templatesAreUnderstood()
    {
        const catalog::CatalogPtr catalog = catalog::Catalog::fromPlaces({});
        int names = 0;
        for (const auto &[service, name] : guide::Guides::builtIn()->guided()) {
            const Result<model::OperationPtr> operation = catalog->operation(service, name);
            QVERIFY2(operation, qPrintable(service));
            for (const bool everyMember : {false, true}) {
                for (const QString &column : columnNames(**operation, everyMember)) {
                    const Result<Place> place = placeOf(*(*operation)->input, column);
                    QVERIFY2(place, qPrintable(column));
                    QCOMPARE(pathText(*place), column);
                    ++names;
                }
            }
        }
        QVERIFY(names > 100);
        QCOMPARE(columnNames(*m_operation, false),
                 (QStringList{QStringLiteral("ThingName"), QStringLiteral("Count"), QStringLiteral("Public"),
                              QStringLiteral("Until"), QStringLiteral("Icon")}));
    }
};

QTEST_GUILESS_MAIN(MappingTest)
#include "tst_mapping.moc"
