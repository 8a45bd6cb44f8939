// SPDX-License-Identifier: Apache-2.0
#include "signin/sharedfiles.h"

#include "base/tr.h"
#include "signin/shellwords.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::signin
{

namespace
{

constexpr qint64 kMaxBytes = 16 * 1024 * 1024;

QString located(const Machine &machine, QLatin1StringView variable, QLatin1StringView usual)
{
    const std::optional<QString> named = machine.variable(variable);
    return named ? machine.expanded(*named) : machine.inHome(usual);
}

// What the header of a section of the config file says it is.
struct Header {
    enum class Kind { Profile, PlainDefault, SsoSession, Services, Other, Dropped };
    Kind kind = Kind::Other;
    QString name;
};

constexpr std::array kPrefixes{std::pair(QLatin1StringView("profile"), Header::Kind::Profile),
                               std::pair(QLatin1StringView("sso-session"), Header::Kind::SsoSession),
                               std::pair(QLatin1StringView("services"), Header::Kind::Services)};

Header cliHeader(const QString &text)
{
    for (const auto &[prefix, kind] : kPrefixes) {
        if (!text.startsWith(prefix))
            continue;
        const Result<QStringList> words = shellWords(text);
        if (!words || words->size() != 2)
            return {Header::Kind::Dropped, text};
        return {kind, words->at(1)};
    }
    return text == u"default" ? Header{Header::Kind::PlainDefault, text} : Header{Header::Kind::Other, text};
}

bool isSdkName(const QString &name)
{
    static const QRegularExpression good(QStringLiteral("\\A[A-Za-z0-9_\\-/.%@:+]+\\z"));
    return good.match(name).hasMatch();
}

Header sdkHeader(const QString &text)
{
    if (text == u"default")
        return {Header::Kind::PlainDefault, text};
    for (const auto &[prefix, kind] : kPrefixes) {
        if (!text.startsWith(prefix) || text.size() == prefix.size() || !text[prefix.size()].isSpace())
            continue;
        const QString name = trimmedOfSpace(text.sliced(prefix.size()));
        return {isSdkName(name) ? kind : Header::Kind::Dropped, name};
    }
    return {Header::Kind::Other, text};
}

void layOver(Values &under, const Values &over)
{
    for (const auto &[key, value] : over.asKeyValueRange())
        under.insert(key, value);
}

} // namespace

Locations Locations::of(const Machine &machine)
{
    using Name = QLatin1StringView;
    return {located(machine, Name("AWS_CONFIG_FILE"), Name(".aws/config")),
            located(machine, Name("AWS_SHARED_CREDENTIALS_FILE"), Name(".aws/credentials"))};
}

QString Note::sentence() const
{
    if (isRefusal)
        return Tr::tr("The AWS CLI refuses the whole file %1 because of line %2: %3. Formwork shows what can "
                      "be read; "
                      "mend that line.")
            .arg(file)
            .arg(line)
            .arg(reason);
    if (line == 0)
        return Tr::tr("%1: %2.").arg(file, reason);
    return Tr::tr("%1, line %2: %3.").arg(file).arg(line).arg(reason);
}

std::optional<QString> SharedProfile::text(QLatin1StringView key) const
{
    const auto found = values.constFind(key);
    return found == values.cend() ? std::nullopt : std::optional(found->text);
}

QString SharedProfile::place(QLatin1StringView key) const
{
    const auto found = values.constFind(key);
    return found == values.cend() ? Tr::tr("%1, line %2").arg(file).arg(line)
                                  : Tr::tr("%1, line %2").arg(found->file).arg(found->line);
}

const SharedProfile *SharedFiles::profile(const QString &name) const
{
    const auto found = m_index.constFind(name);
    return found == m_index.cend() ? nullptr : &profiles[*found];
}

bool SharedFiles::isRefused() const { return std::ranges::any_of(notes, &Note::isRefusal); }

// Builds the profiles of two files that have been read.
class Merging
{
public:
    explicit Merging(Dialect dialect)
        : m_dialect(dialect)
    {
    }

    void addConfig(const SharedText &text, const QString &file)
    {
        const bool isSdk = m_dialect == Dialect::Sdk;
        for (const RawSection &raw : text.sections) {
            const Header header = isSdk ? sdkHeader(raw.header) : cliHeader(raw.header);
            const Section section{header.name, file, raw.line, raw.values};
            switch (header.kind) {
            case Header::Kind::Profile:
            case Header::Kind::PlainDefault:
                addProfile(section, header.kind == Header::Kind::PlainDefault);
                break;
            case Header::Kind::SsoSession:
                put(m_files.ssoSessions, section);
                break;
            case Header::Kind::Services:
                put(m_files.services, section);
                break;
            case Header::Kind::Other:
                addOther(section);
                break;
            case Header::Kind::Dropped:
                note(section,
                     Tr::tr("the section [%1] counts for nothing, as its header is not one word and a name; "
                            "a name "
                            "with blanks stands in quotes")
                         .arg(raw.header));
            }
        }
    }

    void addCredentials(const SharedText &text, const QString &file)
    {
        for (const RawSection &raw : text.sections) {
            if (m_dialect == Dialect::Sdk && !isSdkName(raw.header))
                continue;
            SharedProfile &profile = profileFor({raw.header, file, raw.line, {}});
            layOver(profile.inCredentials, raw.values);
        }
    }

    SharedFiles finish()
    {
        for (SharedProfile &profile : m_files.profiles) {
            profile.values = profile.inConfig;
            layOver(profile.values, profile.inCredentials);
        }
        return std::move(m_files);
    }

    void note(const Section &section, const QString &reason)
    {
        m_files.notes.append({section.file, section.line, reason});
    }

    SharedFiles &files() { return m_files; }

private:
    SharedProfile &profileFor(const Section &section)
    {
        const auto found = m_files.m_index.constFind(section.name);
        if (found != m_files.m_index.cend())
            return m_files.profiles[*found];
        m_files.m_index.insert(section.name, m_files.profiles.size());
        m_files.profiles.append({section.name, section.file, section.line, {}, {}, {}});
        return m_files.profiles.last();
    }

    // Of [default] and [profile default] the CLI takes the later one alone, the SDKs the latter. Of one name
    // written in several ways, `[profile a]` and `[profile "a"]`, the later one too; of one written twice,
    // which only the SDKs let pass, both.
    void addProfile(const Section &section, bool isPlainDefault)
    {
        SharedProfile &profile = profileFor(section);
        const auto before = m_headers.constFind(section.name);
        const bool isMixed = before != m_headers.cend() && *before != isPlainDefault;
        m_headers.insert(section.name, isPlainDefault);
        if (isMixed)
            note(section,
                 Tr::tr("[default] and [profile default] both stand in the file; the AWS CLI takes the later "
                        "one, other "
                        "programs [profile default]"));
        if (isMixed && m_dialect == Dialect::Sdk && isPlainDefault) {
            m_headers.insert(section.name, false);
            return;
        }
        if (isMixed || m_dialect == Dialect::Cli) {
            profile.inConfig.clear();
            profile.line = section.line;
        }
        layOver(profile.inConfig, section.values);
    }

    void put(QHash<QString, Section> &sections, const Section &section)
    {
        Section &known = sections[section.name];
        if (known.file.isEmpty() || m_dialect == Dialect::Cli)
            known = section;
        else
            layOver(known.values, section.values);
    }

    void addOther(const Section &section)
    {
        m_files.others.append(section);
        const QString bare = trimmedOfSpace(section.name).toLower();
        if (bare.startsWith(u"profile ") || bare == u"default")
            note(section,
                 Tr::tr("the section [%1] is no profile, as its header has blanks or capitals")
                     .arg(section.name));
        else if (section.name != u"plugins" && section.name != u"preview")
            note(section,
                 Tr::tr("the section [%1] is no profile; in this file write [profile %1]").arg(section.name));
    }

    Dialect m_dialect;
    SharedFiles m_files;
    QHash<QString, bool> m_headers; // by name, whether the last one was without `profile`
};

namespace
{

// Reads one file; where the CLI refuses it, what the SDKs would make of it.
SharedText readFile(const FileBytes &file, Dialect dialect, QList<Note> &notes)
{
    if (!file.bytes)
        return {};
    if (dialect == Dialect::Sdk) {
        const SharedText text = readSdkText(*file.bytes, file.path, dialect);
        for (const Fault &fault : text.faults)
            notes.append({file.path, fault.line, fault.reason, true});
        return text;
    }
    const SharedText text = readCliText(*file.bytes, file.path);
    if (text.hasDefaults)
        notes.append({file.path, 0,
                      Tr::tr("the settings of [DEFAULT] count for every profile of the file; only the AWS "
                             "CLI reads it so")});
    if (text.faults.isEmpty())
        return text;
    const auto first = std::ranges::min_element(text.faults, {}, &Fault::line);
    notes.append({file.path, first->line, first->reason, true});
    return readSdkText(*file.bytes, file.path, Dialect::Mended);
}

FileBytes onDisk(const Machine &machine, const QString &path, QList<Note> &notes)
{
    const QString real = machine.onDisk(path);
    if (real.isEmpty() || !QFileInfo(real).isFile())
        return {path, std::nullopt};
    QFile file(real);
    if (!file.open(QIODevice::ReadOnly)) {
        notes.append(
            {path, 0,
             Tr::tr("the file cannot be read (%1), so its profiles are missing").arg(file.errorString())});
        return {path, std::nullopt};
    }
    if (file.size() > kMaxBytes) {
        notes.append({path, 0, Tr::tr("the file is larger than 16 MiB and is not read")});
        return {path, std::nullopt};
    }
    return {path, file.readAll()};
}

} // namespace

SharedFiles merged(const FileBytes &config, const FileBytes &credentials, Dialect dialect)
{
    QList<Note> notes;
    const SharedText first = readFile(config, dialect, notes);
    const SharedText second = readFile(credentials, dialect, notes);
    // Of a file that is refused, what is written twice counts together, as for the SDKs.
    const bool isMended = dialect == Dialect::Cli && std::ranges::any_of(notes, &Note::isRefusal);
    Merging merging(isMended ? Dialect::Mended : dialect);
    merging.addConfig(first, config.path);
    merging.addCredentials(second, credentials.path);
    SharedFiles files = merging.finish();
    files.locations = {config.path, credentials.path};
    files.notes = notes + files.notes;
    return files;
}

SharedFiles loadSharedFiles(const Machine &machine)
{
    QList<Note> notes;
    const Locations locations = Locations::of(machine);
    SharedFiles files = merged(onDisk(machine, locations.config, notes),
                               onDisk(machine, locations.credentials, notes), Dialect::Cli);
    files.notes = notes + files.notes;
    return files;
}

} // namespace formwork::signin
