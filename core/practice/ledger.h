// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QCborValue>
#include <QDateTime>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <optional>
#include <unordered_map>

namespace formwork::practice
{

// What the practice account remembers, in a SQLite file: that resources exist, fingerprints of what makes
// them unique, and the first answer to each client token; of things that belong to others what they are
// (things.h), and what arrived (events.h). Several processes may share the file.
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
    void
    setDurable(bool durable); // every commit is written through to the disk; without it when there is time
    [[nodiscard]] int resourceCount() const;
    [[nodiscard]] Result<void> clear();

    // What is begun and committed from here on is written by endGroup(), all of it or nothing. A part that is
    // rolled back leaves the others as they are. To be ended before others may want the file.
    void beginGroup();
    [[nodiscard]] Result<void> endGroup();

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
    friend class Events;

    [[nodiscard]] Result<void> run(const QString &statement, const QVariantList &values = {}) const;
    // `row` is called with each row of the answer, and asks nothing itself.
    [[nodiscard]] Result<void> each(const QString &statement, const QVariantList &values,
                                    const std::function<void(const QSqlQuery &)> &row) const;
    [[nodiscard]] Result<QSqlQuery *> compiled(const QString &statement) const;
    void close();
    [[nodiscard]] int count(const QString &statement, const QVariantList &values) const;
    [[nodiscard]] Result<void> prepareTables();
    [[nodiscard]] std::unexpected<Error> trouble(const QString &detail) const;

    QString m_file;
    bool m_isDurable = false;
    enum class Group { None, Wanted, Begun } m_group = Group::None;
    QString m_connection; // its name in QSqlDatabase
    // Compiled, by their text: compiling one takes longer than executing it.
    mutable std::unordered_map<QString, QSqlQuery> m_statements;
};

} // namespace formwork::practice
