// SPDX-License-Identifier: Apache-2.0
#include "validation/validate.h"

#include <QCborArray>
#include <QCborMap>
#include <QElapsedTimer>
#include <QTest>

using namespace formwork;
using document::Problem;
using document::Severity;
using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

// A graph with every kind of shape; the root is "Input".
struct Graph {
    std::deque<Shape> shapes;

    Shape &shape(const char *name, ShapeType type)
    {
        Shape &result = shapes.emplace_back();
        result.name = QString::fromLatin1(name);
        result.type = type;
        return result;
    }
    static Member member(const char *name, const Shape &target, bool required = false)
    {
        Member result;
        result.name = QString::fromLatin1(name);
        result.target = &target;
        result.required = required;
        return result;
    }

    Graph()
    {
        Shape &name = shape("Name", ShapeType::String);
        name.constraints.minLength = 1;
        name.constraints.maxLength = 5;
        name.constraints.pattern = QStringLiteral("^[a-z]*$");
        Shape &text = shape("Text", ShapeType::String);
        Shape &scope = shape("Scope", ShapeType::Enum);
        scope.enumValues = {{QString(), QStringLiteral("Global"), {}, {}},
                            {QString(), QStringLiteral("DomainLocal"), {}, {}}};
        Shape &count = shape("Count", ShapeType::Integer);
        count.constraints.minValue = 1;
        count.constraints.maxValue = 10;
        Shape &level = shape("Level", ShapeType::IntEnum);
        level.enumValues = {{QString(), QStringLiteral("1"), {}, {}},
                            {QString(), QStringLiteral("2"), {}, {}}};
        Shape &byte = shape("Byte", ShapeType::Byte);
        Shape &ratio = shape("Ratio", ShapeType::Double);
        Shape &flag = shape("Flag", ShapeType::Boolean);
        Shape &blob = shape("Blob", ShapeType::Blob);
        blob.constraints.maxLength = 2;
        Shape &when = shape("When", ShapeType::Timestamp);
        Shape &any = shape("Any", ShapeType::Document);
        Shape &big = shape("Big", ShapeType::BigInteger);
        Shape &tag = shape("Tag", ShapeType::Structure);
        tag.members = {member("Key", name, true), member("Value", text)};
        Shape &tags = shape("Tags", ShapeType::List);
        tags.element = member("member", tag);
        tags.constraints.maxLength = 3;
        Shape &names = shape("Names", ShapeType::List);
        names.element = member("member", name);
        names.constraints.uniqueItems = true;
        Shape &labels = shape("Labels", ShapeType::Map);
        labels.key = member("key", name);
        labels.element = member("value", text);
        Shape &payload = shape("Payload", ShapeType::Union);
        payload.members = {member("One", text), member("Two", count)};
        Shape &input = shape("Input", ShapeType::Structure);
        Member token = member("ClientToken", text, true);
        token.idempotencyToken = true;
        Member password = member("Password", name);
        password.sensitiveTrait = true;
        Member header = member("Header", text);
        header.location = model::Location::Header;
        Member own = member("Own", name);
        own.constraints.maxLength = 2;
        input.members = {member("GroupName", name, true),
                         member("Scope", scope),
                         member("Count", count),
                         member("Level", level),
                         member("Byte", byte),
                         member("Ratio", ratio),
                         member("Flag", flag),
                         member("Blob", blob),
                         member("When", when),
                         member("Any", any),
                         member("Big", big),
                         member("Tags", tags),
                         member("Names", names),
                         member("Labels", labels),
                         member("Payload", payload),
                         member("Self", input),
                         token,
                         password,
                         header,
                         own};
    }
    [[nodiscard]] const Shape &input() const { return shapes.back(); }
};

QCborMap valid() { return {{QStringLiteral("GroupName"), QStringLiteral("abc")}}; }

QCborMap with(const char *name, const QCborValue &value)
{
    QCborMap map = valid();
    map[QString::fromLatin1(name)] = value;
    return map;
}

} // namespace

class ValidateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void everythingValidIsQuiet();
    void orderIsThatOfTheModel();
    void labelsComeFromTheLabeller();
    void stopsAtTheLimit();
    void hostileDepthEnds();
    void uniqueIsLinear();
    void isQuick();

private:
    Graph m_graph;
};

void ValidateTest::finds_data()
{
    QTest::addColumn<QCborMap>("input");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("canSendAnyway");
    const auto row = [](const char *title, const QCborMap &input, const char *pointer, const char *kind,
                        const char *sentence, bool anyway = true) {
        QTest::newRow(title) << input << QString::fromUtf8(pointer) << QString::fromUtf8(kind)
                             << QString::fromUtf8(sentence) << anyway;
    };
    const QCborArray threeTags{QCborMap{{QStringLiteral("Key"), QStringLiteral("a")}},
                               QCborMap{{QStringLiteral("Key"), QStringLiteral("b")}},
                               QCborMap{{QStringLiteral("Value"), QStringLiteral("c")}}};
    row("required", {}, "/GroupName", "required", "Group name: it is required; enter a value.", false);
    row("required, null", with("GroupName", nullptr), "/GroupName", "required",
        "Group name: it is required; enter a value.", false);
    row("null", with("Count", nullptr), "/Count", "type",
        "Count: it is null; leave it out, or give it a value.", false);
    row("pattern", with("GroupName", QStringLiteral("a+b")), "/GroupName", "pattern",
        "Group name: the character + is not allowed; use lower-case letters.");
    row("too long", with("GroupName", QStringLiteral("abcdefg")), "/GroupName", "length",
        "Group name: at most 5 character(s), this has 7.");
    row("code points", with("Own", QString::fromUtf8("\xF0\x9F\x98\x80\xF0\x9F\x98\x80")), "/Own", "pattern",
        "Own: the character \xF0\x9F\x98\x80 is not allowed; use lower-case letters.");
    row("member's own length", with("Own", QStringLiteral("abc")), "/Own", "length",
        "Own: at most 2 character(s), this has 3.");
    row("empty", with("GroupName", QString(QStringLiteral(""))), "/GroupName", "length",
        "Group name: it must not be empty.");
    row("enum", with("Scope", QStringLiteral("Globl")), "/Scope", "enum",
        "Scope: \"Globl\" is not one of Global, DomainLocal.");
    row("intEnum", with("Level", 3), "/Level", "enum", "Level: \"3\" is not one of 1, 2.");
    row("range", with("Count", 11), "/Count", "range", "Count: it must be between 1 and 10.");
    row("range of the type", with("Byte", 200), "/Byte", "range", "Byte: it must be between -128 and 127.");
    row("bytes", with("Blob", QByteArray("abc")), "/Blob", "length", "Blob: at most 2 byte(s), this has 3.");
    row("text for a number", with("Count", QStringLiteral("ten")), "/Count", "type",
        "Count: it must be a whole number, not the text \"ten\".", false);
    row("fraction for an integer", with("Count", 1.5), "/Count", "type",
        "Count: it must be a whole number, not the number 1.5.", false);
    row("text for a flag", with("Flag", QStringLiteral("yes")), "/Flag", "type",
        "Flag: it must be true or false, not the text \"yes\".", false);
    row("text for a time", with("When", QStringLiteral("soon")), "/When", "type",
        "When: it must be a date and time such as 2026-01-02T03:04:05Z, not the text \"soon\".", false);
    row("text for bytes", with("Blob", QStringLiteral("x")), "/Blob", "type",
        "Blob: it must be binary data, in JSON as base64, not the text \"x\".", false);
    row("text for a big number", with("Big", QStringLiteral("x")), "/Big", "type",
        "Big: it must be a whole number, not the text \"x\".", false);
    row("object for a list", with("Tags", QCborMap()), "/Tags", "type",
        "Tags: it must be a list, in JSON [ ... ], not an object.", false);
    row("bytes in free form", with("Any", QCborArray{QByteArray("x")}), "/Any/0", "type",
        "Any, entry 1: binary data and dates cannot stand in free-form JSON; use text.", false);
    row("required in an entry", with("Tags", threeTags), "/Tags/2/Key", "required",
        "Key: it is required; enter a value.", false);
    row("entry", with("Names", QCborArray{QStringLiteral("a"), QStringLiteral("B")}), "/Names/1", "pattern",
        "Names, entry 2: the character B is not allowed; use lower-case letters.");
    row("null entry", with("Names", QCborArray{nullptr}), "/Names/0", "type",
        "Names, entry 1: it is null, which this list does not take; remove the entry, or give it a value.",
        false);
    row("equal entries",
        with("Names", QCborArray{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a")}), "/Names/2",
        "unique", "Names, entry 3: entries 1 and 3 are equal; remove one of them.");
    row("key of a map", with("Labels", QCborMap{{QStringLiteral("a/b"), QStringLiteral("x")}}),
        "/Labels/a~1b", "pattern", "Labels, a/b: the character / is not allowed; use lower-case letters.");
    row("empty union", with("Payload", QCborMap()), "/Payload", "union",
        "Payload: choose exactly one of One, Two.");
    row("full union",
        with("Payload", QCborMap{{QStringLiteral("One"), QStringLiteral("x")}, {QStringLiteral("Two"), 2}}),
        "/Payload", "union", "Payload: only one of One, Two can be set; remove the others.");
    row("unknown", with("GroupNam", 1), "/GroupNam", "unknown",
        "GroupNam: there is no member of this name, and it would not be sent. Did you mean GroupName?");
    row("secret is not repeated", with("Password", QStringLiteral("a+b")), "/Password", "pattern",
        "Password: it has a character that is not allowed; use lower-case letters.");
    row("secret of the wrong type", with("Password", 12345), "/Password", "type",
        "Password: it must be text, not a number.", false);
    row("line break in a header", with("Header", QStringLiteral("a\r\nb")), "/Header", "type",
        "Header: a line break is not allowed, because the value is sent as one line of the HTTP header.",
        false);
    row("half a character", with("Header", QString(QChar(0xD800))), "/Header", "type",
        "Header: it holds half of a character, which cannot be sent; enter it again.", false);
    row("deeper", with("Self", with("Self", {})), "/Self/Self", "type",
        "Self: it must be an object, in JSON { ... }, not something else.", false);
}

void ValidateTest::finds()
{
    QFETCH(QCborMap, input);
    QFETCH(QString, pointer);
    QFETCH(QString, kind);
    QFETCH(QString, sentence);
    QFETCH(bool, canSendAnyway);
    if (pointer == u"/Self/Self")
        input = with("Self", with("Self", QCborValue(QCborSimpleType(99))));
    const QList<Problem> problems = validation::validate(m_graph.input(), input);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().sentence, sentence);
    QCOMPARE(problems.first().pointer.toString(), pointer);
    QCOMPARE(problems.first().kind, kind);
    QCOMPARE(problems.first().canSendAnyway, canSendAnyway);
    QCOMPARE(problems.first().severity, Severity::Error);
}

void ValidateTest::everythingValidIsQuiet()
{
    const QCborMap input{{QStringLiteral("GroupName"), QStringLiteral("abc")},
                         {QStringLiteral("Scope"), QStringLiteral("Global")},
                         {QStringLiteral("Count"), 10},
                         {QStringLiteral("Ratio"), 3},
                         {QStringLiteral("Flag"), false},
                         {QStringLiteral("Blob"), QByteArray("ab")},
                         {QStringLiteral("When"), QCborValue(QDateTime::currentDateTimeUtc())},
                         {QStringLiteral("Any"), nullptr},
                         {QStringLiteral("Big"), QStringLiteral("123456789012345678901234567890")},
                         {QStringLiteral("Names"), QCborArray{QStringLiteral("a"), QStringLiteral("b")}},
                         {QStringLiteral("Labels"), QCborMap{{QStringLiteral("a"), QStringLiteral("x")}}},
                         {QStringLiteral("Payload"), QCborMap{{QStringLiteral("Two"), 2}}}};
    QCOMPARE(validation::validate(m_graph.input(), input).size(), 0);
}

void ValidateTest::orderIsThatOfTheModel()
{
    const QCborMap input{{QStringLiteral("Nonsense"), 1},
                         {QStringLiteral("Count"), 0},
                         {QStringLiteral("Scope"), QStringLiteral("x")}};
    QStringList kinds;
    for (const Problem &problem : validation::validate(m_graph.input(), input))
        kinds += problem.kind;
    QCOMPARE(kinds,
             QStringList({QStringLiteral("required"), QStringLiteral("enum"), QStringLiteral("range"),
                          QStringLiteral("unknown")}));
}

void ValidateTest::labelsComeFromTheLabeller()
{
    const validation::Labeller label = [](const document::Pointer &pointer, const Member &member) {
        return pointer.toString() + u'|' + member.name;
    };
    const QCborMap input = with("Names", QCborArray{QStringLiteral("a"), QStringLiteral("B")});
    QCOMPARE(
        validation::validate(m_graph.input(), input, label).first().sentence,
        QStringLiteral("/Names|Names, entry 2: the character B is not allowed; use lower-case letters."));
}

void ValidateTest::stopsAtTheLimit()
{
    QCborArray names;
    for (int n = 0; n < 5000; ++n)
        names.append(n);
    QCOMPARE(validation::validate(m_graph.input(), with("Names", names), {}, 7).size(), 7);
    QCOMPARE(validation::validate(m_graph.input(), with("Names", names)).size(), 1000);
}

void ValidateTest::hostileDepthEnds()
{
    QCborMap input = valid();
    for (int n = 0; n < 2000; ++n)
        input = with("Self", input);
    const QList<Problem> problems = validation::validate(m_graph.input(), input);
    QCOMPARE(problems.size(), 1);
    QVERIFY(problems.first().sentence.contains(QStringLiteral("200 levels")));
    QCborValue any = 1;
    for (int n = 0; n < 2000; ++n)
        any = QCborArray{any};
    QCOMPARE(validation::validate(m_graph.input(), with("Any", any)).size(), 1);
}

void ValidateTest::uniqueIsLinear()
{
    QCborArray names;
    for (int n = 0; n < 100'000; ++n) {
        QString name;
        for (int rest = n; name.size() < 5; rest /= 26)
            name += QChar(u'a' + rest % 26);
        names.append(name);
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(validation::validate(m_graph.input(), with("Names", names)).size(), 0);
    QVERIFY2(timer.elapsed() < 60'000,
             qPrintable(QString::number(timer.elapsed()))); // quadratic would be minutes
}

void ValidateTest::isQuick()
{
    const QCborMap input = with("Labels", QCborMap{{QStringLiteral("a"), QStringLiteral("x")}});
    static_cast<void>(validation::validate(m_graph.input(), input));
    QElapsedTimer timer;
    timer.start();
    for (int n = 0; n < 1000; ++n)
        static_cast<void>(validation::validate(m_graph.input(), input));
    qInfo() << "one validation takes" << double(timer.nsecsElapsed()) / 1e6 << "microseconds";
    QVERIFY(timer.elapsed() < 10'000); // of 1000, with a debugger's build on a busy machine
}

QTEST_APPLESS_MAIN(ValidateTest)
#include "tst_validate.moc"
