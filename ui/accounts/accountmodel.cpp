// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountmodel.h"

#include "accounts/accountwords.h"
#include "widgets/colourdot.h"
#include "widgets/entrydelegate.h"

#include <algorithm>

namespace formwork::accounts
{

using credentials::Profile;

AccountModel::AccountModel(session::Session *session, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
{
    connect(m_session, &session::Session::targetChanged, this, &AccountModel::refresh);
    refresh();
}

QString AccountModel::aliasOf(const Profile &profile) const
{
    return m_session->identities().of(profile).look.alias;
}

void AccountModel::refresh()
{
    beginResetModel();
    m_all = m_session->profiles().profiles();
    if (m_withoutPractice)
        m_all.removeIf([](const Profile &one) { return one.kind == credentials::ProfileKind::Practice; });
    m_current = m_session->profiles().currentId();
    m_texts.clear();
    m_texts.reserve(m_all.size());
    for (Profile &profile : m_all) {
        profile = m_session->identities().completed(profile);
        m_texts.append(QStringList{profile.name, placeInWords(profile, aliasOf(profile)),
                                   kindInWords(profile), markOf(profile)}
                           .join(u' ')
                           .toCaseFolded());
    }
    find();
    endResetModel();
}

void AccountModel::setWithoutPractice()
{
    m_withoutPractice = true;
    refresh();
}

void AccountModel::setQuery(const QString &query)
{
    if (query.simplified() == m_query)
        return;
    beginResetModel();
    m_query = query.simplified();
    find();
    endResetModel();
}

// A name that begins as it was typed stands first, then the order of the list.
void AccountModel::find()
{
    const QStringList words = m_query.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    m_rows.clear();
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        const QString &text = m_texts[i];
        if (std::ranges::all_of(words, [&](const QString &word) { return text.contains(word); }))
            m_rows.append(i);
    }
    if (words.isEmpty())
        return;
    QList<qsizetype> others;
    QList<qsizetype> first;
    for (const qsizetype row : std::as_const(m_rows))
        (m_texts[row].startsWith(words.constFirst()) ? first : others).append(row);
    m_rows = first + others;
}

int AccountModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QModelIndex AccountModel::indexOf(const QString &profileId) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (at(row).id == profileId)
            return index(row);
    }
    return {};
}

QVariant AccountModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Profile &profile = at(index.row());
    const bool isCurrent = profile.id == m_current;
    switch (role) {
    case Qt::DisplayRole:
        return profile.name;
    case Qt::DecorationRole:
        return widgets::colourDot(QColor(colourOf(profile, m_session->identities())), 16);
    case Qt::AccessibleTextRole: {
        QStringList parts{profile.name, placeInWords(profile, aliasOf(profile)), markOf(profile),
                          kindInWords(profile), stateInWords(profile, m_session->identities())};
        if (isCurrent)
            parts.prepend(tr("Selected"));
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case widgets::DetailRole:
        return placeInWords(profile, aliasOf(profile));
    case widgets::HelpRole:
        return QString(stateInWords(profile, m_session->identities()) + QStringLiteral(" \u00b7 ")
                       + kindInWords(profile));
    case widgets::NoteRole:
        return isCurrent ? tr("Selected") : QString();
    case widgets::DangerRole:
        return profile.isProduction ? markOf(profile) : QString();
    case widgets::WarningRole:
        if (m_session->identities().isLost(profile))
            return tr("No access");
        if (!profile.problem.isEmpty())
            return tr("Cannot be used");
        return profile.isProduction ? QString() : markOf(profile);
    case widgets::QueryRole:
        return m_query;
    case widgets::StrongRole:
        return isCurrent;
    case Qt::ToolTipRole:
        return stateInWords(profile, m_session->identities());
    case IdRole:
        return profile.id;
    case CurrentRole:
        return isCurrent;
    default:
        return {};
    }
}

} // namespace formwork::accounts
