// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "texts/check.h"
#include "texts/cidr.h"
#include "texts/schedule.h"

#include <QLocale>

// What can be said of a text that is as it should be.
namespace formwork::texts
{
namespace
{

constexpr int kRuns = 3;

QString ofSchedule(const Use &use, const QString &text, const QDateTime &now, const QByteArray &zone)
{
    const auto runs = nextRuns(text, {use.hasOnce, use.isUnix}, now, zone, kRuns);
    if (!runs)
        return {};
    if (runs->isEmpty())
        return Tr::tr("It never runs.");
    QStringList said;
    for (const QDateTime &run : *runs)
        said.append(run.toString(QStringLiteral("yyyy-MM-dd HH:mm")));
    const QString when = said.join(QStringLiteral(", "));
    return text.startsWith(u"rate") ? Tr::tr("If it began now it would run at %1 (UTC).").arg(when)
                                    : Tr::tr("Next: %1 (UTC).").arg(when);
}

QString ofCidr(const QString &text)
{
    const auto network = readCidr(text);
    if (!network)
        return {};
    if (network->isEverything())
        return Tr::tr("The whole Internet.");
    const QString size = network->bits() == network->prefix
        ? network->sizeInWords()
        : Tr::tr("%1, %2 to %3")
              .arg(network->sizeInWords(), network->first().toString(), network->last().toString());
    return network->isPrivate() ? Tr::tr("%1; private.").arg(size) : Tr::tr("%1; public.").arg(size);
}

QString ofSize(const Use &use, const QString &text)
{
    if (use.limit.most <= 0 || use.wantsBase64)
        return {};
    const QLocale locale;
    const QString most = locale.toString(use.limit.most);
    const QString size = locale.toString(sizeOf(text, use.limit.count));
    switch (use.limit.count) {
    case Count::Bytes:
        return Tr::tr("%1 of %2 bytes.").arg(size, most);
    case Count::WithoutBlanks:
        return Tr::tr("%1 of %2 characters; white space does not count.").arg(size, most);
    case Count::Characters:
        return Tr::tr("%1 of %2 characters.").arg(size, most);
    }
    return {};
}

} // namespace

QString note(const Use &use, const QString &text, const QDateTime &now, const QByteArray &zone)
{
    QStringList said;
    if (use.kind == Kind::Schedule)
        said.append(ofSchedule(use, text, now, zone));
    else if (use.kind == Kind::Cidr)
        said.append(ofCidr(text));
    else
        said.append(ofSize(use, text));
    if (use.isEncoded)
        said.append(Tr::tr("It is sent in base64: type it as it is."));
    if (use.wantsBase64)
        said.append(Tr::tr("It has to be in base64."));
    said.removeAll(QString());
    return said.join(u' ');
}

} // namespace formwork::texts
