// SPDX-License-Identifier: Apache-2.0
// The practice account under load: creations a second over a handful of connections, kept in the file alone
// and written through to the disk; 100,000 things listed by pages; how soon the program listens, and what it
// keeps in memory while it waits.
#include "bench/figure.h"
#include "practice/controls.h"
#include "practice/server.h"
#include "practice/things.h"
#include "protocol/codec.h"
#include "signing/signer.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <thread>

using namespace formwork;
using namespace std::chrono_literals;

namespace
{

constexpr int kConnections = 4;
constexpr int kThings = 100'000;
constexpr int kPage = 100;

struct Account {
    explicit Account(const QString &file)
        : catalog(catalog::Catalog::build({}))
        , server(file, catalog, guide::Guides::builtIn(), std::make_shared<SystemClock>(),
                 std::make_shared<RandomTokenSource>())
    {
        if (const Result<void> listening = server.listen(); !listening)
            qFatal("%s", qPrintable(listening.error().message));
    }

    [[nodiscard]] model::OperationPtr operation(const char *name) const
    {
        return catalog->operation(u"proton", QString::fromLatin1(name)).value();
    }

    catalog::CatalogPtr catalog;
    practice::Server server;
};

QByteArray bytesOf(const model::Operation &operation, const QCborMap &input, const QByteArray &authority,
                   const signing::Keys &keys)
{
    http::Request request = protocol::serialise(operation, input).value().request;
    request.scheme = "http";
    request.authority = authority;
    signing::Options options;
    options.time = QDateTime::currentDateTimeUtc();
    options.region = "us-east-1";
    options.service = operation.service->signingName.toLatin1();
    request = signing::sign(request, keys, options).request;
    QByteArray text = request.method + ' ' + request.target() + " HTTP/1.1\r\nHost: " + authority + "\r\n";
    for (const auto &[name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    return text + "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n\r\n" + request.body;
}

// Waits for one whole answer.
QByteArray exchange(QTcpSocket &socket, const QByteArray &bytes)
{
    socket.write(bytes);
    QByteArray answer;
    while (socket.waitForReadyRead(10'000)) {
        answer += socket.readAll();
        const qsizetype end = answer.indexOf("\r\n\r\n");
        const qsizetype at = answer.toLower().indexOf("content-length: ");
        if (end < 0 || at < 0)
            continue;
        const qsizetype length = answer.sliced(at + 16).split('\r').first().toLongLong();
        if (answer.size() >= end + 4 + length)
            return answer;
    }
    return answer;
}

// What the work of the threads came to, while this thread serves.
void serveWhile(const std::function<void(int)> &work)
{
    std::atomic<int> left = kConnections;
    std::vector<std::jthread> threads;
    for (int index = 0; index < kConnections; ++index)
        threads.emplace_back([&, index] {
            work(index);
            --left;
        });
    while (left > 0)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
}

double creationsASecond(bool isDurable)
{
    const QTemporaryDir folder;
    Account account(folder.filePath(QStringLiteral("practice.sqlite")));
    practice::Controls::of(account.server).setDurable(isDurable);
    const model::OperationPtr create = account.operation("CreateEnvironmentAccountConnection");
    const QByteArray authority = QUrl(account.server.url()).authority().toLatin1();
    const signing::Keys keys = account.server.keys();
    const quint16 port = static_cast<quint16>(QUrl(account.server.url()).port());
    std::atomic<int> done = 0;
    QElapsedTimer timer;
    timer.start();
    serveWhile([&](int index) {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        socket.waitForConnected();
        for (int n = 0; timer.elapsed() < 3000; ++n) {
            const QCborMap input{
                {QStringLiteral("environmentName"), QStringLiteral("env-%1-%2").arg(index).arg(n)},
                {QStringLiteral("managementAccountId"), QStringLiteral("111122223333")},
                {QStringLiteral("roleArn"), QStringLiteral("arn:aws:iam::111122223333:role/Proton")}};
            if (!exchange(socket, bytesOf(*create, input, authority, keys)).startsWith("HTTP/1.1 200"))
                qFatal("a creation was refused");
            ++done;
        }
    });
    return done * 1000.0 / double(timer.elapsed());
}

void fill(const QString &file)
{
    practice::Ledger ledger(file);
    practice::Things things(ledger);
    if (!ledger.begin())
        qFatal("the file cannot be opened");
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int n = 0; n < kThings; ++n) {
        const QString id = QStringLiteral("%1-0000-4000-8000-000000000000").arg(n, 8, 16, QLatin1Char('0'));
        practice::Thing thing;
        thing.service = QStringLiteral("proton");
        thing.kind = QStringLiteral("CreateEnvironmentAccountConnection");
        thing.region = QStringLiteral("us-east-1");
        thing.created = now.addSecs(-60);
        thing.input = {{QStringLiteral("environmentName"), QStringLiteral("env-%1").arg(n)},
                       {QStringLiteral("managementAccountId"), QStringLiteral("111122223333")},
                       {QStringLiteral("roleArn"), QStringLiteral("arn:aws:iam::111122223333:role/Proton")}};
        thing.output = {
            {QStringLiteral("environmentAccountConnection"),
             QCborMap{{QStringLiteral("id"), id}, {QStringLiteral("status"), QStringLiteral("PENDING")}}}};
        thing.handles = {id};
        (void)ledger.addResource(thing.kind, thing.region, now, {});
        (void)things.add(thing);
    }
    (void)ledger.commit();
}

void listAll()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("practice.sqlite"));
    fill(file);
    Account account(file);
    const model::OperationPtr list = account.operation("ListEnvironmentAccountConnections");
    const QByteArray authority = QUrl(account.server.url()).authority().toLatin1();
    const signing::Keys keys = account.server.keys();
    const quint16 port = static_cast<quint16>(QUrl(account.server.url()).port());
    QList<double> took;
    int count = 0;
    serveWhile([&](int index) {
        if (index != 0)
            return;
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        socket.waitForConnected();
        QString token;
        do {
            QCborMap input{{QStringLiteral("requestedBy"), QStringLiteral("ENVIRONMENT_ACCOUNT")},
                           {QStringLiteral("maxResults"), kPage}};
            if (!token.isEmpty())
                input[QStringLiteral("nextToken")] = token;
            const QByteArray request = bytesOf(*list, input, authority, keys);
            QElapsedTimer timer;
            timer.start();
            const QByteArray answer = exchange(socket, request);
            took.append(bench::elapsedMs(timer));
            count += static_cast<int>(answer.count("\"environmentName\""));
            const qsizetype at = answer.indexOf("\"nextToken\":\"");
            token = at < 0 ? QString() : QString::fromLatin1(answer.sliced(at + 13).split('"').first());
        } while (!token.isEmpty());
    });
    if (count != kThings)
        qFatal("%d things were listed", count);
    std::ranges::sort(took);
    bench::print("a page of 100 of 100,000 things in the practice account: median", bench::median(took),
                 "ms");
    bench::print("a page of 100 of 100,000 things in the practice account: 99 of 100",
                 took.at(took.size() * 99 / 100), "ms", "<=16");
}

void startAndWait(const QString &program)
{
    QList<double> took;
    double memory = 0;
    for (int run = 0; run < 7; ++run) {
        const QTemporaryDir folder;
        QProcess process;
        QElapsedTimer timer;
        timer.start();
        process.start(program,
                      {QStringLiteral("practice"), QStringLiteral("--json"), QStringLiteral("--data-dir"),
                       folder.path()});
        process.waitForReadyRead();
        took.append(bench::elapsedMs(timer));
        std::this_thread::sleep_for(300ms);
        QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
        if (status.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : status.readAll().split('\n')) {
                if (line.startsWith("VmRSS:"))
                    memory = line.sliced(6).simplified().split(' ').first().toDouble() / 1024;
            }
        }
        process.kill();
        process.waitForFinished();
    }
    bench::print("the practice account from its start to listening", bench::median(took), "ms", "<=30");
    bench::print("memory of the practice account while it waits", memory, "MiB", "<=40");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    bench::print("creations a second in the practice account", creationsASecond(false), "/s", ">=5000");
    bench::print("creations a second, each written through to the disk", creationsASecond(true), "/s",
                 ">=1500");
    listAll();
    if (argc > 1)
        startAndWait(QString::fromLocal8Bit(argv[1]));
    return 0;
}
