// SPDX-License-Identifier: Apache-2.0
#include "filling.h"

#include "practice/account.h"
#include "practice/handles.h"
#include "protocol/codec.h"
#include "quirks/quirks.h"
#include "relations/ownname.h"
#include "relations/relations.h"
#include "signing/signer.h"

#include <QCborArray>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace formwork;
using relations::Related;
using relations::RelationPtr;

namespace
{

const QString kDebian = QStringLiteral("/usr/lib/python3/dist-packages/botocore/data");

bool holdsText(const QCborValue &value, const QStringList &texts)
{
    if (value.isString())
        return texts.contains(value.toString());
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        return std::ranges::any_of(array, [&](const QCborValue &entry) { return holdsText(entry, texts); });
    }
    const QCborMap map = value.toMap();
    return std::any_of(map.cbegin(), map.cend(),
                       [&](const auto &entry) { return holdsText(entry.second, texts); });
}

// Whether an answer has a member that names or identifies the thing.
bool couldTell(const model::Shape &shape, const relations::Relation &relation, int depth = 0)
{
    return std::ranges::any_of(shape.members, [&](const model::Member &member) {
        const auto isCalled = [&](const relations::Identifier &identifier) {
            return identifier.path.section(u'.', -1).compare(member.name, Qt::CaseInsensitive) == 0;
        };
        return member.name == relation.ownName || std::ranges::any_of(relation.identifiers, isCalled)
            || (depth < 2 && couldTell(*member.target, relation, depth + 1));
    });
}

// What the endpoint rules put into the address.
QByteArray basePathOf(const model::Operation &operation, const QCborMap &input)
{
    QByteArray path = quirks::quirksOf(operation).droppedPath;
    if (operation.service->endpointRuleSet.isEmpty() || !operation.httpUri.startsWith(path))
        return {};
    return path.replace("{Bucket}", input.value(QStringLiteral("Bucket")).toString().toUtf8());
}

// Of several, the first that can be called with what the creation left known.
const Related *callable(const QList<Related> &list)
{
    const auto found = std::ranges::find_if(list, &Related::isCallable);
    return found == list.cend() ? nullptr : &*found;
}

} // namespace

// Every creation of every service that is found: created, read, listed and deleted in turn, over the wire's
// bytes in the protocol of its service.
class TestPracticeMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turns_data();
    void turns();

private:
    struct Tally {
        int due = 0;
        int held = 0;
        QStringList wrong;
        void count(bool isRight, const QString &what)
        {
            ++due;
            held += isRight ? 1 : 0;
            if (!isRight)
                wrong.append(what);
        }
    };
    struct Tallies {
        Tally created, read, listed, refused, deleted, gone, whole;
    };

    [[nodiscard]] protocol::Answer ask(const model::Operation &operation, const QCborMap &input);
    void turn(const model::Operation &operation, const relations::Relation &relation, Tallies &tallies);
    [[nodiscard]] std::optional<QCborMap> inputOf(const QString &service, const Related &related,
                                                  const QCborMap &input, const QCborMap &output);

    catalog::CatalogPtr m_catalog;
    practice::Account *m_account = nullptr;
    bool m_isMadeUp = false; // the last answer
};

void TestPracticeMemory::turns_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("built in") << QString();
    QTest::newRow("Debian's botocore") << kDebian;
    QTest::newRow("today's botocore")
        << qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
}

void TestPracticeMemory::turns()
{
    QFETCH(const QString, folder);
    if (!folder.isEmpty() && !QDir(folder).exists())
        QSKIP(qPrintable(QStringLiteral("There are no models in %1.").arg(folder)));
    m_catalog = catalog::Catalog::build(folder.isEmpty() ? QStringList() : QStringList{folder});
    const QTemporaryDir state;
    practice::Ledger ledger(state.filePath(QStringLiteral("practice.sqlite")));
    QVERIFY(ledger.open());
    practice::Router router(m_catalog, guide::Guides::builtIn());
    practice::Account account(ledger, router, guide::Guides::builtIn(), std::make_shared<RandomTokenSource>(),
                              practice::freshKeys());
    m_account = &account;
    Tallies tallies;
    const relations::Relations relations(m_catalog);
    for (const model::ServicePtr &service : m_catalog->services()) {
        const auto made = relations.ofService(service->id);
        QVERIFY2(made, qPrintable(service->id));
        for (const RelationPtr &relation : (*made)->creations) {
            QVERIFY(ledger.clear());
            const auto operation = m_catalog->operation(service, relation->operation);
            QVERIFY2(operation, qPrintable(service->id + u' ' + relation->operation));
            turn(**operation, *relation, tallies);
        }
    }
    const auto tell = [](const char *what, const Tally &tally) {
        qInfo("%s: %d of %d", what, tally.held, tally.due);
    };
    tell("created", tallies.created);
    tell("read", tallies.read);
    tell("listed", tallies.listed);
    tell("a second of the name refused", tallies.refused);
    tell("deleted", tallies.deleted);
    tell("gone", tallies.gone);
    tell("all in turn", tallies.whole);
    if (const QString file = qEnvironmentVariable("FORMWORK_TURNS"); !file.isEmpty()) {
        QFile out(file);
        QVERIFY(out.open(QFile::WriteOnly));
        for (const Tally *tally : {&tallies.created, &tallies.read, &tallies.listed, &tallies.refused,
                                   &tallies.deleted, &tallies.gone})
            out.write(tally->wrong.join(u'\n').toUtf8() + '\n');
    }
    for (const Tally *tally : {&tallies.created, &tallies.read, &tallies.listed, &tallies.refused,
                               &tallies.deleted, &tallies.gone, &tallies.whole})
        QVERIFY2(tally->held * 100 >= tally->due * 92 || tally->due < 20,
                 qPrintable(tally->wrong.mid(0, 100).join(u'\n')));
}

protocol::Answer TestPracticeMemory::ask(const model::Operation &operation, const QCborMap &input)
{
    protocol::Answer failed;
    const auto made = protocol::serialise(operation, input, basePathOf(operation, input));
    if (!made) {
        failed.error = made.error();
        return failed;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    http::Request request = made->request;
    request.authority = made->hostPrefix + "localhost:4566";
    signing::Options options;
    options.time = now;
    options.region = "us-east-1";
    options.service = operation.service->signingName.toLatin1();
    request = signing::sign(request, m_account->keys(), options).request;
    const practice::Served served = m_account->serve(request, now, practice::Fault::Kind::None);
    m_isMadeUp = !served.response.headers.value("x-formwork-practice").isEmpty();
    const auto answer = protocol::parse(operation, served.response);
    if (answer)
        return *answer;
    failed.error = answer.error();
    return failed;
}

std::optional<QCborMap> TestPracticeMemory::inputOf(const QString &service, const Related &related,
                                                    const QCborMap &input, const QCborMap &output)
{
    const auto operation = m_catalog->operation(service, related.operation);
    if (!operation)
        return std::nullopt;
    QCborMap result = filled(**operation);
    for (const relations::Filling &filling : related.filled) {
        const bool isGiven = filling.source == relations::Filling::Source::Input;
        QCborValue value = practice::valueAtPath(isGiven ? input : output, filling.path);
        if (value.isUndefined())
            continue;
        if (filling.asList)
            value = QCborArray{value};
        result[filling.member] = value;
    }
    return result;
}

void TestPracticeMemory::turn(const model::Operation &operation, const relations::Relation &relation,
                              Tallies &tallies)
{
    const QString name = relation.service + u'.' + relation.operation;
    const QCborMap input = filled(operation);
    const protocol::Answer made = ask(operation, input);
    const auto textOf = [](const protocol::Answer &answer) {
        return answer.error ? answer.error->code + QStringLiteral(": ") + answer.error->message : QString();
    };
    tallies.created.count(!made.error, QStringLiteral("create %1: %2").arg(name, textOf(made)));
    if (made.error)
        return;
    bool isWhole = true;
    const QCborMap output = made.output.toMap();
    practice::Thing thing;
    thing.input = input;
    thing.output = output;
    const QStringList handles = practice::handlesOf(thing, relation);
    const auto check = [&](Tally &tally, bool isRight, const QString &what) {
        tally.count(isRight, what);
        isWhole = isWhole && isRight;
    };
    const auto request = [&](const Related *related) -> std::optional<protocol::Answer> {
        if (!related)
            return std::nullopt;
        const auto asked = inputOf(relation.service, *related, input, output);
        if (!asked)
            return std::nullopt;
        return ask(**m_catalog->operation(relation.service, related->operation), *asked);
    };
    const auto tellsOf = [&](const Related &related, const protocol::Answer &answer) {
        if (answer.error || m_isMadeUp)
            return false;
        if (related.path.contains(u"[]"))
            return !practice::valueAtPath(answer.output.toMap(), related.path).isUndefined();
        const auto asked = m_catalog->operation(relation.service, related.operation);
        return holdsText(answer.output, handles) || !couldTell(*(*asked)->output, relation);
    };
    const auto verdict = [&](const char *what, const Related &related, const protocol::Answer &answer) {
        return QStringLiteral("%1 %2 by %3: %4%5")
            .arg(QLatin1StringView(what), name, related.operation, textOf(answer),
                 m_isMadeUp ? QStringLiteral(" (made up)") : QString());
    };
    const Related *read = callable(relation.reads);
    const Related *list = callable(relation.lists);
    const Related *deletion = callable(relation.deletes);
    if (const auto answer = request(read))
        check(tallies.read, tellsOf(*read, *answer), verdict("read", *read, *answer));
    if (const auto answer = request(list))
        check(tallies.listed, tellsOf(*list, *answer), verdict("list", *list, *answer));
    if (const auto unique = relations::uniqueName(operation)) {
        const protocol::Answer second = ask(operation, filled(operation));
        check(tallies.refused, second.error && unique->errors.contains(second.error->code),
              QStringLiteral("second %1: %2").arg(name, textOf(second)));
    }
    if (const auto answer = request(deletion)) {
        check(tallies.deleted, !answer->error && !m_isMadeUp, verdict("delete", *deletion, *answer));
        if (const auto after = request(read ? read : list))
            check(tallies.gone, !tellsOf(read ? *read : *list, *after),
                  verdict("still", read ? *read : *list, *after));
    }
    if (read || list || deletion)
        tallies.whole.count(isWhole, name);
}

QTEST_GUILESS_MAIN(TestPracticeMemory)
#include "tst_practicememory.moc"
