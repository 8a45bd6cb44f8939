// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "document/redact.h"

#include <QTest>

using namespace formwork;
using namespace formwork::document;
using model::Member;
using model::Shape;
using model::ShapeType;

class RedactTest : public QObject
{
    Q_OBJECT
private:
    Shape m_text;
    Shape m_secretText;
    Shape m_number;
    Shape m_secretList;
    Shape m_listOfSecrets;
    Shape m_mapOfSecrets;
    Shape m_mapBySecrets;
    Shape m_openMap;
    Shape m_inner;
    Shape m_root;

    static Member member(const char *name, const Shape &target)
    {
        Member result;
        result.name = QString::fromLatin1(name);
        result.target = &target;
        return result;
    }

    QByteArray after(const char *json) { return toPlainJson(redacted(*fromPlainJson(json), m_root)); }

private Q_SLOTS:
    void initTestCase()
    {
        m_text.type = m_secretText.type = ShapeType::String;
        m_number.type = ShapeType::Integer;
        m_secretText.sensitive = true;
        m_secretList.type = m_listOfSecrets.type = ShapeType::List;
        m_secretList.sensitive = true;
        m_secretList.element = member("member", m_text);
        m_listOfSecrets.element = member("member", m_secretText);
        m_mapOfSecrets.type = m_mapBySecrets.type = ShapeType::Map;
        m_mapOfSecrets.key = m_mapBySecrets.element = member("key", m_text);
        m_openMap.type = ShapeType::Map;
        m_openMap.key = m_openMap.element = member("value", m_text);
        m_mapOfSecrets.element = m_mapBySecrets.key = member("value", m_secretText);
        m_inner.members = {member("pin", m_secretText), member("name", m_text), member("again", m_inner)};
        m_root.members = {member("plain", m_text),         member("secret", m_secretText),
                          member("list", m_listOfSecrets), member("wholeList", m_secretList),
                          member("map", m_mapOfSecrets),   member("keyed", m_mapBySecrets),
                          member("inner", m_inner),        member("SecretAccessKey", m_text),
                          member("password", m_number),    member("byKey", m_openMap)};
    }

    void seals_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *expected) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(expected);
        };
        row("nothing secret", R"({"plain":"x"})", R"({"plain":"x"})");
        row("member", R"({"plain":"x","secret":"canary-secret-0001"})",
            R"({"plain":"x","secret":"‹sealed›"})");
        row("each entry of a list", R"({"list":["a","b"]})", R"({"list":["‹sealed›","‹sealed›"]})");
        row("a whole list", R"({"wholeList":["a","b"]})", R"({"wholeList":"‹sealed›"})");
        row("values of a map", R"({"map":{"k":"a"}})", R"({"map":{"k":"‹sealed›"}})");
        row("a map with secret keys", R"({"keyed":{"canary-secret-0002":"a"}})", R"({"keyed":"‹sealed›"})");
        row("deep inside", R"({"inner":{"name":"n","again":{"again":{"pin":"1"}}}})",
            R"({"inner":{"name":"n","again":{"again":{"pin":"‹sealed›"}}}})");
        row("by its name", R"({"SecretAccessKey":"canary"})", R"({"SecretAccessKey":"‹sealed›"})");
        row("a number is no password", R"({"password":3})", R"({"password":3})");
        row("unknown member by its name", R"({"other":{"SessionToken":"canary"}})",
            R"({"other":{"SessionToken":"‹sealed›"}})");
        row("entries of a list by its name", R"({"other":{"Passwords":["a","b"]}})",
            R"({"other":{"Passwords":["‹sealed›","‹sealed›"]}})");
        row("the key of a map", R"({"byKey":{"PASSWORD":"canary","USERNAME":"u"}})",
            R"({"byKey":{"PASSWORD":"‹sealed›","USERNAME":"u"}})");
        row("the name beside a value",
            R"({"other":[{"Name":"DB_PASSWORD","Value":"canary"},{"Name":"A","Value":"b"}]})",
            R"({"other":[{"Name":"DB_PASSWORD","Value":"‹sealed›"},{"Name":"A","Value":"b"}]})");
        row("the key of a parameter", R"({"other":{"ParameterKey":"DbPassword","ParameterValue":"canary"}})",
            R"({"other":{"ParameterKey":"DbPassword","ParameterValue":"‹sealed›"}})");
        row("what shows itself", R"({"plain":"https://h/k?X-Amz-Signature=0123456789abcdef"})",
            R"({"plain":"‹sealed›"})");
        row("secret of another type", R"({"secret":{"a":[1,2]}})", R"({"secret":"‹sealed›"})");
    }

    void seals()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(this->after(before.constData()), after);
    }

    void tellsWhereTheSecretWas()
    {
        QStringList places;
        const Visit keep = [&](const Pointer &pointer, const Member &, const QCborValue &value) {
            places.append(pointer.toString());
            return value;
        };
        const QCborValue value = *fromPlainJson(R"({"list":["a"],"inner":{"pin":"p"},"plain":"x"})");
        QCOMPARE(toPlainJson(mapSecrets(value, m_root, keep)), toPlainJson(value));
        QCOMPARE(places, (QStringList{QStringLiteral("/list/0"), QStringLiteral("/inner/pin")}));
    }
};

QTEST_GUILESS_MAIN(RedactTest)
#include "tst_redact.moc"
