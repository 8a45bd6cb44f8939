// SPDX-License-Identifier: Apache-2.0
#include "practice/signinpages.h"

#include "base/tr.h"

#include <QJsonDocument>
#include <QUrlQuery>

namespace formwork::practice
{

QString queryValue(const http::Request &request, const char *name)
{
    return QUrlQuery(QString::fromLatin1(request.query))
        .queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

http::Response jsonAnswer(const QJsonObject &body, int status, const QByteArray &type)
{
    http::Response response{
        status, {{"content-type", "application/json"}}, QJsonDocument(body).toJson(QJsonDocument::Compact)};
    if (!type.isEmpty())
        response.headers.append("x-amzn-errortype", type);
    return response;
}

http::Response signInPage(const QString &text, const QList<PageLink> &links)
{
    QString body = QStringLiteral("<!doctype html><meta charset=utf-8><title>%1</title>"
                                  "<body style=\"font:16px sans-serif;margin:4em auto;max-width:32em\">"
                                  "<h1>%1</h1><p style=\"overflow-wrap:anywhere\">%2</p>")
                       .arg(formwork::Tr::tr("Practice sign-in").toHtmlEscaped(), text.toHtmlEscaped());
    for (const PageLink &link : links)
        body += QStringLiteral("<p><a href=\"%1\">%2</a></p>")
                    .arg(link.url.toString(QUrl::FullyEncoded).toHtmlEscaped(), link.caption.toHtmlEscaped());
    return {
        200,
        {{"content-type", "text/html; charset=utf-8"},
         {"content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"},
         {"cache-control", "no-store"}},
        body.toUtf8()};
}

QUrl withAnswer(const http::Request &request, const QString &answer)
{
    QUrl url = QUrl::fromEncoded(request.path + '?' + request.query);
    QUrlQuery query(url);
    query.addQueryItem(QStringLiteral("answer"), answer);
    url.setQuery(query);
    return url;
}

bool isOwnMachine(const QUrl &url) { return url.scheme() == u"http" && url.host() == u"127.0.0.1"; }

http::Response sentBack(const http::Request &request, const QString &code)
{
    QUrl back(queryValue(request, "redirect_uri"), QUrl::StrictMode);
    QUrlQuery query;
    if (code.isEmpty())
        query.addQueryItem(QStringLiteral("error"), QStringLiteral("access_denied"));
    else
        query.addQueryItem(QStringLiteral("code"), code);
    query.addQueryItem(QStringLiteral("state"), queryValue(request, "state"));
    back.setQuery(query);
    return {302, {{"location", back.toEncoded()}}, {}};
}

} // namespace formwork::practice
