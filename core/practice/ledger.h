// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QCborValue>
#include <QDateTime>
#include <QSqlDatabase>

#include <optional>

namespace formwork::practice
{

// What the practice account remembers, in a SQLite file: that resources exist, fingerprints of what makes
// them unique, and the first answer to each client token; of things that belong to others what they are
// (things.h). Several processes may share the file.
class Ledger
{
public:
    // A resource counts under its marks: `rule` says which of the guide's rules, `place` a region or "*",
    // `within` and `key` are fingerprints.
    struct Mark {
        QString rule;
        QString place;
        QString within;
        QString key;
    };
    struct TokenKey {
        QString operation; // "service.Operation"
        QString region;
        QString token;
    };
    struct FirstAnswer {
        QString digest; // fingerprint of the input without the token
        QCborValue output;
        QDateTime time;
    };

    explicit Ledger(QString file);
    ~Ledger();
    Ledger(const Ledger &) = delete;
    Ledger &operator=(const Ledger &) = delete;

    [[nodiscard]] Result<void> open(); // creates the file, mode 0600; again: nothing
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] int resourceCount() const;
    [[nodiscard]] Result<void> clear();

    // All of what follows happens between begin() and commit() or rollback(), so that two processes take
    // turns.
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    void rollback();

    [[nodiscard]] std::optional<FirstAnswer> firstAnswer(const TokenKey &key) const;
    [[nodiscard]] int countResources(const QString &operation, const QString &region) const;
    [[nodiscard]] int countMarks(const QString &operation, const Mark &mark) const;

    [[nodiscard]] Result<void> addResource(const QString &operation, const QString &region,
                                           const QDateTime &time, const QList<Mark> &marks);
    [[nodiscard]] Result<void> setFirstAnswer(const TokenKey &key, const FirstAnswer &answer);

private:
    friend class Things;

    [[nodiscard]] Result<void> run(const QString &statement) const;
    [[nodiscard]] Result<void> run(const QString &statement, const QVariantList &values) const;
    [[nodiscard]] int count(const QString &statement, const QVariantList &values) const;
    [[nodiscard]] Result<void> prepareTables();
    [[nodiscard]] std::unexpected<Error> trouble(const QString &detail) const;

    QString m_file;
    QString m_connection; // its name in QSqlDatabase
};

} // namespace formwork::practice
