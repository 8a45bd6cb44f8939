// SPDX-License-Identifier: Apache-2.0
#include "alike/yaml.h"
#include "document/json.h"

#include <QTest>

using namespace formwork;
using namespace formwork::alike;

class YamlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understood_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("json");
        const auto row = [](const char *name, const char *yaml, const char *json) {
            QTest::newRow(name) << QString::fromUtf8(yaml) << QString::fromUtf8(json);
        };
        row("mapping", "A: 1\nB: text\n", "{\"A\":1,\"B\":\"text\"}");
        row("inside", "A:\n  B:\n    C: true\n  D: x\n", "{\"A\":{\"B\":{\"C\":true},\"D\":\"x\"}}");
        row("list", "A:\n  - 1\n  - two\n", "{\"A\":[1,\"two\"]}");
        row("list beside its key", "A:\n- 1\n- 2\nB: 3\n", "{\"A\":[1,2],\"B\":3}");
        row("list of mappings", "Tags:\n  - Key: a\n    Value: b\n  - Key: c\n    Value: d\n",
            "{\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"},{\"Key\":\"c\",\"Value\":\"d\"}]}");
        row("list in a list", "A:\n  - - 1\n    - 2\n  - - 3\n", "{\"A\":[[1,2],[3]]}");
        row("brackets", "A: [1, two, {b: c}]\nB: {x: 1, 'y': \"z\"}\n",
            "{\"A\":[1,\"two\",{\"b\":\"c\"}],\"B\":{\"x\":1,\"y\":\"z\"}}");
        row("brackets over lines", "A: [1,\n  2]\nB: 3\n", "{\"A\":[1,2],\"B\":3}");
        row("quotes", "A: 'it''s'\nB: \"a\\nb\\u0041\"\n", "{\"A\":\"it's\",\"B\":\"a\\nbA\"}");
        row("comments", "# head\nA: 1 # one\n\n  # inside\nB: a#b\n", "{\"A\":1,\"B\":\"a#b\"}");
        row("block", "A: |\n  one\n    two\n\n  three\nB: 1\n",
            "{\"A\":\"one\\n  two\\n\\nthree\\n\",\"B\":1}");
        row("block without its end", "A: |-\n  one\nB: 1\n", "{\"A\":\"one\",\"B\":1}");
        row("folded", "A: >\n  one\n  two\n\n  three\n", "{\"A\":\"one two\\nthree\\n\"}");
        row("plain over lines", "A: one\n  two\nB: 1\n", "{\"A\":\"one two\",\"B\":1}");
        row("account with a zero", "A: 012345678901\nB: 2012-10-17\nC: 1.50\n",
            "{\"A\":\"012345678901\",\"B\":\"2012-10-17\",\"C\":1.5}");
        row("nothing", "A:\nB: ~\nC: ''\n", "{\"A\":null,\"B\":null,\"C\":\"\"}");
        row("references", "A: !Ref Bucket\nB: !Sub 'x-${y}'\nC: !GetAtt a.Arn\nD: !Join ['-', [a, !Ref b]]\n",
            "{\"A\":{\"Ref\":\"Bucket\"},\"B\":{\"Fn::Sub\":\"x-${y}\"},\"C\":{\"Fn::GetAtt\":\"a.Arn\"},"
            "\"D\":{\"Fn::Join\":[\"-\",[\"a\",{\"Ref\":\"b\"}]]}}");
        row("tag over a block", "A: !If\n  - Yes\n  - 1\n  - 2\n", "{\"A\":{\"Fn::If\":[\"Yes\",1,2]}}");
        row("document start", "%YAML 1.2\n---\nA: 1\n", "{\"A\":1}");
        row("windows lines", "A: 1\r\nB:\r\n  - x\r\n", "{\"A\":1,\"B\":[\"x\"]}");
        row("colon in a value", "A: arn:aws:s3:::x\nB: http://x/y\n",
            "{\"A\":\"arn:aws:s3:::x\",\"B\":\"http://x/y\"}");
        row("anchors", "A: &x {B: 1}\nC: *x\nD: &y [*x]\nE: *y\n",
            "{\"A\":{\"B\":1},\"C\":{\"B\":1},\"D\":[{\"B\":1}],\"E\":[{\"B\":1}]}");
        row("merged", "A: &x {B: 1, C: 2}\nD:\n  <<: *x\n  C: 3\nE: {<<: [{F: 1}, {F: 2, G: 3}]}\n",
            "{\"A\":{\"B\":1,\"C\":2},\"D\":{\"C\":3,\"B\":1},\"E\":{\"F\":1,\"G\":3}}");
        row("several documents", "---\nA: 1\n---\nB: 2\n", "{\"A\":1}");
        row("words that are texts",
            "A: yes\nB: on\nC: NO\nD: !!str 12\nE: \"12\"\nF: 0x10\nG: 1_000\nH: 12:30\n",
            "{\"A\":\"yes\",\"B\":\"on\",\"C\":\"NO\",\"D\":\"12\",\"E\":\"12\",\"F\":\"0x10\",\"G\":\"1_"
            "000\","
            "\"H\":\"12:30\"}");
        row("quotes over lines", "A: \"one\n  two\n\n  three\"\nB: 'x\n  y'\n",
            "{\"A\":\"one two\\nthree\",\"B\":\"x y\"}");
        row("a block that says its indent", "A: |2\n    x\n  y\nB: >+\n  z\n\nC: 1\n",
            "{\"A\":\"  x\\ny\\n\",\"B\":\"z\\n\\n\",\"C\":1}");
        row("tags inside each other", "A: !Base64\n  Fn::Sub: x\nB: !Join [',', !Split ['-', !Ref C]]\n",
            "{\"A\":{\"Fn::Base64\":{\"Fn::Sub\":\"x\"}},\"B\":{\"Fn::Join\":[\",\",{\"Fn::Split\":[\"-\",{"
            "\"Ref\":\"C\"}]}]}}");
        row("nothing at all", "", "null");
        row("comments alone", "# one\n", "null");
        row("emoji and an escape beyond 16 bits", "A: \"\\U0001F600\"\nB: \xF0\x9F\x98\x80\n",
            "{\"A\":\"\xF0\x9F\x98\x80\",\"B\":\"\xF0\x9F\x98\x80\"}");
        row("quoted keys", "\"A b\": 1\n'C': 2\n", "{\"A b\":1,\"C\":2}");
    }

    void understood()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, json);
        const Result<QCborValue> value = fromYaml(yaml);
        QVERIFY2(value, value ? "" : qPrintable(value.error().message));
        QCOMPARE(QString::fromUtf8(document::toPlainJson(*value)), json);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("yaml");
        for (const char *text : {"B: *x\n", "A: &x [*x]\n", "A: 1\nA: 2\n", "[1]: 2\n", "A: \x01\n",
                                 "A: [1, 2\n", "A: {b\n", "A: \"open\n", "A: 1\n   B: 2\n", "A:\n\tB: 1\n",
                                 "A: 'x' y\n", "- 1\nA: 2\n", "A: 1\n  <<: x\n"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void refused()
    {
        QFETCH(QString, yaml);
        const Result<QCborValue> value = fromYaml(yaml);
        QVERIFY(!value);
        QVERIFY(value.error().message.contains(QStringLiteral("Line")));
    }

    void theLineIsNamed()
    {
        const Result<QCborValue> value = fromYaml(QStringLiteral("A: 1\nB:\n  - x\nA: secret\n"));
        QVERIFY(!value);
        QCOMPARE(value.error().message, QStringLiteral("Line 4 is not understood as YAML."));
    }

    void aliasesOfAliasesEnd()
    {
        QString text = QStringLiteral("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; ++i) {
            const QString before = QStringLiteral("*a") + QString::number(i - 1);
            text += QStringLiteral("a%1: &a%1 [%2]\n")
                        .arg(QString::number(i), QStringList(10, before).join(QStringLiteral(", ")));
        }
        QVERIFY(!fromYaml(text));
    }

    void deepTextsEnd()
    {
        QVERIFY(!fromYaml(QStringLiteral("A: ") + QString(5000, u'[')));
        QString steps;
        for (int i = 0; i < 500; ++i)
            steps += QString(i, u' ') + QStringLiteral("a:\n");
        QVERIFY(!fromYaml(steps));
    }
};

QTEST_GUILESS_MAIN(YamlTest)
#include "tst_yaml.moc"
