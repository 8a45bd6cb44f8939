// SPDX-License-Identifier: Apache-2.0
#include "readers/openfiles.h"

#include "base/tr.h"
#include "readers/modelfile.h"

#include <QFileInfo>

#include <algorithm>

namespace formwork::readers
{

OpenFiles::OpenFiles(qsizetype budget)
    : m_budget(budget)
{
}

Result<ModelFilePtr> OpenFiles::open(const QString &path)
{
    const QFileInfo now(path);
    if (!now.exists())
        return failure(Phase::Model, QStringLiteral("ModelGone"),
                       Tr::tr("The model file %1 is not there any more.").arg(path),
                       Tr::tr("Choose Rescan in Preferences, Service models, to look for models again."));
    const std::scoped_lock lock(m_mutex);
    const auto known =
        std::ranges::find_if(m_entries, [&](const Entry &e) { return e.file->origin == path; });
    if (known != m_entries.end()) {
        m_entries.splice(m_entries.begin(), m_entries, known);
        if (known->changed == now.lastModified() && known->size == now.size())
            return known->file;
        m_entries.erase(known);
    }
    Result<ModelFilePtr> file = openModelFile(path);
    if (!file)
        return file;
    m_entries.push_front({*file, now.lastModified(), now.size()});
    qsizetype total = 0;
    const auto end = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        total += entry.file->size;
        return total > m_budget;
    });
    m_entries.erase(end == m_entries.begin() ? std::next(end) : end, m_entries.end());
    return file;
}

} // namespace formwork::readers
