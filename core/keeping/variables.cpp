// SPDX-License-Identifier: Apache-2.0
#include "keeping/variables.h"

#include "base/tr.h"
#include "document/secretnames.h"
#include "endpoint/resolve.h"

#include <QRegularExpression>

namespace formwork::keeping
{
namespace
{

// Null where there is nothing, which is not an empty text.
QString orNone(const QString &text) { return text.isEmpty() ? QString() : text; }

std::unexpected<Error> refuse(const QString &sentence, const QString &advice)
{
    return failure(Phase::Local, QStringLiteral("Variable"), sentence, advice);
}

} // namespace

QStringList builtInVariables()
{
    return {QStringLiteral("account"), QStringLiteral("date"), QStringLiteral("partition"),
            QStringLiteral("region")};
}

Variables::Variables(const Place &place)
    : m_values(place.own)
    , m_accountName(place.accountName)
{
    const endpoint::Partition *partition = endpoint::partitionOf(place.region);
    set(QStringLiteral("account"), orNone(place.accountId));
    set(QStringLiteral("region"), orNone(place.region));
    set(QStringLiteral("partition"), partition ? partition->id : QString());
    set(QStringLiteral("date"),
        place.now.isValid() ? place.now.toUTC().date().toString(Qt::ISODate) : QString());
}

std::optional<QString> Variables::value(const QString &name) const
{
    const auto found = m_values.constFind(name);
    return found == m_values.cend() || found->isNull() ? std::nullopt : std::optional(*found);
}

QString Variables::whyNot(const QString &name) const
{
    const QString braced = QStringLiteral("{{") + name + QStringLiteral("}}");
    if (name == u"account")
        return Tr::tr("%1 is not known yet: the id of the account %2 is known once AWS was asked whose its "
                      "keys are. Test the connection in Accounts, or type the value.")
            .arg(braced, m_accountName);
    if (builtInVariables().contains(name))
        return Tr::tr("%1 has no value here: choose a Region of the account %2, or type the value.")
            .arg(braced, m_accountName);
    return Tr::tr("%1 has no value in the account %2. Give it one in Accounts, or type the value here.")
        .arg(braced, m_accountName);
}

Result<void> checkVariable(const QString &name, const QString &value)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z][A-Za-z0-9_.-]{0,63}\\z"));
    if (!form.match(name).hasMatch())
        return refuse(Tr::tr("\u201c%1\u201d cannot be the name of a variable.").arg(name),
                      Tr::tr("Begin with a letter; letters, digits, _, - and . may follow, 64 in all."));
    if (builtInVariables().contains(name))
        return refuse(Tr::tr("{{%1}} is what every account has.").arg(name), Tr::tr("Take another name."));
    if (document::isSecretKey(name) || document::isSecretText(value))
        return refuse(Tr::tr("{{%1}} looks like a secret, and variables are kept in clear.").arg(name),
                      Tr::tr("Type secrets where they are asked for; Formwork seals them there."));
    constexpr qsizetype longest = 16 * 1024;
    if (value.size() > longest)
        return refuse(Tr::tr("The value of {{%1}} is too long.").arg(name),
                      Tr::tr("A variable holds %1 characters.").arg(longest));
    return {};
}

} // namespace formwork::keeping
