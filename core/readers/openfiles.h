// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "readers/reader.h"

#include <QDateTime>

#include <list>
#include <mutex>

namespace formwork::readers
{

// The model files that were read last, parsed: opening the next operation of a service costs no reading. One
// that has changed on disk is read anew. For any thread.
class OpenFiles
{
public:
    explicit OpenFiles(qsizetype budget = qsizetype(12)
                           << 20); // bytes of JSON text; the last file always stays

    // The error says where the file went if it is not there any more.
    [[nodiscard]] Result<ModelFilePtr> open(const QString &path);

private:
    struct Entry {
        ModelFilePtr file;
        QDateTime changed;
        qint64 size = 0;
    };

    std::mutex m_mutex;
    qsizetype m_budget;
    std::list<Entry> m_entries; // the last used first
};

} // namespace formwork::readers
