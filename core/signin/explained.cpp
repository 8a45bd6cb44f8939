// SPDX-License-Identifier: Apache-2.0
#include "signin/explained.h"

#include "base/tr.h"

#include <array>

namespace formwork::signin
{

namespace
{

// A name that nobody knows may be that of a secret of another tool.
bool isSecret(const QString &name)
{
    constexpr std::array parts{QLatin1StringView("secret"), QLatin1StringView("token"),
                               QLatin1StringView("password"), QLatin1StringView("passphrase")};
    const bool names =
        std::ranges::any_of(parts, [&](QLatin1StringView part) { return name.contains(part); });
    return names && name != u"web_identity_token_file";
}

QString placeOf(const Value &value)
{
    return value.line > 0 ? Tr::tr("%1, line %2").arg(value.file).arg(value.line) : value.file;
}

void append(const QString &prefix, const Values &values, QList<ShownSetting> &settings)
{
    for (const auto &[key, value] : values.asKeyValueRange()) {
        const QString name = prefix + key;
        if (!value.isMap()) {
            settings.append(
                {name, isSecret(key) ? Tr::tr("(there, not shown)") : value.text, placeOf(value)});
            continue;
        }
        for (const auto &[inner, text] : value.map.asKeyValueRange())
            settings.append({name + QStringLiteral(" / ") + inner,
                             isSecret(inner) ? Tr::tr("(there, not shown)") : text, placeOf(value)});
    }
}

} // namespace

QList<ShownSetting> explained(const SharedProfile &profile, const SharedFiles &files)
{
    QList<ShownSetting> settings;
    append({}, profile.values, settings);
    const auto appendNamed = [&](QLatin1StringView key, const QHash<QString, Section> &sections) {
        const auto section = sections.constFind(profile.text(key).value_or(QString()));
        if (section != sections.cend())
            append(QStringLiteral("%1 %2: ").arg(QLatin1StringView(key), section->name), section->values,
                   settings);
    };
    appendNamed(QLatin1StringView("sso_session"), files.ssoSessions);
    appendNamed(QLatin1StringView("services"), files.services);
    return settings;
}

} // namespace formwork::signin
