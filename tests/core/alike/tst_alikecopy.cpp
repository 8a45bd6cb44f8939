// SPDX-License-Identifier: Apache-2.0
#include "alike/actions.h"
#include "alike/reading.h"
#include "document/json.h"

#include "depot.h"

#include <QCborArray>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::alike;

namespace
{

QCborMap crate()
{
    return {{QStringLiteral("CrateName"), QStringLiteral("tea")},
            {QStringLiteral("CrateArn"), QStringLiteral("arn:aws:depot:eu-west-1:123456789012:crate/tea")},
            {QStringLiteral("Colour"), QStringLiteral("red")},
            {QStringLiteral("Size"), QCborMap{{QStringLiteral("Height"), 4}}},
            {QStringLiteral("Tags"),
             QCborArray{QCborMap{{QStringLiteral("Key"), QStringLiteral("aws:made")},
                                 {QStringLiteral("Value"), QStringLiteral("x")}},
                        QCborMap{{QStringLiteral("Key"), QStringLiteral("team")},
                                 {QStringLiteral("Value"), QStringLiteral("blue")}}}},
            {QStringLiteral("Guards"),
             QCborArray{QCborMap{{QStringLiteral("GuardId"), QStringLiteral("g-1")},
                                 {QStringLiteral("Name"), QStringLiteral("one")}}}},
            {QStringLiteral("Labels"),
             QCborMap{{QStringLiteral("DB_PASSWORD"), QStringLiteral("hunter2!")},
                      {QStringLiteral("room"), QStringLiteral("3")}}},
            {QStringLiteral("Policy"), QString()},
            {QStringLiteral("Password"), QStringLiteral("****")},
            {QStringLiteral("Status"), QStringLiteral("CLOSED")},
            {QStringLiteral("Count"), 3}};
}

QStringList about(const QList<Note> &notes, Note::Why why)
{
    QStringList result;
    for (const Note &note : notes) {
        if (note.why == why)
            result.append(note.what);
    }
    return result;
}

const Action *named(const QList<Action> &actions, const char *operation)
{
    const auto found = std::ranges::find_if(
        actions, [&](const Action &action) { return action.operation == QLatin1StringView(operation); });
    return found == actions.end() ? nullptr : &*found;
}

} // namespace

class AlikeCopyTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_home;
    Tools m_tools;

    model::OperationPtr operation(const char *name)
    {
        return m_tools.catalog->operation(u"depot", QString::fromLatin1(name)).value_or(nullptr);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(depot::writeTo(m_home.path()));
        m_tools = toolsOf(catalog::Catalog::build({m_home.path()}));
        QVERIFY(operation("CreateCrate"));
    }

    void aThingBecomesAnInput()
    {
        const Thing thing{operation("DescribeCrate"), QCborMap{{QStringLiteral("Crate"), crate()}}, {}, {}};
        const Result<Filled> filled = copyOf(m_tools, operation("CreateCrate"), thing);
        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().message));
        const QCborMap &input = filled->document;
        QCOMPARE(input.value(QStringLiteral("CrateName")).toString(), QStringLiteral("tea"));
        QCOMPARE(input.value(QStringLiteral("Colour")).toString(), QStringLiteral("red"));
        QCOMPARE(input.value(QStringLiteral("CrateSize")).toMap().value(QStringLiteral("Height")).toInteger(),
                 4);
        QCOMPARE(input.value(QStringLiteral("Count")).toInteger(), 3);
        QCOMPARE(input.value(QStringLiteral("GuardIds")).toArray(), QCborArray{QStringLiteral("g-1")});
        QCOMPARE(input.value(QStringLiteral("Tags")).toArray().size(), 1);
        QVERIFY(!input.contains(QStringLiteral("ClientToken")));
        QVERIFY(!input.contains(QStringLiteral("Policy"))); // empty: it is not set
    }

    void whatCouldNotBeCarriedOverIsTold()
    {
        const Thing thing{operation("DescribeCrate"), QCborMap{{QStringLiteral("Crate"), crate()}}, {}, {}};
        const Result<Filled> filled = copyOf(m_tools, operation("CreateCrate"), thing);
        QVERIFY(filled);
        QVERIFY(about(filled->notes, Note::Why::Secret).contains(QStringLiteral("Password")));
        QVERIFY(!filled->document.contains(QStringLiteral("Password")));
        QVERIFY(about(filled->notes, Note::Why::Name).contains(QStringLiteral("CrateName")));
        QVERIFY(about(filled->notes, Note::Why::ByService).contains(QStringLiteral("Status")));
        QVERIFY(about(filled->notes, Note::Why::ByService).contains(QStringLiteral("CrateArn")));
        QVERIFY(about(filled->notes, Note::Why::NotTold).contains(QStringLiteral("Hint")));
        QCOMPARE(about(filled->notes, Note::Why::Reserved), QStringList{QStringLiteral("Tags[0]")});
        for (const QString &sentence : sentences(filled->notes))
            QVERIFY(!sentence.contains(QStringLiteral("hunter2"))
                    && !sentence.contains(QStringLiteral("****")));
    }

    void aSecretInsideIsNotCarriedOver()
    {
        const Thing thing{operation("DescribeCrate"), QCborMap{{QStringLiteral("Crate"), crate()}}, {}, {}};
        const Result<Filled> filled = copyOf(m_tools, operation("CreateCrate"), thing);
        QVERIFY(filled);
        const QCborMap labels = filled->document.value(QStringLiteral("Labels")).toMap();
        QCOMPARE(labels.value(QStringLiteral("room")).toString(), QStringLiteral("3"));
        QVERIFY(!labels.contains(QStringLiteral("DB_PASSWORD")));
        QVERIFY(about(filled->notes, Note::Why::Secret).contains(QStringLiteral("Labels.DB_PASSWORD")));
    }

    void anEntryOfAListIsCopiedByItsPlace()
    {
        const QCborMap other{{QStringLiteral("CrateName"), QStringLiteral("salt")},
                             {QStringLiteral("Colour"), QStringLiteral("blue")}};
        const Thing thing{operation("ListCrates"),
                          QCborMap{{QStringLiteral("Crates"), QCborArray{crate(), other}}},
                          document::Pointer::parse(u"/Crates/1"),
                          {}};
        const Result<Filled> filled = copyOf(m_tools, operation("CreateCrate"), thing);
        QVERIFY(filled);
        QCOMPARE(filled->document.value(QStringLiteral("CrateName")).toString(), QStringLiteral("salt"));
        QCOMPARE(filled->document.value(QStringLiteral("Colour")).toString(), QStringLiteral("blue"));
    }

    void nothingAlikeIsAnError()
    {
        const Thing thing{operation("DescribeCrate"), QCborMap{}, {}, {}};
        const Result<Filled> filled = copyOf(m_tools, operation("CreateCrate"), thing);
        QVERIFY(!filled);
        QCOMPARE(filled.error().code, QStringLiteral("NothingAlike"));
    }

    void whatCanBeDoneWithAnEntry()
    {
        const Thing thing{operation("ListCrates"),
                          QCborMap{{QStringLiteral("Crates"), QCborArray{crate()}}},
                          document::Pointer::parse(u"/Crates/0"),
                          {}};
        const auto actions = actionsOf(m_tools, thing);
        QVERIFY(actions);
        const Action *reads = named(*actions, "DescribeCrate");
        QVERIFY(reads);
        QCOMPARE(reads->role, relations::Use::Role::Reads);
        QCOMPARE(reads->input.value(QStringLiteral("CrateName")).toString(), QStringLiteral("tea"));
        const Action *changes = named(*actions, "UpdateCrate");
        QVERIFY(changes);
        QCOMPARE(changes->role, relations::Use::Role::Changes);
        QCOMPARE(changes->missing, QStringList{QStringLiteral("Colour")});
        const Action *tags = named(*actions, "TagResource");
        QVERIFY(tags);
        QCOMPARE(tags->role, relations::Use::Role::Tags);
        QCOMPARE(tags->input.value(QStringLiteral("ResourceArn")).toString(),
                 crate().value(QStringLiteral("CrateArn")).toString());
        QVERIFY(named(*actions, "OpenCrate"));
        QCOMPARE(actions->last().operation, QStringLiteral("DeleteCrate"));
        QVERIFY(!named(*actions, "CreateShelf"));
        QVERIFY(!named(*actions, "GetShelf"));
    }

    void theEntryAtAPlace()
    {
        const QCborMap answer{{QStringLiteral("Crates"), QCborArray{crate()}}};
        QCOMPARE(entryAt(answer, document::Pointer::parse(u"/Crates/0/Size/Height")).toString(),
                 QStringLiteral("/Crates/0"));
        QVERIFY(entryAt(answer, document::Pointer::parse(u"/Crates")).isRoot());
        QCOMPARE(pathOf(document::Pointer::parse(u"/A/0/B/12")), QStringLiteral("A[].B[]"));
    }

    void whatReadsAThingOfWhichTheIdIsKnown()
    {
        const auto reading = readingOf(m_tools, QStringLiteral("depot"), QStringLiteral("CreateCrate"),
                                       {QStringLiteral("tea")});
        QVERIFY2(reading, reading ? "" : qPrintable(reading.error().message));
        QCOMPARE(reading->reading->name, QStringLiteral("DescribeCrate"));
        QCOMPARE(reading->input.value(QStringLiteral("CrateName")).toString(), QStringLiteral("tea"));
        const auto byName = readingOf(m_tools, QStringLiteral("depot"), QStringLiteral("DescribeCrate"),
                                      {QStringLiteral("CrateName=a=b")});
        QVERIFY(byName);
        QCOMPARE(byName->creation->name, QStringLiteral("CreateCrate"));
        QCOMPARE(byName->input.value(QStringLiteral("CrateName")).toString(), QStringLiteral("a=b"));
        const auto tooMany = readingOf(m_tools, QStringLiteral("depot"), QStringLiteral("CreateCrate"),
                                       {QStringLiteral("a"), QStringLiteral("b")});
        QVERIFY(!tooMany);
        QVERIFY(tooMany.error().message.contains(QStringLiteral("DescribeCrate takes CrateName")));
    }

    void anArnSaysWhatToRead()
    {
        const auto reading =
            readingOfArn(m_tools, QStringLiteral("arn:aws:depot:eu-west-1:123456789012:crate/tea"));
        QVERIFY2(reading, reading ? "" : qPrintable(reading.error().message));
        QCOMPARE(reading->creation->name, QStringLiteral("CreateCrate"));
        QCOMPARE(reading->reading->name, QStringLiteral("DescribeCrate"));
        QCOMPARE(reading->input.value(QStringLiteral("CrateName")).toString(), QStringLiteral("tea"));
        QCOMPARE(reading->region, QStringLiteral("eu-west-1"));
        QVERIFY(!readingOfArn(m_tools, QStringLiteral("arn:aws:depot:eu-west-1:123456789012:boat/tea")));
        QVERIFY(!readingOfArn(m_tools, QStringLiteral("arn:aws:other:::x")));
        QVERIFY(!arnIn(QStringLiteral("arn:aws")));
    }

    void aSavedAnswerIsRecognisedByItsShape()
    {
        const QCborMap answer{{QStringLiteral("Crate"), crate()}};
        const auto guessed = fromAnswer(m_tools, answer);
        QVERIFY2(guessed, guessed ? "" : qPrintable(guessed.error().message));
        QCOMPARE(guessed->operation, QStringLiteral("CreateCrate"));
        QCOMPARE(guessed->document.value(QStringLiteral("Colour")).toString(), QStringLiteral("red"));
        const auto asked =
            fromAnswer(m_tools, answer, QStringLiteral("depot"), QStringLiteral("create-crate"));
        QVERIFY(asked);
        QCOMPARE(asked->document, guessed->document);
        QVERIFY(!fromAnswer(m_tools, QCborMap{{QStringLiteral("Whatever"), 1}}));
        QVERIFY(!fromAnswer(m_tools, QStringLiteral("text")));
    }

    void whatACreationHasMadeIsRead()
    {
        const auto reading = readingOfMade(m_tools, operation("CreateCrate"),
                                           {{QStringLiteral("CrateName"), QStringLiteral("tea")}}, {});
        QVERIFY2(reading, reading ? "" : qPrintable(reading.error().message));
        QCOMPARE(reading->reading->name, QStringLiteral("DescribeCrate"));
        const auto filled = fromReply(m_tools, *reading, QCborMap{{QStringLiteral("Crate"), crate()}});
        QVERIFY(filled);
        QCOMPARE(filled->document.value(QStringLiteral("Colour")).toString(), QStringLiteral("red"));
    }
};

QTEST_GUILESS_MAIN(AlikeCopyTest)
#include "tst_alikecopy.moc"
