// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFutureWatcher>
#include <QPointer>

#include <utility>

namespace formwork
{

// Tells what a future came to, on the thread of `context` and as long as it is there. QFuture::then() with a
// context must not be left by it: another thread may be about to call it.
template <typename T, typename Told>
QFutureWatcher<T> *whenAnswered(QFuture<T> future, QObject *context, Told told)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, told = std::move(told)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0 && !watcher->isCanceled())
                             told(watcher->result());
                     });
    watcher->setFuture(std::move(future));
    return watcher;
}

// Of questions of one kind, only the answer to the last one counts: who types into a filter is not shown what
// an earlier letter found. A member of whoever asks; used on one thread.
class Latest
{
public:
    Latest() = default;
    ~Latest() { drop(); }
    Latest(const Latest &) = delete;
    Latest &operator=(const Latest &) = delete;

    // Takes an earlier question back; `told` gets the answer to this one, as long as `context`, which owns
    // this object, is there.
    template <typename T, typename Told>
    void ask(QFuture<T> question, QObject *context, Told told)
    {
        drop();
        m_question = whenAnswered(std::move(question), context,
                                  [this, told = std::move(told)](const T &answer) mutable {
                                      m_question.clear();
                                      told(answer);
                                  });
    }

    void drop()
    {
        if (!m_question)
            return;
        m_question->cancel();
        m_question->disconnect();
        std::exchange(m_question, nullptr)->deleteLater();
    }

    [[nodiscard]] bool isAsking() const { return m_question != nullptr; }

private:
    QPointer<QFutureWatcherBase> m_question; // the latest
};

} // namespace formwork
