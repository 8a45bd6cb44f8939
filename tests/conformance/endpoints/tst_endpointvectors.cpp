// SPDX-License-Identifier: Apache-2.0
#include "endpoint/ruleset.h"
#include "readers/modelfile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork;
using namespace formwork::endpoint;

// Every published endpoint test of every service against the published rules, where a copy of both is at hand
// (FORMWORK_SHARED).
class EndpointVectorsTest : public QObject
{
    Q_OBJECT
private:
    static QString folder(const QString &name)
    {
        return qEnvironmentVariable("FORMWORK_SHARED") + u'/' + name;
    }

    static QByteArray unpackedFile(const QString &path)
    {
        return readers::readModelBytes(path).value_or(QByteArray());
    }

    static QStringList ruleFiles(const QString &service)
    {
        const QString base = folder(QStringLiteral("models/botocore/") + service);
        QStringList files;
        for (const QString &version : QDir(base).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            files.append(base + u'/' + version + QStringLiteral("/endpoint-rule-set-1.json.gz"));
        return files;
    }

    static Result<RuleOutcome> run(const RuleSet &rules, const QJsonObject &params)
    {
        return rules.evaluate([&](const RuleParameter &parameter) {
            const QJsonValue value = params.value(parameter.name);
            return value.isUndefined() ? QCborValue(QCborValue::Undefined) : QCborValue::fromJsonValue(value);
        });
    }

    // What is wrong with the outcome; empty if nothing.
    static QString difference(const Result<RuleOutcome> &outcome, const QJsonObject &expect)
    {
        if (expect.contains(u"error")) {
            if (outcome)
                return QStringLiteral("an error was expected, not ") + QString::fromUtf8(outcome->url);
            const QString expected = expect[u"error"].toString();
            return outcome.error().message == expected ? QString() : outcome.error().message;
        }
        if (!outcome)
            return outcome.error().message;
        const QJsonObject endpoint = expect[u"endpoint"].toObject();
        if (QString::fromUtf8(outcome->url) != endpoint[u"url"].toString())
            return QString::fromUtf8(outcome->url);
        const QJsonObject properties = outcome->properties.toCbor().toMap().toJsonObject();
        if (properties != endpoint[u"properties"].toObject())
            return QString::fromUtf8(QJsonDocument(properties).toJson());
        return {};
    }

private Q_SLOTS:
    void published_data()
    {
        QTest::addColumn<QString>("service");
        const QDir vectors(folder(QStringLiteral("conformance/endpoints")));
        const QStringList files = vectors.entryList({QStringLiteral("*.json.gz")}, QDir::Files, QDir::Name);
        if (files.isEmpty())
            QSKIP("No published endpoint tests here: set FORMWORK_SHARED to a folder that has them.");
        for (const QString &file : files)
            QTest::newRow(qPrintable(file)) << file.chopped(8);
    }

    void published()
    {
        QFETCH(const QString, service);
        const QString vectors = folder(QStringLiteral("conformance/endpoints/%1.json.gz").arg(service));
        const QJsonArray cases =
            QJsonDocument::fromJson(unpackedFile(vectors)).object()[u"testCases"].toArray();
        const QStringList files = ruleFiles(service);
        QVERIFY2(!files.isEmpty() && !cases.isEmpty(), qPrintable(service));
        const auto rules = RuleSet::parse(unpackedFile(files.last()), service);
        QVERIFY2(rules.has_value(), qPrintable(rules ? QString() : rules.error().message));
        for (const QJsonValue &item : cases) {
            const QJsonObject testCase = item.toObject();
            const QString wrong =
                difference(run(**rules, testCase[u"params"].toObject()), testCase[u"expect"].toObject());
            ++m_run;
            if (wrong.isEmpty())
                ++m_passed;
            else
                qWarning("%s",
                         qPrintable(testCase[u"documentation"].toString() + QStringLiteral(": ") + wrong));
        }
        QCOMPARE(m_passed, m_run);
    }

    void cleanupTestCase() { qInfo("%d of %d published cases pass.", m_passed, m_run); }

    // Rules of services without published tests are understood too.
    void everyRuleSetIsRead()
    {
        const QDir services(folder(QStringLiteral("models/botocore")));
        int count = 0;
        QElapsedTimer timer;
        qint64 nanoseconds = 0;
        for (const QString &service : services.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QString &file : ruleFiles(service)) {
                const QByteArray json = unpackedFile(file);
                if (json.isEmpty())
                    continue;
                timer.start();
                const auto rules = RuleSet::parse(json, file);
                nanoseconds += timer.nsecsElapsed();
                QVERIFY2(rules.has_value(), qPrintable(rules ? QString() : rules.error().message));
                ++count;
            }
        }
        if (count == 0)
            QSKIP("No published rule sets here: set FORMWORK_SHARED to a folder that has them.");
        qInfo("%d rule sets compiled in %lld us.", count, qlonglong(nanoseconds / 1000));
    }

private:
    int m_run = 0;
    int m_passed = 0;
};

QTEST_GUILESS_MAIN(EndpointVectorsTest)
#include "tst_endpointvectors.moc"
