// SPDX-License-Identifier: Apache-2.0
#include "signin/settings.h"

#include "base/tr.h"

#include <QRegularExpression>
#include <QUrl>

#include <array>

namespace formwork::signin
{

namespace
{

using Name = QLatin1StringView;

constexpr Name kEndpointPrefix("AWS_ENDPOINT_URL_");

struct Setting {
    std::optional<QString> text; // as it stands; nullopt: nowhere
    QString place; // for sentences
};

class Reader
{
public:
    Reader(const SharedProfile *profile, const Machine &machine)
        : m_profile(profile)
        , m_machine(machine)
    {
    }

    [[nodiscard]] Setting of(std::initializer_list<Name> variables, Name key) const
    {
        for (const Name variable : variables) {
            if (const std::optional<QString> value = m_machine.variable(variable))
                return {value, variable};
        }
        if (!m_profile || !m_profile->has(key))
            return {};
        return {m_profile->text(key),
                Tr::tr("%1 of the profile “%2” (%3)").arg(key, m_profile->name, m_profile->place(key))};
    }

    [[nodiscard]] bool isTrue(Name variable, Name key) const
    {
        return of({variable}, key).text.value_or(QString()).compare(Name("true"), Qt::CaseInsensitive) == 0;
    }

private:
    const SharedProfile *m_profile;
    const Machine &m_machine;
};

std::unexpected<Error> bad(const Setting &setting, const QString &advice)
{
    return failure(Phase::Credentials, QStringLiteral("InvalidSetting"),
                   Tr::tr("%1 is “%2”, which cannot be used.").arg(setting.place, setting.text->left(80)),
                   advice);
}

Result<QString> oneOf(const Setting &setting, const QStringList &words)
{
    const QString word = setting.text.value_or(QString()).toLower();
    if (!setting.text || words.contains(word))
        return word;
    return bad(setting, Tr::tr("It is one of: %1.").arg(words.join(QStringLiteral(", "))));
}

Result<int> attempts(const Setting &setting)
{
    bool isNumber = false;
    const int count = setting.text ? trimmedOfSpace(*setting.text).toInt(&isNumber) : 0;
    if (setting.text && (!isNumber || count < 1))
        return bad(setting, Tr::tr("Write how often a request is attempted: 1 or more."));
    return count;
}

Result<QString> region(const Setting &setting)
{
    static const QRegularExpression label(QStringLiteral("\\A(?![0-9]+\\z)(?!-)[A-Za-z0-9-]{1,63}(?<!-)\\z"));
    if (!setting.text || setting.text->isEmpty() || label.match(*setting.text).hasMatch())
        return setting.text.value_or(QString());
    return bad(setting, Tr::tr("Write a Region such as us-east-1."));
}

Result<void> checkUrl(const QString &url, const QString &place)
{
    const QUrl parsed(url, QUrl::StrictMode);
    const bool isWeb = parsed.scheme() == u"https" || parsed.scheme() == u"http";
    if (url.isEmpty() || (parsed.isValid() && isWeb && !parsed.host().isEmpty()))
        return {};
    return failure(Phase::Credentials, QStringLiteral("InvalidSetting"), Tr::tr("%1 is no URL.").arg(place),
                   Tr::tr("Write one such as https://host.example:8443."));
}

// A URL in AWS_ENDPOINT_URL beats what the files say of single services.
class Endpoints
{
public:
    Endpoints(const SharedProfile *profile, const SharedFiles &files, const Machine &machine)
        : m_profile(profile)
        , m_files(files)
        , m_machine(machine)
    {
    }

    Result<void> readInto(Settings &settings) const
    {
        if (Reader(m_profile, m_machine)
                .isTrue(Name("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), Name("ignore_configured_endpoint_urls")))
            return {};
        settings.endpointUrl = m_machine.nonEmpty(Name("AWS_ENDPOINT_URL"));
        if (const Result<void> good = checkUrl(settings.endpointUrl, QStringLiteral("AWS_ENDPOINT_URL"));
            !good)
            return good;
        if (m_profile) {
            if (const Result<void> read = ofProfile(settings); !read)
                return read;
        }
        ofEnvironment(settings);
        return {};
    }

private:
    Result<void> ofProfile(Settings &settings) const
    {
        const std::optional<QString> name = m_profile->text(Name("services"));
        const auto section = name ? m_files.services.constFind(*name) : m_files.services.cend();
        if (name && section == m_files.services.cend())
            return failure(
                Phase::Credentials, QStringLiteral("InvalidSetting"),
                Tr::tr("The profile “%1” (%2) names the services section “%3”, and there is none.")
                    .arg(m_profile->name, m_profile->place(Name("services")), *name),
                Tr::tr("Write a section [services %1] in the config file, or remove the line.").arg(*name));
        if (!settings.endpointUrl.isEmpty())
            return {};
        settings.endpointUrl = m_profile->text(Name("endpoint_url")).value_or(QString());
        if (const auto good = checkUrl(settings.endpointUrl,
                                       Tr::tr("endpoint_url of the profile “%1” (%2)")
                                           .arg(m_profile->name, m_profile->place(Name("endpoint_url"))));
            !good)
            return good;
        if (!name)
            return {};
        for (const auto &[service, value] : section->values.asKeyValueRange()) {
            const QString url = value.map.value(QStringLiteral("endpoint_url"));
            takeOf(service.toUpper(), url,
                   Tr::tr("endpoint_url of %1 (%2, line %3)").arg(service, value.file).arg(value.line),
                   settings);
        }
        return {};
    }

    // What is no URL keeps requests from that service alone.
    static void takeOf(const QString &service, const QString &url, const QString &place, Settings &settings)
    {
        if (url.isEmpty())
            return;
        settings.serviceEndpoints.remove(service);
        settings.endpointProblems.remove(service);
        if (const Result<void> good = checkUrl(url, place); !good)
            settings.endpointProblems.insert(
                service,
                Tr::tr("%1 Until then nothing is sent to that service.").arg(good.error().sentence()));
        else
            settings.serviceEndpoints.insert(service, url);
    }

    void ofEnvironment(Settings &settings) const
    {
        for (const QString &variable : m_machine.environment.keys()) {
            const QString url = m_machine.environment.value(variable);
            if (!variable.startsWith(kEndpointPrefix) || url.isEmpty())
                continue;
            takeOf(variable.sliced(kEndpointPrefix.size()), url, variable, settings);
        }
    }

    const SharedProfile *m_profile;
    const SharedFiles &m_files;
    const Machine &m_machine;
};

// Whether a checksum goes with whatever can have one.
Result<bool> wheneverSupported(const Setting &setting)
{
    const QString required = QStringLiteral("when_required");
    const Result<QString> word = oneOf(setting, {QStringLiteral("when_supported"), required});
    return word ? Result<bool>(*word != required) : std::unexpected(word.error());
}

// What may stand beside the section of a service as well, as a variable or as a key of the profile itself.
// It goes before the section.
struct Beside {
    Name variable;
    Name key;
    Name section;
    Name entry; // of the section
    Name words; // one of these; empty: it is on or off
};

constexpr std::array kBeside{
    Beside{Name("AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"), Name("s3_disable_express_session_auth"), Name("s3"),
           Name("s3_disable_express_session_auth"), Name("true|false")},
    Beside{Name("AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"), Name("s3_disable_multiregion_access_points"),
           Name("s3"), Name("s3_disable_multiregion_access_points"), Name()},
    Beside{Name("AWS_S3_USE_ARN_REGION"), Name("s3_use_arn_region"), Name("s3"), Name("use_arn_region"),
           Name()},
    Beside{Name("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"), Name("s3_us_east_1_regional_endpoint"), Name("s3"),
           Name("us_east_1_regional_endpoint"), Name("legacy|regional")},
    Beside{Name("AWS_STS_REGIONAL_ENDPOINTS"), Name("sts_regional_endpoints"), Name("sts"),
           Name("regional_endpoints"), Name("legacy|regional")},
};

// Blanks are no part of any of its entries.
QStringList listOf(const Setting &setting)
{
    QStringList entries;
    const QStringList parts = setting.text.value_or(QString()).split(u',');
    for (const QString &part : parts) {
        if (const QString entry = trimmedOfSpace(part); !entry.isEmpty())
            entries.append(entry);
    }
    return entries;
}

// From how many bytes on bodies are compressed; negative: never.
Result<int> compression(const Reader &reader)
{
    constexpr int most = 1'048'576; // bytes
    const Setting least = reader.of({Name("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES")},
                                    Name("request_min_compression_size_bytes"));
    bool isNumber = true;
    const int bytes =
        least.text ? trimmedOfSpace(*least.text).toInt(&isNumber) : credentials::WireSettings().compressFrom;
    if (!isNumber || bytes < 1 || bytes > most)
        return bad(least, Tr::tr("Write a number of bytes, from 1 to 1,048,576."));
    return reader.isTrue(Name("AWS_DISABLE_REQUEST_COMPRESSION"), Name("disable_request_compression"))
        ? -1
        : bytes;
}

// Of other characters than those of a token of HTTP a "-" is made, as in the SDKs.
QString appId(const Reader &reader)
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9!#$%&'*+.^_`|~-]"));
    return reader.of({Name("AWS_SDK_UA_APP_ID")}, Name("sdk_ua_app_id"))
        .text.value_or(QString())
        .replace(others, QStringLiteral("-"));
}

Result<void> readSending(const Reader &reader, credentials::WireSettings &wire)
{
    const Result<int> bytes = compression(reader);
    if (!bytes)
        return std::unexpected(bytes.error());
    const Result<QString> discovery =
        oneOf(reader.of({Name("AWS_ENDPOINT_DISCOVERY_ENABLED")}, Name("endpoint_discovery_enabled")),
              {QStringLiteral("auto"), QStringLiteral("true"), QStringLiteral("false")});
    if (!discovery)
        return std::unexpected(discovery.error());
    wire.compressFrom = *bytes;
    wire.discoversAddresses = *discovery != u"false";
    wire.hostPrefixes =
        !reader.isTrue(Name("AWS_DISABLE_HOST_PREFIX_INJECTION"), Name("disable_host_prefix_injection"));
    wire.authSchemes =
        listOf(reader.of({Name("AWS_AUTH_SCHEME_PREFERENCE")}, Name("auth_scheme_preference")));
    wire.signingRegions =
        listOf(reader.of({Name("AWS_SIGV4A_SIGNING_REGION_SET")}, Name("sigv4a_signing_region_set")))
            .join(u',');
    wire.appId = appId(reader);
    return {};
}

// What AWS's tools follow and Formwork does not, with what it is when nobody sets it.
struct Unfollowed {
    Name variable;
    Name key;
    Name usual;
};

constexpr std::array kUnfollowed{
    Unfollowed{Name("AWS_DEFAULTS_MODE"), Name("defaults_mode"), Name("legacy")},
    Unfollowed{Name("AWS_CSM_ENABLED"), Name("csm_enabled"), Name("false")},
    Unfollowed{Name("AWS_NEW_RETRIES_2026"), Name(), Name("false")},
    Unfollowed{Name("BOTOCORE_TCP_KEEPALIVE"), Name("tcp_keepalive"), Name("false")},
    Unfollowed{Name(), Name("parameter_validation"), Name("true")},
    Unfollowed{Name(), Name("api_versions"), Name()},
    Unfollowed{Name(), Name("data_path"), Name()},
};

QStringList unfollowed(const Reader &reader)
{
    QStringList sentences;
    for (const Unfollowed &one : kUnfollowed) {
        const Setting setting =
            one.variable.isEmpty() ? reader.of({}, one.key) : reader.of({one.variable}, one.key);
        if (setting.text && setting.text->compare(one.usual, Qt::CaseInsensitive) != 0)
            sentences.append(Tr::tr("%1 has no effect here.").arg(setting.place));
    }
    return sentences;
}

Result<credentials::WireSettings> wireSettings(const Reader &reader, const SharedProfile *profile)
{
    credentials::WireSettings wire;
    const Result<bool> request = wheneverSupported(
        reader.of({Name("AWS_REQUEST_CHECKSUM_CALCULATION")}, Name("request_checksum_calculation")));
    const Result<bool> response = wheneverSupported(
        reader.of({Name("AWS_RESPONSE_CHECKSUM_VALIDATION")}, Name("response_checksum_validation")));
    for (const Result<bool> *one : {&request, &response}) {
        if (!*one)
            return std::unexpected(one->error());
    }
    wire.requestChecksums = *request;
    wire.responseChecksums = *response;
    if (profile) {
        for (const auto &[key, value] : profile->values.asKeyValueRange()) {
            if (!value.map.isEmpty())
                wire.sections.insert(key, {value.map.cbegin(), value.map.cend()});
        }
    }
    if (const Result<void> sending = readSending(reader, wire); !sending)
        return std::unexpected(sending.error());
    for (const Beside &beside : kBeside) {
        Setting setting = reader.of({beside.variable}, beside.key);
        if (!setting.text)
            continue;
        setting.text = trimmedOfSpace(*setting.text);
        const Result<QString> word = beside.words.isEmpty()
            ? setting.text->toLower()
            : oneOf(setting, QString(beside.words).split(u'|'));
        if (!word)
            return std::unexpected(word.error());
        wire.sections[beside.section].insert(beside.entry, *word);
    }
    return wire;
}

} // namespace

Result<Settings> settingsOf(const SharedProfile *profile, const SharedFiles &files, const Machine &machine)
{
    const Reader reader(profile, machine);
    Settings settings;
    if (const Result<void> endpoints = Endpoints(profile, files, machine).readInto(settings); !endpoints)
        return std::unexpected(endpoints.error());
    const Result<QString> where =
        region(reader.of({Name("AWS_REGION"), Name("AWS_DEFAULT_REGION")}, Name("region")));
    const Result<QString> mode =
        oneOf(reader.of({Name("AWS_ACCOUNT_ID_ENDPOINT_MODE")}, Name("account_id_endpoint_mode")),
              {QStringLiteral("preferred"), QStringLiteral("disabled"), QStringLiteral("required")});
    const Result<QString> retries = oneOf(reader.of({Name("AWS_RETRY_MODE")}, Name("retry_mode")),
                                          {QStringLiteral("standard"), QStringLiteral("adaptive")});
    for (const Result<QString> *one : {&where, &mode, &retries}) {
        if (!*one)
            return std::unexpected(one->error());
    }
    const Result<int> count = attempts(reader.of({Name("AWS_MAX_ATTEMPTS")}, Name("max_attempts")));
    if (!count)
        return std::unexpected(count.error());
    const Result<credentials::WireSettings> wire = wireSettings(reader, profile);
    if (!wire)
        return std::unexpected(wire.error());
    Setting bundle = reader.of({Name("AWS_CA_BUNDLE")}, Name("ca_bundle"));
    if (const std::optional<QString> other = machine.variable(Name("REQUESTS_CA_BUNDLE"));
        !bundle.text && other)
        bundle = {other, QStringLiteral("REQUESTS_CA_BUNDLE")};
    if (bundle.text && trimmedOfSpace(*bundle.text).isEmpty())
        return bad(bundle, Tr::tr("Name a file with certificates, or remove it."));
    settings.region = *where;
    settings.accountIdEndpoints = *mode;
    settings.maxAttempts = *count;
    settings.isAdaptive = *retries == u"adaptive";
    settings.wire = *wire;
    settings.unfollowed = unfollowed(reader);
    settings.caBundle = bundle.text ? machine.expanded(*bundle.text) : QString();
    settings.caBundlePlace = bundle.place;
    settings.fips = reader.isTrue(Name("AWS_USE_FIPS_ENDPOINT"), Name("use_fips_endpoint"));
    settings.dualStack = reader.isTrue(Name("AWS_USE_DUALSTACK_ENDPOINT"), Name("use_dualstack_endpoint"));
    return settings;
}

} // namespace formwork::signin
