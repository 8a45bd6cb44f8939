// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace formwork::journal
{

// Whether the files of an open database still stand where they were opened. A file that was deleted, moved or
// replaced goes on taking what is written to it, and nobody finds it again. Where a system does not let go of
// open files (Windows), there is nothing to look at.
class Presence
{
public:
    explicit Presence(QString file)
        : m_file(std::move(file))
    {
    }

    [[nodiscard]] const QString &file() const { return m_file; }
    void noteFile(); // it was just made or found
    void noteAll(); // the database is open: its log and index stay as long as it is
    [[nodiscard]] bool isWhereItWas() const;

private:
    struct Identity {
        quint64 device = 0;
        quint64 inode = 0;
        bool operator==(const Identity &) const = default;
    };
    [[nodiscard]] static std::optional<Identity> identityOf(const QString &path);
    [[nodiscard]] QString path(size_t part) const;

    static constexpr std::array<const char *, 3> kParts{"", "-wal", "-shm"};
    QString m_file;
    std::array<std::optional<Identity>, kParts.size()> m_known;
};

} // namespace formwork::journal
