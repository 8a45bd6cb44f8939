// SPDX-License-Identifier: Apache-2.0
#include "journal/logcheck.h"

#include "base/tr.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <array>
#include <cstring>
#include <thread>

#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace formwork::journal
{

namespace
{

// The formats of SQLite's -wal and -shm files: https://www.sqlite.org/walformat.html
constexpr quint32 kMagic = 0x377f0682; // its last bit: checksums are of big-endian words
constexpr qsizetype kHeader = 32;
constexpr qsizetype kFrameHeader = 24;

quint32 word(const char *at) { return qFromBigEndian<quint32>(at); }

struct Sum {
    quint32 first = 0;
    quint32 second = 0;
    bool operator==(const Sum &) const = default;

    [[nodiscard]] Sum over(const char *from, qsizetype size, bool isBig) const
    {
        Sum sum = *this;
        for (const char *at = from; at < from + size; at += 8) {
            sum.first += (isBig ? word(at) : qFromLittleEndian<quint32>(at)) + sum.second;
            sum.second += (isBig ? word(at + 4) : qFromLittleEndian<quint32>(at + 4)) + sum.first;
        }
        return sum;
    }
};

class Log
{
public:
    explicit Log(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
        if (m_bytes.size() < kHeader)
            return;
        m_isBig = (word(at(0)) & 1U) != 0;
        m_pageSize = word(at(8)) == 1 ? 65536 : qsizetype(word(at(8)));
        m_isValid = (word(at(0)) & ~1U) == kMagic && m_pageSize >= 512 && m_pageSize <= 65536
            && Sum().over(at(0), 24, m_isBig) == sumAt(24);
    }

    [[nodiscard]] bool isValid() const { return m_isValid; }
    [[nodiscard]] bool isBlank() const
    {
        return m_bytes.size() < kHeader || m_bytes.count('\0') == m_bytes.size();
    }
    [[nodiscard]] const char *salts() const { return at(16); }
    [[nodiscard]] qsizetype frames() const { return (m_bytes.size() - kHeader) / frameSize(); }

    // How many frames SQLite would take: those that follow from each other, up to the last end of a
    // transaction.
    struct Taken {
        qsizetype committed = 0;
        qsizetype fitting = 0;
    };
    [[nodiscard]] Taken taken() const
    {
        Taken result;
        while (result.fitting < frames() && isOurs(result.fitting) && fits(result.fitting)) {
            ++result.fitting;
            if (endsTransaction(result.fitting - 1))
                result.committed = result.fitting;
        }
        return result;
    }

    // Behind the first frame that does not fit, a whole transaction ended. What a killed program leaves there
    // never did.
    [[nodiscard]] bool goesOnAfter(qsizetype fitting) const
    {
        for (qsizetype frame = fitting + 1; frame < frames(); ++frame) {
            if (isOurs(frame) && endsTransaction(frame) && fits(frame))
                return true;
        }
        return false;
    }

private:
    [[nodiscard]] const char *at(qsizetype offset) const { return m_bytes.constData() + offset; }
    [[nodiscard]] Sum sumAt(qsizetype offset) const { return {word(at(offset)), word(at(offset + 4))}; }
    [[nodiscard]] qsizetype frameSize() const { return kFrameHeader + m_pageSize; }
    [[nodiscard]] qsizetype offsetOf(qsizetype frame) const { return kHeader + frame * frameSize(); }
    [[nodiscard]] bool isOurs(qsizetype frame) const
    {
        return std::memcmp(at(offsetOf(frame) + 8), salts(), 8) == 0;
    }
    [[nodiscard]] bool endsTransaction(qsizetype frame) const { return word(at(offsetOf(frame) + 4)) != 0; }
    [[nodiscard]] bool fits(qsizetype frame) const // to the one before it
    {
        const Sum before = frame == 0 ? sumAt(24) : sumAt(offsetOf(frame - 1) + 16);
        const qsizetype offset = offsetOf(frame);
        return before.over(at(offset), 8, m_isBig).over(at(offset + kFrameHeader), m_pageSize, m_isBig)
            == sumAt(offset + 16);
    }

    QByteArray m_bytes;
    qsizetype m_pageSize = 0;
    bool m_isBig = false;
    bool m_isValid = false;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Whether the file was written to since this computer started. What was on its way to the disk when the power
// went is not all there, and not in order.
bool isOfThisRun(const QString &path)
{
#ifdef Q_OS_LINUX
    timespec sinceStart{};
    if (clock_gettime(CLOCK_BOOTTIME, &sinceStart) != 0)
        return false;
    return QFileInfo(path).lastModified()
        > QDateTime::currentDateTimeUtc().addSecs(-qint64(sinceStart.tv_sec));
#else
    Q_UNUSED(path)
    return false;
#endif
}

// How many frames the last program that wrote a log had in it, from the index (-shm) it left behind; in the
// byte order of this computer. 0 where they are in the file already, or where the index tells nothing.
// `salts`: of the log; null: there is none.
qsizetype framesByIndex(const QString &path, const char *salts)
{
    constexpr qsizetype kCopy = 48; // the head of the index stands there twice
    constexpr qsizetype kMoved = 2 * kCopy; // behind it, how many frames were moved into the file
    const QByteArray index = contentOf(path);
    if (index.size() < kMoved + 4 || !isOfThisRun(path))
        return 0;
    const char *head = index.constData();
    std::array<quint32, kCopy / 4> words{};
    std::memcpy(words.data(), head, kCopy);
    quint32 moved = 0;
    std::memcpy(&moved, head + kMoved, sizeof moved);
    const bool isWhole = std::memcmp(head, head + kCopy, kCopy) == 0
        && Sum().over(head, 40, QSysInfo::ByteOrder == QSysInfo::BigEndian) == Sum{words[10], words[11]};
    if (!isWhole || (salts && std::memcmp(head + 32, salts, 8) != 0))
        return 0;
    const quint32 frames = words[4];
    return moved < frames ? qsizetype(frames) : 0;
}

bool isDamaged(const QString &file)
{
    const QString index = file + QStringLiteral("-shm");
    const QString path = file + QStringLiteral("-wal");
    const Log log(contentOf(path));
    if (!log.isValid())
        return !log.isBlank() || framesByIndex(index, nullptr) > 0;
    const Log::Taken taken = log.taken();
    // Since this computer started, nothing is lost in between; what a power cut loses there was promised to
    // nobody.
    if (taken.fitting < log.frames() && log.goesOnAfter(taken.fitting) && isOfThisRun(path))
        return true;
    return framesByIndex(index, log.salts()) > taken.committed;
}

std::unexpected<Error> damagedLog(const QString &file)
{
    return failure(
        Phase::Journal, QStringLiteral("Damaged"),
        Tr::tr(
            "The newest entries of the history %1 cannot be read: the file %1-wal beside it is damaged, was "
            "cut short or is gone. The history was left as it is.")
            .arg(file),
        Tr::tr("Move it aside to start a new one, or put a backup in its place, and one of the -wal file."));
}

std::unexpected<Error> emptiedHistory(const QString &file)
{
    return failure(
        Phase::Journal, QStringLiteral("Damaged"),
        Tr::tr("The history %1 is empty, though a history was kept here before. It was left as it is.")
            .arg(file),
        Tr::tr("Move it aside to start a new one, or put a backup in its place."));
}

} // namespace

Result<void> checkFiles(const QString &file, bool wasKeptBefore, const std::function<bool()> &isInUse)
{
    constexpr int kLooks = 10; // at files that another program may be opening just now
    for (int look = 0; QFileInfo::exists(file) && !isInUse(); ++look) {
        const bool isEmptied = wasKeptBefore && QFileInfo(file).size() == 0;
        if (!isEmptied && !isDamaged(file))
            break;
        if (look == kLooks)
            return isEmptied ? emptiedHistory(file) : damagedLog(file);
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
    return {};
}

} // namespace formwork::journal
