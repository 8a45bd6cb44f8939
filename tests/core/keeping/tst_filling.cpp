// SPDX-License-Identifier: Apache-2.0
#include "keeping/filling.h"
#include "sampleform.h"

#include <QTest>

using namespace formwork;
using namespace formwork::keeping;
using document::Pointer;

namespace
{

Variables variables()
{
    Variables::Place place;
    place.accountName = QStringLiteral("Dev");
    place.accountId = QStringLiteral("123456789012");
    place.region = QStringLiteral("cn-north-1");
    place.now = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    place.own = {{QStringLiteral("team"), QStringLiteral("blue")},
                 {QStringLiteral("count"), QStringLiteral("7")},
                 {QStringLiteral("nested"), QStringLiteral("{{team}}")}};
    return Variables(place);
}

Names everywhere() { return {variables().names() + QStringList{QStringLiteral("asked")}, {}}; }

Filled fill(const QCborMap &document, const Names &names = everywhere())
{
    return filled(document, *sampleform::operation()->input, variables(), names);
}

QString name(const Filled &result)
{
    return result.document.toMap().value(QStringLiteral("Name")).toString();
}

} // namespace

class FillingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fillsIn_data();
    void fillsIn();
    void makesANumberOfWhatReadsAsOne();
    void fillsInWithinEntries();
    void leavesSecretsAlone();
    void saysWhatHasNoValue();
    void touchesOnlyWhatIsAskedFor();
    void leavesDocumentsOfNewFormsAlone();
    void findsTheNames();
    void suggestsNoBracesOfTemplates();
    void saysWhatIsNoVariable_data();
    void saysWhatIsNoVariable();
    void asksAgainForSecrets();
};

void FillingTest::fillsIn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("becomes");
    QTest::newRow("alone") << QStringLiteral("{{team}}") << QStringLiteral("blue");
    QTest::newRow("text around") << QStringLiteral("arn:{{partition}}:iam::{{account}}:role/x")
                                 << QStringLiteral("arn:aws-cn:iam::123456789012:role/x");
    QTest::newRow("date") << QStringLiteral("{{date}}/{{region}}") << QStringLiteral("2026-01-02/cn-north-1");
    QTest::newRow("escaped") << QStringLiteral("\\{{team}} {{team}}") << QStringLiteral("{{team}} blue");
    QTest::newRow("not known") << QStringLiteral("{{other}} {{ team }} {team}")
                               << QStringLiteral("{{other}} {{ team }} {team}");
    QTest::newRow("escape of what is none") << QStringLiteral("\\{{other}}") << QStringLiteral("\\{{other}}");
    QTest::newRow("a value is not looked into") << QStringLiteral("{{nested}}") << QStringLiteral("{{team}}");
    QTest::newRow("three braces") << QStringLiteral("{{{team}}}") << QStringLiteral("{blue}");
    QTest::newRow("none") << QStringLiteral("plain") << QStringLiteral("plain");
}

void FillingTest::fillsIn()
{
    QFETCH(const QString, text);
    const Filled result = fill({{QStringLiteral("Name"), text}});
    QTEST(name(result), "becomes");
    QVERIFY(result.problems.isEmpty());
}

void FillingTest::makesANumberOfWhatReadsAsOne()
{
    const Filled result = fill({{QStringLiteral("Size"), QStringLiteral("{{count}}")}});
    QCOMPARE(result.document.toMap().value(QStringLiteral("Size")), QCborValue(7));
    const Filled text = fill({{QStringLiteral("Size"), QStringLiteral("{{team}}")}});
    QCOMPARE(text.document.toMap().value(QStringLiteral("Size")), QCborValue(QStringLiteral("blue")));
}

void FillingTest::fillsInWithinEntries()
{
    const Filled result =
        fill({{QStringLiteral("Tags"),
               QCborArray{sampleform::tagged(QStringLiteral("{{team}}"), QStringLiteral("{{region}}"))}}});
    const Pointer place = Pointer::parse(u"/Tags/0/Value");
    QCOMPARE(document::valueAt(result.document, place).toString(), QStringLiteral("cn-north-1"));
    QCOMPARE(result.texts.value(place), QStringLiteral("cn-north-1"));
}

void FillingTest::leavesSecretsAlone()
{
    const Filled result = fill({{QStringLiteral("Password"), QStringLiteral("{{team}}")},
                                {QStringLiteral("Name"), QStringLiteral("{{team}}")}});
    QCOMPARE(result.document.toMap().value(QStringLiteral("Password")).toString(),
             QStringLiteral("{{team}}"));
    QCOMPARE(name(result), QStringLiteral("blue"));
}

void FillingTest::saysWhatHasNoValue()
{
    const Filled result = fill({{QStringLiteral("Name"), QStringLiteral("{{asked}}-{{team}}")}});
    QCOMPARE(name(result), QStringLiteral("{{asked}}-{{team}}"));
    QCOMPARE(result.problems.size(), 1);
    QCOMPARE(result.problems.first().pointer.toString(), QStringLiteral("/Name"));
    QCOMPARE(result.problems.first().kind, QStringLiteral("variable"));
    QVERIFY(result.problems.first().sentence.contains(QStringLiteral("{{asked}}")));
    QVERIFY(!result.problems.first().canSendAnyway);
}

void FillingTest::touchesOnlyWhatIsAskedFor()
{
    const QCborMap document{{QStringLiteral("Name"), QStringLiteral("{{team}} \\{{team}}")}};
    QCOMPARE(fill(document, {}).document, QCborValue(document));
}

void FillingTest::leavesDocumentsOfNewFormsAlone()
{
    const QString policy = QStringLiteral("{\"Resource\": \"arn:aws:s3:::{{region}}\"}");
    const QString lines = QStringLiteral("Dear {{team}},\nit is {{date}}.");
    const Names inLines{{}, variables().names()};
    for (const QString &text : {policy, lines, QStringLiteral("<p>{{date}}</p>")})
        QCOMPARE(fill({{QStringLiteral("Policy"), text}}, inLines).document,
                 QCborValue(QCborMap{{QStringLiteral("Policy"), text}}));
    QCOMPARE(name(fill({{QStringLiteral("Name"), QStringLiteral("{{team}}")}}, inLines)),
             QStringLiteral("blue"));
    // A form that was saved with the variable means it there too.
    const Filled saved = fill({{QStringLiteral("Policy"), policy}}, {{QStringLiteral("region")}, {}});
    QVERIFY(saved.document.toMap().value(QStringLiteral("Policy")).toString().contains(u"cn-north-1"));
}

void FillingTest::findsTheNames()
{
    const QCborMap document{{QStringLiteral("Name"), QStringLiteral("{{b}}{{a}}{{b}} \\{{c}}")},
                            {QStringLiteral("Password"), QStringLiteral("{{secret}}")}};
    QCOMPARE(namesIn(document, *sampleform::operation()->input),
             QStringList({QStringLiteral("b"), QStringLiteral("a")}));
}

void FillingTest::suggestsNoBracesOfTemplates()
{
    const QCborMap document{{QStringLiteral("Name"), QStringLiteral("{{ask}}")},
                            {QStringLiteral("Policy"), QStringLiteral("Dear {{who}},\nyour {{region}}")}};
    QCOMPARE(suggestedNames(document, *sampleform::operation()->input, builtInVariables()),
             QStringList({QStringLiteral("ask"), QStringLiteral("region")}));
}

void FillingTest::saysWhatIsNoVariable_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("good") << QStringLiteral("vpc-id.main_1") << QStringLiteral("vpc-1") << true;
    QTest::newRow("empty value") << QStringLiteral("prefix") << QString() << true;
    QTest::newRow("no name") << QString() << QStringLiteral("x") << false;
    QTest::newRow("blank") << QStringLiteral("my team") << QStringLiteral("x") << false;
    QTest::newRow("built in") << QStringLiteral("region") << QStringLiteral("x") << false;
    QTest::newRow("secret by name") << QStringLiteral("db_password") << QStringLiteral("x") << false;
    QTest::newRow("secret by look") << QStringLiteral(
        "key") << QStringLiteral("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----")
                                    << false;
}

void FillingTest::saysWhatIsNoVariable()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QFETCH(const bool, isGood);
    QCOMPARE(checkVariable(name, value).has_value(), isGood);
}

void FillingTest::asksAgainForSecrets()
{
    const QCborMap document{{QStringLiteral("Password"), QStringLiteral("canary-secret-0001")}};
    const WithoutSecrets kept = withoutSecrets(document, *sampleform::operation()->input);
    QVERIFY(kept.document.toMap().isEmpty());
    QCOMPARE(missingSecrets(kept.document, kept.leftOut).size(), 1);
    QVERIFY(missingSecrets(document, kept.leftOut).isEmpty());
}

QTEST_GUILESS_MAIN(FillingTest)
#include "tst_filling.moc"
