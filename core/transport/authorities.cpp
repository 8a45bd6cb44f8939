// SPDX-License-Identifier: Apache-2.0
#include "transport/authorities.h"

#include "base/tr.h"

#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>

namespace formwork::transport
{

namespace
{

std::unexpected<Error> unusable(const QString &what, const QString &advice)
{
    return failure(Phase::Local, QStringLiteral("NoCaBundle"), what, advice);
}

// The first one will do: a bundle of all authorities takes a while to read, and this is before each request.
bool beginsWithACertificate(QFile &file)
{
    constexpr qint64 longestLine = 4096;
    QByteArray block;
    while (!file.atEnd() && !block.contains("-----END")) {
        const QByteArray line = file.readLine(longestLine);
        if (!block.isEmpty() || (line.startsWith("-----BEGIN") && line.contains("CERTIFICATE-----")))
            block += line;
    }
    return !QSslCertificate::fromData(block, QSsl::Pem).isEmpty();
}

} // namespace

Result<void> checkAuthorities(const QString &path, const QString &setting)
{
    if (path.isEmpty())
        return {};
    const QFileInfo info(path);
    if (!info.exists())
        return unusable(
            Tr::tr("%1 names the file %2 for certificates, and there is none.").arg(setting, path),
            Tr::tr("Correct its path, or remove the setting."));
    if (info.isDir())
        return unusable(
            Tr::tr("%1 names %2 for certificates, which is a folder.").arg(setting, path),
            Tr::tr("Name one file with all the certificates in it; cat FOLDER/*.pem > FILE makes one."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(Tr::tr("%1 names the file %2 for certificates, which cannot be read: %3.")
                            .arg(setting, path, file.errorString()),
                        Tr::tr("Check who may read it."));
    if (file.size() == 0 && info.isFile())
        return unusable(Tr::tr("%1 names the file %2 for certificates, which is empty.").arg(setting, path),
                        Tr::tr("Fill it, correct its path, or remove the setting."));
    if (!beginsWithACertificate(file))
        return unusable(
            Tr::tr("%1 names the file %2, which holds no certificate in PEM form.").arg(setting, path),
            Tr::tr(
                "Each one stands between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----; openssl "
                "x509 -inform der -outform pem writes one so."));
    return {};
}

} // namespace formwork::transport
