// SPDX-License-Identifier: Apache-2.0
#include "desktop/pictures.h"

#include "operation/operationdialog.h"
#include "shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QTimer>

#include <cstdio>
#include <functional>

namespace formwork::desktop
{
namespace
{

// One window: shown, painted, kept. Steps run one after another from the event loop.
struct Step {
    QString name;
    std::function<QWidget *()> show;
};

class Photographer : public QObject
{
public:
    Photographer(session::Session *session, const QString &folder)
        : m_folder(folder)
        , m_window(session)
    {
        m_window.resize(1280, 832);
        m_steps.append({QStringLiteral("home"), [this] {
                            m_window.show();
                            return &m_window;
                        }});
        m_steps.append({QStringLiteral("history"), [this] {
                            m_window.showHistory(0);
                            return &m_window;
                        }});
        m_steps.append({QStringLiteral("services"), [this] {
                            m_window.showPlace(QStringLiteral("services"));
                            return &m_window;
                        }});
        for (const guide::Card &guided : session->environment()->guides->cards()) {
            m_steps.append({guided.service + u'-' + guided.operation, [this, session, guided]() -> QWidget * {
                                operation::OpenRequest request;
                                request.service = guided.service;
                                request.operation = guided.operation;
                                QWidget *dialog = nullptr;
                                operation::openDialog(
                                    session, request, &m_window,
                                    [&dialog](operation::OperationDialog *opened) { dialog = opened; });
                                if (dialog)
                                    dialog->resize(1280, 832);
                                return dialog;
                            }});
        }
    }

    void next()
    {
        if (m_steps.isEmpty()) {
            QApplication::exit(m_failed ? 1 : 0);
            return;
        }
        const Step step = m_steps.takeFirst();
        QWidget *window = step.show();
        // Layout, asynchronous results and fonts settle within a few rounds of the event loop.
        QTimer::singleShot(400, this, [this, window, name = step.name] {
            const QString file = m_folder + u'/' + name + QStringLiteral(".png");
            if (!window || !window->grab().save(file)) {
                std::fprintf(stderr, "formwork: The picture %s could not be written.\n", qPrintable(file));
                m_failed = true;
            }
            if (window && window != &m_window)
                window->close();
            next();
        });
    }

private:
    QString m_folder;
    shell::MainWindow m_window;
    QList<Step> m_steps;
    bool m_failed = false;
};

} // namespace

int takePictures(session::Session *session, const QString &folder)
{
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "formwork: The folder %s cannot be made.\n", qPrintable(folder));
        return 1;
    }
    Photographer photographer(session, folder);
    QTimer::singleShot(0, &photographer, &Photographer::next);
    return QApplication::exec();
}

} // namespace formwork::desktop
