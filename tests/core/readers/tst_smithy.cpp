// SPDX-License-Identifier: Apache-2.0
#include "modelfixture.h"

#include <QDateTime>

using namespace formwork;
using namespace formwork::model;
using namespace formwork::readers;

class SmithyTest : public QObject
{
    Q_OBJECT
private:
    ModelFixture m_model{"depot.json"};

    const Member &inputMember(const char *name)
    {
        return ModelFixture::member(m_model.open("PutThing").input, name);
    }

private Q_SLOTS:
    void service()
    {
        const Service &service = m_model.service();
        QCOMPARE(service.id, QStringLiteral("example-depot"));
        QCOMPARE(service.sdkId, QStringLiteral("Example Depot"));
        QCOMPARE(service.title, QStringLiteral("Example Depot"));
        QCOMPARE(service.apiVersion, QStringLiteral("2026-01-02"));
        QCOMPARE(service.endpointPrefix, QStringLiteral("depot-api"));
        QCOMPARE(service.signingName, QStringLiteral("depot-sign"));
        QCOMPARE(service.targetPrefix, QStringLiteral("Depot"));
        QCOMPARE(service.shapeName, QStringLiteral("Depot"));
        QCOMPARE(service.protocols, QList<Protocol>{Protocol::RestJson});
        QCOMPARE(service.authSchemes, QStringList{QStringLiteral("aws.auth#sigv4")});
        QVERIFY(service.queryCompatible);
        QCOMPARE(service.xmlNamespace->uri, QStringLiteral("http://depot.example/doc"));
        QCOMPARE(service.endpointRuleSet, QByteArray(R"({"version":"1.0","parameters":{},"rules":[]})"));
        QCOMPARE(service.clientContextParams, QByteArray(R"({"Fast":{"type":"boolean"}})"));
        QCOMPARE(service.format, Format::Smithy);
    }

    void idGivenWins()
    {
        QCOMPARE((*readService(QStringLiteral(TEST_DATA_DIR "/models/depot.json"), QStringLiteral("x")))->id,
                 QStringLiteral("x"));
    }

    void operationsOfResourcesAreFound()
    {
        QStringList names;
        for (const OperationSummary &summary : m_model.service().operations)
            names.append(summary.name);
        QCOMPARE(names.join(u' '),
                 QStringLiteral("CountShelves CreateShelf GetBox ListShelves PutThing SealBox"));
        const Service &service = m_model.service();
        QCOMPARE(service.operations.at(service.indexOf(u"PutThing")).brief, QStringLiteral("Puts a thing."));
        QVERIFY(service.operations.at(service.indexOf(u"seal-box")).deprecated);
        QCOMPARE(service.indexOf(u"sealbox"), -1);
        QCOMPARE(service.indexOf(u""), -1);
    }

    void httpBindings()
    {
        const Operation &get = m_model.open("get-box");
        QCOMPARE(get.name, QStringLiteral("GetBox"));
        QCOMPARE(get.httpMethod, QByteArray("GET"));
        QCOMPARE(get.httpUri, QByteArray("/box/{shelf}/{path+}?kind=small"));
        QCOMPARE(get.httpStatus, 200);
        QCOMPARE(ModelFixture::member(get.input, "shelf").location, Location::Label);
        QCOMPARE(ModelFixture::member(get.input, "path").location, Location::GreedyLabel);
        QVERIFY(ModelFixture::member(get.input, "shelf").hostLabel);
        const Member &header = ModelFixture::member(get.input, "if");
        QCOMPARE(header.location, Location::Header);
        QCOMPARE(header.locationName, QStringLiteral("If-Modified-Since"));
        QCOMPARE(ModelFixture::member(get.input, "arn").contextParam, QStringLiteral("Arn"));
        const Member &body = ModelFixture::member(get.output, "body");
        QCOMPARE(body.location, Location::Payload);
        QVERIFY(body.target->streaming && body.target->requiresLength);
        const Operation &list = m_model.open("ListShelves");
        QCOMPARE(ModelFixture::member(list.input, "nextToken").location, Location::Query);
        QCOMPARE(ModelFixture::member(list.input, "nextToken").locationName, QStringLiteral("next"));
        QCOMPARE(ModelFixture::member(list.input, "rest").location, Location::QueryParams);
        QCOMPARE(ModelFixture::member(list.output, "status").location, Location::StatusCode);
        QCOMPARE(ModelFixture::member(list.output, "meta").location, Location::PrefixHeaders);
        QCOMPARE(ModelFixture::member(list.output, "meta").locationName, QStringLiteral("x-meta-"));
        QCOMPARE(*ModelFixture::member(list.input, "limit").target->defaultValue, QCborValue(0));
    }

    void operationTraits()
    {
        const Operation &get = m_model.open("GetBox");
        QVERIFY(get.readOnly && !get.idempotent && get.requestCompression);
        QCOMPARE(get.hostPrefix, QStringLiteral("{shelf}.data."));
        QCOMPARE(get.httpChecksum, QByteArray(R"({"requestChecksumRequired":true})"));
        QCOMPARE(get.staticContextParams, QByteArray(R"({"A":{"value":true}})"));
        QCOMPARE(get.operationContextParams, QByteArray(R"({"B":{"path":"x"}})"));
        const Operation &seal = m_model.open("SealBox");
        QVERIFY(seal.unsignedPayload && seal.deprecated);
        QCOMPARE(seal.deprecationMessage, QStringLiteral("Use tape."));
        QCOMPARE(seal.authSchemes,
                 (QStringList{QStringLiteral("smithy.api#noAuth"), QStringLiteral("aws.auth#sigv4")}));
        QVERIFY(seal.input->members.empty() && seal.output->members.empty());
        const Operation &count = m_model.open("CountShelves");
        QVERIFY(count.idempotent);
        QCOMPARE(count.authSchemes, QStringList{QStringLiteral("smithy.api#noAuth")});
        const Operation &list = m_model.open("ListShelves");
        QCOMPARE(
            list.pagination,
            QByteArray(
                R"({"inputToken":"nextToken","items":"shelves","outputToken":"nextToken","pageSize":"limit"})"));
        QCOMPARE(list.waiters, QByteArray(R"({"ShelfThere":{"acceptors":[]}})"));
        QCOMPARE(list.examples, QByteArray(R"([{"title":"All","input":{}}])"));
        const Operation &put = m_model.open("PutThing");
        QCOMPARE(put.httpStatus, 201);
        QCOMPARE(put.httpChecksum, QByteArray(R"({"requestAlgorithmMember":"a"})"));
        QVERIFY(put.authSchemes.isEmpty());
    }

    void errors()
    {
        const Operation &put = m_model.open("PutThing");
        const Shape *taken = put.error(u"Taken");
        QVERIFY(taken);
        QCOMPARE(put.error(u"ThingTaken"), taken);
        QVERIFY(taken->error.isError && taken->error.clientFault && !taken->error.retryable);
        QCOMPARE(taken->error.httpStatus, 409);
        const Shape *throttled = put.error(u"Throttled"); // from the service
        QVERIFY(throttled && throttled->error.throttling && throttled->error.retryable);
        QVERIFY(!throttled->error.clientFault);
        QVERIFY(!put.error(u"Other"));
        QVERIFY(!put.error(u""));
    }

    void memberTraits()
    {
        const Operation &put = m_model.open("PutThing");
        QCOMPARE(put.tokenMember(), put.input->member(u"token"));
        const Member &name = ModelFixture::member(put.input, "name");
        QVERIFY(name.required && name.clientOptional && !name.idempotencyToken);
        QCOMPARE(name.wireName(), QStringLiteral("Name"));
        QCOMPARE(name.xmlName, QStringLiteral("XName"));
        QVERIFY(ModelFixture::member(put.input, "pin").isSensitive());
        QCOMPARE(ModelFixture::member(put.input, "when").timestampFormat, TimestampFormat::HttpDate);
        QCOMPARE(ModelFixture::member(put.input, "when").target->timestampFormat, TimestampFormat::DateTime);
        QCOMPARE(ModelFixture::member(put.input, "tags").deprecated->message, QStringLiteral("Use labels."));
        QVERIFY(ModelFixture::member(put.input, "labels").xmlFlattened);
        QVERIFY(ModelFixture::member(put.input, "sparse").target->sparse);
        QCOMPARE(ModelFixture::member(put.input, "json").target->mediaType,
                 QStringLiteral("application/json"));
        const Member &attribute = ModelFixture::member(put.input, "attr");
        QVERIFY(attribute.xmlAttribute);
        QCOMPARE(*attribute.xmlNamespace, (XmlNamespace{QStringLiteral("u"), QStringLiteral("p")}));
        QCOMPARE(attribute.ec2QueryName, QStringLiteral("Attr2"));
    }

    void constraints()
    {
        const Constraints token = inputMember("token").effectiveConstraints();
        QCOMPARE(*token.minLength, 9);
        QCOMPARE(*token.maxLength, 64); // of the member
        QCOMPARE(token.pattern, QStringLiteral("^[a-z]+$")); // of the shape
        const Constraints count = inputMember("count").effectiveConstraints();
        QCOMPARE(*count.minValue, -5.0);
        QVERIFY(!count.minLength);
        const Shape *nodes = ModelFixture::member(inputMember("tree").target, "children").target;
        QVERIFY(nodes->constraints.uniqueItems);
        QCOMPARE(*nodes->constraints.maxLength, 10);
        QVERIFY(!nodes->constraints.minLength);
        QCOMPARE(nodes->element.xmlName, QStringLiteral("item"));
        const Shape *tags = inputMember("tags").target;
        QCOMPARE(tags->key.effectiveConstraints().pattern, QStringLiteral("^k"));
        QCOMPARE(tags->key.xmlName, QStringLiteral("K"));
        QCOMPARE(tags->element.xmlName, QStringLiteral("V"));
    }

    void defaults()
    {
        QCOMPARE(*inputMember("colour").defaultValue, QCborValue(QStringLiteral("red")));
        QCOMPARE(*inputMember("level").defaultValue, QCborValue(1));
        QCOMPARE(inputMember("ratio").defaultValue->type(), QCborValue::Double);
        QCOMPARE(*inputMember("data").defaultValue, QCborValue(QByteArray("hi")));
        QCOMPARE(inputMember("since").defaultValue->toDateTime(), QDateTime::fromSecsSinceEpoch(0, Qt::UTC));
        QVERIFY(inputMember("nothing").defaultValue->isNull());
        QVERIFY(!inputMember("pin").defaultValue);
    }

    void enums()
    {
        const Shape *colour = inputMember("colour").target;
        QCOMPARE(colour->type, ShapeType::Enum);
        QCOMPARE(colour->enumValues.at(0).value, QStringLiteral("red"));
        QCOMPARE(colour->enumValues.at(0).name, QStringLiteral("RED"));
        QCOMPARE(colour->enumValues.at(0).documentation, QStringLiteral("Like fire."));
        QCOMPARE(colour->enumValues.at(1).value, QStringLiteral("BLUE"));
        QVERIFY(colour->enumValues.at(1).deprecated);
        const Shape *old = inputMember("old").target;
        QCOMPARE(old->type, ShapeType::Enum);
        QCOMPARE(old->enumValues.at(0).name, QStringLiteral("A_B"));
        QCOMPARE(old->enumValues.at(1).name, QStringLiteral("c"));
        QVERIFY(old->enumValues.at(1).deprecated);
        const Shape *level = inputMember("level").target;
        QCOMPARE(level->type, ShapeType::IntEnum);
        QCOMPARE(level->enumValues.at(1).value, QStringLiteral("3"));
    }

    void aggregates()
    {
        const Shape *node = inputMember("tree").target;
        QCOMPARE(ModelFixture::member(node, "children").target->element.target->name, node->name);
        const Operation &put = m_model.open("PutThing");
        const Shape *tree = ModelFixture::member(put.input, "tree").target;
        QCOMPARE(ModelFixture::member(tree, "children").target->element.target, tree); // recursive, one shape
        QCOMPARE(ModelFixture::member(put.input, "choice").target->type, ShapeType::Union);
        QCOMPARE(ModelFixture::member(put.input, "free").target->type, ShapeType::Document);
        const Shape *none =
            ModelFixture::member(ModelFixture::member(put.input, "choice").target, "none").target;
        QCOMPARE(none->type, ShapeType::Structure);
        const Shape *events = ModelFixture::member(put.input, "events").target;
        QVERIFY(events->eventStream);
        const Shape *chunk = ModelFixture::member(events, "chunk").target;
        QVERIFY(ModelFixture::member(chunk, "kind").eventHeader
                && ModelFixture::member(chunk, "data").eventPayload);
        for (const Shape &shape : put.shapes)
            QVERIFY(shape.name != u"Unreached");
    }
};

QTEST_GUILESS_MAIN(SmithyTest)
#include "tst_smithy.moc"
