// SPDX-License-Identifier: Apache-2.0
#include "core/journal/powercut.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <dlfcn.h>
#include <mutex>
#include <unistd.h>

namespace powercut
{

namespace
{

std::mutex g_mutex;
QString g_folder; // with a slash at its end; empty: nothing is recorded
std::vector<Event> g_events;

// The name of the file in the recorded folder; empty: it is none of them, or one that is not kept on disk.
QString nameOf(const QString &path)
{
    const bool isKept =
        !g_folder.isEmpty() && path.startsWith(g_folder) && !path.endsWith(QLatin1StringView("-shm"));
    const QString name = isKept ? path.mid(g_folder.size()) : QString();
    return name.contains(u'/') ? QString() : name;
}

QString pathOf(int descriptor)
{
    std::array<char, 4096> path{};
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t size = ::readlink(link.c_str(), path.data(), path.size() - 1);
    return size > 0 ? QString::fromLocal8Bit(path.data(), size) : QString();
}

void note(const Event &event)
{
    if (!event.file.isEmpty())
        g_events.push_back(event);
}

void noteSync(int descriptor)
{
    const QString path = pathOf(descriptor);
    if (!g_folder.isEmpty() && path + u'/' == g_folder)
        g_events.push_back({Event::Kind::SyncFolder, {}, 0, {}});
    else
        note({Event::Kind::Sync, nameOf(path), 0, {}});
}

template <typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

void apply(QByteArray &bytes, const Event &event)
{
    if (event.kind == Event::Kind::Truncate) {
        bytes.resize(event.at);
        return;
    }
    const qsizetype end = event.at + event.bytes.size();
    if (bytes.size() < end)
        bytes.append(end - bytes.size(), '\0');
    bytes.replace(event.at, event.bytes.size(), event.bytes);
}

// A write that the power cut ends in its middle.
Event torn(const Event &event, QRandomGenerator &random)
{
    Event part = event;
    part.bytes.truncate(qsizetype(random.bounded(int(event.bytes.size()) + 1)) / 512 * 512);
    return part;
}

} // namespace

void record(const QString &folder)
{
    const std::lock_guard lock(g_mutex);
    g_folder = folder.isEmpty() ? QString() : QFileInfo(folder).canonicalFilePath() + u'/';
    if (!folder.isEmpty())
        g_events.clear();
}

std::vector<Event> recorded()
{
    const std::lock_guard lock(g_mutex);
    return g_events;
}

size_t count()
{
    const std::lock_guard lock(g_mutex);
    return g_events.size();
}

QMap<QString, QByteArray> filesAt(const std::vector<Event> &events, size_t count, Unsynced unsynced,
                                  QRandomGenerator &random)
{
    QMap<QString, QByteArray> files;
    QMap<QString, std::vector<const Event *>> pending;
    const auto isKept = [&] {
        return unsynced == Unsynced::Kept || (unsynced == Unsynced::Some && random.bounded(2) == 0);
    };
    const auto settle = [&](const QString &file, bool isSynced) {
        for (const Event *event : pending.take(file)) {
            if (event->kind == Event::Kind::Remove) {
                if (!isSynced && !isKept())
                    break; // what follows went into another file of the same name
                files.remove(file);
            } else if (isSynced || isKept()) {
                const bool isTorn = !isSynced && unsynced == Unsynced::Some
                    && event->kind == Event::Kind::Write && random.bounded(4) == 0;
                apply(files[file], isTorn ? torn(*event, random) : *event);
            }
        }
    };
    const auto removeForGood = [&] {
        const QStringList open = pending.keys();
        for (const QString &file : open) {
            std::vector<const Event *> &waiting = pending[file];
            const auto last = std::find_if(waiting.rbegin(), waiting.rend(), [](const Event *event) {
                return event->kind == Event::Kind::Remove;
            });
            if (last == waiting.rend())
                continue;
            waiting.erase(waiting.begin(), last.base());
            files.remove(file);
        }
    };
    for (size_t i = 0; i < std::min(count, events.size()); ++i) {
        if (events[i].kind == Event::Kind::Sync) {
            settle(events[i].file, true);
        } else if (events[i].kind == Event::Kind::SyncFolder) {
            removeForGood();
        } else {
            pending[events[i].file].push_back(&events[i]);
        }
    }
    const QStringList open = pending.keys();
    for (const QString &file : open)
        settle(file, false);
    return files;
}

} // namespace powercut

// In place of the C library's, for everything in this program, SQLite included.
extern "C" {

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t at)
{
    using namespace powercut;
    static auto *const real = next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    const std::lock_guard lock(g_mutex);
    const ssize_t written = real(descriptor, bytes, size, at);
    if (written > 0)
        note({Event::Kind::Write, nameOf(pathOf(descriptor)), at,
              QByteArray(static_cast<const char *>(bytes), written)});
    return written;
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    using namespace powercut;
    static auto *const real = next<int(int, off64_t)>("ftruncate64");
    const std::lock_guard lock(g_mutex);
    const int done = real(descriptor, size);
    if (done == 0)
        note({Event::Kind::Truncate, nameOf(pathOf(descriptor)), size, {}});
    return done;
}

int ftruncate(int descriptor, off_t size) noexcept { return ftruncate64(descriptor, size); }

int fdatasync(int descriptor)
{
    using namespace powercut;
    static auto *const real = next<int(int)>("fdatasync");
    const std::lock_guard lock(g_mutex);
    const int done = real(descriptor);
    if (done == 0)
        noteSync(descriptor);
    return done;
}

int fsync(int descriptor)
{
    using namespace powercut;
    static auto *const real = next<int(int)>("fsync");
    const std::lock_guard lock(g_mutex);
    const int done = real(descriptor);
    if (done == 0)
        noteSync(descriptor);
    return done;
}

int unlink(const char *path) noexcept
{
    using namespace powercut;
    static auto *const real = next<int(const char *)>("unlink");
    const std::lock_guard lock(g_mutex);
    const int done = real(path);
    if (done == 0)
        note({Event::Kind::Remove, nameOf(QString::fromLocal8Bit(path)), 0, {}});
    return done;
}
}
