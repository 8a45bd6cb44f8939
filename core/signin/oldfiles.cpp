// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "signin/waysteps.h"

#include <QFile>
#include <QFileInfo>

// Files of tools before the AWS CLI, which it reads to this day.
namespace formwork::signin::steps
{

namespace
{

using Name = QLatin1StringView;

std::optional<QByteArray> contentOf(const Machine &machine, const QString &path)
{
    constexpr qint64 most = 1024 * 1024;
    QFile file(machine.onDisk(machine.expanded(path)));
    if (!QFileInfo(file.fileName()).isFile() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.read(most);
}

Found wayWith(Step step, const QString &path, const QString &id, const QString &secret)
{
    if (secret.isEmpty())
        return wrong("PartialCredentials",
                     Tr::tr("The file %1 has an access key ID but no secret access key.").arg(path),
                     Tr::tr("Write both into it, or remove it."));
    Way way;
    way.step = way.source = step;
    way.place = path;
    way.keys.accessKeyId = id;
    way.keys.secretAccessKey = secret;
    return way;
}

// AWS_CREDENTIAL_FILE: lines AWSAccessKeyId= and AWSSecretKey=.
Found ec2Credentials(const Machine &machine)
{
    const QString path = machine.nonEmpty(Name("AWS_CREDENTIAL_FILE"));
    const std::optional<QByteArray> bytes = path.isEmpty() ? std::nullopt : contentOf(machine, path);
    if (!bytes)
        return std::nullopt;
    QHash<QString, QString> values;
    for (const QString &line : QString::fromUtf8(*bytes).split(u'\n')) {
        const qsizetype equals = line.indexOf(u'=');
        if (equals > 0)
            values.insert(line.first(equals).trimmed(), line.sliced(equals + 1).trimmed());
    }
    const QString id = values.value(QStringLiteral("AWSAccessKeyId"));
    if (id.isEmpty())
        return std::nullopt;
    return wayWith(Step::Ec2Credentials, path, id, values.value(QStringLiteral("AWSSecretKey")));
}

Found boto(const Machine &machine)
{
    const QString named = machine.nonEmpty(Name("BOTO_CONFIG"));
    const QStringList paths = named.isEmpty()
        ? QStringList{QStringLiteral("/etc/boto.cfg"), QStringLiteral("~/.boto")}
        : QStringList{named};
    for (const QString &path : paths) {
        const std::optional<QByteArray> bytes = contentOf(machine, path);
        const SharedText text = bytes ? readCliText(*bytes, path) : SharedText();
        for (const RawSection &section : text.sections) {
            const QString id = section.values.value(QStringLiteral("aws_access_key_id")).text;
            if (section.header == u"Credentials" && !id.isEmpty())
                return wayWith(Step::Boto, path, id,
                               section.values.value(QStringLiteral("aws_secret_access_key")).text);
        }
    }
    return std::nullopt;
}

} // namespace

Found oldFiles(const Machine &machine)
{
    Found found = ec2Credentials(machine);
    return !found || *found ? found : boto(machine);
}

} // namespace formwork::signin::steps
