// SPDX-License-Identifier: Apache-2.0
#include "signin/machine.h"

#include <QDir>
#include <QRegularExpression>

#ifndef Q_OS_WIN
#include <pwd.h>
#include <unistd.h>
#endif

namespace formwork::signin
{

namespace
{

QString homeOf(const QString &user) // empty: the user of this process
{
#ifdef Q_OS_WIN
    return user.isEmpty() ? QDir::homePath() : QString();
#else
    const passwd *entry = user.isEmpty() ? getpwuid(getuid()) : getpwnam(user.toLocal8Bit().constData());
    return entry ? QString::fromLocal8Bit(entry->pw_dir) : QString();
#endif
}

// Names that are not set are left as they stand.
QString replaced(const QString &text, const QRegularExpression &pattern, const Machine &machine)
{
    QString result;
    qsizetype from = 0;
    for (QRegularExpressionMatchIterator at = pattern.globalMatch(text); at.hasNext();) {
        const QRegularExpressionMatch match = at.next();
        const QString name = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
        result += QStringView(text).sliced(from, match.capturedStart() - from);
        result += machine.environment.contains(name) ? machine.environment.value(name) : match.captured();
        from = match.capturedEnd();
    }
    result += QStringView(text).sliced(from);
    return result;
}

bool isSeparator(QChar c, Platform platform)
{
    return c == u'/' || (platform == Platform::Windows && c == u'\\');
}

} // namespace

Machine Machine::ofThisProcess()
{
    Machine machine;
    machine.environment = QProcessEnvironment::systemEnvironment();
#ifdef Q_OS_WIN
    machine.platform = Platform::Windows;
#endif
    return machine;
}

std::optional<QString> Machine::variable(QLatin1StringView name) const
{
    if (!environment.contains(name))
        return std::nullopt;
    return environment.value(name);
}

QString Machine::nonEmpty(QLatin1StringView name) const { return environment.value(name); }

bool Machine::isTrue(QLatin1StringView name) const
{
    return environment.value(name).compare(QLatin1StringView("true"), Qt::CaseInsensitive) == 0;
}

QString Machine::home() const
{
    using Name = QLatin1StringView;
    for (const Name name : {Name("HOME"), Name("USERPROFILE")}) {
        if (const std::optional<QString> value = variable(name); value && !value->isEmpty())
            return *value;
    }
    const QString drive = nonEmpty(Name("HOMEDRIVE")) + nonEmpty(Name("HOMEPATH"));
    return drive.isEmpty() ? homeOf({}) : drive;
}

QString Machine::expanded(const QString &path) const
{
    static const QRegularExpression posix(QStringLiteral("\\$(?:(\\w+)|\\{([^}]*)\\})"));
    static const QRegularExpression percent(QStringLiteral("%([^%]+)%"));
    QString result = replaced(path, posix, *this);
    if (platform == Platform::Windows)
        result = replaced(result, percent, *this);
    if (!result.startsWith(u'~'))
        return result;
    qsizetype end = 1;
    while (end < result.size() && !isSeparator(result[end], platform))
        ++end;
    QString base = end == 1 ? home() : homeOf(result.sliced(1, end - 1));
    if (base.isEmpty())
        return result;
    while (base.size() > 1 && isSeparator(base.back(), platform))
        base.chop(1);
    return base + result.sliced(end);
}

QString Machine::inHome(QLatin1StringView path) const
{
    const bool isWindows = platform == Platform::Windows;
    QString base = home();
    while (!base.isEmpty() && isSeparator(base.back(), platform))
        base.chop(1);
    QString rest = path;
    if (isWindows)
        rest.replace(u'/', u'\\');
    return base + (isWindows ? u'\\' : u'/') + rest;
}

QString Machine::onDisk(const QString &path) const
{
    if (root.isEmpty() || path.isEmpty())
        return path;
    return path.startsWith(u'/') ? root + path : root + u'/' + path;
}

} // namespace formwork::signin
