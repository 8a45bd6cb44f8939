// SPDX-License-Identifier: Apache-2.0
#include "filling.h"

#include "practice/account.h"
#include "protocol/codec.h"
#include "quirks/quirks.h"
#include "signing/signer.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace formwork;

namespace
{

const QString kDebian = QStringLiteral("/usr/lib/python3/dist-packages/botocore/data");

QByteArray signingNameOf(const model::Operation &operation)
{
    return operation.service->signingName.toLatin1();
}

bool sendsEvents(const model::Operation &operation)
{
    return std::ranges::any_of(operation.input->members,
                               [](const model::Member &member) { return member.target->eventStream; });
}

// What the endpoint rules put into the address.
QByteArray basePathOf(const model::Operation &operation, const QCborMap &input)
{
    QByteArray path = quirks::quirksOf(operation).droppedPath;
    if (operation.service->endpointRuleSet.isEmpty() || !operation.httpUri.startsWith(path))
        return {};
    return path.replace("{Bucket}", input.value(QStringLiteral("Bucket")).toString().toUtf8());
}

QByteArray addressOf(const model::Operation &operation)
{
    static const QRegularExpression kLabels(QStringLiteral("\\{[^}]*\\}|/$"));
    const QString path = QString::fromLatin1(operation.httpUri).section(u'?', 0, 0);
    return operation.httpMethod + ' ' + QString(path).replace(kLabels, QStringLiteral("*")).toLatin1();
}

// The last three: it is not what a client has from an earlier answer.
bool isAbsent(const QString &code)
{
    static const QRegularExpression kAbsent(
        QStringLiteral("NotFound|NonExistent|DoesNotExist|^InvalidCiphertext|^ReceiptHandleIsInvalid"
                       "|EmptyBatchRequest$"));
    return code.contains(kAbsent);
}

bool isXml(const model::Operation &operation)
{
    const model::Protocol protocol = operation.service->protocols.value(0);
    return protocol == model::Protocol::Query || protocol == model::Protocol::Ec2Query
        || protocol == model::Protocol::RestXml;
}

} // namespace

// Every operation of every service that is found: an input as the model asks for it in, an answer out that a
// client reads, each in its service's protocol.
class TestPracticeWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walk_data();
    void walk();

private:
    struct Tally {
        int asked = 0;
        int answered = 0; // with an output of the model
        int refused = 0; // in a sentence: the input is not what the model wants
        int absent = 0; // an error of the model: what is asked for is not there
        int shared = 0; // another service's by all but the host
        int skipped = 0; // they are no requests with one document
        QSet<QByteArray> addresses; // with the signing name, that were asked
        QStringList wrong;
    };

    void ask(practice::Account &account, const model::OperationPtr &operation, Tally &tally);
    [[nodiscard]] bool sharesAddress(const model::Operation &operation, const practice::Served &served) const;
    static QString problemWith(const model::Operation &operation, const http::Response &response,
                               Tally &tally);

    catalog::CatalogPtr m_catalog;
};

void TestPracticeWalk::walk_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("built in") << QString();
    QTest::newRow("Debian's botocore") << kDebian;
    const QString shared = qEnvironmentVariable("FORMWORK_SHARED");
    QTest::newRow("today's botocore") << shared + QStringLiteral("/models/botocore");
    QTest::newRow("Smithy") << shared + QStringLiteral("/models/smithy");
}

void TestPracticeWalk::walk()
{
    QFETCH(const QString, folder);
    if (!folder.isEmpty() && !QDir(folder).exists())
        QSKIP(qPrintable(QStringLiteral("There are no models in %1.").arg(folder)));
    m_catalog = catalog::Catalog::build(folder.isEmpty() ? QStringList() : QStringList{folder});
    const catalog::CatalogPtr &catalog = m_catalog;
    const QTemporaryDir state;
    practice::Ledger ledger(state.filePath(QStringLiteral("practice.sqlite")));
    QVERIFY(ledger.open());
    practice::Router router(catalog, guide::Guides::builtIn());
    practice::Account account(ledger, router, guide::Guides::builtIn(), std::make_shared<RandomTokenSource>(),
                              practice::freshKeys());
    Tally tally;
    for (const model::ServicePtr &service : catalog->services()) {
        for (const model::OperationSummary &summary : service->operations) {
            const auto operation = router.read(service, summary.name);
            QVERIFY2(operation && *operation, qPrintable(service->id + u' ' + summary.name));
            ask(account, *operation, tally);
        }
    }
    qInfo("%d operations asked: %d answered as modelled, %d that there is no such thing, %d refused for "
          "their input, %lld wrong; %d are another service's by all but the host, %d skipped",
          tally.asked, tally.answered, tally.absent, tally.refused,
          static_cast<long long>(tally.wrong.size()), tally.shared, tally.skipped);
    QVERIFY2(tally.wrong.isEmpty(), qPrintable(tally.wrong.mid(0, 200).join(u'\n')));
    QVERIFY((tally.answered + tally.absent) * 100 >= tally.asked * 75
            || tally.asked < 100); // too few for a share
}

// An older name is asked as the newer one; the other way round would be wrong.
bool TestPracticeWalk::sharesAddress(const model::Operation &operation, const practice::Served &served) const
{
    const auto other = m_catalog->operation(served.service, served.operation);
    return other && addressOf(**other) == addressOf(operation)
        && (served.service != operation.service->id || !(*other)->deprecated);
}

void TestPracticeWalk::ask(practice::Account &account, const model::OperationPtr &operation, Tally &tally)
{
    if (sendsEvents(*operation)) {
        ++tally.skipped;
        return;
    }
    ++tally.asked;
    const QString name = operation->service->id + u'.' + operation->name;
    const QCborMap input = filled(*operation);
    const auto made = protocol::serialise(*operation, input, basePathOf(*operation, input));
    if (!made) {
        tally.wrong.append(name + u' ' + made.error().message);
        return;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    http::Request request = made->request;
    request.authority = made->hostPrefix + "localhost:4566";
    signing::Options options;
    options.time = now;
    options.region = "us-east-1";
    options.service = signingNameOf(*operation);
    options.doubleEncodePath = options.service != "s3"; // whose paths are signed as they are
    options.normalizePath = options.doubleEncodePath;
    request = signing::sign(request, account.keys(), options).request;
    const practice::Served served = account.serve(request, now, practice::Fault::Kind::None);
    const QByteArray address = signingNameOf(*operation) + ' ' + addressOf(*operation);
    const bool wasAsked = tally.addresses.contains(address);
    tally.addresses.insert(address);
    const bool isItself = served.service == operation->service->id && served.operation == operation->name;
    if (!isItself && sharesAddress(*operation, served)) {
        ++tally.shared;
        return;
    }
    QString problem = problemWith(*operation, served.response, tally);
    // A service of the same address has made one of that name.
    if (wasAsked && problem.startsWith(u"ConflictException: There is a ")) {
        ++tally.shared;
        return;
    }
    if (problem.isEmpty() && served.operation != operation->name)
        problem = QStringLiteral("taken for %1.%2").arg(served.service, served.operation);
    if (!problem.isEmpty())
        tally.wrong.append(name + QStringLiteral(": ") + problem);
}

QString TestPracticeWalk::problemWith(const model::Operation &operation, const http::Response &response,
                                      Tally &tally)
{
    const auto answer = protocol::parse(operation, response);
    if (!answer)
        return answer.error().message;
    if (answer->error) {
        const QString text = answer->error->code + QStringLiteral(": ") + answer->error->message;
        const bool isInput = answer->error->message.contains(QStringLiteral("validation error"))
            || answer->error->code == u"ValidationException";
        // What an operation that was asked before is to delete is as good as gone.
        const bool isGoing = operation.error(answer->error->code)
            && answer->error->message.contains(QStringLiteral("marked for deletion"));
        const bool isAbsence = isGoing || answer->error->message.contains(QStringLiteral("There is no "))
            || isAbsent(answer->error->code);
        tally.absent += isAbsence ? 1 : 0;
        if (isAbsence)
            return {};
        tally.refused += isInput || operation.httpMethod == "HEAD" ? 1 : 0;
        return isInput || operation.httpMethod == "HEAD" ? QString() : text;
    }
    if (!answer->notes.isEmpty())
        return answer->notes.join(u' ');
    for (const model::Member &member : operation.output->members) {
        const bool isBytes = member.location == model::Location::Payload && !member.target->isAggregate();
        // What an answer cannot say: an empty list without an element around it, anything in a body where
        // HTTP allows none.
        const bool isMute =
            (member.target->type == model::ShapeType::List && member.target->flattened && isXml(operation))
            || (response.status == 204 && member.location == model::Location::Body);
        const bool isDue = member.required && !member.target->eventStream && !isBytes && !isMute
            && member.location != model::Location::StatusCode;
        if (isDue && !answer->output.toMap().contains(member.name))
            return QStringLiteral("lacks %1").arg(member.name);
    }
    ++tally.answered;
    return {};
}

QTEST_GUILESS_MAIN(TestPracticeWalk)
#include "tst_practicewalk.moc"
