// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QAbstractListModel>

namespace formwork::accounts
{

// The accounts there are, those that Formwork keeps beside the profiles of the AWS CLI, a line each: what a
// person recognises it by, which one is selected, and what to be careful with. Searched by every word of it.
// Thousands of them are shown at once.
class AccountModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, CurrentRole };

    explicit AccountModel(session::Session *session, QObject *parent = nullptr);

    void setWithoutPractice(); // before it is shown
    void setQuery(const QString &query); // words that all have to be there
    void refresh(); // the accounts, or what is known of them, have changed

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QModelIndex indexOf(const QString &profileId) const;
    [[nodiscard]] qsizetype total() const { return m_all.size(); } // whatever is searched for

private:
    void find();
    [[nodiscard]] QString aliasOf(const credentials::Profile &profile) const;
    [[nodiscard]] const credentials::Profile &at(int row) const { return m_all[m_rows[row]]; }

    session::Session *m_session;
    bool m_withoutPractice = false;
    QString m_query;
    QString m_current;
    QList<credentials::Profile> m_all;
    QStringList m_texts; // of each, to search in
    QList<qsizetype> m_rows; // those found
};

} // namespace formwork::accounts
