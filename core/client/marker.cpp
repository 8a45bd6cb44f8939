// SPDX-License-Identifier: Apache-2.0
#include "client/marker.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>

namespace formwork::client
{

QString newMarker(TokenSource &tokens)
{
    const QByteArray random =
        QCryptographicHash::hash(tokens.nextToken().toLatin1(), QCryptographicHash::Sha256);
    constexpr auto kWord = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return QStringLiteral("md/fw#") + QString::fromLatin1(random.first(12).toBase64(kWord));
}

namespace
{

QString key() { return QStringLiteral("history/marker"); }

} // namespace

bool marksByDefault(const QString &settingsFile)
{
    return !QFileInfo::exists(settingsFile)
        || QSettings(settingsFile, QSettings::IniFormat).value(key(), true).toBool();
}

void setMarksByDefault(const QString &settingsFile, bool marks)
{
    QSettings(settingsFile, QSettings::IniFormat).setValue(key(), marks);
}

bool isMarkerOff() { return qEnvironmentVariable("FORMWORK_MARKER") == u"off"; }

} // namespace formwork::client
