// SPDX-License-Identifier: Apache-2.0
#include "conformance/signin/vectors.h"
#include "signin/sharedfiles.h"
#include "signin/shellwords.h"

#include <QTest>

using namespace formwork;
using namespace formwork::signin;

namespace
{

FileBytes bytesOf(const QJsonObject &input, const QString &name, const QString &path)
{
    if (input.contains(name + QStringLiteral("Base64")))
        return {path, QByteArray::fromBase64(input[name + QStringLiteral("Base64")].toString().toLatin1())};
    if (input.contains(name))
        return {path, input[name].toString().toUtf8()};
    return {path, std::nullopt};
}

QJsonObject asJson(const Values &values, bool withMaps)
{
    QJsonObject json;
    for (const auto &[key, value] : values.asKeyValueRange()) {
        QJsonObject map;
        for (const auto &[name, text] : value.map.asKeyValueRange())
            map.insert(name, text);
        json.insert(key, withMaps && value.isMap() ? QJsonValue(map) : QJsonValue(value.text));
    }
    return json;
}

QJsonObject asJson(const QHash<QString, Section> &sections, bool withMaps)
{
    QJsonObject json;
    for (const Section &section : sections)
        json.insert(section.name, asJson(section.values, withMaps));
    return json;
}

QJsonObject profilesOf(const SharedFiles &files, bool withMaps)
{
    QJsonObject json;
    for (const SharedProfile &profile : files.profiles)
        json.insert(profile.name, asJson(profile.values, withMaps));
    return json;
}

QByteArray text(const QJsonObject &json) { return QJsonDocument(json).toJson(); }

} // namespace

class TestSharedVectors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sdkGrammar()
    {
        VECTORS_OR_SKIP(document, "config/profile-parser-tests.json");
        const QJsonArray tests = document->object()[QStringLiteral("tests")].toArray();
        QVERIFY(tests.size() > 60);
        for (const auto &entry : tests) {
            const QJsonObject test = entry.toObject();
            const QJsonObject input = test[QStringLiteral("input")].toObject();
            const QJsonObject output = test[QStringLiteral("output")].toObject();
            const SharedFiles files =
                merged(bytesOf(input, QStringLiteral("configFile"), QStringLiteral("config")),
                       bytesOf(input, QStringLiteral("credentialsFile"), QStringLiteral("credentials")),
                       Dialect::Sdk);
            const QByteArray name = test[QStringLiteral("name")].toString().toUtf8();
            const QString wanted = output[QStringLiteral("errorContaining")].toString();
            QVERIFY2(files.isRefused() == !wanted.isEmpty(), name.constData());
            if (!wanted.isEmpty()) {
                QVERIFY2(files.notes.first().line > 0, name.constData());
                continue;
            }
            const QJsonObject config = output[QStringLiteral("config")].toObject();
            QVERIFY2(profilesOf(files, false) == config[QStringLiteral("profiles")].toObject(),
                     name + text(profilesOf(files, false)));
            QVERIFY2(asJson(files.ssoSessions, false) == config[QStringLiteral("sso_sessions")].toObject(),
                     name.constData());
        }
    }

    void cliGrammar()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/grammar.json");
        QVERIFY(document->array().size() > 60);
        for (const auto &entry : document->array()) {
            const QJsonObject test = entry.toObject();
            const QJsonObject expect = test[QStringLiteral("expect")].toObject();
            const SharedFiles files = merged(
                bytesOf(test, QStringLiteral("config"), QStringLiteral("config")),
                bytesOf(test, QStringLiteral("credentials"), QStringLiteral("credentials")), Dialect::Cli);
            const QByteArray name = test[QStringLiteral("name")].toString().toUtf8();
            QVERIFY2(files.isRefused() == expect.contains(QStringLiteral("error")), name.constData());
            if (files.isRefused()) {
                QVERIFY2(files.notes.first().line > 0, name.constData());
                continue;
            }
            QVERIFY2(profilesOf(files, true) == expect[QStringLiteral("profiles")].toObject(),
                     name + text(profilesOf(files, true)) + text(expect));
            QVERIFY2(asJson(files.ssoSessions, true) == expect[QStringLiteral("ssoSessions")].toObject(),
                     name.constData());
            QVERIFY2(asJson(files.services, true) == expect[QStringLiteral("services")].toObject(),
                     name.constData());
            QJsonObject others;
            for (const Section &section : files.others)
                others.insert(section.name, asJson(section.values, true));
            QVERIFY2(others == expect[QStringLiteral("otherSections")].toObject(), name.constData());
        }
    }

    void places()
    {
        VECTORS_OR_SKIP(document, "config/file-location-tests.json");
        for (const auto &entry : document->object()[QStringLiteral("tests")].toArray()) {
            const QJsonObject test = entry.toObject();
            Machine machine;
            const QJsonObject environment = test[QStringLiteral("environment")].toObject();
            for (auto it = environment.begin(); it != environment.end(); ++it)
                machine.environment.insert(it.key(), it.value().toString());
            machine.platform = test[QStringLiteral("platform")] == QStringLiteral("windows")
                ? Platform::Windows
                : Platform::Posix;
            const Locations locations = Locations::of(machine);
            QCOMPARE(locations.config, test[QStringLiteral("configLocation")].toString());
            QCOMPARE(locations.credentials, test[QStringLiteral("credentialsLocation")].toString());
        }
    }

    void shellSplit()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/shell-split.json");
        QVERIFY(document->array().size() > 60);
        for (const auto &entry : document->array()) {
            const QJsonObject test = entry.toObject();
            const QJsonObject expect = test[QStringLiteral("expect")].toObject();
            const bool isWindows = test[QStringLiteral("platform")] == QStringLiteral("win32");
            const Result<QStringList> words = shellWords(test[QStringLiteral("command")].toString(),
                                                         isWindows ? Platform::Windows : Platform::Posix);
            const QByteArray name = test[QStringLiteral("name")].toString().toUtf8();
            QVERIFY2(words.has_value() == expect.contains(QStringLiteral("argv")), name.constData());
            if (words)
                QVERIFY2(QJsonArray::fromStringList(*words) == expect[QStringLiteral("argv")].toArray(),
                         name.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestSharedVectors)
#include "tst_sharedvectors.moc"
