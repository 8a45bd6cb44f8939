// SPDX-License-Identifier: Apache-2.0
// How long it takes to find every service of a folder of models, what the list of them weighs, how quickly an
// operation opens (model and guide, each one once) and how quickly a search answers. botocore reads the same
// files in catalog.py. Usage: bench_catalog PLAIN-FOLDER [PACKED-FOLDER]
#include "bench/figure.h"
#include "guide/guide.h"
#include "search/search.h"

#include <QCoreApplication>
#include <QFile>

#include <malloc.h>
#include <unistd.h>

using namespace formwork;

namespace
{

double residentMiB()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

catalog::CatalogPtr indexed(const QString &folder)
{
    catalog::Catalog::Request request;
    request.places = {{folder, catalog::Place::Kind::Python}};
    return catalog::Catalog::fromPlaces(request);
}

void measureIndex(const QString &folder, const char *what, const char *wanted)
{
    QList<double> times;
    for (int run = 0; run < 15; ++run) {
        QElapsedTimer timer;
        timer.start();
        static_cast<void>(indexed(folder));
        times.append(bench::elapsedMs(timer));
    }
    bench::print(what, bench::median(times), "ms", wanted);
}

struct Opening {
    double ms = 0;
    QString name;
};

void measureOpening(const QString &folder, const char *files, bool list)
{
    const catalog::CatalogPtr catalog = indexed(folder);
    QList<Opening> all;
    for (const model::ServicePtr &service : catalog->services()) {
        for (const model::OperationSummary &summary : service->operations) {
            QElapsedTimer timer;
            timer.start();
            const auto operation = catalog->operation(service, summary.name);
            if (!operation)
                qFatal("%s", qPrintable(operation.error().sentence()));
            static_cast<void>(guide::generatedGuide(**operation));
            all.append({bench::elapsedMs(timer), service->id + u' ' + summary.name});
        }
    }
    std::ranges::sort(all, {}, &Opening::ms);
    const auto at = [&all](double share) { return all[qsizetype(double(all.size() - 1) * share)].ms; };
    const QByteArray of = QByteArray(", ") + files;
    bench::print("operations opened" + of, double(all.size()), "");
    bench::print("open an operation, median" + of, at(0.5), "ms");
    bench::print("open an operation, 99 of 100" + of, at(0.99), "ms", "<=16");
    bench::print("open an operation, the slowest" + of, all.last().ms, "ms", "<=50");
    for (qsizetype i = all.size() - 1; list && i >= std::max<qsizetype>(0, all.size() - 12); --i)
        std::printf("  %s: %.1f ms\n", qPrintable(all[i].name), all[i].ms);
}

void measureSearch(const catalog::CatalogPtr &catalog)
{
    QElapsedTimer building;
    building.start();
    const search::OperationIndex index(catalog->services());
    bench::print("build the search", bench::elapsedMs(building), "ms");
    QList<double> times;
    for (const char *typed : {"create bucket", "ddb table", "describe sg rules", "instnace run", "crdbin",
                              "s3 put object acl", "kinesis video stream create", "zzzz", "a", "list"}) {
        const QString query = QString::fromLatin1(typed);
        for (qsizetype length = 1; length <= query.size(); ++length) {
            QElapsedTimer timer;
            timer.start();
            static_cast<void>(index.find(query.first(length), 60));
            times.append(bench::elapsedMs(timer));
        }
    }
    bench::print("search as typed, median", bench::median(times), "ms");
    bench::print("search as typed, slowest", *std::ranges::max_element(times), "ms", "<=16");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList folders = QCoreApplication::arguments().mid(1, 2);
    const bool list = QCoreApplication::arguments().contains(QStringLiteral("--names"));
    if (folders.isEmpty())
        qFatal("Name a folder of models.");
    const double before = residentMiB();
    const catalog::CatalogPtr catalog = indexed(folders.first());
    const auto index = std::make_shared<const search::OperationIndex>(catalog->services());
    const double after = residentMiB();
    bench::print("services found", double(catalog->services().size()), "");
    bench::print("operations found", double(catalog->operationCount()), "");
    bench::print("memory of the list and the search", after - before, "MiB", "<=60");
    measureIndex(folders.first(), "find every service, plain files", "<=150");
    if (folders.size() > 1)
        measureIndex(folders[1], "find every service, packed files", "");
    measureSearch(catalog);
    measureOpening(folders.first(), "plain files", list);
    if (folders.size() > 1)
        measureOpening(folders[1], "packed files", list);
    return 0;
}
