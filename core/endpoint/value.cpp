// SPDX-License-Identifier: Apache-2.0
#include "endpoint/value.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::endpoint
{

const List *Value::list() const
{
    const ListPtr *list = std::get_if<ListPtr>(&m_data);
    return list ? list->get() : nullptr;
}

const Record *Value::record() const
{
    const RecordPtr *record = std::get_if<RecordPtr>(&m_data);
    return record ? record->get() : nullptr;
}

Value Value::field(const QByteArray &name) const
{
    if (const Record *fields = record()) {
        for (const auto &[key, value] : *fields) {
            if (key == name)
                return value;
        }
    }
    return {};
}

Value Value::item(qsizetype index) const
{
    const List *items = list();
    if (!items || index < 0 || index >= qsizetype(items->size()))
        return {};
    return (*items)[size_t(index)];
}

QCborValue Value::toCbor() const
{
    if (flag())
        return *flag();
    if (number())
        return *number();
    if (text())
        return QString::fromUtf8(*text());
    if (const List *items = list()) {
        QCborArray array;
        for (const Value &value : *items)
            array.append(value.toCbor());
        return array;
    }
    if (const Record *fields = record()) {
        QCborMap map;
        for (const auto &[key, value] : *fields)
            map.insert(QString::fromUtf8(key), value.toCbor());
        return map;
    }
    return {};
}

Value Value::fromCbor(const QCborValue &value)
{
    if (value.isBool())
        return value.toBool();
    if (value.isInteger())
        return value.toInteger();
    if (value.isString())
        return value.toString().toUtf8();
    if (!value.isArray())
        return {};
    List list;
    const QCborArray array = value.toArray();
    for (const QCborValue &item : array)
        list.push_back(fromCbor(item));
    return list;
}

} // namespace formwork::endpoint
