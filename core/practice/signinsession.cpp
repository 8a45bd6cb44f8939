// SPDX-License-Identifier: Apache-2.0
#include "practice/signinsession.h"

#include "practice/server.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QStringList>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
const QString kSession = QStringLiteral("session");
const QString kUntil = QStringLiteral("until");
const QString kReadOnly = QStringLiteral("readOnly");

QByteArray sealOf(const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, "formwork practice", QCryptographicHash::Sha256)
        .toBase64(kBase64Url);
}

// Of the shape that AWS gives out.
QByteArray randomKeyId()
{
    constexpr QByteArrayView letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    QByteArray id = "ASIA";
    while (id.size() < 20)
        id += letters[QRandomGenerator::system()->bounded(static_cast<int>(letters.size()))];
    return id;
}

} // namespace

QString sealed(const QString &kind, QJsonObject content, const QDateTime &until)
{
    content.insert(kUntil, until.toSecsSinceEpoch());
    content.insert(QStringLiteral("number"), static_cast<double>(QRandomGenerator::system()->generate()));
    const QByteArray text = "practice." + kind.toLatin1() + '.'
        + QJsonDocument(content).toJson(QJsonDocument::Compact).toBase64(kBase64Url);
    return QString::fromLatin1(text + '.' + sealOf(text));
}

std::optional<QJsonObject> opened(const QString &kind, const QString &text)
{
    const QStringList parts = text.split(u'.');
    if (parts.size() != 4 || parts[0] != u"practice" || parts[1] != kind
        || sealOf(parts.first(3).join(u'.').toLatin1()) != parts[3].toLatin1())
        return std::nullopt;
    return QJsonDocument::fromJson(QByteArray::fromBase64(parts[2].toLatin1(), kBase64Url)).object();
}

QDateTime endOf(const QJsonObject &content)
{
    return QDateTime::fromSecsSinceEpoch(content.value(kUntil).toInteger(), Qt::UTC);
}

bool isPast(const QJsonObject &content, const QDateTime &now) { return endOf(content) <= now; }

SessionKeys sessionKeys(const Session &session)
{
    const QString token = sealed(kSession,
                                 {{QStringLiteral("account"), session.accountId},
                                  {QStringLiteral("arn"), session.arn},
                                  {kReadOnly, session.isReadOnly}},
                                 session.until);
    return {keysOf(randomKeyId(), token.toLatin1()), session.until};
}

std::optional<Session> sessionOf(const QByteArray &sessionToken)
{
    const std::optional<QJsonObject> content = opened(kSession, QString::fromLatin1(sessionToken));
    if (!content)
        return std::nullopt;
    return Session{content->value(QStringLiteral("account")).toString(),
                   content->value(QStringLiteral("arn")).toString(), endOf(*content),
                   content->value(kReadOnly).toBool()};
}

QString accountOf(const QByteArray &accessKeyId)
{
    const bool isNumber = accessKeyId.size() == 12
        && std::ranges::all_of(accessKeyId, [](char letter) { return letter >= '0' && letter <= '9'; });
    return isNumber ? QString::fromLatin1(accessKeyId) : Server::accountId();
}

QString userOf(const QString &accountId)
{
    return QStringLiteral("arn:aws:iam::%1:user/practice").arg(accountId);
}

QString notAllowed(const QString &arn, const QString &action)
{
    return QStringLiteral(
               "User: %1 is not authorized to perform: %2 because no session policy allows the %2 action")
        .arg(arn, action);
}

signing::Keys keysOf(const QByteArray &accessKeyId, const QByteArray &sessionToken)
{
    return {accessKeyId, sealOf(accessKeyId + '/' + sessionToken).left(40), sessionToken};
}

} // namespace formwork::practice
