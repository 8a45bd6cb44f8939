// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QCborValue>
#include <QString>

#include <simdjson.h>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace formwork::readers
{

[[nodiscard]] inline QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// Where the readers leave what is wrong with a file. The first complaint stays; reading goes on harmlessly
// and the caller asks once at the end.
class Complaints
{
public:
    explicit Complaints(QString origin)
        : m_origin(std::move(origin))
    {
    }

    void add(const QString &place, const QString &sentence);
    [[nodiscard]] bool any() const { return m_first.has_value(); }
    [[nodiscard]] const std::optional<Error> &first() const { return m_first; }

private:
    QString m_origin;
    std::optional<Error> m_first;
};

// A value of a parsed model file together with its place. Lives on the stack below its parent's. A query for
// a type that the value does not have complains and answers with an empty value.
class JsonView
{
public:
    JsonView(Complaints &complaints, simdjson::dom::element element)
        : m_complaints(&complaints)
        , m_element(element)
    {
    }
    JsonView(const JsonView &parent, std::string_view key, simdjson::dom::element element)
        : m_complaints(parent.m_complaints)
        , m_parent(&parent)
        , m_key(key)
        , m_element(element)
    {
    }

    [[nodiscard]] simdjson::dom::element element() const { return m_element; }
    [[nodiscard]] std::string_view key() const { return m_key; }
    [[nodiscard]] bool isObject() const { return m_element.is_object(); }
    [[nodiscard]] bool isArray() const { return m_element.is_array(); }
    [[nodiscard]] bool isString() const; // a number that is marked as one is none

    [[nodiscard]] QString place() const; // JSON pointer
    void complain(const QString &sentence) const { m_complaints->add(place(), sentence); }

    [[nodiscard]] std::string_view view() const; // a string's bytes
    [[nodiscard]] QString text() const { return toText(view()); }
    [[nodiscard]] bool flag() const; // true or false
    [[nodiscard]] double number() const;
    // The same where no double holds it: the next one below, and above.
    [[nodiscard]] double lowerNumber() const;
    [[nodiscard]] double upperNumber() const;
    [[nodiscard]] std::optional<qint64> count() const; // a whole number from 0 to 2^53
    [[nodiscard]] std::optional<int> status() const; // a whole number from 0 to 999
    [[nodiscard]] QByteArray json() const; // compact JSON text
    // A default: numbers as Integer where they are whole, by their digits where that has too few bits; lists
    // and objects are empty, as Smithy has them there.
    [[nodiscard]] QCborValue value() const;

    // The field of an object; nothing if it is absent or this is no object.
    [[nodiscard]] std::optional<simdjson::dom::element> find(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    [[nodiscard]] QString textOf(std::string_view name) const; // empty if absent
    [[nodiscard]] std::string_view viewOf(std::string_view name) const;
    [[nodiscard]] bool flagOf(std::string_view name) const; // false if absent
    [[nodiscard]] QByteArray jsonOf(std::string_view name) const; // empty if absent

    template <std::invocable<const JsonView &> Visit>
    void withField(std::string_view name, Visit &&visit) const
    {
        if (const auto found = find(name))
            visit(JsonView(*this, name, *found));
    }

    template <std::invocable<const JsonView &> Visit>
    void eachField(Visit &&visit) const
    {
        simdjson::dom::object object;
        if (m_element.get(object) != simdjson::SUCCESS)
            return wrongType("an object");
        for (const simdjson::dom::key_value_pair field : object)
            visit(JsonView(*this, field.key, field.value));
    }

    template <std::invocable<const JsonView &> Visit>
    void eachItem(Visit &&visit) const
    {
        simdjson::dom::array array;
        if (m_element.get(array) != simdjson::SUCCESS)
            return wrongType("a list");
        size_t index = 0;
        for (const simdjson::dom::element item : array) {
            const std::string name = std::to_string(index++);
            visit(JsonView(*this, name, item));
        }
    }

private:
    void wrongType(const char *expected) const;

    Complaints *m_complaints;
    const JsonView *m_parent = nullptr;
    std::string_view m_key;
    simdjson::dom::element m_element;
};

} // namespace formwork::readers
