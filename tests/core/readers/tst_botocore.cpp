// SPDX-License-Identifier: Apache-2.0
#include "modelfixture.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace formwork;
using namespace formwork::model;

class BotocoreTest : public QObject
{
    Q_OBJECT
private:
    ModelFixture m_model{"example-depot/2026-01-02/service-2.json"};

    static QJsonObject object(const char *json)
    {
        return QJsonDocument::fromJson(QByteArray(json).replace('\'', '"')).object();
    }

private Q_SLOTS:
    void service()
    {
        const Service &service = m_model.service();
        QCOMPARE(service.id, QStringLiteral("example-depot")); // of the folder
        QCOMPARE(service.sdkId, QStringLiteral("Example Depot"));
        QCOMPARE(service.endpointPrefix, QStringLiteral("depot-api"));
        QCOMPARE(service.signingName, QStringLiteral("depot-sign"));
        QCOMPARE(service.globalEndpoint, QStringLiteral("depot.example"));
        QCOMPARE(service.protocols, QList<Protocol>{Protocol::RestXml});
        QCOMPARE(service.authSchemes, QStringList{QStringLiteral("aws.auth#sigv4")});
        QCOMPARE(service.xmlNamespace->uri, QStringLiteral("http://depot.example/doc"));
        QVERIFY(service.queryCompatible);
        QVERIFY(service.endpointRuleSet.contains("rules"));
        QVERIFY(service.clientContextParams.contains("Fast"));
        QCOMPARE(service.format, Format::Botocore);
        QCOMPARE(service.operations.size(), 5);
        QCOMPARE(service.operations.at(service.indexOf(u"PutThing")).brief, QStringLiteral("Puts a thing."));
        QVERIFY(service.operations.at(service.indexOf(u"ListThings")).deprecated);
    }

    void operation()
    {
        const Operation &put = m_model.open("put-thing");
        QCOMPARE(put.name, QStringLiteral("PutThing"));
        QCOMPARE(put.httpMethod, QByteArray("PUT"));
        QCOMPARE(put.httpUri, QByteArray("/thing/{Shelf}/{Path+}?x")); // labels have the members' names
        QCOMPARE(put.httpStatus, 201);
        QCOMPARE(put.resultWrapper, QStringLiteral("PutThingResult"));
        QCOMPARE(put.input->xmlName, QStringLiteral("PutThingRoot"));
        QCOMPARE(put.input->xmlNamespace->uri, QStringLiteral("http://root.example"));
        QCOMPARE(put.hostPrefix, QStringLiteral("{Shelf}."));
        QVERIFY(put.idempotent && put.unsignedPayload && put.requestCompression && !put.readOnly);
        QCOMPARE(put.authSchemes.size(), 2);
        QCOMPARE(put.httpChecksum, QByteArray(R"({"requestAlgorithmMember":"a"})"));
        QCOMPARE(put.staticContextParams, QByteArray(R"({"A":{"value":true}})"));
        QCOMPARE(put.operationContextParams, QByteArray(R"({"B":{"path":"x"}})"));
        const Operation &list = m_model.open("ListThings");
        QVERIFY(list.readOnly && list.deprecated);
        QCOMPARE(list.deprecationMessage, QStringLiteral("Use another."));
        QCOMPARE(list.authSchemes, QStringList{QStringLiteral("smithy.api#noAuth")});
        QCOMPARE(list.httpChecksum, QByteArray(R"({"requestChecksumRequired":true})"));
        QVERIFY(list.input->members.empty() && list.output->members.empty());
    }

    // A model of this format seldom marks it.
    void onlyReads()
    {
        QVERIFY(m_model.open("DescribeThings").readOnly);
        QVERIFY(m_model.open("LookAtThing").readOnly);
        QVERIFY(!m_model.open("Described").readOnly);
    }

    void locations_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<int>("location");
        QTest::addColumn<QString>("name");
        QTest::newRow("label") << QByteArray("Shelf") << int(Location::Label) << QString();
        QTest::newRow("greedy label") << QByteArray("Path") << int(Location::GreedyLabel) << QString();
        QTest::newRow("header") << QByteArray("Token") << int(Location::Header) << QStringLiteral("x-token");
        QTest::newRow("headers") << QByteArray("Meta") << int(Location::PrefixHeaders)
                                 << QStringLiteral("x-meta-");
        QTest::newRow("query") << QByteArray("Kind") << int(Location::Query) << QStringLiteral("kind");
        QTest::newRow("map of queries")
            << QByteArray("Rest") << int(Location::QueryParams) << QStringLiteral("Rest");
        QTest::newRow("payload") << QByteArray("Body") << int(Location::Payload) << QString();
    }

    void locations()
    {
        QFETCH(QByteArray, member);
        QFETCH(int, location);
        QFETCH(QString, name);
        const Member &found = ModelFixture::member(m_model.open("PutThing").input, member.constData());
        QCOMPARE(int(found.location), location);
        QCOMPARE(found.locationName, name);
    }

    void inputMembers()
    {
        const Operation &put = m_model.open("PutThing");
        const Member &shelf = ModelFixture::member(put.input, "Shelf");
        QVERIFY(shelf.required && shelf.hostLabel);
        QCOMPARE(shelf.contextParam, QStringLiteral("Bucket"));
        QCOMPARE(*shelf.effectiveConstraints().maxLength, 20);
        QCOMPARE(shelf.effectiveConstraints().pattern, QStringLiteral("[a-z]+"));
        QVERIFY(!ModelFixture::member(put.input, "Path").required);
        QCOMPARE(put.tokenMember()->name, QStringLiteral("Token"));
        QVERIFY(ModelFixture::member(put.input, "Note").jsonValue);
        QCOMPARE(ModelFixture::member(put.input, "Body").xmlName, QStringLiteral("ThingBody"));
        QCOMPARE(ModelFixture::member(put.input, "Body").xmlNamespace->uri,
                 QStringLiteral("http://body.example"));
        const Shape *kind = ModelFixture::member(put.input, "Kind").target;
        QCOMPARE(kind->type, ShapeType::Enum);
        QCOMPARE(kind->enumValues.at(1).value, QStringLiteral("large"));
        const Shape *map = ModelFixture::member(put.input, "Meta").target;
        QCOMPARE(map->key.xmlName, QStringLiteral("K"));
        QCOMPARE(map->element.xmlName, QStringLiteral("V"));
    }

    void bodyMembers()
    {
        const Operation &put = m_model.open("PutThing");
        const Shape *thing = ModelFixture::member(put.input, "Body").target;
        const Member &flat = ModelFixture::member(thing, "Flat");
        QVERIFY(flat.xmlFlattened);
        QCOMPARE(flat.xmlName, QStringLiteral("FlatItem")); // of its element
        QCOMPARE(*flat.effectiveConstraints().maxLength, 9);
        QVERIFY(ModelFixture::member(thing, "FlatHere").xmlFlattened);
        QVERIFY(ModelFixture::member(thing, "FlatHere").xmlName.isEmpty()); // only the reference is flat
        const Member &wrapped = ModelFixture::member(thing, "Wrapped");
        QVERIFY(!wrapped.xmlFlattened && wrapped.target->sparse);
        QCOMPARE(wrapped.xmlName, QStringLiteral("Wrap"));
        QCOMPARE(wrapped.wireName(), QStringLiteral("Wrap"));
        QCOMPARE(wrapped.target->element.xmlName, QStringLiteral("item"));
        const Member &item = ModelFixture::member(thing, "Item"); // a structure's name is for roots only
        QVERIFY(item.xmlName.isEmpty());
        QCOMPARE(item.target->xmlName, QStringLiteral("inner-on-wire"));
        QVERIFY(ModelFixture::member(thing, "Attr").xmlAttribute);
        QCOMPARE(ModelFixture::member(thing, "Ec2").ec2QueryName, QStringLiteral("Ec2Query"));
        QCOMPARE(ModelFixture::member(thing, "When").target->timestampFormat, TimestampFormat::DateTime);
        QCOMPARE(ModelFixture::member(thing, "Then").timestampFormat, TimestampFormat::HttpDate);
        QCOMPARE(ModelFixture::member(thing, "Any").target->type, ShapeType::Document);
        QCOMPARE(ModelFixture::member(thing, "Choice").target->type, ShapeType::Union);
        const Member &secret = ModelFixture::member(thing, "Secret");
        QVERIFY(secret.isSensitive());
        QCOMPARE(secret.documentation, QStringLiteral("Hidden."));
        QCOMPARE(secret.deprecated->since, QStringLiteral("2025"));
        QCOMPARE(ModelFixture::member(thing, "Again").target, thing);
        QCOMPARE(ModelFixture::member(thing, "Ratio").target->type, ShapeType::Double);
        QCOMPARE(*ModelFixture::member(thing, "Sized").target->constraints.minLength, 2);
    }

    void outputMembers()
    {
        const Operation &put = m_model.open("PutThing");
        const Member &status = ModelFixture::member(put.output, "Status");
        QCOMPARE(status.location, Location::StatusCode);
        QCOMPARE(*status.effectiveConstraints().maxValue, 5.0);
        QVERIFY(!status.effectiveConstraints().maxLength);
        QVERIFY(ModelFixture::member(put.output, "Blob").target->streaming);
        QVERIFY(ModelFixture::member(put.output, "Blob").target->requiresLength);
        const Shape *events = ModelFixture::member(put.output, "Events").target;
        QVERIFY(events->eventStream && events->type == ShapeType::Union);
        const Shape *chunk = ModelFixture::member(events, "Chunk").target;
        QVERIFY(ModelFixture::member(chunk, "Kind").eventHeader
                && ModelFixture::member(chunk, "Data").eventPayload);
    }

    void errors()
    {
        const Operation &put = m_model.open("PutThing");
        const Shape *taken = put.error(u"ThingTaken");
        QVERIFY(taken && taken->error.isError && taken->error.clientFault);
        QCOMPARE(taken->error.httpStatus, 409);
        const Shape *slow = put.error(u"Slow");
        QVERIFY(slow && !slow->error.clientFault && slow->error.retryable && slow->error.throttling);
    }

    void companions()
    {
        const Operation &list = m_model.open("ListThings");
        QCOMPARE(QJsonDocument::fromJson(list.pagination).object(),
                 object("{'inputToken':'Marker','outputToken':['A','B'],'items':'Things','pageSize':'Most',"
                        "'moreResults':'More','nonAggregate':['Owner']}")); // the page's size and owner are
                                                                            // of the extras
        QCOMPARE(QJsonDocument::fromJson(list.waiters).object(),
                 object("{'ThingThere':{'minDelay':5,'maxAttempts':9,'acceptors':["
                        "{'state':'success','matcher':{'output':{'path':'Things[].State','expected':'here',"
                        "'comparator':'allStringEquals'}}},"
                        "{'state':'retry','matcher':{'status':404}},"
                        "{'state':'failure','matcher':{'errorType':'Gone'}}]}}"));
        QVERIFY(list.examples.contains("Lists all."));
        QVERIFY(m_model.open("PutThing").examples.isEmpty());
        QVERIFY(m_model.open("PutThing").pagination.isEmpty());
    }
};

QTEST_GUILESS_MAIN(BotocoreTest)
#include "tst_botocore.moc"
