// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "document/json.h"
#include "forms/fieldrow.h"
#include "forms/formview.h"
#include "formwindow.h"
#include "guide/guide.h"
#include "readers/reader.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QScrollBar>
#include <QtTest>

#include <ctime>

using namespace formwork;
using namespace formwork::testing;
using forms::FormModel;
using forms::FormView;

// The forms of the built-in operations, laid out in windows of several sizes. With FORMWORK_PICTURES=folder
// each is also left there as a picture to look at.
class TestFormLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }

    void fitsItsWidth_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("input");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("dark");
        const std::tuple<const char *, const char *, const char *> forms[] = {
            {"appflow", "CreateConnectorProfile",
             R"({"connectorType":"Salesforce","connectorProfileName":"sales forces"})"},
            {"appflow", "CreateConnectorProfile", R"({"connectorType":"CustomConnector"})"},
            {"appflow", "CreateConnectorProfile", R"({"connectorType":"S3"})"},
            {"ds-data", "CreateGroup", "{}"},
            {"partnercentral-selling", "CreateEngagementContext", R"({"Type":"Lead"})"},
            {"partnercentral-selling", "CreateEngagementContext", R"({"Type":"CustomerProject"})"},
            {"proton", "CreateEnvironmentAccountConnection", "{}"},
            {"sso-admin", "CreateInstance",
             R"({"Tags":[{"Key":"team","Value":"crm"},{"Key":"stage","Value":""}]})"},
        };
        int number = 0;
        for (const auto &[model, operation, input] : forms) {
            ++number;
            for (int width : {380, 760, 1400}) {
                for (bool dark : {false, true})
                    QTest::addRow("%d %s %d %s", number, operation, width, dark ? "dark" : "light")
                        << QString::fromLatin1(model) << QString::fromLatin1(operation)
                        << QString::fromLatin1(input) << width << dark;
            }
        }
    }

    void fitsItsWidth()
    {
        QFETCH(QString, model);
        QFETCH(QString, operation);
        QFETCH(QString, input);
        QFETCH(int, width);
        QFETCH(bool, dark);
        widgets::Theme::apply(*qApp, dark ? widgets::Scheme::Dark : widgets::Scheme::Light);
        const auto service = readers::readService(QStringLiteral(":/models/%1.json").arg(model), model);
        QVERIFY2(service, service ? "" : qPrintable(service.error().message));
        const auto read = readers::readOperation(*service, operation);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        const guide::GuidePtr guide = guide::Guides::builtIn()->guideFor(**read);
        FormModel form(*read, guide, {});
        const auto members = QJsonDocument::fromJson(input.toUtf8()).object();
        for (auto it = members.begin(); it != members.end(); ++it)
            form.setValue(document::Pointer().child(it.key()), QCborValue::fromJsonValue(it.value()));
        form.setShowsAllProblems(true);
        QWidget window; // what a form stands on
        window.resize(width, 640);
        FormView view(form, &window);
        view.resize(window.size());
        window.show();
        for (qsizetype step = 0; step < guide->steps.size(); ++step) {
            const std::clock_t before = std::clock();
            view.showStep(step);
            const std::clock_t made = std::clock();
            QCoreApplication::processEvents();
            const auto ms = [before](std::clock_t now) {
                return double(now - before) * 1000 / CLOCKS_PER_SEC;
            };
            if (qEnvironmentVariableIsSet("FORMWORK_TIMES"))
                qInfo("step %lld made in %.1f ms, shown in %.1f ms (processor time), %lld widgets",
                      qlonglong(step), ms(made), ms(std::clock()),
                      qlonglong(view.findChildren<QWidget *>().size()));
            picture(window, step);
            QVERIFY2(view.widget()->minimumSizeHint().width() <= view.viewport()->width(),
                     qPrintable(QStringLiteral("step %1 needs %2 of %3")
                                    .arg(step)
                                    .arg(view.widget()->minimumSizeHint().width())
                                    .arg(view.viewport()->width())));
            for (const forms::FieldRow *row : view.findChildren<forms::FieldRow *>())
                QVERIFY(!row->isVisible() || row->height() >= row->heightForWidth(row->width()) - 1);
        }
    }

    void everyShapeFits_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("dark");
        QTest::newRow("every wide light") << 900 << false;
        QTest::newRow("every wide dark") << 900 << true;
        QTest::newRow("every narrow") << 420 << false;
    }

    void everyShapeFits()
    {
        QFETCH(int, width);
        QFETCH(bool, dark);
        widgets::Theme::apply(*qApp, dark ? widgets::Scheme::Dark : widgets::Scheme::Light);
        const auto wrong = complaining(
            {{at("/name"),
              QStringLiteral("Name: the character + is not allowed. Use letters, digits and - instead.")},
             {at("/region"), QStringLiteral("Region: choose one of the list.")},
             {at("/servers/0/port"), QStringLiteral("Port: at most 100.")},
             {at("/names"), QStringLiteral("Names: at most 1 (entry|entries).")},
             {at("/names/1"), QStringLiteral("Item 2: must not be empty.")}});
        FormWindow window({"/name", "/description", "/password", "/enabled", "/scope", "/region", "/count",
                           "/since", "/data", "/free", "/names", "/tags", "/labels", "/servers", "/options",
                           "/choice"},
                          wrong);
        window.model().setDocument(
            *document::fromJson(R"({"name":"a+b","region":"mars","count":7,"data":"AAE=",
            "since":"2026-01-02T03:04:05Z","free":{"a":[1,null,"x"]},"names":["x",""],"tags":[{"Key":"k","Value":"v"}],
            "labels":{"team":"crm","stage":""},"servers":[{"host":"db.example.com","port":300},{"host":"b"}],
            "options":{"server":{"host":"h"}},"choice":{"server":{"host":"u"}}})",
                                *everyShape()->input));
        window.model().setShowsAllProblems(true);
        window.view().window()->resize(width, 2100);
        window.view().resize(width, 2100);
        QVERIFY(window.view().focusPointer(at("/servers/0/port")));
        QTRY_VERIFY(!window.model().problems().isEmpty());
        QCoreApplication::processEvents();
        picture(*window.view().window(), 0);
        QVERIFY(window.view().widget()->minimumSizeHint().width() <= width);
    }

    // Deep inputs of operations that AWS publishes.
    void deepFits_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("place");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("dark");
        const std::tuple<const char *, const char *, const char *, const char *> forms[] = {
            {"quicksight", "CreateAnalysis",
             R"({"AwsAccountId":"000000000000","AnalysisId":"a","Name":"Sales","Definition":{"DataSetIdentifierDeclarations":
             [{"Identifier":"orders","DataSetArn":"arn:aws:quicksight:us-east-1:000000000000:dataset/x"}],"Sheets":[{"SheetId":"s1",
             "Name":"Overview","Visuals":[{"BarChartVisual":{"VisualId":"v1","ChartConfiguration":{"FieldWells":
             {"BarChartAggregatedFieldWells":{"Category":[{"CategoricalDimensionField":{"FieldId":"f","Column":
             {"DataSetIdentifier":"orders","ColumnName":"region"}}}]}}}}}]}]}})",
             "/Definition/Sheets/0/Visuals/0/BarChartVisual/ChartConfiguration/FieldWells/"
             "BarChartAggregatedFieldWells/Category/0/CategoricalDimensionField/Column/ColumnName"},
            {"dynamodb", "PutItem",
             R"({"TableName":"orders","Item":{"id":{"S":"17"},"lines":{"L":[{"M":{"sku":{"S":"a-1"},"count":{"N":"2"}}}]}}})",
             "/Item/lines/L/0/M/sku/S"},
            {"s3", "PutBucketLifecycleConfiguration",
             R"({"Bucket":"logs","LifecycleConfiguration":{"Rules":[{"ID":"old logs","Status":"Enabled","Filter":{"Prefix":"logs/"},
             "Transitions":[{"Days":30,"StorageClass":"GLACIER"}],"Expiration":{"Days":365}},{"ID":"all","Status":"Disabled"}]}})",
             "/LifecycleConfiguration/Rules/0/Transitions/0/Days"},
            {"ecs", "CreateService",
             R"({"serviceName":"web","cluster":"main","taskDefinition":"web:3","loadBalancers":[{"targetGroupArn":"arn",
             "containerName":"web","containerPort":80}],"networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}}})",
             "/networkConfiguration/awsvpcConfiguration/subnets/0"},
        };
        for (const auto &[service, operation, input, place] : forms) {
            for (int width : {480, 700}) {
                for (bool dark : {false, true})
                    QTest::addRow("deep %s %d %s", operation, width, dark ? "dark" : "light")
                        << QString::fromLatin1(service) << QString::fromLatin1(operation)
                        << QString::fromLatin1(input) << QString::fromLatin1(place) << width << dark;
            }
        }
    }

    void deepFits()
    {
        QFETCH(QString, service);
        QFETCH(QString, operation);
        QFETCH(QString, input);
        QFETCH(QString, place);
        QFETCH(int, width);
        QFETCH(bool, dark);
        widgets::Theme::apply(*qApp, dark ? widgets::Scheme::Dark : widgets::Scheme::Light);
        const auto catalog = catalog::Catalog::build(
            {qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore")});
        const auto read = catalog->operation(service, operation);
        if (!read)
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        const guide::GuidePtr guide = guide::generatedGuide(**read);
        FormModel form(*read, guide, {});
        const auto document = document::fromJson(input.toUtf8(), *(*read)->input);
        QVERIFY2(document, document ? "" : qPrintable(document.error().sentence()));
        form.setDocument(*document);
        QWidget window; // what a form stands on
        window.resize(width, 760);
        FormView view(form, &window);
        view.resize(window.size());
        window.show();
        view.showStep(qMax<qsizetype>(0, form.stepOf(document::Pointer::parse(place))));
        QCoreApplication::processEvents();
        picture(window, 0);
        QVERIFY(view.focusPointer(document::Pointer::parse(place)));
        QCoreApplication::processEvents();
        picture(window, 1);
        QVERIFY2(view.widget()->minimumSizeHint().width() <= view.viewport()->width(),
                 qPrintable(QStringLiteral("it needs %1 of %2")
                                .arg(view.widget()->minimumSizeHint().width())
                                .arg(view.viewport()->width())));
    }

private:
    static void picture(QWidget &window, qsizetype step)
    {
        const QString folder = qEnvironmentVariable("FORMWORK_PICTURES");
        if (folder.isEmpty())
            return;
        const QString name = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
        window.grab().save(QDir(folder).filePath(QStringLiteral("%1-%2.png").arg(name).arg(step)));
    }
};

QTEST_MAIN(TestFormLook)
#include "tst_formlook.moc"
