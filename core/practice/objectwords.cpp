// SPDX-License-Identifier: Apache-2.0
#include "practice/objectwords.h"

#include "practice/knowledge.h"

#include <QCryptographicHash>

namespace formwork::practice
{

QString text(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)).toString(); }

QString objectsOf(const QString &bucket) { return QStringLiteral("object ") + bucket; }
QString uploadsOf(const QString &bucket) { return QStringLiteral("upload ") + bucket; }
QString partsOf(const QString &upload) { return QStringLiteral("part ") + upload; }
QString partName(qint64 number) { return QStringLiteral("%1").arg(number, 5, 10, QLatin1Char('0')); }

std::unexpected<Complaint> objectRefused(const char *code, const QString &message, int status)
{
    return std::unexpected(Complaint{QString::fromLatin1(code), message, {}, status});
}

std::unexpected<Complaint> objectTrouble(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalError"), error.sentence(), {}, 500});
}

QString etagOf(const QByteArray &bytes)
{
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex();
    return u'"' + QString::fromLatin1(digest) + u'"';
}

QCborMap withVersion(QCborMap about, const QString &version)
{
    if (!version.isEmpty())
        about[QStringLiteral("VersionId")] = version;
    return about;
}

Objects::Told told(const Call &call, const QCborMap &about, int status)
{
    return {conformed(about, *call.operation->output).toMap(), status};
}

} // namespace formwork::practice
