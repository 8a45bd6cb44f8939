// SPDX-License-Identifier: Apache-2.0
#include "signin/metadatarequest.h"

#include "base/tr.h"

#include <QFile>
#include <QHostAddress>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace formwork::signin
{

namespace
{

using Name = QLatin1StringView;

std::unexpected<Error> bad(const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QStringLiteral("BadEndpoint"), message, advice);
}

bool isAllowedOverHttp(const QString &host)
{
    static const QStringList known{QStringLiteral("localhost"), QStringLiteral("169.254.170.2"),
                                   QStringLiteral("169.254.170.23"), QStringLiteral("fd00:ec2::23")};
    const QHostAddress address(host);
    const bool isFour = address.protocol() == QAbstractSocket::IPv4Protocol;
    return known.contains(host.toLower()) || (isFour && address.isLoopback()) || host == u"::1";
}

// As it is written: other ways to write one of those addresses are none.
QString hostAsWritten(const QString &url)
{
    static const QRegularExpression host(
        QStringLiteral("\\A[^:]+://(?:\\[([^\\]]*)\\]|([^/?#:@]*))(?::[0-9]*)?(?:[/?#]|\\z)"));
    const QRegularExpressionMatch match = host.match(url);
    return match.captured(1) + match.captured(2);
}

// The token is sent as it stands; a line break in it would be a header of its own.
Result<QByteArray> authorization(const Machine &machine)
{
    const QString path = machine.nonEmpty(Name("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"));
    QByteArray token = machine.nonEmpty(Name("AWS_CONTAINER_AUTHORIZATION_TOKEN")).toUtf8();
    QString place = QStringLiteral("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    if (!path.isEmpty()) {
        constexpr qint64 most = 64 * 1024;
        QFile file(machine.onDisk(path));
        place = path;
        if (!file.open(QIODevice::ReadOnly))
            return bad(
                Tr::tr("The token file %1 (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) cannot be read: %2.")
                    .arg(path, file.errorString()),
                Tr::tr("Check its path and who may read it."));
        token = file.read(most);
    }
    if (token.contains('\r') || token.contains('\n'))
        return bad(Tr::tr("The token of %1 has a line break in it.").arg(place),
                   Tr::tr("Write it without one."));
    return token;
}

} // namespace

Result<http::Request> requestTo(const QString &text, const QByteArray &method)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty())
        return bad(Tr::tr("%1 is no URL of http or https with a host.").arg(text),
                   Tr::tr("Correct the variable."));
    http::Request request;
    request.method = method;
    request.scheme = url.scheme().toLatin1();
    const QString host = url.host(QUrl::FullyEncoded);
    request.authority = (host.contains(u':') ? u'[' + host + u']' : host).toLatin1();
    if (url.port() > 0)
        request.authority += ':' + QByteArray::number(url.port());
    request.path = url.path(QUrl::FullyEncoded).toLatin1();
    if (request.path.isEmpty())
        request.path = "/";
    request.query = url.query(QUrl::FullyEncoded).toLatin1();
    return request;
}

Result<http::Request> containerRequest(const Machine &machine)
{
    const std::optional<QString> relative = machine.variable(Name("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
    const QString full = machine.nonEmpty(Name("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
    const QString url = relative ? QStringLiteral("http://169.254.170.2") + *relative : full;
    Result<http::Request> request = requestTo(url, "GET");
    if (!request)
        return request;
    const QString host = hostAsWritten(url);
    if (host.isEmpty() || (request->scheme == "http" && !isAllowedOverHttp(host)))
        return bad(Tr::tr("AWS_CONTAINER_CREDENTIALS_%1_URI leads to %2 over plain http, which only this "
                          "machine and the "
                          "addresses of AWS's containers may.")
                       .arg(relative ? QStringLiteral("RELATIVE") : QStringLiteral("FULL"), QUrl(url).host()),
                   Tr::tr("Write https."));
    const Result<QByteArray> token = authorization(machine);
    if (!token)
        return std::unexpected(token.error());
    request->headers.append("Accept", "application/json");
    if (!token->isEmpty())
        request->headers.append("Authorization", *token);
    return request;
}

Result<QString> metadataBase(const Machine &machine, const SharedProfile *profile)
{
    const auto setting = [&](Name variable, Name key) {
        const QString value = machine.nonEmpty(variable);
        return value.isEmpty() && profile ? profile->text(key).value_or(QString()) : value;
    };
    QString base = setting(Name("AWS_EC2_METADATA_SERVICE_ENDPOINT"), Name("ec2_metadata_service_endpoint"));
    const QString mode =
        setting(Name("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), Name("ec2_metadata_service_endpoint_mode"))
            .toLower();
    if (!mode.isEmpty() && mode != u"ipv4" && mode != u"ipv6")
        return bad(Tr::tr("The endpoint mode of the instance's metadata is “%1”, which is none.").arg(mode),
                   Tr::tr("It is ipv4 or ipv6 (AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE)."));
    const bool isOldSix =
        setting(Name("AWS_IMDS_USE_IPV6"), Name("imds_use_ipv6")).compare(Name("true"), Qt::CaseInsensitive)
        == 0;
    if (base.isEmpty())
        base = mode == u"ipv6" || (mode.isEmpty() && isOldSix) ? QStringLiteral("http://[fd00:ec2::254]")
                                                               : QStringLiteral("http://169.254.169.254");
    if (const Result<http::Request> good = requestTo(base, "GET"); !good)
        return std::unexpected(good.error());
    while (base.endsWith(u'/'))
        base.chop(1);
    return base;
}

Result<MetadataLimits> metadataLimits(const Machine &machine, const SharedProfile *profile)
{
    const auto number = [&](Name variable, Name key) -> Result<int> {
        std::optional<QString> text = machine.variable(variable);
        QString place = variable;
        if (!text && profile && profile->has(key)) {
            text = profile->text(key);
            place = Tr::tr("%1 of the profile “%2” (%3)").arg(key, profile->name, profile->place(key));
        }
        bool isNumber = true;
        const int figure = text ? text->trimmed().toInt(&isNumber) : 1;
        if (isNumber && figure >= 1)
            return figure;
        return failure(Phase::Credentials, QStringLiteral("BadSetting"),
                       Tr::tr("%1 is “%2”, which cannot be used.").arg(place, text->left(80)),
                       Tr::tr("Write a whole number of 1 or more."));
    };
    const Result<int> seconds =
        number(Name("AWS_METADATA_SERVICE_TIMEOUT"), Name("metadata_service_timeout"));
    if (!seconds)
        return std::unexpected(seconds.error());
    const Result<int> attempts =
        number(Name("AWS_METADATA_SERVICE_NUM_ATTEMPTS"), Name("metadata_service_num_attempts"));
    if (!attempts)
        return std::unexpected(attempts.error());
    return MetadataLimits{std::chrono::seconds(*seconds), *attempts};
}

bool isVersionOneDisabled(const Machine &machine, const SharedProfile *profile)
{
    const std::optional<QString> variable = machine.variable(Name("AWS_EC2_METADATA_V1_DISABLED"));
    const QString text = variable || !profile
        ? variable.value_or(QString())
        : profile->text(Name("ec2_metadata_v1_disabled")).value_or(QString());
    return text.compare(Name("true"), Qt::CaseInsensitive) == 0;
}

} // namespace formwork::signin
