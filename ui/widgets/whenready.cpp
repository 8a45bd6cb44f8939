// SPDX-License-Identifier: Apache-2.0
#include "widgets/whenready.h"

#include <QElapsedTimer>
#include <QExposeEvent>
#include <QTimer>
#include <QWidget>
#include <QWindow>

namespace formwork::widgets
{
namespace
{

constexpr int kQuietRounds = 3; // in a row, of the event loop
constexpr qint64 kQuietNs = 1'000'000; // a round that took longer did some work

class ReadyWatch : public QObject
{
public:
    ReadyWatch(QWidget *window, std::function<void()> done)
        : QObject(window)
        , m_window(window->windowHandle())
        , m_done(std::move(done))
    {
        m_window->installEventFilter(this);
        connect(&m_rounds, &QTimer::timeout, this, &ReadyWatch::countRound);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // The window paints in answer to this event; the rounds come after it.
        if (event->type() == QEvent::Expose && m_window->isExposed() && !m_rounds.isActive()) {
            m_round.start();
            m_rounds.start(0);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void countRound()
    {
        m_quiet = m_round.nsecsElapsed() < kQuietNs ? m_quiet + 1 : 0;
        m_round.restart();
        if (m_quiet < kQuietRounds)
            return;
        m_rounds.stop();
        m_window->removeEventFilter(this);
        m_done();
        deleteLater();
    }

    QWindow *m_window;
    std::function<void()> m_done;
    QTimer m_rounds;
    QElapsedTimer m_round;
    int m_quiet = 0;
};

} // namespace

void whenReady(QWidget *window, std::function<void()> done) { new ReadyWatch(window, std::move(done)); }

} // namespace formwork::widgets
