// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/editor.h"

#include <QDeadlineTimer>

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace formwork::journal
{

class Watcher;

// One change on its way to the disk. Both functions are called on the writer's thread.
struct Change {
    std::function<Result<void>(Editor &)> make; // in a transaction; maybe more than once, until one is kept
    std::function<void(const Result<void> &)> told; // once: it is on disk, or why it is not
    Database::Commit commit = Database::Commit::Durable;
    bool canWait = false; // some milliseconds, for another to share its transaction
    qint64 keptFor = 0; // a row whose outcome this is: tried again until it is written; 0: not kept
};

// Writes a history: one thread with the only connection that changes it. All that waits at one time goes into
// one transaction and so costs one flush of the disk; the order is that in which it was asked for. Where one
// of them fails, each has a transaction of its own, and its own error. Between changes it looks for what
// other processes wrote and for senders that ended.
class Writer
{
public:
    struct Setting {
        QString file;
        QString lockDirectory;
        std::shared_ptr<const Sealer> sealer;
        // Called on the writer's thread, before the change is answered.
        std::function<void(const Editor::Touched &)> touched;
        std::function<void(const QString &sentence)> troubled; // empty: it is over
    };

    // Returns when the history is open and its orphans are settled.
    [[nodiscard]] static Result<std::unique_ptr<Writer>> start(Setting setting);
    ~Writer(); // writes what waits, first

    void add(Change change); // from any thread
    [[nodiscard]] const Presence &presence() const { return *m_presence; } // of the file it opened

private:
    using Opened = Result<Presence>;
    struct Desk; // what the thread works with

    explicit Writer(Setting setting)
        : m_setting(std::move(setting))
    {
    }
    void work(std::promise<Opened> opened);
    // Empty: it is time to look, or to end.
    [[nodiscard]] std::deque<Change> next(std::chrono::steady_clock::time_point atLatest);
    void awaitCompany(std::unique_lock<std::mutex> &lock);
    [[nodiscard]] bool isOver();

    Setting m_setting;
    std::optional<Presence> m_presence;
    std::mutex m_mutex; // of what follows
    std::condition_variable m_wake;
    std::deque<Change> m_waiting;
    qsizetype m_urgent = 0; // of those, how many cannot wait
    std::chrono::steady_clock::time_point m_patience; // how long the others do
    size_t m_lastGroup = 0; // how many shared a transaction last
    bool m_isClosing = false;
    std::thread m_thread;
};

} // namespace formwork::journal
