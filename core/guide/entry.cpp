// SPDX-License-Identifier: Apache-2.0
#include "guide/entry.h"

#include "base/tr.h"
#include "base/utf8.h"

#include <QCborArray>
#include <QCborMap>
#include <QSet>

#include <algorithm>
#include <limits>

namespace formwork::guide
{

QString toText(std::string_view utf8)
{
    return textFromUtf8({utf8.data(), static_cast<qsizetype>(utf8.size())});
}

QCborValue toValue(const simdjson::dom::element &element)
{
    using simdjson::dom::element_type;
    switch (element.type()) {
    case element_type::OBJECT: {
        QCborMap map;
        for (const auto [key, value] : simdjson::dom::object(element)) {
            map.insert(toText(key), toValue(value));
        }
        return map;
    }
    case element_type::ARRAY: {
        QCborArray array;
        for (const auto item : simdjson::dom::array(element)) {
            array.append(toValue(item));
        }
        return array;
    }
    case element_type::STRING:
        return toText(element.get_string().value_unsafe());
    case element_type::INT64:
        return static_cast<qint64>(element.get_int64().value_unsafe());
    case element_type::UINT64:
    case element_type::DOUBLE:
        return element.get_double().value_unsafe();
    case element_type::BOOL:
        return QCborValue(element.get_bool().value_unsafe());
    case element_type::NULL_VALUE:
        break;
    }
    return QCborValue(QCborSimpleType::Null);
}

void Faults::add(const document::Pointer &place, const QString &sentence)
{
    if (m_first) {
        return;
    }
    const QString where = place.isRoot() ? m_origin : m_origin + QStringLiteral(", ") + place.toString();
    m_first = Error{.phase = Phase::Model,
                    .code = QStringLiteral("InvalidGuide"),
                    .message = QStringLiteral("%1: %2").arg(where, sentence),
                    .advice = Tr::tr("Correct this entry of the guide.")};
}

QString Entry::text() const
{
    if (!m_element.is_string()) {
        fault(Tr::tr("A text is expected here."));
        return {};
    }
    const QString text = toText(m_element.get_string().value_unsafe());
    if (text.trimmed().isEmpty()) {
        fault(Tr::tr("The text is empty."));
    }
    return text;
}

bool Entry::truth() const
{
    if (!m_element.is_bool()) {
        fault(Tr::tr("True or false is expected here."));
        return false;
    }
    return m_element.get_bool().value_unsafe();
}

int Entry::positive() const
{
    const auto number = m_element.get_int64();
    if (number.error() != simdjson::SUCCESS || number.value_unsafe() < 1
        || number.value_unsafe() > std::numeric_limits<int>::max()) {
        fault(Tr::tr("A whole number from 1 is expected here."));
        return 1;
    }
    return static_cast<int>(number.value_unsafe());
}

QStringList Entry::texts() const
{
    QStringList list;
    const auto entries = items();
    for (const Entry &entry : entries) {
        list.append(entry.text());
    }
    return list;
}

QList<Entry> Entry::items() const
{
    QList<Entry> list;
    if (!m_element.is_array()) {
        fault(Tr::tr("A list is expected here."));
        return list;
    }
    for (const auto item : simdjson::dom::array(m_element)) {
        list.append(Entry(item, m_place.child(list.size()), m_faults));
    }
    if (list.isEmpty()) {
        fault(Tr::tr("The list is empty."));
    }
    return list;
}

QList<std::pair<QString, Entry>> Entry::members() const
{
    QList<std::pair<QString, Entry>> list;
    if (!m_element.is_object()) {
        fault(Tr::tr("An object is expected here."));
        return list;
    }
    QSet<QString> seen;
    for (const auto [key, value] : simdjson::dom::object(m_element)) {
        const QString name = toText(key);
        const Entry entry(value, m_place.child(name), m_faults);
        if (seen.contains(name)) {
            entry.fault(Tr::tr("This key stands here twice."));
        }
        seen.insert(name);
        list.append({name, entry});
    }
    return list;
}

Fields Entry::fields(std::initializer_list<QStringView> known) const
{
    auto list = members();
    for (const auto &[key, entry] : std::as_const(list)) {
        if (std::ranges::find(known, key) == known.end()) {
            entry.fault(Tr::tr("A guide has no such key."));
        }
    }
    return Fields(*this, std::move(list));
}

QCborValue Entry::value() const { return toValue(m_element); }

const Entry *Fields::find(QStringView key) const
{
    const auto found = std::ranges::find_if(m_list, [key](const auto &field) { return field.first == key; });
    return found == m_list.end() ? nullptr : &found->second;
}

const Entry *Fields::need(QStringView key) const
{
    const Entry *entry = find(key);
    if (entry == nullptr) {
        m_entry.fault(Tr::tr("The key \"%1\" is missing.").arg(key));
    }
    return entry;
}

QString Fields::text(QStringView key) const
{
    const Entry *entry = find(key);
    return entry == nullptr ? QString() : entry->text();
}

QString Fields::neededText(QStringView key) const
{
    const Entry *entry = need(key);
    return entry == nullptr ? QString() : entry->text();
}

bool Fields::truth(QStringView key) const
{
    const Entry *entry = find(key);
    return entry != nullptr && entry->truth();
}

} // namespace formwork::guide
