// SPDX-License-Identifier: Apache-2.0
// How long the largest guided dialog takes from the call that opens it until it is painted and the program
// idle: the first time in a run, once the window has been idle for a moment, and after that. The reference is
// a dialog with nothing in it.
#include "bench/figure.h"
#include "desktop/opening.h"
#include "operation/operationdialog.h"
#include "shell/mainwindow.h"
#include "widgets/whenready.h"

#include <QApplication>
#include <QTemporaryDir>

using namespace formwork;

namespace
{

constexpr int kOpenings = 15;

class Openings : public QObject
{
public:
    using Open = std::function<QDialog *()>;

    Openings(Open open, std::function<void(QList<double>)> done)
        : m_open(std::move(open))
        , m_done(std::move(done))
    {
    }

    void next()
    {
        if (m_times.size() == kOpenings) {
            m_done(m_times);
            return;
        }
        QElapsedTimer timer;
        timer.start();
        QDialog *dialog = m_open();
        widgets::whenReady(dialog, [this, dialog, timer] {
            m_times.append(bench::elapsedMs(timer));
            connect(dialog, &QObject::destroyed, this, &Openings::next, Qt::QueuedConnection);
            dialog->close();
        });
    }

private:
    Open m_open;
    std::function<void(QList<double>)> m_done;
    QList<double> m_times;
};

QDialog *openEmpty(QWidget *parent)
{
    auto *dialog = new QDialog(parent, Qt::Window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(1280, 832);
    dialog->show();
    return dialog;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir home;
    desktop::applyTheme(application, Paths(home.path()));
    const std::unique_ptr<wiring::Workspace> workspace = desktop::openOrExplain({home.path(), {}});
    if (!workspace)
        return 1;
    session::Session session(workspace->environment(), workspace->drafts(), &workspace->practice(),
                             workspace->paths());
    shell::MainWindow window(&session);
    Openings appflow(
        [&] {
            operation::OpenRequest request;
            request.service = QStringLiteral("appflow");
            request.operation = QStringLiteral("CreateConnectorProfile");
            operation::OperationDialog *opened = nullptr;
            operation::openDialog(&session, request, &window,
                                  [&opened](operation::OperationDialog *dialog) { opened = dialog; });
            return opened;
        },
        [](const QList<double> &times) {
            bench::print("AppFlow dialog, first opening", times.first(), "ms", "<=30");
            bench::print("AppFlow dialog, later openings", bench::median(times.mid(1)), "ms", "<=30");
            QApplication::quit();
        });
    Openings empty([&] { return openEmpty(&window); },
                   [&](const QList<double> &times) {
                       bench::print("an empty dialog, for comparison", bench::median(times), "ms");
                       appflow.next();
                   });
    window.show();
    QObject::connect(&window, &shell::MainWindow::warmedUp, [&] { empty.next(); });
    return QApplication::exec();
}
