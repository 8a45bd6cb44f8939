// SPDX-License-Identifier: Apache-2.0
#include "catalog/discovery.h"

#include "base/tr.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QSettings>

namespace formwork::catalog
{

namespace
{

QString foldersKey() { return QStringLiteral("models/folders"); }

// Without case, as file systems of some machines are. By hand: QDir makes a regular expression of each
// filter, and a command of formwork-cli looks into dozens of folders.
bool fitsName(const QString &name, QStringView wanted)
{
    const qsizetype star = wanted.indexOf(u'*');
    const QStringView end = wanted.sliced(star + 1);
    return name.size() >= wanted.size() - 1 && name.startsWith(wanted.first(star), Qt::CaseInsensitive)
        && name.endsWith(end, Qt::CaseInsensitive);
}

// "/a/*/b/python3*/c": the folders that are there, those with the greatest names (versions) first. A name
// holds one star at most.
QStringList matching(const QString &pattern)
{
    const qsizetype star = pattern.indexOf(u'*');
    if (star < 0)
        return QFileInfo(pattern).isDir() ? QStringList{pattern} : QStringList();
    const qsizetype begin = pattern.lastIndexOf(u'/', star) + 1;
    const qsizetype end = pattern.indexOf(u'/', star);
    const QStringView wanted = QStringView(pattern).mid(begin, end < 0 ? -1 : end - begin);
    const QDir folder(pattern.left(begin));
    QStringList found;
    for (const QString &name :
         folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed)) {
        if (fitsName(name, wanted))
            found += matching(folder.filePath(name) + (end < 0 ? QString() : pattern.mid(end)));
    }
    return found;
}

class Finder
{
public:
    void named(const QStringList &folders, Place::Kind kind)
    {
        for (const QString &folder : folders) {
            const QStringList inside = installation(folder);
            if (inside.isEmpty())
                add(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()), kind);
            for (const QString &data : inside)
                add(data, kind);
        }
    }

    void folders(const QStringList &patterns, Place::Kind kind)
    {
        for (const QString &pattern : patterns) {
            for (const QString &folder : matching(pattern))
                add(folder, kind);
        }
    }

    // Folders of Python packages: botocore by itself, and the copy inside the AWS CLI's second version.
    void packages(const QStringList &patterns, Place::Kind kind)
    {
        for (const QString &pattern : patterns) {
            const QStringList found = matching(pattern);
            for (const char *inside : {"/botocore/data", "/awscli/botocore/data"}) {
                for (const QString &folder : found)
                    folders({folder + QLatin1String(inside)}, kind);
            }
        }
    }

    [[nodiscard]] QList<Place> take() { return std::move(m_places); }

private:
    // A virtual environment, a folder of packages or botocore itself: its data folders.
    static QStringList installation(const QString &folder)
    {
        QStringList found;
        for (const char *inside :
             {"/botocore/data", "/awscli/botocore/data", "/lib/python3*/site-packages/botocore/data",
              "/lib/python3*/site-packages/awscli/botocore/data", "/dist/awscli/botocore/data"})
            found += matching(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()) + QLatin1String(inside));
        if (found.isEmpty() && QFileInfo::exists(folder + QStringLiteral("/data/endpoints.json")))
            found.append(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()) + QStringLiteral("/data"));
        return found;
    }

    void add(const QString &path, Place::Kind kind)
    {
        const QString canonical = QFileInfo(path).canonicalFilePath();
        const QString &key = canonical.isEmpty() ? path : canonical;
        if (m_seen.contains(key))
            return;
        m_seen.insert(key);
        m_places.append({path, kind});
    }

    QList<Place> m_places;
    QSet<QString> m_seen;
};

QStringList listFrom(const Surroundings &around, const char *variable)
{
    return around.variable ? around.variable(variable).split(QDir::listSeparator(), Qt::SkipEmptyParts)
                           : QStringList();
}

void discover(const Surroundings &around, Finder &finder)
{
    const auto below = [](const QString &top, std::initializer_list<const char *> places) {
        QStringList result;
        for (const char *place : places)
            result.append(top + QLatin1String(place));
        return result;
    };
    const QString &root = around.root;
    const QString &home = around.home;
    if (!home.isEmpty())
        finder.folders({home + QStringLiteral("/.aws/models")}, Place::Kind::Personal);
    finder.folders(listFrom(around, "AWS_DATA_PATH"), Place::Kind::Personal);
    const QString active = around.variable ? around.variable("VIRTUAL_ENV") : QString();
    if (!active.isEmpty())
        finder.packages({active + QStringLiteral("/lib/python3*/site-packages")},
                        Place::Kind::VirtualEnvironment);
    finder.folders(below(root,
                         {"/usr/local/aws-cli/v2/current/dist/awscli/botocore/data",
                          "/opt/aws-cli/v2/current/dist/awscli/botocore/data",
                          "/snap/aws-cli/current/lib/python3*/site-packages/awscli/botocore/data",
                          "/home/linuxbrew/.linuxbrew/opt/awscli/libexec/lib/python3*/site-packages/awscli/"
                          "botocore/data"}),
                   Place::Kind::AwsCli);
    finder.packages(below(root,
                          {"/usr/local/aws/lib/python3*/site-packages", // the bundle of the first version
                           "/usr/local/aws/lib/python2*/site-packages"}),
                    Place::Kind::AwsCli);
    if (!home.isEmpty()) {
        finder.folders(below(home,
                             {"/.local/aws-cli/v2/current/dist/awscli/botocore/data",
                              "/aws-cli/v2/current/dist/awscli/botocore/data"}),
                       Place::Kind::AwsCli);
        finder.packages(below(home, {"/.local/lib/aws/lib/python3*/site-packages"}), Place::Kind::AwsCli);
        finder.packages(
            below(home,
                  {"/.local/lib/python3*/site-packages", "/.pyenv/versions/*/lib/python3*/site-packages",
                   "/.local/share/pipx/venvs/*/lib/python3*/site-packages",
                   "/.local/pipx/venvs/*/lib/python3*/site-packages",
                   "/.local/share/uv/tools/*/lib/python3*/site-packages"}),
            Place::Kind::Python);
    }
    finder.packages(below(root,
                          {"/usr/local/lib/python3*/dist-packages", "/usr/local/lib/python3*/site-packages",
                           "/usr/lib/python3*/dist-packages", "/usr/lib/python3*/site-packages"}),
                    Place::Kind::Python);
}

} // namespace

QString kindInWords(Place::Kind kind)
{
    switch (kind) {
    case Place::Kind::BuiltIn:
        return Tr::tr("built in");
    case Place::Kind::Asked:
        return Tr::tr("named with --models");
    case Place::Kind::Environment:
        return Tr::tr("named in FORMWORK_MODELS");
    case Place::Kind::Chosen:
        return Tr::tr("added in Preferences");
    case Place::Kind::Personal:
        return Tr::tr("your own AWS models");
    case Place::Kind::AwsCli:
        return Tr::tr("AWS CLI");
    case Place::Kind::Python:
        return Tr::tr("Python package");
    case Place::Kind::VirtualEnvironment:
        return Tr::tr("virtual environment");
    }
    return {};
}

Surroundings surroundings(const QStringList &asked, const QString &settingsFile)
{
    Surroundings result;
    result.home = QDir::homePath();
    result.variable = [](const char *name) { return qEnvironmentVariable(name); };
    result.asked = asked;
    result.chosen = chosenFolders(settingsFile);
    result.discovers = qEnvironmentVariable("FORMWORK_DISCOVERY") != u"off";
    return result;
}

QList<Place> findPlaces(const Surroundings &around)
{
    Finder finder;
    finder.named(around.asked, Place::Kind::Asked);
    finder.named(listFrom(around, "FORMWORK_MODELS"), Place::Kind::Environment);
    finder.named(around.chosen, Place::Kind::Chosen);
    if (around.discovers)
        discover(around, finder);
    return finder.take();
}

QStringList chosenFolders(const QString &settingsFile)
{
    if (settingsFile.isEmpty() || !QFileInfo::exists(settingsFile))
        return {};
    return QSettings(settingsFile, QSettings::IniFormat).value(foldersKey()).toStringList();
}

void setChosenFolders(const QString &settingsFile, const QStringList &folders)
{
    QSettings(settingsFile, QSettings::IniFormat).setValue(foldersKey(), folders);
}

} // namespace formwork::catalog
