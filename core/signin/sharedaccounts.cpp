// SPDX-License-Identifier: Apache-2.0
#include "signin/sharedaccounts.h"

#include "base/tr.h"
#include "endpoint/resolve.h"
#include "signin/filewatch.h"
#include "signin/provider.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <tuple>

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;
using credentials::ProfileKind;

namespace
{

const QString &chainId()
{
    static const QString id = QStringLiteral("aws-chain");
    return id;
}

// What tells that a file is another than it was.
struct Stamp {
    qint64 size = -1;
    QDateTime modified;
    bool operator==(const Stamp &) const = default;
};

Stamp stampOf(const Machine &machine, const QString &path)
{
    const QFileInfo info(machine.onDisk(path));
    return info.exists() ? Stamp{info.size(), info.lastModified()} : Stamp();
}

bool looksLikeEc2(const Machine &machine)
{
    if (!machine.nonEmpty(QLatin1StringView("AWS_EC2_METADATA_SERVICE_ENDPOINT")).isEmpty())
        return true;
    QFile vendor(machine.onDisk(QStringLiteral("/sys/class/dmi/id/sys_vendor")));
    return vendor.open(QIODevice::ReadOnly) && vendor.readLine(64).startsWith("Amazon EC2");
}

Profile accountOf(const QString &id, const QString &name)
{
    Profile account;
    account.id = id;
    account.name = name;
    account.kind = ProfileKind::Shared;
    account.colour = QStringLiteral("#c77d0a");
    return account;
}

QStringList sortedValues(const QHash<QString, QString> &sentences)
{
    QStringList sorted = sentences.values();
    sorted.sort();
    return sorted;
}

void take(const Result<Settings> &settings, Profile &account)
{
    if (!settings) {
        account.problem = settings.error().sentence();
        return;
    }
    account.region = settings->region;
    account.endpointUrl = settings->endpointUrl;
    account.serviceEndpoints = settings->serviceEndpoints;
    account.fips = settings->fips;
    account.dualStack = settings->dualStack;
    account.accountIdEndpoints = settings->accountIdEndpoints;
    account.wire = settings->wire;
    account.maxAttempts = settings->maxAttempts;
    account.isAdaptive = settings->isAdaptive;
    account.endpointProblems = settings->endpointProblems;
    account.caBundle = settings->caBundle;
    account.caBundlePlace = settings->caBundlePlace;
    for (const QString &sentence : sortedValues(settings->endpointProblems) + settings->unfollowed)
        account.notice += (account.notice.isEmpty() ? QString() : QStringLiteral(" ")) + sentence;
}

void take(const Result<Way> &way, Profile &account)
{
    if (!way) {
        account.problem = way.error().sentence();
        return;
    }
    account.source = typeName(way->step);
    account.accountId = accountOfArn(QStringLiteral("::::") + way->accountId());
    account.roleName = way->roleName();
    if (way->roles.isEmpty())
        account.accessKeyId = way->keys.accessKeyId;
    account.hasSessionToken = !way->keys.sessionToken.isEmpty();
    account.signIn = {way->sso.startUrl, way->sso.region, way->sso.session, false, way->loginSession};
}

bool isSame(const Result<Way> &one, const Result<Way> &other)
{
    if (!one || !other)
        return !one && !other;
    const auto parts = [](const Way &way) {
        return std::tie(way.step, way.source, way.profile, way.place, way.webIdentity.tokenFile,
                        way.webIdentity.roleArn, way.webIdentity.sessionName);
    };
    return parts(*one) == parts(*other);
}

// What comes out without any name where that is something else than the profile gives that counts then:
// variables with a web identity mix with it or go before it, and the machine has something for whoever has
// nothing. Keys of the environment are an account of Formwork's own, and named profiles stand above.
std::optional<Profile> ofMachine(const SharedFiles &files, const Machine &machine)
{
    const Result<Choice> choice = choose(machine, {});
    if (!choice || !trimmedOfSpace(machine.nonEmpty(QLatin1StringView("AWS_ACCESS_KEY_ID"))).isEmpty())
        return {};
    const QString name = choice->profile.isEmpty() ? QStringLiteral("default") : choice->profile;
    const Result<Way> way = findWay({files, machine, *choice, looksLikeEc2(machine), {}});
    if (isSame(way, findWay({files, machine, {name, true, {}}, false, {}})))
        return {};
    Profile account = accountOf(chainId(), Tr::tr("This machine"));
    take(settingsOf(files.profile(name), files, machine), account);
    take(way, account);
    return account;
}

// Where no Region is named: STS as a whole is the first partition's alone.
QString regionOfRole(const Way &way)
{
    const QString arn = way.roles.isEmpty() ? way.webIdentity.roleArn : way.roles.first().roleArn;
    const QList<endpoint::Partition> &all = endpoint::partitions();
    const auto partition = std::ranges::find(all, arn.section(u':', 1, 1), &endpoint::Partition::id);
    return partition == all.cend() || partition == all.cbegin() ? QString() : partition->implicitGlobalRegion;
}

QCoro::Task<Result<Credentials>> now(Result<Credentials> result) { co_return result; }

} // namespace

bool assumesRole(const Profile &profile)
{
    return profile.source == typeName(Step::AssumeRole) || profile.source == typeName(Step::WebIdentity);
}

QString sharedId(const QString &profile) { return QStringLiteral("aws:") + profile; }

struct SharedAccounts::Known {
    Stamp config;
    Stamp credentials;
    SharedFiles files;
    QList<Profile> profiles;
};

SharedAccounts::SharedAccounts(Machine machine, ClockPtr clock, std::shared_ptr<Obtaining> obtaining)
    : m_machine(std::move(machine))
    , m_clock(std::move(clock))
    , m_obtaining(std::move(obtaining))
{
}

SharedAccounts::~SharedAccounts() = default;

const SharedAccounts::Known &SharedAccounts::known()
{
    const Locations locations = Locations::of(m_machine);
    const Stamp config = stampOf(m_machine, locations.config);
    const Stamp credentials = stampOf(m_machine, locations.credentials);
    if (m_known && m_known->config == config && m_known->credentials == credentials) {
        m_halfSince.invalidate();
        return *m_known;
    }
    std::unique_ptr<Known> read = this->read();
    // A file that is just being written may be half there, or not at all: what was known before counts for a
    // moment.
    constexpr qint64 moment = 1500; // milliseconds
    const bool isWorse = m_known && !m_known->files.isRefused()
        && (read->files.isRefused() || (config.size <= 0 && m_known->config.size > 0)
            || (credentials.size <= 0 && m_known->credentials.size > 0));
    if (isWorse && !m_halfSince.isValid())
        m_halfSince.start();
    if (isWorse && m_halfSince.elapsed() < moment)
        return *m_known;
    m_halfSince.invalidate();
    m_known = std::move(read);
    return *m_known;
}

std::unique_ptr<SharedAccounts::Known> SharedAccounts::read() const
{
    const Locations locations = Locations::of(m_machine);
    const Stamp config = stampOf(m_machine, locations.config);
    const Stamp credentials = stampOf(m_machine, locations.credentials);
    auto known = std::make_unique<Known>(Known{config, credentials, loadSharedFiles(m_machine), {}});
    const SharedFiles &files = known->files;
    const auto refusal = std::ranges::find_if(files.notes, &Note::isRefusal);
    const QString notice = refusal == files.notes.cend() ? QString() : refusal->sentence();
    for (const SharedProfile &profile : files.profiles) {
        Profile account = accountOf(sharedId(profile.name), profile.name);
        account.notice = notice;
        take(settingsOf(&profile, files, m_machine), account);
        take(findWay({files, m_machine, {profile.name, true, {}}, false, {}}), account);
        account.mfaSerial = profile.text(QLatin1StringView("mfa_serial")).value_or(QString());
        known->profiles.append(account);
    }
    if (const std::optional<Profile> machine = ofMachine(files, m_machine))
        known->profiles.append(*machine);
    return known;
}

QList<Profile> SharedAccounts::profiles() { return known().profiles; }

QList<Note> SharedAccounts::notes() { return known().files.notes; }

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<Credentials>> SharedAccounts::credentials(Profile shared, QString region, Effort effort)
{
    const Known &current = known();
    const auto profile = std::ranges::find(current.profiles, shared.id, &Profile::id);
    if (profile == current.profiles.cend())
        return now(failure(Phase::Credentials, QStringLiteral("UnknownProfile"),
                           Tr::tr("The profile “%1” is no longer in the shared files.").arg(shared.name),
                           Tr::tr("Choose another account.")));
    const bool isChain = shared.id == chainId();
    const Result<Choice> choice = isChain ? choose(m_machine, {}) : Choice{profile->name, true, {}};
    if (!choice)
        return now(std::unexpected(choice.error()));
    Result<Way> way =
        findWay({current.files, m_machine, *choice, isChain && looksLikeEc2(m_machine), m_clock->nowUtc()});
    if (!way)
        return now(std::unexpected(way.error()));
    noteSharedDevices(*way, current.files);
    way->region = region.isEmpty() && shared.region.isEmpty() ? regionOfRole(*way) : std::move(region);
    if (shared.wantsReadingRole())
        askForReadingOnly(*way);
    if (effort == Effort::Any && !profile->problem.isEmpty())
        return now(failure(Phase::Credentials, QStringLiteral("InvalidProfile"), profile->problem));
    return m_obtaining->obtain(*way, std::move(shared), effort);
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<Credentials>> SharedAccounts::credentialsOf(Profile signedIn, Effort effort)
{
    const credentials::SignInPlace &place = signedIn.signIn;
    Way way;
    way.step = way.source = place.startUrl.isEmpty() ? Step::Login : Step::Sso;
    way.profile = signedIn.name;
    way.place = Tr::tr("an account of Formwork");
    way.sso = {place.session, place.startUrl, place.region, signedIn.accountId, signedIn.roleName};
    way.loginSession = place.consoleIdentity;
    way.sourceAccountId = signedIn.accountId;
    if (place.isEmpty())
        return now(failure(Phase::Credentials, QStringLiteral("InvalidProfile"),
                           Tr::tr("The account “%1” names no place to sign in at.").arg(signedIn.name),
                           Tr::tr("Remove it, and add it anew under Accounts.")));
    return m_obtaining->obtain(way, std::move(signedIn), effort);
}

void SharedAccounts::forget(const QString &accessKeyId) { m_obtaining->forget(accessKeyId); }

void SharedAccounts::watch(std::function<void()> changed)
{
    const Locations locations = Locations::of(m_machine);
    m_watch = std::make_unique<FileWatch>(
        QStringList{m_machine.onDisk(locations.config), m_machine.onDisk(locations.credentials)},
        std::move(changed));
}

} // namespace formwork::signin
