// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/pointer.h"

#include <QList>
#include <simdjson.h>

#include <optional>

// Strict reading of a guide's JSON. A fault is noted with the entry it stands in and reading goes on with
// nothing, so that the readers need no error path of their own; the first fault is what the caller reports.
namespace formwork::guide
{

class Faults
{
public:
    explicit Faults(QString origin)
        : m_origin(std::move(origin))
    {
    }

    void add(const document::Pointer &place, const QString &sentence);
    [[nodiscard]] const std::optional<Error> &first() const { return m_first; }

private:
    QString m_origin;
    std::optional<Error> m_first;
};

class Fields;

// One value in the file. Valid as long as the parser that made it.
class Entry
{
public:
    Entry(simdjson::dom::element element, document::Pointer place, Faults *faults)
        : m_element(element)
        , m_place(std::move(place))
        , m_faults(faults)
    {
    }

    [[nodiscard]] QString text() const; // never empty, else a fault
    [[nodiscard]] bool truth() const;
    [[nodiscard]] int positive() const; // an integer from 1
    [[nodiscard]] QStringList texts() const;
    [[nodiscard]] QList<Entry> items() const; // of a list; empty lists are faults
    [[nodiscard]] QList<std::pair<QString, Entry>>
    members() const; // of an object, in order; doubles are faults
    [[nodiscard]] Fields fields(std::initializer_list<QStringView> known) const; // any other key is a fault
    [[nodiscard]] QCborValue value() const;

    void fault(const QString &sentence) const { m_faults->add(m_place, sentence); }

private:
    simdjson::dom::element m_element;
    document::Pointer m_place;
    Faults *m_faults;
};

// An object of which all keys are known.
class Fields
{
public:
    explicit Fields(Entry entry, QList<std::pair<QString, Entry>> list)
        : m_entry(std::move(entry))
        , m_list(std::move(list))
    {
    }

    [[nodiscard]] const Entry *find(QStringView key) const; // null if left out
    [[nodiscard]] const Entry *need(QStringView key) const; // left out: null and a fault
    [[nodiscard]] bool contains(QStringView key) const { return find(key) != nullptr; }
    [[nodiscard]] qsizetype size() const { return m_list.size(); }
    [[nodiscard]] const Entry &entry() const { return m_entry; }

    [[nodiscard]] QString text(QStringView key) const; // empty if left out
    [[nodiscard]] QString neededText(QStringView key) const;
    [[nodiscard]] bool truth(QStringView key) const; // false if left out

private:
    Entry m_entry;
    QList<std::pair<QString, Entry>> m_list;
};

// Plain JSON as values: whole numbers stay whole.
[[nodiscard]] QCborValue toValue(const simdjson::dom::element &element);
[[nodiscard]] QString toText(std::string_view utf8);

} // namespace formwork::guide
