// SPDX-License-Identifier: Apache-2.0
#include "journal/questions.h"

#include "base/tr.h"

namespace formwork::journal
{

Result<const Reader *> OpenedReader::open(const Presence &presence, const Sealer &sealer,
                                          const QString &lockDirectory)
{
    if (reader)
        return &*reader;
    Result<std::unique_ptr<Database>> opened = Database::openForQuestions(presence);
    if (!opened)
        return std::unexpected(opened.error());
    if (const Result<void> ready = Reader::prepare(**opened); !ready)
        return std::unexpected(ready.error());
    database = std::move(*opened);
    return &reader.emplace(*database, sealer, lockDirectory);
}

Questions::Questions(Presence presence, std::shared_ptr<const Sealer> sealer, QString lockDirectory)
    : m_presence(std::move(presence))
    , m_sealer(std::move(sealer))
    , m_lockDirectory(std::move(lockDirectory))
    , m_thread(&Questions::work, this)
{
}

Questions::~Questions()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_wake.notify_one();
    m_thread.join();
    const Result<const Reader *> closed =
        failure(Phase::Journal, QStringLiteral("Closed"), Tr::tr("The history was closed."));
    for (const Question &question : m_waiting)
        question(closed);
}

void Questions::add(Question question)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(question));
    }
    m_wake.notify_one();
}

void Questions::work()
{
    OpenedReader opened;
    for (;;) {
        Question question;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_isClosing || !m_waiting.empty(); });
            if (m_isClosing)
                return;
            question = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        question(opened.open(m_presence, *m_sealer, m_lockDirectory));
    }
}

} // namespace formwork::journal
