// SPDX-License-Identifier: Apache-2.0
#include "alike/curloptions.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

namespace formwork::alike
{

QString curlOption(QChar letter)
{
    static const QHash<QChar, QString> kNames{
        {u'X', QStringLiteral("request")},     {u'H', QStringLiteral("header")},
        {u'd', QStringLiteral("data")},        {u'G', QStringLiteral("get")},
        {u'u', QStringLiteral("user")},        {u'b', QStringLiteral("cookie")},
        {u'T', QStringLiteral("upload-file")}, {u'F', QStringLiteral("form")},
        {u'o', QStringLiteral("output")},      {u'A', QStringLiteral("user-agent")},
        {u'e', QStringLiteral("referer")},     {u'x', QStringLiteral("proxy")},
        {u'm', QStringLiteral("max-time")},    {u'w', QStringLiteral("write-out")},
        {u'c', QStringLiteral("cookie-jar")},  {u'E', QStringLiteral("cert")},
        {u'I', QStringLiteral("head")}};
    return kNames.value(letter);
}

bool curlOptionTakesValue(const QString &name)
{
    static const QStringList kNames{QStringLiteral("request"),
                                    QStringLiteral("header"),
                                    QStringLiteral("data"),
                                    QStringLiteral("data-raw"),
                                    QStringLiteral("data-ascii"),
                                    QStringLiteral("data-binary"),
                                    QStringLiteral("data-urlencode"),
                                    QStringLiteral("json"),
                                    QStringLiteral("url"),
                                    QStringLiteral("user"),
                                    QStringLiteral("cookie"),
                                    QStringLiteral("upload-file"),
                                    QStringLiteral("form"),
                                    QStringLiteral("output"),
                                    QStringLiteral("user-agent"),
                                    QStringLiteral("referer"),
                                    QStringLiteral("proxy"),
                                    QStringLiteral("max-time"),
                                    QStringLiteral("write-out"),
                                    QStringLiteral("cookie-jar"),
                                    QStringLiteral("cert"),
                                    QStringLiteral("aws-sigv4"),
                                    QStringLiteral("connect-timeout"),
                                    QStringLiteral("cacert"),
                                    QStringLiteral("retry"),
                                    QStringLiteral("key"),
                                    QStringLiteral("resolve"),
                                    QStringLiteral("oauth2-bearer"),
                                    QStringLiteral("proxy-user")};
    return kNames.contains(name);
}

AwsHost awsHost(const QString &host)
{
    static const QRegularExpression kAws(QStringLiteral("^(.*)\\.(amazonaws\\.com(\\.cn)?|api\\.aws)$"));
    static const QRegularExpression kRegion(QStringLiteral("^[a-z]{2}(-[a-z]+)+-[0-9]$"));
    const auto match = kAws.match(host.toLower());
    if (!match.hasMatch())
        return {};
    QStringList labels = match.captured(1).split(u'.');
    AwsHost result;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        if (kRegion.match(labels[i]).hasMatch()) {
            result.region = labels[i];
            labels = labels.first(i);
            break;
        }
    }
    if (!labels.isEmpty() && labels.last() == u"dualstack")
        labels.removeLast();
    if (labels.isEmpty())
        return result;
    result.service = labels.takeLast().remove(QStringLiteral("-fips"));
    result.prefix = labels.join(u'.').toUtf8();
    return result;
}

} // namespace formwork::alike
