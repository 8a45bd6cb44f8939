// SPDX-License-Identifier: Apache-2.0
#include "texts/check.h"

#include <QTest>

using namespace formwork;
using namespace formwork::texts;
using document::Severity;

namespace
{

model::ServicePtr service(const QString &prefix, const QStringList &operations)
{
    auto made = std::make_shared<model::Service>();
    made->id = made->signingName = prefix;
    for (const QString &name : operations)
        made->operations.append({.name = name});
    return made;
}

// As many as it takes to be believed.
Actions actions()
{
    QList<model::ServicePtr> services{
        service(QStringLiteral("s3"), {QStringLiteral("GetObject"), QStringLiteral("PutObject")}),
        service(QStringLiteral("ec2"), {QStringLiteral("RunInstances"), QStringLiteral("StopInstances")})};
    for (int i = 0; i < 120; ++i)
        services.append(service(QStringLiteral("unlikely-service-%1").arg(i), {}));
    return Actions(services);
}

Use policy(PolicyOf of) { return {.kind = Kind::Policy, .policyOf = of}; }

QString allow(const QString &more)
{
    return QStringLiteral(
               "{\n \"Version\": \"2012-10-17\",\n \"Statement\": [\n  {\"Effect\": \"Allow\", %1}\n ]\n}")
        .arg(more);
}

QString said(const QList<Finding> &found)
{
    QStringList lines;
    for (const Finding &finding : found)
        lines.append(QStringLiteral("%1 %2:%3 %4")
                         .arg(int(finding.severity))
                         .arg(finding.place.line)
                         .arg(finding.place.column)
                         .arg(finding.phrase));
    return lines.join(u'\n');
}

} // namespace

class TestPolicyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsWrong_data()
    {
        QTest::addColumn<int>("of");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // severity, place, a word; empty: nothing is wrong
        const auto row = [](const char *name, PolicyOf of, const QString &text, const char *expected) {
            QTest::newRow(name) << int(of) << text << QString::fromUtf8(expected);
        };
        const PolicyOf identity = PolicyOf::Identity;
        row("as it should be", identity,
            allow(QStringLiteral(
                "\"Action\": [\"s3:GetObject\", \"s3:Get*\"], \"Resource\": \"arn:aws:s3:::b/*\"")),
            "");
        row("no JSON", identity, QStringLiteral("{\n \"Version\": \"2012-10-17\",\n \"Statement\": [}\n}"),
            "0 3:16 JSON");
        row("a list", identity, QStringLiteral("[]"), "0 1:1 object");
        row("no statement", identity, QStringLiteral("{\"Version\": \"2012-10-17\"}"), "0 1:1 Statement");
        row("a date of one's own", identity,
            allow(QStringLiteral("\"Action\": \"s3:GetObject\", \"Resource\": \"*\""))
                .replace(QStringLiteral("2012-10-17"), QStringLiteral("2024-01-01")),
            "0 2:13 2012-10-17");
        row("misspelt key", identity,
            allow(QStringLiteral("\"Actoin\": \"s3:GetObject\", \"Resource\": \"*\"")),
            "0 4:23 Did you mean Action");
        row("small letters", identity,
            allow(QStringLiteral("\"Action\": \"s3:GetObject\", \"Resource\": \"*\""))
                .replace(QStringLiteral("Allow"), QStringLiteral("allow")),
            "0 4:14 Effect");
        row("both", identity,
            allow(QStringLiteral("\"Action\": \"*\", \"NotAction\": \"s3:*\", \"Resource\": \"a\"")),
            "0 4:51 not both");
        row("no resource", identity, allow(QStringLiteral("\"Action\": \"s3:GetObject\"")), "0 4:3 Resource");
        row("principal of an identity", identity,
            allow(QStringLiteral("\"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"")),
            "0 4:36 no place");
        row("resource of a trust", PolicyOf::Trust,
            allow(QStringLiteral(
                "\"Principal\": {\"AWS\": \"1\"}, \"Action\": \"sts:AssumeRole\", \"Resource\": \"*\"")),
            "0 4:90 role itself");
        row("no principal", PolicyOf::Trust, allow(QStringLiteral("\"Action\": \"sts:AssumeRole\"")),
            "0 4:3 Principal");
        row("misspelt action", identity,
            allow(QStringLiteral("\"Action\": \"s3:GetObjct\", \"Resource\": \"a\"")), "1 4:33 GetObject");
        row("misspelt service", identity,
            allow(QStringLiteral("\"Action\": \"ecc2:RunInstances\", \"Resource\": \"a\"")), "1 4:33 ec2");
        row("a permission that is no operation", identity,
            allow(QStringLiteral("\"Action\": \"s3:ListBucket\", \"Resource\": \"a\"")), "");
        row("case does not count", identity,
            allow(QStringLiteral("\"Action\": \"S3:getobject\", \"Resource\": \"a\"")), "");
        row("no colon", identity, allow(QStringLiteral("\"Action\": \"GetObject\", \"Resource\": \"a\"")),
            "0 4:33 s3:GetObject");
        row("a pattern of nothing", identity,
            allow(QStringLiteral("\"Action\": \"s3:Frob*\", \"Resource\": \"a\"")), "2 4:33 Frob");
        row("administrator", identity, allow(QStringLiteral("\"Action\": \"*\", \"Resource\": \"*\"")),
            "1 4:33 administrator");
        row("public", PolicyOf::Resource,
            allow(QStringLiteral(
                "\"Principal\": {\"AWS\": [\"*\"]}, \"Action\": \"s3:GetObject\", \"Resource\": \"a\"")),
            "1 4:44 everybody");
        row("public with a condition", PolicyOf::Resource,
            allow(QStringLiteral("\"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"a\", "
                                 "\"Condition\": {}")),
            "");
        row("every account takes the role", PolicyOf::Trust,
            allow(QStringLiteral("\"Principal\": {\"AWS\": \"*\"}, \"Action\": \"sts:AssumeRole\"")),
            "1 4:44 every AWS account");
    }

    void findsWhatIsWrong()
    {
        QFETCH(int, of);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const Actions known = actions();
        const QString found = said(check(policy(PolicyOf(of)), text, &known));
        if (expected.isEmpty()) {
            QCOMPARE(found, QString());
            return;
        }
        const qsizetype word = expected.indexOf(u' ', 2);
        const bool isSaid = std::ranges::any_of(found.split(u'\n'), [&](const QString &line) {
            return line.startsWith(expected.first(word + 1)) && line.contains(expected.sliced(word + 1));
        });
        QVERIFY2(isSaid, qPrintable(found));
    }

    // A machine with few models knows too little to say that there is no such action.
    void saysNothingOfWhatItCannotKnow()
    {
        const Actions few({service(QStringLiteral("s3"), {QStringLiteral("GetObject")})});
        const QString text = allow(QStringLiteral("\"Action\": \"s3:GetObjct\", \"Resource\": \"a\""));
        QCOMPARE(check(policy(PolicyOf::Identity), text, &few).size(), 0);
        QCOMPARE(check(policy(PolicyOf::Identity), text, nullptr).size(), 0);
    }

    // White space does not count for IAM.
    void countsAsIamDoes()
    {
        Use use = policy(PolicyOf::Identity);
        use.limit = {100, Count::WithoutBlanks, true};
        const QString text =
            QStringLiteral("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",")
            + QString(200, u' ') + QStringLiteral("\"Resource\":\"*\"}}");
        QCOMPARE(sizeOf(text, Count::WithoutBlanks), text.size() - 200);
        QCOMPARE(check(use, text, nullptr).size(), 0);
        use.limit.most = 40;
        QCOMPARE(check(use, text, nullptr).value(0).severity, Severity::Error);
        use.limit.isFixed = false;
        QCOMPARE(check(use, text, nullptr).value(0).severity, Severity::Warning);
        QCOMPARE(sizeOf(QStringLiteral("é😀"), Count::Bytes), 6);
        QCOMPARE(sizeOf(QStringLiteral("é😀"), Count::Characters), 2);
    }

    // What people begin with is right.
    void samplesAreInOrder()
    {
        const Actions known = actions();
        int count = 0;
        for (const char *name : {"trust", "identity", "bucket", "queue", "key", "resource"}) {
            Use use = policy(PolicyOf::Anything);
            use.samples = QString::fromLatin1(name);
            for (const Sample &sample : samplesOf(use)) {
                ++count;
                for (const Finding &finding : check(use, sample.text, nullptr))
                    QVERIFY2(finding.severity == Severity::Advice, qPrintable(sample.title + finding.phrase));
            }
        }
        QVERIFY(count >= 12);
        for (const char *name : {"schedule", "once", "unix"}) {
            const Use use{.kind = Kind::Schedule,
                          .isUnix = name == QByteArray("unix"),
                          .hasOnce = name == QByteArray("once"),
                          .samples = QString::fromLatin1(name)};
            QVERIFY(!samplesOf(use).isEmpty());
            for (const Sample &sample : samplesOf(use))
                QVERIFY2(check(use, sample.text, nullptr).isEmpty(), qPrintable(sample.title));
        }
        for (const char *name : {"template", "script", "pattern", "states", "control"}) {
            const bool isJson = name == QByteArray("pattern") || name == QByteArray("states")
                || name == QByteArray("control");
            const Use use{.kind = isJson                       ? Kind::Json
                              : name == QByteArray("template") ? Kind::Template
                                                               : Kind::Script,
                          .isEncoded = name == QByteArray("script"),
                          .samples = QString::fromLatin1(name)};
            QVERIFY(!samplesOf(use).isEmpty());
            for (const Sample &sample : samplesOf(use))
                QVERIFY2(check(use, sample.text, nullptr).isEmpty(), qPrintable(sample.title));
        }
    }

    void templatesAndScripts()
    {
        const Use form{.kind = Kind::Template};
        QCOMPARE(said(check(form, QStringLiteral("Resources:\n\tA: 1\n"), nullptr)).left(5),
                 QStringLiteral("0 2:1"));
        QVERIFY(said(check(form, QStringLiteral("{\"A\":\n1,}"), nullptr)).contains(u"line 2"));
        const Use script{.kind = Kind::Script, .isEncoded = true};
        QVERIFY(said(check(script, QStringLiteral("IyEvYmluL2Jhc2gK"), nullptr)).contains(u"base64 already"));
        QVERIFY(said(check(script, QStringLiteral("echo hello"), nullptr)).contains(u"#!"));
        const Use wants{.kind = Kind::Script, .wantsBase64 = true};
        QVERIFY(said(check(wants, QStringLiteral("#!/bin/sh\n"), nullptr)).contains(u"base64"));
        QCOMPARE(check(wants, QStringLiteral("IyEvYmluL2Jhc2gK"), nullptr).size(), 0);
        const Use limited{.kind = Kind::Script, .limit = {16384, Count::Bytes, true}, .isEncoded = true};
        const QString told = note(limited, QStringLiteral("#!/bin/sh"), {}, {});
        QVERIFY2(told.contains(QLocale().toString(16384)) && told.contains(u"base64"), qPrintable(told));
    }
};

QTEST_GUILESS_MAIN(TestPolicyText)
#include "tst_policytext.moc"
