// SPDX-License-Identifier: Apache-2.0
#include "journal/writer.h"

#include "journal/logcheck.h"
#include "journal/schema.h"
#include "journal/watcher.h"

#include <QFileInfo>

#include <algorithm>

namespace formwork::journal
{

namespace
{

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto kLook = 400ms; // signals tell within half a second
constexpr auto kCompany = 20ms; // that a change waits for others, where it can wait
constexpr auto kArrival = 1ms; // that any waits while many arrive: less than a flush takes
constexpr std::chrono::seconds kPatience{5}; // with what could not be written
constexpr size_t kLargestGroup = 256; // other processes wait for the end of a transaction

} // namespace

// The connection and what uses it.
struct Writer::Desk {
    Desk(std::unique_ptr<Database> db, OwnerLock own, const Setting &given)
        : setting(given)
        , database(std::move(db))
        , lock(std::move(own))
        , editor(*database, *given.sealer, lock, given.lockDirectory)
        , watcher(*database, editor)
    {
    }
    [[nodiscard]] static Result<std::unique_ptr<Desk>> open(const Setting &setting);

    void write(std::deque<Change> &group);
    void look();
    void writeUnwritten();

    const Setting &setting;
    std::unique_ptr<Database> database;
    OwnerLock lock;
    Editor editor;
    Watcher watcher;
    SteadyClock::time_point nextLook = SteadyClock::now() + kLook;

    // Outcomes that could not be written (a full disk), in order.
    std::deque<Change> unwritten;
    QDeadlineTimer nextTry{0};
    QString trouble; // told of

private:
    [[nodiscard]] bool writeTogether(std::deque<Change> &group);
    void writeAlone(Change &change);
    void tell(Change &change, const Result<void> &result);
    void tellTouched();
};

Result<std::unique_ptr<Writer::Desk>> Writer::Desk::open(const Setting &setting)
{
    const Result<void> whole = checkFiles(setting.file, QFileInfo::exists(setting.lockDirectory), [&setting] {
        return OwnerLock::isAnyAlive(setting.lockDirectory);
    });
    if (!whole)
        return std::unexpected(whole.error());
    Result<std::unique_ptr<Database>> database = Database::open(setting.file);
    if (!database)
        return std::unexpected(database.error());
    if (const Result<void> ready = prepareSchema(**database); !ready)
        return std::unexpected(ready.error());
    Result<OwnerLock> lock = OwnerLock::take(setting.lockDirectory);
    if (!lock)
        return std::unexpected(lock.error());
    auto desk = std::make_unique<Desk>(std::move(*database), std::move(*lock), setting);
    desk->database->watch();
    if (const Result<void> settled = desk->watcher.settleOrphans(); !settled)
        return std::unexpected(settled.error());
    static_cast<void>(desk->editor.takeTouched()); // what is there now is not news
    OwnerLock::sweep(setting.lockDirectory);
    if (const auto seen = desk->watcher.foreignChanges(); !seen)
        return std::unexpected(seen.error());
    return desk;
}

void Writer::Desk::tellTouched()
{
    const Editor::Touched touched = editor.takeTouched();
    watcher.noteOwn(touched.revisions);
    if (!touched.changed.isEmpty() || !touched.removed.isEmpty())
        setting.touched(touched);
}

void Writer::Desk::tell(Change &change, const Result<void> &result)
{
    change.told(result);
    if (result || change.keptFor == 0 || result.error().code == u"NotFound")
        return;
    change.told = [](const Result<void> &) { };
    unwritten.push_back(std::move(change));
}

// False: one failed, and nothing was written.
bool Writer::Desk::writeTogether(std::deque<Change> &group)
{
    const bool isDurable = std::ranges::any_of(
        group, [](const Change &change) { return change.commit == Database::Commit::Durable; });
    Result<void> done = database->begin(isDurable ? Database::Commit::Durable : Database::Commit::Later);
    if (done) {
        for (Change &change : group) {
            if (change.make(editor))
                continue;
            database->rollBack();
            editor.forget();
            return false;
        }
        done = editor.settleTouched();
        if (done)
            done = database->commit();
        else
            database->rollBack();
    }
    if (done)
        tellTouched();
    else
        editor.forget();
    for (Change &change : group)
        tell(change, done);
    return true;
}

void Writer::Desk::writeAlone(Change &change)
{
    const Result<void> done = database->transaction(
        [&] {
            const Result<void> made = change.make(editor);
            return made ? editor.settleTouched() : made;
        },
        change.commit);
    if (done)
        tellTouched();
    else
        editor.forget();
    tell(change, done);
}

void Writer::Desk::write(std::deque<Change> &group)
{
    writeUnwritten(); // in order
    if (group.size() > 1 && writeTogether(group))
        return;
    for (Change &change : group)
        writeAlone(change);
}

void Writer::Desk::writeUnwritten()
{
    while (!unwritten.empty() && nextTry.hasExpired()) {
        Change change = std::move(unwritten.front());
        unwritten.pop_front();
        const size_t before = unwritten.size();
        writeAlone(change);
        if (unwritten.size() == before)
            continue;
        std::rotate(unwritten.begin(), unwritten.end() - 1, unwritten.end()); // it is the first again
        nextTry.setRemainingTime(kPatience); // a locked file makes everything wait; not at every look
    }
}

void Writer::Desk::look()
{
    nextLook = SteadyClock::now() + kLook;
    writeUnwritten();
    const Result<void> settled = watcher.settleOrphans();
    if (settled)
        tellTouched();
    else
        editor.forget();
    const Result<Editor::Touched> foreign = watcher.foreignChanges();
    if (foreign && !(foreign->changed.isEmpty() && foreign->removed.isEmpty()))
        setting.touched(*foreign);
    const QString sentence = !settled ? settled.error().sentence()
        : !foreign                    ? foreign.error().sentence()
                                      : QString();
    if (std::exchange(trouble, sentence) != sentence)
        setting.troubled(sentence);
}

Result<std::unique_ptr<Writer>> Writer::start(Setting setting)
{
    std::unique_ptr<Writer> writer(new Writer(std::move(setting)));
    std::promise<Opened> promise;
    std::future<Opened> opening = promise.get_future();
    writer->m_thread = std::thread(&Writer::work, writer.get(), std::move(promise));
    const Opened opened = opening.get();
    if (!opened)
        return std::unexpected(opened.error());
    writer->m_presence = *opened;
    return writer;
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Writer::add(Change change)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!change.canWait)
            ++m_urgent;
        else if (m_waiting.empty())
            m_patience = SteadyClock::now() + kCompany;
        m_waiting.push_back(std::move(change));
    }
    m_wake.notify_one();
}

void Writer::work(std::promise<Opened> opened)
{
    Result<std::unique_ptr<Desk>> desk = Desk::open(m_setting);
    opened.set_value(desk ? Opened((*desk)->database->presence()) : std::unexpected(desk.error()));
    if (!desk)
        return;
    while (!isOver()) {
        std::deque<Change> group = next((*desk)->nextLook);
        if (!group.empty())
            (*desk)->write(group);
        if (SteadyClock::now() >= (*desk)->nextLook)
            (*desk)->look();
    }
    (*desk)->writeUnwritten(); // the last occasion; else the rows become unknown
}

bool Writer::isOver()
{
    const std::lock_guard lock(m_mutex);
    return m_isClosing && m_waiting.empty();
}

std::deque<Change> Writer::next(SteadyClock::time_point atLatest)
{
    std::unique_lock lock(m_mutex);
    while (m_urgent == 0 && !m_isClosing) {
        const auto until = m_waiting.empty() ? atLatest : std::min(m_patience, atLatest);
        if (m_wake.wait_until(lock, until) == std::cv_status::timeout)
            break;
    }
    awaitCompany(lock);
    std::deque<Change> group;
    while (!m_waiting.empty() && group.size() < kLargestGroup) {
        group.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
        if (!group.back().canWait)
            --m_urgent;
    }
    m_lastGroup = group.size();
    return group;
}

// Those who were answered together ask again one after the other, and the first would take a flush of the
// disk for itself.
void Writer::awaitCompany(std::unique_lock<std::mutex> &lock)
{
    if (m_lastGroup < 2 || m_urgent == 0)
        return;
    const auto until = SteadyClock::now() + kArrival;
    while (m_waiting.size() < m_lastGroup && !m_isClosing) {
        if (m_wake.wait_until(lock, until) == std::cv_status::timeout)
            break;
    }
}

} // namespace formwork::journal
