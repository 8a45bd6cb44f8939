// SPDX-License-Identifier: Apache-2.0
#include "catalog/candidates.h"

#include "base/tr.h"
#include "wording/servicenames.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace formwork::catalog
{

namespace
{

namespace fs = std::filesystem;

constexpr int kDeepest = 10; // levels of folders; botocore has 2, AWS's repository 5
constexpr int kMostEntries = 50'000;

bool isModelName(std::string_view name) { return name.ends_with(".json") || name.ends_with(".json.gz"); }

// botocore keeps endpoint rules, paginators, waiters and examples beside each service-2.json, and a few files
// of its own at the top.
bool isCompanion(std::string_view name)
{
    static constexpr std::array<std::string_view, 10> starts{
        "endpoint-rule-set-", "paginators-",
        "waiters-",           "examples-",
        "endpoint-bdd-",      "completions-",
        "endpoints.json",     "partitions.json",
        "_retry.json",        "sdk-default-configuration"};
    return name.find("sdk-extras") != std::string_view::npos
        || std::ranges::any_of(starts, [name](std::string_view start) { return name.starts_with(start); });
}

bool isBotocoreName(std::string_view name) { return name == "service-2.json" || name == "service-2.json.gz"; }

// "2023-05-31"
bool isApiVersion(std::string_view name)
{
    return name.size() >= 10 && name[4] == '-' && name[7] == '-'
        && std::ranges::all_of(name.substr(0, 4), [](char c) { return c >= '0' && c <= '9'; });
}

QString decoded(const fs::path &path) { return QFile::decodeName(QByteArray::fromStdString(path.native())); }

fs::path encoded(const QString &path) { return QFile::encodeName(path).toStdString(); }

// The name that AWS's repository gives the folder of a service: its SDK id in lower case with hyphens.
// models/directory-service-data/service/2023-05-31/directory-service-data-2023-05-31.json
QString idFromRepository(const fs::path &file)
{
    const fs::path version = file.parent_path();
    const fs::path kind = version.parent_path();
    if (kind.filename() != "service" || !isApiVersion(version.filename().native()))
        return {};
    return wording::repositoryServiceId(decoded(kind.parent_path().filename()));
}

class Walk
{
public:
    explicit Walk(QString onlyService)
        : m_only(std::move(onlyService))
    {
    }

    void folder(const fs::path &path, int level);
    [[nodiscard]] Candidates take();

private:
    void file(const fs::path &path);
    bool botocoreVersion(const fs::path &path);

    QString m_only;
    int m_entries = 0;
    Candidates m_found;
    QHash<QString, qsizetype> m_serviceFolders; // botocore: index into the files by the folder of a service
};

void Walk::folder(const fs::path &path, int level)
{
    if (m_found.fault)
        return;
    std::error_code error;
    fs::directory_iterator entries(path, fs::directory_options::skip_permission_denied, error);
    if (error && level == 0)
        m_found.fault = Tr::tr("The models folder %1 cannot be read: %2.")
                            .arg(decoded(path), QString::fromStdString(error.message()));
    if (level == kDeepest)
        m_found.fault =
            Tr::tr("The folder %1 goes deeper than a folder of models does; the rest is left out.")
                .arg(decoded(path));
    for (; !m_found.fault && !error && entries != fs::directory_iterator(); entries.increment(error)) {
        if (++m_entries > kMostEntries) {
            m_found.fault =
                Tr::tr("There are more than %1 files; name a folder nearer to the models.").arg(kMostEntries);
            return;
        }
        std::error_code ignored;
        if (entries->is_directory(ignored) && !entries->is_symlink(ignored)) {
            if (!botocoreVersion(entries->path()))
                folder(entries->path(), level + 1);
        } else {
            file(entries->path());
        }
    }
}

// SERVICE/VERSION/service-2.json is known by its place; nothing else in that folder describes a service.
bool Walk::botocoreVersion(const fs::path &path)
{
    if (!isApiVersion(path.filename().native()))
        return false;
    for (const char *name : {"service-2.json", "service-2.json.gz"}) {
        std::error_code missing;
        const fs::path described = path / name;
        if (fs::exists(fs::symlink_status(described, missing))) {
            file(described);
            return true;
        }
    }
    return false;
}

void Walk::file(const fs::path &path)
{
    const std::string name = path.filename().native();
    if (!isModelName(name) || isCompanion(name))
        return;
    const bool isBotocore = isBotocoreName(name);
    const fs::path service = path.parent_path().parent_path();
    const QString id = isBotocore ? decoded(service.filename()) : idFromRepository(path);
    if (!m_only.isEmpty() && !id.isEmpty() && id != m_only)
        return;
    std::error_code missing;
    const auto size = fs::file_size(path, missing); // of what is no regular file: an error
    if (isBotocore) {
        const auto known = m_serviceFolders.constFind(decoded(service));
        if (known != m_serviceFolders.cend()) {
            m_found.files[*known].paths.append(decoded(path));
            return;
        }
        m_serviceFolders.insert(decoded(service), m_found.files.size());
    }
    m_found.files.append({isBotocore ? id : QString(), {decoded(path)}, missing ? 0 : qint64(size)});
}

Candidates Walk::take()
{
    for (Candidate &candidate : m_found.files)
        std::sort(candidate.paths.begin(), candidate.paths.end(), std::greater<>()); // versions are dates
    std::sort(m_found.files.begin(), m_found.files.end(),
              [](const Candidate &a, const Candidate &b) { return a.paths.first() < b.paths.first(); });
    return std::move(m_found);
}

Candidates builtIn(const QString &folder, const QString &onlyService)
{
    if (onlyService.contains(u'/'))
        return {};
    const auto suffix = QStringLiteral(".json");
    const QDir all(folder);
    const QStringList names =
        onlyService.isEmpty() ? all.entryList(QDir::Files, QDir::Name) : QStringList(onlyService + suffix);
    Candidates result;
    for (const QString &name : names) {
        const QFileInfo file(all.filePath(name));
        if (name.endsWith(suffix) && file.isFile())
            result.files.append({file.completeBaseName(), {file.filePath()}, file.size()});
    }
    return result;
}

} // namespace

Candidates candidatesIn(const Place &place, const QString &onlyService)
{
    if (place.kind == Place::Kind::BuiltIn)
        return builtIn(place.path, onlyService);
    Walk walk(onlyService);
    if (!QFileInfo(place.path).isDir())
        return {{}, Tr::tr("The models folder %1 is not there.").arg(place.path)};
    const QString own = place.path + u'/' + onlyService;
    const bool isPlainId =
        !onlyService.isEmpty() && !onlyService.contains(u'/') && !onlyService.startsWith(u'.');
    if (isPlainId && QFileInfo(own).isDir()) {
        walk.folder(encoded(own), 1);
        Candidates found = walk.take();
        if (!found.files.isEmpty())
            return found;
        walk = Walk(onlyService);
    }
    // What was found by itself is in botocore's layout: without a folder the service is not there.
    if (isPlainId && !place.isNamed() && place.kind != Place::Kind::Personal)
        return {};
    walk.folder(encoded(place.path), 0);
    return walk.take();
}

} // namespace formwork::catalog
