// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "document/redact.h"
#include "guide/guide.h"
#include "guide/lifetimes.h"
#include "guide/modelcheck.h"
#include "model/catalog.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace formwork;
using namespace formwork::guide;
using document::Pointer;

namespace
{

// Every member below a shape, once for each way to it, down to where a shape repeats itself.
using Walk = std::function<void(const Pointer &, const model::Member &)>;

void walk(const model::Shape &shape, const Pointer &place, QList<const model::Shape *> above,
          const Walk &visit)
{
    if (above.contains(&shape)) {
        return;
    }
    above.append(&shape);
    const auto go = [&](const model::Member &member, const QString &token) {
        visit(place.child(token), member);
        walk(*member.target, place.child(token), above, visit);
    };
    for (const model::Member &member : shape.members) {
        go(member, member.name);
    }
    if (shape.type == model::ShapeType::List || shape.type == model::ShapeType::Map) {
        go(shape.element, QStringLiteral("0"));
    }
}

bool isCovered(const QList<Step> &steps, const Pointer &pointer)
{
    return std::ranges::any_of(steps, [&](const Step &step) {
        return std::ranges::any_of(step.members, [&](const Pointer &named) {
            return pointer.startsWith(named) || named.startsWith(pointer);
        });
    });
}

} // namespace

// The guides that come with the program, held against the models that come with it.
class TestBuiltInGuides : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_guides = Guides::builtIn();
        const auto names = m_guides->guided();
        for (const auto &[service, name] : names) {
            const auto read = model::readService(QStringLiteral(":/models/%1.json").arg(service), service);
            QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
            const auto operation = model::readOperation(*read, name);
            QVERIFY2(operation, qPrintable(operation ? QString() : operation.error().message));
            m_operations.append(*operation);
        }
    }

    void theHomePageHasFiveInOrder()
    {
        QStringList titles;
        const auto &cards = m_guides->cards();
        for (const Card &card : cards) {
            titles.append(card.title);
            QVERIFY2(!card.summary.isEmpty() && card.steps > 0, qPrintable(card.title));
        }
        QCOMPARE(titles,
                 QStringList({QStringLiteral("Directory group"), QStringLiteral("Connector profile"),
                              QStringLiteral("Identity Center instance"),
                              QStringLiteral("Environment account connection"),
                              QStringLiteral("Engagement context")}));
        QCOMPARE(cards.at(1).steps, 4);
        QVERIFY(!cards.at(3).noticeBrief.isEmpty());
    }

    void everyGuide_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_operations.size(); ++i) {
            QTest::newRow(qPrintable(m_operations.at(i)->name)) << i;
        }
    }

    // The guide under test; a fresh Guides each time, so that problems are this guide's.
    void everyGuide()
    {
        QFETCH(int, index);
        const model::Operation &operation = *m_operations.at(index);
        const auto guides = Guides::builtIn();
        const GuidePtr guide = guides->guideFor(operation);
        QVERIFY2(guides->problems().isEmpty(), qPrintable(guides->problems().join(u'\n')));
        checkSteps(operation, *guide);
        checkWords(operation, *guide);
        checkErrors(operation, *guide);
        checkToken(operation, *guide);
        checkRequired(operation, *guide);
        QVERIFY(!guide->practice.isEmpty());
        QVERIFY(guide->practice.tokenLifetime.count() > 0);
        QVERIFY(!guide->practice.mismatchMessage.isEmpty());
        QVERIFY(!guide->practice.output.isUndefined());
        QVERIFY(!guide->resultIds.isEmpty());
    }

    void everyChoiceRevealsSomethingOrSaysThatItDoesNot_data() { everyGuide_data(); }
    void everyChoiceRevealsSomethingOrSaysThatItDoesNot()
    {
        QFETCH(int, index);
        const model::Operation &operation = *m_operations.at(index);
        const GuidePtr guide = m_guides->guideFor(operation);
        QHash<QString, QStringList>
            named; // pointer of a choice -> values that a reveal or a plain choice names
        for (const Reveal &reveal : guide->reveals) {
            collect(reveal.when, named);
        }
        const auto exempt = [&](const QString &pointer,
                                const QString &value) { // a plain yes or no asks for nothing
            return std::ranges::any_of(guide->plainChoices, [&](const PlainChoice &choice) {
                return choice.at.toString() == pointer && choice.values.contains(value);
            });
        };
        for (auto it = named.cbegin(); it != named.cend(); ++it) {
            const auto members = membersAt(*operation.input, Pointer::parse(it.key()));
            QCOMPARE(members.size(), 1);
            const auto &values = members.first()->target->enumValues;
            if (values.size() <= 3 && it.key() != QStringLiteral("/Type")) {
                continue; // either shown or not, by one of the values
            }
            for (const model::EnumValue &value : values) {
                QVERIFY2(it.value().contains(value.value) || exempt(it.key(), value.value),
                         qPrintable(it.key() + u' ' + value.value));
            }
        }
    }

    void onlyTheChosenConnectorIsSent()
    {
        const model::Operation &operation = *m_operations.at(1);
        const GuidePtr guide = m_guides->guideFor(operation);
        const QString config = QStringLiteral("/connectorProfileConfig");
        const QStringList parts{config + QStringLiteral("/connectorProfileProperties"),
                                config + QStringLiteral("/connectorProfileCredentials")};
        const QCborValue all = document::skeleton(*operation.input, true);
        const auto types = operation.input->member(u"connectorType")->target->enumValues;
        for (const auto &type : types) {
            QCborValue document = all;
            document::setValue(document, Pointer::parse(u"/connectorType"), type.value);
            const QCborValue sent = guide->visible(document);
            const bool isPlain = guide->plainChoices.first().values.contains(type.value);
            for (const QString &part : parts) {
                const QCborMap kept = document::valueAt(sent, Pointer::parse(part)).toMap();
                QVERIFY2(kept.size() == (isPlain ? 0 : 1), qPrintable(type.value));
                QVERIFY2(isPlain
                             || kept.keys().first().toString().compare(type.value, Qt::CaseInsensitive) == 0,
                         qPrintable(type.value));
            }
            QCOMPARE(document::contains(sent, Pointer::parse(u"/connectorLabel")),
                     type.value == QStringLiteral("CustomConnector"));
        }
    }

    void typeAndPayloadMustAgree()
    {
        const GuidePtr guide = m_guides->guideFor(*m_operations.at(4));
        const auto wrong = document::fromPlainJson(R"({"Catalog": "Sandbox", "Type": "Lead",
            "EngagementIdentifier": "eng-0123456789abcd", "Payload": {"CustomerProject": {"Project": {}}}})");
        const auto problems = guide->check(*wrong);
        QVERIFY(std::ranges::any_of(problems, [](const document::Problem &problem) {
            return problem.severity == document::Severity::Error && problem.pointer.toString() == u"/Payload";
        }));
        const auto right = document::fromPlainJson(R"({"Catalog": "Sandbox", "Type": "CustomerProject",
            "EngagementIdentifier": "eng-0123456789abcd", "Payload": {"CustomerProject": {"Project": {}}}})");
        QVERIFY(guide->check(*right).isEmpty());
    }

    void aRoleIsAdvised()
    {
        const GuidePtr guide = m_guides->guideFor(*m_operations.at(3));
        QVERIFY(guide->notice);
        const auto none = guide->check(*document::fromPlainJson(R"({"environmentName": "e"})"));
        QCOMPARE(none.size(), 1);
        QCOMPARE(none.first().severity, document::Severity::Advice);
    }

    // Older models than ours are installed on many machines; the built-in operations stay as they are.
    void anOldModelOnTheMachineTakesNothingAway_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("isBuiltIn");
        QTest::newRow("older") << QStringLiteral("2020-01-01") << true;
        QTest::newRow("same, with more operations") << m_operations.first()->service->apiVersion << true;
        QTest::newRow("newer") << QStringLiteral("2099-01-01") << false;
    }

    void anOldModelOnTheMachineTakesNothingAway()
    {
        QFETCH(QString, version);
        QFETCH(bool, isBuiltIn);
        const model::Operation &own = *m_operations.first();
        QTemporaryDir folder;
        const QString place = folder.filePath(own.service->id + u'/' + version);
        QVERIFY(QDir().mkpath(place));
        QFile file(place + QStringLiteral("/service-2.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QJsonObject http{{QStringLiteral("method"), QStringLiteral("POST")},
                               {QStringLiteral("requestUri"), QStringLiteral("/")}};
        QJsonObject operations;
        for (const QString &name : {QStringLiteral("GetThis"), QStringLiteral("GetThat"), own.name}) {
            operations.insert(name, QJsonObject{{QStringLiteral("http"), http}});
        }
        const QJsonObject metadata{{QStringLiteral("protocol"), QStringLiteral("json")},
                                   {QStringLiteral("apiVersion"), version}};
        file.write(QJsonDocument(QJsonObject{{QStringLiteral("metadata"), metadata},
                                             {QStringLiteral("shapes"), QJsonObject()},
                                             {QStringLiteral("operations"), operations}})
                       .toJson());
        file.close();
        const auto catalog = model::Catalog::build({folder.path()});
        const auto operation = catalog->operation(own.service->id, own.name);
        QVERIFY2(operation, qPrintable(operation ? QString() : operation.error().message));
        QCOMPARE((*operation)->tokenMember() != nullptr, isBuiltIn);
        const auto service = catalog->service(own.service->id);
        QVERIFY((*service)->indexOf(own.name) >= 0);
        QCOMPARE(catalog->operation(own.service->id, u"GetThis").has_value(),
                 version != QStringLiteral("2020-01-01"));
    }

    // A published model of the same API version that has grown is read instead of ours; one that has lost
    // what a guide or a client token stands on is not.
    void aGrownModelOnTheMachineIsUsed_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("a member more") << QStringLiteral("more") << true;
        QTest::newRow("a member gone") << QStringLiteral("less") << false;
        QTest::newRow("no client token") << QStringLiteral("token") << false;
        QTest::newRow("a secret less") << QStringLiteral("secret") << false;
    }

    void aGrownModelOnTheMachineIsUsed()
    {
        QFETCH(const QString, change);
        QFETCH(const bool, isUsed);
        for (const model::OperationPtr &own : std::as_const(m_operations)) {
            QByteArray bytes = changedModel(*own, change);
            if (bytes.isEmpty())
                continue; // it has no secret
            QTemporaryDir folder;
            QFile file(folder.filePath(QStringLiteral("grown.json")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
            file.close();
            const auto catalog = model::Catalog::build({folder.path()});
            QVERIFY2(catalog->skipped().isEmpty(), qPrintable(catalog->skipped().value(0).reason));
            const auto operation = catalog->operation(own->service->id, own->name);
            QVERIFY2(operation, qPrintable(operation ? QString() : operation.error().message));
            QCOMPARE((*operation)->service->origin == file.fileName(), isUsed);
            const auto guides = Guides::builtIn();
            static_cast<void>(guides->guideFor(**operation));
            QCOMPARE(guides->problems(), QStringList());
        }
    }

    void theyFitWhatAwsPublishes()
    {
        const QString folder = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
        for (const model::OperationPtr &own : std::as_const(m_operations)) {
            QDir versions(folder + u'/' + own->service->id);
            const auto dates = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
            if (dates.isEmpty()) {
                QSKIP("No published models at FORMWORK_SHARED; the built-in ones are tested above.");
            }
            const auto service = model::readService(
                versions.filePath(dates.last() + QStringLiteral("/service-2.json.gz")), own->service->id);
            QVERIFY2(service, qPrintable(service ? QString() : service.error().message));
            const auto operation = model::readOperation(*service, own->name);
            QVERIFY2(operation, qPrintable(operation ? QString() : operation.error().message));
            const auto guides = Guides::builtIn();
            static_cast<void>(guides->guideFor(**operation));
            QVERIFY2(guides->problems().isEmpty(), qPrintable(guides->problems().join(u'\n')));
        }
    }

private:
    // The built-in model with one operation more, and a change to the input of the operation; empty where
    // there is nothing to change.
    static QByteArray changedModel(const model::Operation &own, const QString &change)
    {
        QFile file(own.service->origin);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QByteArray bytes = file.readAll();
        QJsonObject model = QJsonDocument::fromJson(bytes).object();
        QJsonObject shapes = model.value(QLatin1String("shapes")).toObject();
        QString input;
        for (const QString &id : shapes.keys()) {
            QJsonObject shape = shapes.value(id).toObject();
            if (shape.value(QLatin1String("type")) == QLatin1String("service")) {
                QJsonArray operations = shape.value(QLatin1String("operations")).toArray();
                operations.append(QJsonObject{{QLatin1String("target"), QLatin1String("grown#GetGrown")}});
                shape.insert(QLatin1String("operations"), operations);
                shapes.insert(id, shape);
            }
            if (id.endsWith(u'#' + own.name))
                input =
                    shape.value(QLatin1String("input")).toObject().value(QLatin1String("target")).toString();
        }
        shapes.insert(QStringLiteral("grown#GetGrown"),
                      QJsonObject{{QLatin1String("type"), QLatin1String("operation")}});
        QJsonObject shape = shapes.value(input).toObject();
        QJsonObject members = shape.value(QLatin1String("members")).toObject();
        const QString token = own.tokenMember() ? own.tokenMember()->name : QString();
        if (change == u"more")
            members.insert(QStringLiteral("Grown"),
                           QJsonObject{{QLatin1String("target"), QLatin1String("smithy.api#String")}});
        else if (change == u"less")
            members.remove(own.input->members.front().name);
        else if (change == u"token")
            members.insert(token, QJsonObject{{QLatin1String("target"), QLatin1String("smithy.api#String")}});
        shape.insert(QLatin1String("members"), members);
        shapes.insert(input, shape);
        model.insert(QLatin1String("shapes"), shapes);
        bytes = QJsonDocument(model).toJson();
        if (change == u"secret") {
            if (!bytes.contains("smithy.api#sensitive"))
                return {};
            bytes.replace("smithy.api#sensitive", "smithy.api#internal");
        }
        return bytes;
    }

    static void collect(const Condition &condition, QHash<QString, QStringList> &named)
    {
        for (const QCborValue &value : condition.values) {
            if (value.isString()) {
                named[condition.pointer.toString()].append(value.toString());
            }
        }
        for (const Condition &part : condition.parts) {
            collect(part, named);
        }
    }

    static void checkSteps(const model::Operation &operation, const Guide &guide)
    {
        walk(*operation.input, {}, {}, [&](const Pointer &pointer, const model::Member &member) {
            QVERIFY2(member.idempotencyToken || isCovered(guide.steps, pointer),
                     qPrintable(pointer.toString()));
        });
        QVERIFY(std::ranges::none_of(
            guide.steps, [](const Step &step) { return step.title == QStringLiteral("Other settings"); }));
    }

    // Each member has words of its own; those with a value have a sentence below, too, unless the label says
    // it all.
    static void checkWords(const model::Operation &operation, const Guide &guide)
    {
        walk(*operation.input, {}, {}, [&](const Pointer &pointer, const model::Member &member) {
            const bool isEntry = pointer.last() == u"0" && !member.target->isAggregate();
            const Hint *hint = guide.hint(pointer);
            QVERIFY2(member.idempotencyToken || isEntry || (hint != nullptr && !hint->label.isEmpty()),
                     qPrintable(pointer.toString()));
            if (hint == nullptr) {
                return;
            }
            QVERIFY2(hint->label.size() <= 60, qPrintable(pointer.toString()));
            QVERIFY2(hint->help.isEmpty() || hint->help.endsWith(u'.')
                         || hint->help.contains(QStringLiteral(": ")),
                     qPrintable(pointer.toString()));
            QVERIFY2(!document::isSecret(member) || hint->example.isUndefined(),
                     qPrintable(pointer.toString()));
            for (const model::EnumValue &value : member.target->enumValues) {
                QVERIFY2(hint->valueLabels.isEmpty() || hint->valueLabels.contains(value.value),
                         qPrintable(pointer.toString() + u' ' + value.value));
            }
        });
    }

    static void checkErrors(const model::Operation &operation, const Guide &guide)
    {
        for (const model::Shape *error : operation.errors) {
            const ErrorHelp help = guide.errors.value(error->name);
            QVERIFY2(help.meaning.endsWith(u'.') && help.advice.endsWith(u'.'), qPrintable(error->name));
        }
    }

    static void checkToken(const model::Operation &operation, const Guide &guide)
    {
        QVERIFY(operation.tokenMember() != nullptr);
        QCOMPARE(guide.tokenLifetime, publishedLifetime(guide.service, guide.operation));
        QVERIFY(!guide.tokenMismatchError.isEmpty());
    }

    // A new form offers every required member; the guide hides none of them for good.
    static void checkRequired(const model::Operation &operation, const Guide &guide)
    {
        for (const model::Member &member : operation.input->members) {
            QVERIFY2(!member.required || guide.isRevealed(Pointer().child(member.name), QCborMap()),
                     qPrintable(member.name));
        }
    }

    GuidesPtr m_guides;
    QList<model::OperationPtr> m_operations;
};

QTEST_GUILESS_MAIN(TestBuiltInGuides)
#include "tst_builtinguides.moc"
