// SPDX-License-Identifier: Apache-2.0
#include "base/exactnumber.h"
#include "readers/modelfile.h"
#include "readers/outline.h"
#include "readers/reader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::model;
using namespace formwork::readers;

namespace
{

// JSON with single quotes.
const QByteArray kDepot = QByteArray(R"({'smithy':'2.0','shapes':{
'a#Depot':{'type':'service','version':'7','mixins':[{'target':'a#Common'}],'operations':[{'target':'a#Put'}],
  'traits':{'aws.api#service':{'sdkId':'Depot'}}},
'a#Common':{'type':'service','version':'1','operations':[{'target':'a#Ping'}],'errors':[{'target':'a#Busy'}],
  'resources':[{'target':'a#Shelf'}],
  'traits':{'smithy.api#mixin':{'localTraits':['smithy.api#title']},'smithy.api#title':'Not mine',
            'aws.protocols#awsJson1_1':{},'smithy.api#documentation':'Common words.'}},
'a#Shelf':{'type':'resource','mixins':[{'target':'a#Readable'}]},
'a#Readable':{'type':'resource','read':{'target':'a#Get'},'traits':{'smithy.api#mixin':{}}},
'a#Ping':{'type':'operation'},
'a#Get':{'type':'operation','traits':{'smithy.api#readonly':{}}},
'a#Put':{'type':'operation','mixins':[{'target':'a#MayFail'}],'input':{'target':'a#In'},
  'errors':[{'target':'a#Full'}]},
'a#MayFail':{'type':'operation','errors':[{'target':'a#Denied'}],
  'traits':{'smithy.api#mixin':{},'smithy.api#idempotent':{}}},
'a#In':{'type':'structure','mixins':[{'target':'a#First'},{'target':'a#Second'}],
  'members':{'own':{'target':'smithy.api#String'},
             'zeta':{'target':'smithy.api#String','traits':{'smithy.api#documentation':'Mine.'}}}},
'a#In$alpha':{'type':'apply','traits':{'smithy.api#documentation':'Applied.'}},
'a#First':{'type':'structure','mixins':[{'target':'a#Deep'}],
  'traits':{'smithy.api#mixin':{'localTraits':['smithy.api#deprecated']},'smithy.api#deprecated':{},
            'smithy.api#documentation':'First.'},
  'members':{'zeta':{'target':'smithy.api#String',
                     'traits':{'smithy.api#required':{},'smithy.api#documentation':'Theirs.'}},
             'alpha':{'target':'a#Kind','traits':{'smithy.api#required':{}}}}},
'a#Deep':{'type':'structure','traits':{'smithy.api#mixin':{}},
  'members':{'deep':{'target':'a#Names'},'big':{'target':'smithy.api#BigInteger'}}},
'a#Second':{'type':'structure','traits':{'smithy.api#mixin':{},'smithy.api#documentation':'Second.'},
  'members':{'second':{'target':'smithy.api#Long'}}},
'a#Kind':{'type':'enum','mixins':[{'target':'a#Kinds'}],
  'members':{'LARGE':{'target':'smithy.api#Unit','traits':{'smithy.api#enumValue':'large'}}}},
'a#Kinds':{'type':'enum','traits':{'smithy.api#mixin':{}},
  'members':{'SMALL':{'target':'smithy.api#Unit','traits':{'smithy.api#enumValue':'small'}}}},
'a#Names':{'type':'list','mixins':[{'target':'a#Texts'}],'traits':{'smithy.api#length':{'max':3}}},
'a#Texts':{'type':'list','member':{'target':'smithy.api#String'},
  'traits':{'smithy.api#mixin':{},'smithy.api#length':{'max':9},'smithy.api#uniqueItems':{}}},
'a#Busy':{'type':'structure','traits':{'smithy.api#error':'server'}},
'a#Full':{'type':'structure','traits':{'smithy.api#error':'client'}},
'a#Denied':{'type':'structure','traits':{'smithy.api#error':'client'}}
}})")
                              .replace('\'', '"');

QStringList names(const QList<const Shape *> &shapes)
{
    QStringList result;
    for (const Shape *shape : shapes)
        result.append(shape->name);
    return result;
}

const Member &memberOf(const Shape *shape, const char *name)
{
    const Member *found = shape->member(QString::fromLatin1(name));
    if (!found)
        qFatal("%s has no member %s", qPrintable(shape->name), name);
    return *found;
}

// A structure with one member of that type and those traits.
Result<OperationPtr> numbers(const QByteArray &target, const QByteArray &traits, const QByteArray &more = {})
{
    QByteArray text =
        "{'smithy':'2.0','shapes':{'a#S':{'type':'service','version':'1','operations':[{'target':'a#Op'}],"
        "'traits':{'aws.protocols#awsJson1_1':{}}},'a#Op':{'type':'operation','input':{'target':'a#In'}},"
        "'a#In':{'type':'structure','members':{'m':{'target':'"
        + target + "','traits':{" + traits + "}}}}" + more + "}}";
    text.replace('\'', '"');
    const auto service = readServiceBytes(text, QStringLiteral("origin.json"));
    return service ? readOperationBytes(text, *service, u"Op") : std::unexpected(service.error());
}

} // namespace

// What Smithy lets a model say once for many shapes, and numbers longer than the parser's.
class MixinsTest : public QObject
{
    Q_OBJECT

private:
    ServicePtr m_service = *readServiceBytes(kDepot, QStringLiteral("depot.json"));

    OperationPtr open(const char *name)
    {
        const auto operation = readOperationBytes(kDepot, m_service, QString::fromLatin1(name));
        if (!operation)
            qFatal("%s", qPrintable(operation.error().message));
        return *operation;
    }

private Q_SLOTS:
    void service()
    {
        QCOMPARE(m_service->apiVersion, QStringLiteral("7"));
        QCOMPARE(m_service->protocols, QList<Protocol>{Protocol::AwsJson11});
        QCOMPARE(m_service->title, QStringLiteral("Depot"));
        QCOMPARE(m_service->documentation, QStringLiteral("Common words."));
        QStringList found;
        for (const OperationSummary &summary : m_service->operations)
            found.append(summary.name);
        QCOMPARE(found, (QStringList{QStringLiteral("Get"), QStringLiteral("Ping"), QStringLiteral("Put")}));
    }

    void operation()
    {
        const OperationPtr put = open("Put");
        QVERIFY(put->idempotent);
        QCOMPARE(names(put->errors),
                 (QStringList{QStringLiteral("Denied"), QStringLiteral("Full"), QStringLiteral("Busy")}));
    }

    void structure()
    {
        const OperationPtr put = open("Put");
        QStringList found;
        for (const Member &member : put->input->members)
            found.append(member.name);
        QCOMPARE(found.join(u' '), QStringLiteral("deep big zeta alpha second own"));
        QCOMPARE(put->input->documentation, QStringLiteral("Second."));
        QVERIFY(!put->input->deprecated);
        QVERIFY(memberOf(put->input, "zeta").required);
        QCOMPARE(memberOf(put->input, "zeta").documentation, QStringLiteral("Mine."));
        QVERIFY(memberOf(put->input, "alpha").required);
        QCOMPARE(memberOf(put->input, "alpha").documentation, QStringLiteral("Applied."));
    }

    void listAndEnum()
    {
        const OperationPtr put = open("Put");
        const Shape *list = memberOf(put->input, "deep").target;
        QCOMPARE(list->element.target->type, ShapeType::String);
        QCOMPARE(list->constraints.maxLength.value_or(0), 3);
        QVERIFY(list->constraints.uniqueItems);
        QStringList values;
        for (const EnumValue &value : memberOf(put->input, "alpha").target->enumValues)
            values.append(value.value);
        QCOMPARE(values, (QStringList{QStringLiteral("small"), QStringLiteral("large")}));
    }

    // Whoever compares operations with each other reads the file another way.
    void outline()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("depot.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kDepot);
        file.close();
        const ServicePtr service = *readService(file.fileName());
        const auto outline = readOutline(service, [](const QString &path) { return openModelFile(path); });
        QVERIFY2(outline, outline ? "" : qPrintable(outline.error().message));
        const Outline::Entry *put = (*outline)->operation("Put");
        QVERIFY(put && (*outline)->operation("Get") && (*outline)->operation("Ping"));
        QCOMPARE((*outline)->shapes[size_t(put->input)].count, 6U);
    }

    // Growth is bounded: each of these names the one before it twice.
    void doubling()
    {
        QByteArray more = ",'a#M0':{'type':'structure','traits':{'smithy.api#mixin':{}},"
                          "'members':{'m':{'target':'smithy.api#String'}}}";
        for (int i = 1; i < 90; ++i) {
            const QByteArray before = "{'target':'a#M" + QByteArray::number(i - 1) + "'}";
            more += ",'a#M" + QByteArray::number(i)
                + "':{'type':'structure','traits':{'smithy.api#mixin':{}}," + "'mixins':[" + before + ","
                + before + "]}";
        }
        more += ",'a#T':{'type':'structure','mixins':[{'target':'a#M89'}]}";
        const auto operation = numbers("a#T", "", more);
        QVERIFY2(operation, operation ? "" : qPrintable(operation.error().message));
        QCOMPARE(memberOf((*operation)->input, "m").target->members.size(), 1U);
    }

    void longNumbers_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<QCborValue>("expected");
        const QByteArray beyond("123456789012345678901234567890");
        const QByteArray unsignedOnes("18446744073709551615");
        for (const QByteArray &number : {beyond, '-' + beyond, unsignedOnes, QByteArray("7")}) {
            const QString text = QString::fromLatin1(number);
            QTest::addRow("big %s", number.constData())
                << QByteArray("smithy.api#BigInteger") << number << QCborValue(text);
            QTest::addRow("document %s", number.constData())
                << QByteArray("smithy.api#Document") << number
                << (number.size() < 3 ? QCborValue(number.toInt()) : exactNumberOf(number.toStdString()));
        }
        QTest::newRow("double") << QByteArray("smithy.api#Double") << beyond << QCborValue(beyond.toDouble());
    }

    void longNumbers()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, number);
        QFETCH(QCborValue, expected);
        const auto operation =
            numbers(target, "'smithy.api#default':" + number + ",'smithy.api#documentation':'a 99'");
        QVERIFY2(operation, operation ? "" : qPrintable(operation.error().message));
        const Member &member = memberOf((*operation)->input, "m");
        QVERIFY(member.defaultValue);
        QCOMPARE(*member.defaultValue, expected);
    }

    // A limit that no double holds must not refuse what it allows.
    void longLimits()
    {
        const auto operation =
            numbers("smithy.api#BigInteger",
                    "'smithy.api#range':{'min':-9007199254740993,'max':123456789012345678901234567890}");
        QVERIFY2(operation, operation ? "" : qPrintable(operation.error().message));
        const Constraints limits = memberOf((*operation)->input, "m").constraints;
        QVERIFY(*limits.minValue <= -9007199254740993.0 && *limits.minValue > -9007199254740998.0);
        QVERIFY(*limits.maxValue >= 123456789012345678901234567890.0 && *limits.maxValue < 1.3e29);
    }

    void longEnumValues()
    {
        const auto operation =
            numbers("a#E", "",
                    ",'a#E':{'type':'intEnum','members':{'A':{'target':'smithy.api#Unit','traits':{"
                    "'smithy.api#enumValue':123456789012345678901}}}}");
        QVERIFY2(operation, operation ? "" : qPrintable(operation.error().message));
        QCOMPARE(memberOf((*operation)->input, "m").target->enumValues.value(0).value,
                 QStringLiteral("123456789012345678901"));
    }
};

QTEST_GUILESS_MAIN(MixinsTest)
#include "tst_mixins.moc"
