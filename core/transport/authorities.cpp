// SPDX-License-Identifier: Apache-2.0
#include "transport/authorities.h"

#include "base/tr.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QSslCertificate>

namespace formwork::transport
{

namespace
{

std::unexpected<Error> unusable(const QString &what, const QString &advice)
{
    return failure(Phase::Local, QStringLiteral("NoCaBundle"), what, advice);
}

// What was found good stays so until somebody writes it anew: this is asked before each request.
class Known
{
public:
    [[nodiscard]] bool has(const QFileInfo &file)
    {
        const QMutexLocker lock(&m_mutex);
        const auto known = m_files.constFind(file.absoluteFilePath());
        return known != m_files.cend() && *known == mark(file);
    }
    void add(const QFileInfo &file)
    {
        const QMutexLocker lock(&m_mutex);
        m_files[file.absoluteFilePath()] = mark(file);
    }

private:
    using Mark = std::pair<qint64, QDateTime>;
    [[nodiscard]] static Mark mark(const QFileInfo &file) { return {file.size(), file.lastModified()}; }

    QMutex m_mutex;
    QHash<QString, Mark> m_files;
};

Known &known()
{
    static Known known;
    return known;
}

// The first one will do: a bundle of all authorities takes a while to read.
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
    if (info.isReadable() && known().has(info))
        return {};
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
    known().add(info);
    return {};
}

} // namespace formwork::transport
