// SPDX-License-Identifier: Apache-2.0
#include "endpoint/ruleset.h"
#include "quoted.h"

#include <QCborArray>
#include <QTest>

using namespace formwork;
using namespace formwork::endpoint;

// Rule sets of our own, each as small as its point allows. Slashes are escaped, as moc takes two in a raw
// string for a comment.
class RuleSetTest : public QObject
{
    Q_OBJECT
private:
    // Parameters Region, Bucket (strings), Fips (a boolean, false unless given) and Names (a list).
    static QByteArray withRules(const QByteArray &rules)
    {
        return test::quoted("{'version':'1.0','parameters':{"
                            "'Region':{'type':'string','builtIn':'AWS::Region'},"
                            "'Bucket':{'type':'String'},"
                            "'Fips':{'type':'boolean','required':true,'default':false},"
                            "'Names':{'type':'stringArray'}},'rules':["
                            + rules + "]}");
    }

    static QString url(const QByteArray &rules, const QCborMap &given)
    {
        const auto set = RuleSet::parse(withRules(rules), QStringLiteral("test"));
        if (!set)
            return set.error().message;
        const auto outcome =
            (*set)->evaluate([&](const RuleParameter &parameter) { return given.value(parameter.name); });
        return outcome ? QString::fromUtf8(outcome->url) : outcome.error().message;
    }

    static QCborMap given(const QString &name, const QCborValue &value) { return {{name, value}}; }

private Q_SLOTS:
    void firstRuleThatHoldsDecides()
    {
        const QByteArray rules =
            "{'type':'endpoint','conditions':[{'fn':'booleanEquals','argv':[{'ref':'Fips'},true]}],"
            "'endpoint':{'url':'https://fips'}},"
            "{'type':'endpoint','conditions':[],'endpoint':{'url':'https://plain'}}";
        QCOMPARE(url(rules, given(QStringLiteral("Fips"), true)), QStringLiteral("https://fips"));
        QCOMPARE(url(rules, {}), QStringLiteral("https://plain"));
        const QByteArray later = withRules(rules).replace("\"1.0\"", "\"1.3\"");
        QVERIFY(later.contains("1.3"));
        QVERIFY(RuleSet::parse(later, QStringLiteral("test")));
    }

    void everyConditionMustHold()
    {
        const QByteArray rules =
            "{'type':'endpoint','conditions':[{'fn':'isSet','argv':[{'ref':'Region'}]},"
            "{'fn':'isSet','argv':[{'ref':'Bucket'}]}],'endpoint':{'url':'https://both'}},"
            "{'type':'error','conditions':[],'error':'one is missing: {Region}'}";
        const QCborMap region = given(QStringLiteral("Region"), QStringLiteral("r1"));
        QCOMPARE(url(rules, region), QStringLiteral("one is missing: r1"));
        QCborMap both = region;
        both.insert(QStringLiteral("Bucket"), QStringLiteral("b"));
        QCOMPARE(url(rules, both), QStringLiteral("https://both"));
    }

    void templates()
    {
        const QByteArray rules =
            "{'type':'endpoint','conditions':["
            "{'fn':'aws.parseArn','argv':[{'ref':'Bucket'}],'assign':'arn'},"
            "{'fn':'getAttr','argv':[{'ref':'arn'},'resourceId[1]'],'assign':'name'}],"
            "'endpoint':{'url':'https://{name}.{{x}}.{arn#service}-{arn#resourceId[0]}.{Region}{{'}}";
        QCborMap values = given(QStringLiteral("Bucket"), QStringLiteral("arn:aws:s3:r:a:accesspoint/mine"));
        values.insert(QStringLiteral("Region"), QStringLiteral("r1"));
        QCOMPARE(url(rules, values), QStringLiteral("https://mine.{x}.s3-accesspoint.r1{"));
    }

    void textsThatGrowWithoutEndAreNoTexts()
    {
        QByteArray conditions = "{'fn':'uriEncode','argv':['abcd'],'assign':'x'}";
        for (int i = 0; i < 48; ++i)
            conditions += ",{'fn':'uriEncode','argv':['{x}{x}'],'assign':'x'}";
        const QByteArray rules =
            "{'type':'endpoint','conditions':[" + conditions + "],'endpoint':{'url':'https://{x}'}}";
        QVERIFY(url(rules, {}).startsWith(QStringLiteral("None of the service's endpoint rules fits")));
    }

    // A tree is the last word: a later rule does not get its turn once the tree's conditions held.
    void treesAreFinal()
    {
        const QByteArray rules =
            "{'type':'tree','conditions':[{'fn':'isSet','argv':[{'ref':'Region'}]}],'rules':["
            "{'type':'endpoint','conditions':[{'fn':'stringEquals','argv':[{'ref':'Region'},'r1']}],"
            "'endpoint':{'url':'https://inside'}}]},"
            "{'type':'endpoint','conditions':[],'endpoint':{'url':'https://outside'}}";
        QCOMPARE(url(rules, given(QStringLiteral("Region"), QStringLiteral("r1"))),
                 QStringLiteral("https://inside"));
        QCOMPARE(url(rules, {}), QStringLiteral("https://outside"));
        QVERIFY(url(rules, given(QStringLiteral("Region"), QStringLiteral("r2"))).startsWith(u"None of the"));
    }

    void listsAndIndices()
    {
        const QByteArray rules = "{'type':'endpoint','conditions':["
                                 "{'fn':'getAttr','argv':[{'ref':'Names'},'[1]'],'assign':'second'}],"
                                 "'endpoint':{'url':'https://{second}'}},"
                                 "{'type':'error','conditions':[],'error':'too short'}";
        const QString names = QStringLiteral("Names");
        QCOMPARE(url(rules, given(names, QCborArray{QStringLiteral("a"), QStringLiteral("b")})),
                 QStringLiteral("https://b"));
        QCOMPARE(url(rules, given(names, QCborArray{QStringLiteral("a")})), QStringLiteral("too short"));
    }

    void propertiesAndHeaders()
    {
        const QByteArray rules = "{'type':'endpoint','conditions':[],'endpoint':{'url':'https://h',"
                                 "'properties':{'authSchemes':[{'name':'sigv4','signingRegion':'{Region}','"
                                 "disableDoubleEncoding':true}]},"
                                 "'headers':{'x-amz-region':['{Region}','{Bucket}']}}}";
        const auto set = RuleSet::parse(withRules(rules), QStringLiteral("test"));
        QVERIFY(set.has_value());
        const auto outcome = (*set)->evaluate([](const RuleParameter &parameter) {
            return parameter.builtIn == u"AWS::Region" ? QCborValue(QStringLiteral("r1"))
                                                       : QCborValue(QCborValue::Undefined);
        });
        QVERIFY(outcome.has_value());
        const Value scheme = outcome->properties.field("authSchemes").item(0);
        QCOMPARE(*scheme.field("signingRegion").text(), QByteArray("r1"));
        QVERIFY(*scheme.field("disableDoubleEncoding").flag());
        QCOMPARE(outcome->headers.size(), size_t(1)); // Bucket has no value
        QCOMPARE(outcome->headers.front().second, QByteArray("r1"));
    }

    void parameterOfTheWrongType_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QCborValue>("value");
        QTest::newRow("a number for a string") << QStringLiteral("Region") << QCborValue(1);
        QTest::newRow("a string for a boolean")
            << QStringLiteral("Fips") << QCborValue(QStringLiteral("true"));
        QTest::newRow("null for a boolean") << QStringLiteral("Fips") << QCborValue(QCborValue::Null);
        QTest::newRow("numbers for strings") << QStringLiteral("Names") << QCborValue(QCborArray{1, 2});
    }

    void parameterOfTheWrongType()
    {
        QFETCH(const QString, name);
        QFETCH(const QCborValue, value);
        const QString message =
            url("{'type':'endpoint','conditions':[],'endpoint':{'url':'https://h'}}", given(name, value));
        QVERIFY2(message.contains(name) && message.contains(u"type"), qPrintable(message));
    }

    void requiredParameter()
    {
        const auto set = RuleSet::parse(
            test::quoted("{'version':'1.0','parameters':{'A':{'type':'string','required':true}},"
                         "'rules':[{'type':'error','conditions':[],'error':'x'}]}"),
            QStringLiteral("test"));
        QVERIFY(set.has_value());
        const auto outcome =
            (*set)->evaluate([](const RuleParameter &) { return QCborValue(QCborValue::Undefined); });
        QVERIFY(!outcome && outcome.error().message.contains(u"no value"));
    }

    void damaged_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place"); // what the message has to contain
        const auto row = [](const char *name, const QByteArray &json, const char *place) {
            QTest::newRow(name) << json << QString::fromLatin1(place);
        };
        const QByteArray url = "'endpoint':{'url':'https://h'}}";
        row("nothing", "", "cannot be used");
        row("no JSON", "{\"version\":", "cannot be used");
        row("a list", "[]", "version");
        row("a later version", "{'version':'2.0','rules':[]}", "1.0");
        row("no rules", "{'version':'1.0'}", "no rules");
        row("an unknown function",
            withRules("{'type':'endpoint','conditions':[{'fn':'guess','argv':[]}]," + url),
            "/rules/0/conditions/0");
        row("too few arguments", withRules("{'type':'endpoint','conditions':[{'fn':'not','argv':[]}]," + url),
            "number of arguments");
        row("no arguments for getAttr",
            withRules("{'type':'endpoint','conditions':[{'fn':'getAttr'}]," + url), "number of arguments");
        row("a bad path",
            withRules("{'type':'endpoint','conditions':[{'fn':'getAttr','argv':[{'ref':'Region'},'[x]']}],"
                      + url),
            "/argv/1");
        row("an unknown name",
            withRules("{'type':'endpoint','conditions':[{'fn':'isSet','argv':[{'ref':'Nobody'}]}]," + url),
            "Nobody");
        row("a name of another branch",
            withRules("{'type':'endpoint','conditions':[{'fn':'uriEncode','argv':['x'],'assign':'here'}],"
                      + url + ",{'type':'error','conditions':[],'error':'{here}'}"),
            "here");
        row("an open brace", withRules("{'type':'error','conditions':[],'error':'{Region'}"),
            "/rules/0/error");
        row("a rule of no kind", withRules("{'type':'guess','conditions':[]}"), "/rules/0");
        row("an endpoint without a url", withRules("{'type':'endpoint','conditions':[],'endpoint':{}}"),
            "url");
        row("an odd parameter", "{'version':'1.0','parameters':{'A':{'type':'map'}},'rules':[]}",
            "/parameters/A");
        row("too deep", withRules(QByteArray(10000, '[')), "cannot be used");
        row("too large", QByteArray(5 * 1024 * 1024, ' '), "4 MB");
    }

    void damaged()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, place);
        const auto set = RuleSet::parse(test::quoted(json), QStringLiteral("test"));
        QVERIFY(!set);
        QCOMPARE(set.error().phase, Phase::Endpoint);
        QVERIFY2(set.error().message.contains(place), qPrintable(set.error().message));
    }

    // Cut anywhere, a rule set is an error or a smaller rule set, never a crash.
    void cutAnywhere()
    {
        const QByteArray whole =
            withRules("{'type':'endpoint','conditions':["
                      "{'fn':'aws.parseArn','argv':[{'ref':'Bucket'}],'assign':'arn'}],'endpoint':{'url':'"
                      "https://{arn#service}',"
                      "'properties':{'authSchemes':[{'name':'sigv4'}]},'headers':{'a':['b']}}}");
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!RuleSet::parse(whole.first(size), QStringLiteral("test")));
        QVERIFY(RuleSet::parse(whole, QStringLiteral("test")).has_value());
    }
};

QTEST_GUILESS_MAIN(RuleSetTest)
#include "tst_ruleset.moc"
