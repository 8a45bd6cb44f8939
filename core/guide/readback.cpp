// SPDX-License-Identifier: Apache-2.0
#include "guide/readback.h"

#include <QCborArray>

namespace formwork::guide
{

namespace
{

// The pointer of "{/Name}"; nothing where a text stands for itself.
std::optional<document::Pointer> pointerIn(const QCborValue &value)
{
    const QString text = value.toString();
    if (!text.startsWith(QLatin1StringView("{/")) || !text.endsWith(u'}'))
        return {};
    return document::Pointer::parse(QStringView(text).sliced(1, text.size() - 2));
}

void checkTemplate(const Entry &entry, const QCborValue &value, const ModelCheck &check)
{
    if (const auto pointer = pointerIn(value))
        static_cast<void>(check.inputPointer(entry, pointer->toString()));
    for (const QCborValue &item : value.toArray())
        checkTemplate(entry, item, check);
}

QCborValue filled(const QCborValue &value, const QCborValue &creation)
{
    if (const auto pointer = pointerIn(value))
        return document::valueAt(creation, *pointer);
    if (!value.isArray())
        return value;
    QCborArray list;
    for (const QCborValue &item : value.toArray()) {
        const QCborValue one = filled(item, creation);
        if (!one.isUndefined())
            list.append(one);
    }
    return list.isEmpty() ? QCborValue(QCborValue::Undefined) : QCborValue(list);
}

} // namespace

ReadBack readReadBack(const Entry &entry, const ModelCheck &check)
{
    const Fields fields = entry.fields({u"operation", u"path", u"input", u"named"});
    ReadBack read{fields.neededText(u"operation"), fields.text(u"path"), {}, fields.truth(u"named")};
    if (const Entry *input = fields.find(u"input")) {
        const auto members = input->members();
        for (const auto &[member, value] : members) {
            checkTemplate(value, value.value(), check);
            read.input[member] = value.value();
        }
    }
    return read;
}

QCborMap ReadBack::inputFor(const QCborValue &creation) const
{
    QCborMap asked;
    for (const auto &[member, value] : input) {
        const QCborValue one = filled(value, creation);
        if (!one.isUndefined())
            asked[member.toString()] = one;
    }
    return asked;
}

} // namespace formwork::guide
