// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/complaint.h"
#include "practice/things.h"

#include <QCborArray>
#include <QHash>

#include <optional>

// What Objects goes by that needs no ledger: which operation is what, conditions, ranges, pages of keys.
namespace formwork::practice
{

// By "service.Operation" what it does.
[[nodiscard]] const QHash<QString, QString> &objectMethods();
[[nodiscard]] QString bucketKind(); // the creation that makes the buckets

// The conditions of a request against what is known of the object; empty: there is none.
[[nodiscard]] Outcome<void> mayReplace(const QCborMap &input, const QCborMap &about);
[[nodiscard]] Outcome<void> mayRead(const QCborMap &input, const QCborMap &about);

struct ByteRange {
    qint64 from = 0;
    qint64 length = 0;
};
// "bytes=0-9", "bytes=5-", "bytes=-3"; nothing where there is none, or more than one, or none of bytes.
[[nodiscard]] Outcome<std::optional<ByteRange>> rangeOf(const QString &header, qint64 size);

// A page of a bucket's keys, in their order, those that a delimiter brings together as one.
class ObjectList
{
public:
    static constexpr int kAtOnce = 500;
    static constexpr int kMostParts = 10'000;

    explicit ObjectList(const QCborMap &input);

    [[nodiscard]] QString after() const { return m_after; }
    [[nodiscard]] const QString &prefix() const { return m_prefix; }
    [[nodiscard]] bool isFull() const { return m_isTruncated || m_isOver; }
    [[nodiscard]] bool add(const Thing &object); // false: the page ends before it
    [[nodiscard]] QCborMap answer() const;

private:
    [[nodiscard]] QString written(const QString &key) const;

    QCborMap m_input;
    QString m_prefix;
    QString m_delimiter;
    QString m_after;
    qint64 m_most = 1000;
    qint64 m_count = 0;
    bool m_isEncoded = false;
    bool m_isTruncated = false;
    bool m_isOver = false;
    QString m_last; // key, or what several have in common
    QString m_common; // the last of those
    QCborArray m_contents;
    QCborArray m_prefixes;
};

} // namespace formwork::practice
