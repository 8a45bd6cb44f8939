// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCborValue>

#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace formwork::endpoint
{

class Value;
using List = std::vector<Value>;
using Record = std::vector<std::pair<QByteArray, Value>>;

// A value of the rules language: unset, a boolean, a number, a string (UTF-8), a list or a record. Lists and
// records are shared and never change, so copies are cheap.
class Value
{
public:
    Value() = default;
    Value(bool flag)
        : m_data(flag)
    {
    }
    Value(qint64 number)
        : m_data(number)
    {
    }
    Value(QByteArray text)
        : m_data(std::move(text))
    {
    }
    Value(List list)
        : m_data(std::make_shared<const List>(std::move(list)))
    {
    }
    Value(Record record)
        : m_data(std::make_shared<const Record>(std::move(record)))
    {
    }

    [[nodiscard]] bool isSet() const { return m_data.index() != 0; }
    [[nodiscard]] bool passes() const { return isSet() && !(flag() && !*flag()); } // as a condition

    // Null where the value is of another kind.
    [[nodiscard]] const bool *flag() const { return std::get_if<bool>(&m_data); }
    [[nodiscard]] const qint64 *number() const { return std::get_if<qint64>(&m_data); }
    [[nodiscard]] const QByteArray *text() const { return std::get_if<QByteArray>(&m_data); }
    [[nodiscard]] const List *list() const;
    [[nodiscard]] const Record *record() const;

    [[nodiscard]] Value field(const QByteArray &name) const; // unset where there is none
    [[nodiscard]] Value item(qsizetype index) const; // unset where there is none

    [[nodiscard]] QCborValue toCbor() const; // unset becomes undefined
    [[nodiscard]] static Value fromCbor(const QCborValue &value); // what the language does not know is unset

private:
    using ListPtr = std::shared_ptr<const List>;
    using RecordPtr = std::shared_ptr<const Record>;
    std::variant<std::monostate, bool, qint64, QByteArray, ListPtr, RecordPtr> m_data;
};

} // namespace formwork::endpoint
