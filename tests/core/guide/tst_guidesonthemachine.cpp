// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "guidedoperations.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::guide;

// The guides that come with the program, with the models that are on a machine.
class TestGuidesOnTheMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_operations = tests::guidedOperations();
        QVERIFY(!m_operations.isEmpty());
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
        const auto catalog = catalog::Catalog::build({folder.path()});
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
        QTest::newRow("a client token not marked") << QStringLiteral("token") << true; // its name tells it
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
            const auto catalog = catalog::Catalog::build({folder.path()});
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
            const auto service = readers::readService(
                versions.filePath(dates.last() + QStringLiteral("/service-2.json.gz")), own->service->id);
            QVERIFY2(service, qPrintable(service ? QString() : service.error().message));
            const auto operation = readers::readOperation(*service, own->name);
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

    QList<model::OperationPtr> m_operations;
};

QTEST_GUILESS_MAIN(TestGuidesOnTheMachine)
#include "tst_guidesonthemachine.moc"
