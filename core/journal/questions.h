// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/reader.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace formwork::journal
{

// Asks a history on a thread of its own, with a connection of its own, one question after another: nobody
// waits for the disk who does not want to.
class Questions
{
public:
    // Called once: on that thread, or on the one that closes the history.
    using Question = std::function<void(const Result<const Reader *> &)>;

    Questions(Presence presence, std::shared_ptr<const Sealer> sealer, QString lockDirectory);
    ~Questions(); // what waits is not asked any more: its answer is that the history was closed

    void add(Question question); // from any thread

private:
    void work();

    Presence m_presence;
    std::shared_ptr<const Sealer> m_sealer;
    QString m_lockDirectory;
    std::mutex m_mutex; // of what follows
    std::condition_variable m_wake;
    std::deque<Question> m_waiting;
    bool m_isClosing = false;
    std::thread m_thread;
};

// A reader and its connection, opened.
struct OpenedReader {
    std::unique_ptr<Database> database;
    std::optional<Reader> reader;

    [[nodiscard]] Result<const Reader *> open(const Presence &presence, const Sealer &sealer,
                                              const QString &lockDirectory);
};

} // namespace formwork::journal
