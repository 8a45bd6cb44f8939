// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "guide/ownguides.h"

#include <QCborMap>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;

namespace
{

const QByteArray kGroup = R"({
    "version": 1, "service": "ds-data", "operation": "CreateGroup", "title": "Our group",
    "createTitle": "Create our group", "noun": "group", "summary": "Ours.", "what": "/SAMAccountName",
    "token": {"lifetime": 999999},
    "steps": [{"title": "All", "members": ["/SAMAccountName", "/DirectoryId"]}]})";

} // namespace

// Guides of one's own: files beside those of the program.
class OwnGuidesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void winOverThoseOfTheProgram();
    void sayNothingOfTheService();
    void areReadAnew();
    void areNamedWhenWrong_data();
    void areNamedWhenWrong();
    void areMadeOfAFilledForm();
    void haveNoSecrets();

private:
    void write(const QByteArray &json, const QString &name = QStringLiteral("ds-data.CreateGroup.json"))
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(json);
    }
    [[nodiscard]] model::OperationPtr operation(const QString &service = QStringLiteral("ds-data"),
                                                const QString &name = QStringLiteral("CreateGroup")) const
    {
        return m_catalog->operation(service, name).value_or(nullptr);
    }
    [[nodiscard]] guide::Guides guides() const
    {
        return guide::Guides(QStringLiteral(":/guides"), m_folder->path());
    }
    [[nodiscard]] QList<guide::OwnGuide> all() const
    {
        return guide::ownGuides(m_folder->path(), [this](const QString &service, const QString &name) {
            return m_catalog->operation(service, name);
        });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    catalog::CatalogPtr m_catalog = catalog::Catalog::build({});
};

void OwnGuidesTest::winOverThoseOfTheProgram()
{
    write(kGroup);
    guide::Guides known = guides();
    const guide::GuidePtr guide = known.guideFor(*operation());
    QVERIFY(guide->isOwn);
    QCOMPARE(guide->title, QStringLiteral("Our group"));
    QCOMPARE(guide->file, m_folder->filePath(QStringLiteral("ds-data.CreateGroup.json")));
    QVERIFY(
        !known.guideFor(*operation(QStringLiteral("sso-admin"), QStringLiteral("CreateInstance")))->isOwn);
    QCOMPARE(all().size(), 1);
    QVERIFY(all().first().problem.isEmpty());
}

// Another life of the tokens would call a retry safe that is not.
void OwnGuidesTest::sayNothingOfTheService()
{
    write(kGroup);
    const guide::GuidePtr own = guides().guideFor(*operation());
    const guide::GuidePtr ours = guide::Guides::builtIn()->guideFor(*operation());
    QVERIFY(own->isOwn);
    QCOMPARE(own->tokenLifetime, ours->tokenLifetime);
    QCOMPARE(own->tokenMismatchError, ours->tokenMismatchError);
    QCOMPARE(own->practice.data, ours->practice.data);
    QCOMPARE(own->errors.size(), ours->errors.size());
}

void OwnGuidesTest::areReadAnew()
{
    guide::Guides known = guides();
    QVERIFY(!known.guideFor(*operation())->isOwn);
    write(kGroup);
    known.reload();
    QVERIFY(known.guideFor(*operation())->isOwn);
    write("{");
    known.reload();
    QVERIFY(!known.guideFor(*operation())->isOwn);
    QVERIFY(!known.ownProblem(*operation()).isEmpty());
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("ds-data.CreateGroup.json"))));
    known.reload();
    QVERIFY(known.ownProblem(*operation()).isEmpty());
}

void OwnGuidesTest::areNamedWhenWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("says");
    const QString name = QStringLiteral("ds-data.CreateGroup.json");
    QTest::newRow("no JSON") << QByteArray("{\n\n oops") << name << QStringLiteral("line 3");
    QTest::newRow("unknown member") << QByteArray(kGroup).replace("/DirectoryId", "/Nothing") << name
                                    << QStringLiteral("/steps/0/members/1");
    QTest::newRow("unknown key") << QByteArray(kGroup).replace("\"noun\"", "\"nouns\"") << name
                                 << QStringLiteral("nouns");
    QTest::newRow("newer") << QByteArray(kGroup).replace("\"version\": 1", "\"version\": 2") << name
                           << QStringLiteral("newer Formwork");
    QTest::newRow("no model") << QByteArray(kGroup).replace("CreateGroup", "CreateNothing") << name
                              << QStringLiteral("CreateNothing");
    QTest::newRow("another name") << kGroup << QStringLiteral("groups.json") << QStringLiteral("call it");
    QTest::newRow("no guide") << QByteArray("[1]") << name << QStringLiteral("service");
}

void OwnGuidesTest::areNamedWhenWrong()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, name);
    QFETCH(const QString, says);
    write(json, name);
    QCOMPARE(all().size(), 1);
    const QString problem = all().first().problem;
    QVERIFY2(problem.contains(says), qPrintable(problem));
    QVERIFY2(problem.contains(m_folder->filePath(name)), qPrintable(problem));
    QVERIFY(!guides().guideFor(*operation())->isOwn);
}

void OwnGuidesTest::areMadeOfAFilledForm()
{
    const QCborMap input{{QStringLiteral("DirectoryId"), QStringLiteral("d-926703a1b2")},
                         {QStringLiteral("GroupScope"), QStringLiteral("Global")},
                         {QStringLiteral("ClientToken"), QStringLiteral("0e8a9f5a")}};
    guide::Guides known = guides();
    const guide::GuidePtr before = known.guideFor(*operation());
    const QByteArray json = guide::guideFrom(*before, *operation(), input, QStringLiteral("Ours"));
    QVERIFY(!json.contains("0e8a9f5a"));
    const Result<QString> file = guide::saveOwnGuide(m_folder->path(), json, *operation());
    QVERIFY2(file, file ? "" : qPrintable(file.error().sentence()));
    known.reload();
    const guide::GuidePtr own = known.guideFor(*operation());
    QVERIFY(own->isOwn);
    QCOMPARE(own->title, QStringLiteral("Ours"));
    QCOMPARE(own->steps.size(), before->steps.size());
    QCOMPARE(own->rules.size(), before->rules.size());
    const guide::Hint *hint = own->hint(document::Pointer::parse(u"/DirectoryId"));
    QVERIFY(hint);
    QCOMPARE(hint->initial, QCborValue(QStringLiteral("d-926703a1b2")));
    // A second one of it replaces it, and starts with nothing that is not filled in any more.
    const QByteArray second = guide::guideFrom(*own, *operation(), QCborMap{}, QStringLiteral("Ours"));
    QVERIFY(guide::saveOwnGuide(m_folder->path(), second, *operation()));
    QVERIFY(!second.contains("\"initial\""));
}

void OwnGuidesTest::haveNoSecrets()
{
    const model::OperationPtr profile =
        operation(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"));
    QVERIFY(profile);
    const QCborMap credentials{{QStringLiteral("accessToken"), QStringLiteral("canary-secret-0001")}};
    const QCborMap input{{QStringLiteral("connectorProfileName"), QStringLiteral("crm")},
                         {QStringLiteral("connectorType"), QStringLiteral("Salesforce")},
                         {QStringLiteral("connectorProfileConfig"),
                          QCborMap{{QStringLiteral("connectorProfileCredentials"),
                                    QCborMap{{QStringLiteral("Salesforce"), credentials}}}}}};
    guide::Guides known = guides();
    const QByteArray json =
        guide::guideFrom(*known.guideFor(*profile), *profile, input, QStringLiteral("CRM"));
    QVERIFY(json.contains("crm"));
    QVERIFY(!json.contains("canary-secret"));
    const Result<QString> file = guide::saveOwnGuide(m_folder->path(), json, *profile);
    QVERIFY2(file, file ? "" : qPrintable(file.error().sentence()));
}

QTEST_GUILESS_MAIN(OwnGuidesTest)
#include "tst_ownguides.moc"
