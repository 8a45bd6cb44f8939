// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QMap>
#include <QStringList>

namespace formwork::keeping
{

// What the names in double braces stand for, in one account and Region.
class Variables
{
public:
    // Where a request goes, as far as variables tell of it.
    struct Place {
        QString accountName;
        QString accountId; // empty: not known yet
        QString region;
        QDateTime now;
        QMap<QString, QString> own; // of the account
    };

    Variables() = default;
    explicit Variables(const Place &place); // account, region, partition, date (UTC), and its own

    void set(const QString &name, const QString &value) { m_values[name] = value; }

    [[nodiscard]] QStringList names() const
    {
        return m_values.keys();
    } // that have a value, or could have one
    [[nodiscard]] std::optional<QString> value(const QString &name) const;
    [[nodiscard]] QString whyNot(const QString &name) const; // a sentence for a name without a value

private:
    QMap<QString, QString> m_values; // null: none is known now
    QString m_accountName;
};

// "account", "region", "partition", "date": what every account has.
[[nodiscard]] QStringList builtInVariables();

// A sentence where a variable of one's own cannot be called so, or must not hold that: a letter and then
// letters, digits, "_", "-" and "." make a name; what looks like a secret is refused, for variables are kept
// in clear.
[[nodiscard]] Result<void> checkVariable(const QString &name, const QString &value);

} // namespace formwork::keeping
