// SPDX-License-Identifier: Apache-2.0
#include "transport/wirefailure.h"

#include "base/tr.h"
#include "transport/proxies.h"

#include <algorithm>
#include <chrono>

namespace formwork::transport
{

namespace
{

QString place(const QUrl &url)
{
    return url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveUserInfo);
}

Error make(bool left, const char *code, const QString &message, const QString &advice, bool retryable)
{
    Error error;
    error.phase = left ? Phase::Send : Phase::Connect;
    error.code = QLatin1String(code);
    error.message = message;
    error.advice = advice;
    error.retryable = retryable;
    error.bytesMayHaveLeft = left;
    return error;
}

bool hasAny(const QList<QSslError> &errors, std::initializer_list<QSslError::SslError> kinds)
{
    return std::ranges::any_of(errors, [&](const QSslError &error) {
        return std::ranges::find(kinds, error.error()) != kinds.end();
    });
}

// The one certificate fault to speak of: a wrong host or date is what a person can act on, trust comes after.
Error certificateError(const WireFailure &failed)
{
    const QString where = place(failed.url);
    const auto tls = [&](const QString &message, const QString &advice) {
        return make(failed.bytesMayHaveLeft, "TlsFailed", message, advice, false);
    };
    if (hasAny(failed.sslErrors, {QSslError::CertificateExpired}))
        return tls(Tr::tr("The certificate of %1 has expired.").arg(where),
                   Tr::tr("Check the endpoint and this computer's date and time."));
    if (hasAny(failed.sslErrors, {QSslError::CertificateNotYetValid}))
        return tls(Tr::tr("The certificate of %1 is not valid yet.").arg(where),
                   Tr::tr("Check this computer's date and time."));
    if (hasAny(failed.sslErrors, {QSslError::HostNameMismatch}))
        return tls(Tr::tr("The certificate of %1 is for another host.").arg(where),
                   Tr::tr("Check the endpoint."));
    if (hasAny(failed.sslErrors, {QSslError::SelfSignedCertificate}))
        return tls(Tr::tr("The certificate of %1 is self-signed, so nobody vouches for it.").arg(where),
                   Tr::tr("Check the endpoint; if it is yours, name its certificate in AWS_CA_BUNDLE."));
    if (hasAny(failed.sslErrors,
               {QSslError::SelfSignedCertificateInChain, QSslError::UnableToGetLocalIssuerCertificate,
                QSslError::UnableToGetIssuerCertificate, QSslError::CertificateUntrusted,
                QSslError::UnableToVerifyFirstCertificate}))
        return tls(
            Tr::tr("The certificate of %1 comes from an authority this computer does not trust.").arg(where),
            Tr::tr("Check the endpoint; for a company's own authority, install its certificate or name it in "
                   "AWS_CA_BUNDLE."));
    return tls(
        Tr::tr("The certificate of %1 was refused: %2.").arg(where, failed.sslErrors.first().errorString()),
        Tr::tr("Check the endpoint."));
}

Error handshakeError(const WireFailure &failed)
{
    if (!failed.sslErrors.isEmpty())
        return certificateError(failed);
    const QString where = place(failed.url);
    // OpenSSL's words for bytes that are not TLS records: an http server's answer to a TLS greeting.
    const bool notTls = failed.text.contains(QLatin1String("wrong version number"))
        || failed.text.contains(QLatin1String("http request"))
        || failed.text.contains(QLatin1String("packet length too long"))
        || failed.text.contains(QLatin1String("record layer"));
    const QString message = notTls
        ? Tr::tr("%1 does not answer in TLS; it may be a plain http server.").arg(where)
        : Tr::tr("No secure connection could be made to %1: %2.").arg(where, failed.text.simplified());
    return make(failed.bytesMayHaveLeft, "TlsFailed", message, Tr::tr("Check the endpoint."), false);
}

// Why a proxy did not let the request pass. One of SOCKS tells in the same words what it found behind it.
Error proxyError(const WireFailure &failed)
{
    const QString where = place(failed.url);
    const auto proxy = [](const QString &message) {
        return make(false, "ProxyFailed", message, Tr::tr("Check this computer's proxy settings."), true);
    };
    if (QUrl(failed.proxy).host() == kUnreadableProxy)
        return make(
            false, "ProxyFailed",
            Tr::tr("The address of the proxy on the way to %1 cannot be read.").arg(where),
            Tr::tr("Write it as http://HOST:PORT or socks5://HOST:PORT, in HTTPS_PROXY or where the proxy "
                   "is set."),
            true);
    const bool isOwn = !failed.proxy.startsWith(QLatin1String("socks"));
    if (failed.error == QAbstractSocket::ProxyConnectionRefusedError
        || (isOwn && failed.error == QAbstractSocket::ConnectionRefusedError))
        return proxy(Tr::tr("Nothing answers at the proxy %1 on the way to %2.").arg(failed.proxy, where));
    if (failed.error == QAbstractSocket::ProxyNotFoundError
        || (isOwn && failed.error == QAbstractSocket::HostNotFoundError))
        return proxy(
            Tr::tr("The host of the proxy %1 on the way to %2 is not found.").arg(failed.proxy, where));
    if (failed.error == QAbstractSocket::ProxyConnectionClosedError
        || failed.error == QAbstractSocket::RemoteHostClosedError)
        return proxy(Tr::tr("The proxy %1 closed the connection before it let the request to %2 pass.")
                         .arg(failed.proxy, where));
    return proxy(Tr::tr("The proxy %1 did not let the request to %2 pass: %3.")
                     .arg(failed.proxy, where, failed.text.simplified()));
}

// "1 second", "2.5 seconds"
QString inSeconds(std::chrono::milliseconds limit)
{
    constexpr std::chrono::seconds one{1};
    return Tr::tr("%1 second(s)", nullptr, limit == one ? 1 : 2)
        .arg(QLocale().toString(double(limit.count()) / 1000.0, 'g', 4));
}

} // namespace

Error describe(const WireFailure &failed)
{
    if (!failed.proxy.isEmpty())
        return proxyError(failed);
    const QString where = place(failed.url);
    const QString host = failed.url.host();
    const bool left = failed.bytesMayHaveLeft;
    switch (failed.error) {
    case QAbstractSocket::ConnectionRefusedError:
        return make(left, "ConnectionRefused",
                    Tr::tr("Nothing answers at %1: the connection was refused.").arg(where),
                    Tr::tr("Check the endpoint and its port."), true);
    case QAbstractSocket::HostNotFoundError:
        return make(left, "HostNotFound", Tr::tr("There is no host named %1.").arg(host),
                    Tr::tr("Check the region, the endpoint and this computer's network."), true);
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return handshakeError(failed);
    case QAbstractSocket::RemoteHostClosedError:
        return make(left, "ConnectionClosed",
                    left ? Tr::tr("%1 closed the connection before its answer was complete.").arg(where)
                         : Tr::tr("%1 closed the connection before the request was sent.").arg(where),
                    {}, true);
    case QAbstractSocket::SocketTimeoutError:
        return make(left, "Timeout", Tr::tr("%1 did not answer in time.").arg(where), {}, true);
    default:
        return make(left, "NetworkFailed",
                    Tr::tr("The connection to %1 failed: %2.").arg(where, failed.text.simplified()),
                    Tr::tr("Check this computer's network."), true);
    }
}

Error notHttp(const QUrl &url)
{
    return make(true, "NotHttp", Tr::tr("%1 gave an answer that is not HTTP.").arg(place(url)),
                Tr::tr("Check the endpoint."), false);
}

Error brokenAnswer(const QUrl &url)
{
    return make(true, "BrokenAnswer",
                Tr::tr("The answer of %1 is broken: where it ends cannot be told.").arg(place(url)),
                Tr::tr("Check the endpoint and any proxy on the way to it."), true);
}

Error tooLarge(const QUrl &url, qint64 limit)
{
    return make(
        true, "TooLarge",
        Tr::tr("%1 answers more than the %2 MiB that are kept in memory.")
            .arg(place(url), QString::number(limit / (1024 * 1024))),
        Tr::tr("Where the operation answers data, name a file for it (--output-file); else ask for less "
               "at once."),
        false);
}

Error becameShorter(const QUrl &url, const QString &file)
{
    return make(true, "UploadChanged",
                Tr::tr("The file %1 became shorter while it was sent to %2.").arg(file, place(url)), {},
                false);
}

Error proxyRefused(const QUrl &url, const QString &proxy, int status)
{
    constexpr int kAuthentication = 407;
    constexpr int kServerFaults = 500;
    const QString advice = status == kAuthentication
        ? Tr::tr("It wants a user name and a password: give them with the proxy, in the settings or in "
                 "HTTPS_PROXY.")
        : status >= kServerFaults
        ? Tr::tr("The proxy cannot reach it now. Try again later, or check this computer's proxy settings.")
        : Tr::tr("Have the proxy allow it, or check this computer's proxy settings.");
    return make(false, "ProxyFailed",
                Tr::tr("The proxy %1 did not let the request to %2 pass: it answered with status %3.")
                    .arg(proxy, place(url), QString::number(status)),
                advice, status >= kServerFaults);
}

Error proxyOverTls(const QUrl &url, const QString &proxy)
{
    return make(false, "ProxyFailed",
                Tr::tr("The proxy %1 on the way to %2 is to be reached over TLS, which Formwork cannot.")
                    .arg(proxy, place(url)),
                Tr::tr("Where it also takes plain connections, write its address with http://."), false);
}

Error proxyAnsweredOddly(const QUrl &url, const QString &proxy)
{
    return make(
        false, "ProxyFailed",
        Tr::tr("The proxy %1 on the way to %2 gave an answer that is not HTTP.").arg(proxy, place(url)),
        Tr::tr("Check this computer's proxy settings."), false);
}

Error timedOut(const QUrl &url, const QString &proxy, std::chrono::milliseconds limit)
{
    const QString message = proxy.isEmpty()
        ? Tr::tr("No connection to %1 was made within %2.").arg(place(url), inSeconds(limit))
        : Tr::tr("The proxy %1 made no connection to %2 within %3.").arg(proxy, place(url), inSeconds(limit));
    return make(false, "Timeout", message, {}, true);
}

Error unanswered(const QUrl &url, std::chrono::milliseconds limit)
{
    return make(true, "Timeout", Tr::tr("%1 did not answer within %2.").arg(place(url), inSeconds(limit)), {},
                true);
}

Error cancelled(const QUrl &url, bool left)
{
    return make(left, "Cancelled",
                left ? Tr::tr("Cancelled while %1 was at work on the request.").arg(place(url))
                     : Tr::tr("Cancelled, nothing was sent."),
                {}, false);
}

} // namespace formwork::transport
