// SPDX-License-Identifier: Apache-2.0
// How long every operation takes from the call that opens it to a form one can type into: its model read, its
// guide made, the widgets of its first step laid out and painted. Models come from FORMWORK_MODELS. Every
// eighth operation, or all of them with --all; --slowest tells the slowest by name.
#include "bench/figure.h"
#include "client/call.h"
#include "desktop/opening.h"
#include "forms/formview.h"
#include "widgets/whenready.h"

#include <QApplication>
#include <QTemporaryDir>

using namespace formwork;

namespace
{

struct Opening {
    double reading = 0; // ms
    double building = 0;
    QString name;
    [[nodiscard]] double whole() const { return reading + building; }
};

double at(QList<double> values, double share)
{
    std::ranges::sort(values);
    return values.isEmpty() ? 0 : values[qMin(values.size() - 1, qsizetype(double(values.size()) * share))];
}

Opening open(const catalog::Catalog &catalog, const model::Service &service, const QString &name,
             QWidget *host)
{
    Opening opening;
    opening.name = service.id + u' ' + name;
    QElapsedTimer timer;
    timer.start();
    const Result<model::OperationPtr> operation = catalog.operation(service.id, name);
    if (!operation)
        return opening;
    const guide::GuidePtr guide = guide::generatedGuide(**operation);
    opening.reading = bench::elapsedMs(timer);
    timer.restart();
    forms::FormModel form(*operation, guide, [operation, guide](const QCborValue &document) {
        return client::check(**operation, *guide, document);
    });
    forms::FormView view(form, host);
    view.resize(host->size());
    view.showStep(0);
    view.show();
    QApplication::processEvents(); // laid out, checked and painted
    opening.building = bench::elapsedMs(timer);
    return opening;
}

void tell(const QList<Opening> &openings, bool slowest)
{
    QList<double> reading;
    QList<double> building;
    QList<double> whole;
    for (const Opening &opening : openings) {
        reading.append(opening.reading);
        building.append(opening.building);
        whole.append(opening.whole());
    }
    bench::print("operations opened", double(openings.size()), "");
    bench::print("form from its model, median", at(building, 0.5), "ms");
    bench::print("form from its model, p99", at(building, 0.99), "ms", "<=16");
    bench::print("form from its model, worst", at(building, 1), "ms", "<=50");
    bench::print("model and guide read, p99", at(reading, 0.99), "ms");
    bench::print("both, median", at(whole, 0.5), "ms");
    bench::print("both, p99", at(whole, 0.99), "ms", "<=16");
    bench::print("both, worst", at(whole, 1), "ms", "<=50");
    if (!slowest)
        return;
    QList<Opening> sorted = openings;
    std::ranges::sort(sorted, std::greater(), &Opening::whole);
    for (const Opening &opening : std::as_const(sorted).mid(0, 25))
        std::fprintf(stderr, "%8.2f = %7.2f + %7.2f  %s\n", opening.whole(), opening.reading,
                     opening.building, qPrintable(opening.name));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const qsizetype step = arguments.contains(QStringLiteral("--all")) ? 1 : 8;
    const QTemporaryDir home;
    desktop::applyTheme(application, Paths(home.path()));
    const catalog::CatalogPtr catalog =
        catalog::Catalog::build(qEnvironmentVariable("FORMWORK_MODELS").split(u':', Qt::SkipEmptyParts));
    QWidget host;
    host.resize(760, 700);
    host.show();
    QList<Opening> openings;
    widgets::whenReady(&host, [&] {
        qsizetype number = 0;
        for (const model::ServicePtr &service : catalog->services()) {
            for (const model::OperationSummary &operation : service->operations) {
                if (number++ % step == 0)
                    openings.append(open(*catalog, *service, operation.name, &host));
            }
        }
        QApplication::quit();
    });
    QApplication::exec();
    tell(openings, arguments.contains(QStringLiteral("--slowest")));
    return 0;
}
