// SPDX-License-Identifier: Apache-2.0
#include "protocol/formreader.h"

#include "base/tr.h"
#include "protocol/mapbuilder.h"
#include "protocol/text.h"
#include "protocol/xmlreader.h"

#include <QCborArray>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

constexpr int kMostParameters = 200'000; // each costs far more than its bytes

struct Pair {
    QByteArrayView name;
    QByteArrayView value;
};

// Calls `take` with each parameter, still encoded, until it returns false.
template <typename Take>
bool eachParameter(const http::Request &request, Take take)
{
    for (const QByteArrayView text : {QByteArrayView(request.body), QByteArrayView(request.query)}) {
        qsizetype at = 0;
        while (at < text.size()) {
            const qsizetype found = text.indexOf('&', at);
            const qsizetype end = found < 0 ? text.size() : found;
            const QByteArrayView part = text.sliced(at, end - at);
            const qsizetype equals = part.indexOf('=');
            const Pair pair{equals < 0 ? part : part.first(equals),
                            equals < 0 ? QByteArrayView() : part.sliced(equals + 1)};
            if (!part.isEmpty() && !take(pair))
                return false;
            at = end + 1;
        }
    }
    return true;
}

std::unexpected<Error> tooMuch(const QString &reason)
{
    return failure(Phase::Parse, QStringLiteral("NotForm"),
                   Tr::tr("The parameters cannot be read (%1).").arg(reason));
}

} // namespace

const FormNode *FormNode::part(const QByteArray &name) const
{
    const auto found = parts.find(name);
    return found == parts.end() ? nullptr : &found->second;
}

Result<FormNode> readForm(const http::Request &request)
{
    FormNode root;
    int count = 0;
    bool isDeep = false;
    const bool isRead = eachParameter(request, [&](const Pair &pair) {
        const QByteArray name = percentDecoded(pair.name, true);
        isDeep = name.count('.') >= kMaxDepth;
        if (isDeep || ++count > kMostParameters)
            return false;
        FormNode *node = &root;
        for (const QByteArray &part : name.split('.'))
            node = &node->parts[part];
        if (!node->value)
            node->value = percentDecoded(pair.value, true);
        return true;
    });
    if (!isRead)
        return isDeep ? tooMuch(tooDeep()) : tooMuch(Tr::tr("there are more than %1").arg(kMostParameters));
    return root;
}

QByteArray formParameter(const http::Request &request, QByteArrayView name)
{
    QByteArray result;
    eachParameter(request, [&](const Pair &pair) {
        if (pair.name != name)
            return true;
        result = percentDecoded(pair.value, true);
        return false;
    });
    return result;
}

// An empty flattened list has only the name of the member itself; see FormWriter.
const FormNode *FormReader::nodeOf(const Member &member, const FormNode &node) const
{
    const FormNode *found = node.part(formNameOf(member, m_dialect));
    if (found || m_dialect == FormDialect::Ec2 || !isFlattened(member))
        return found;
    const FormNode *own = node.part(member.wireName().toUtf8());
    return own && own->parts.empty() && own->value && own->value->isEmpty() ? own : nullptr;
}

bool FormReader::structure(const Shape &shape, const FormNode &node, QCborMap &result)
{
    MapBuilder builder;
    for (const Member &member : shape.members) {
        const FormNode *found = nodeOf(member, node);
        if (!found)
            continue;
        QCborValue read;
        if (!value(member, *found, read))
            return m_misfit.under(member.name);
        builder.append(member.name, std::move(read));
    }
    result = builder.take();
    return true;
}

bool FormReader::value(const Member &member, const FormNode &node, QCborValue &result)
{
    const Shape &shape = *member.target;
    const bool isSimple = !shape.isAggregate();
    if (isSimple ? !node.value : node.parts.empty() && !node.value.value_or(QByteArray()).isEmpty())
        return m_misfit.wrongType(shape, isSimple ? QCborValue(QCborMap()) : QCborValue(QString()));
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union: {
        QCborMap map;
        if (!structure(shape, node, map))
            return false;
        result = map;
        return true;
    }
    case ShapeType::List:
        return list(member, node, result);
    case ShapeType::Map:
        return map(member, node, result);
    default:
        break;
    }
    const auto read = scalarFromText(shape, *node.value);
    if (!read)
        return m_misfit.wrongType(shape, textFromUtf8(*node.value));
    result = *read;
    return true;
}

// The numbers say the order; clients may leave some out.
bool FormReader::entries(const FormNode &node, std::map<quint32, const FormNode *> &result)
{
    for (const auto &[name, part] : node.parts) {
        bool isNumber = false;
        const quint32 number = name.toUInt(&isNumber);
        if (!isNumber)
            return m_misfit.because(Tr::tr("has an entry without a number."));
        result.emplace(number, &part);
    }
    return true;
}

bool FormReader::list(const Member &member, const FormNode &node, QCborValue &result)
{
    static const FormNode kEmpty;
    const FormNode *inside =
        isBareFormList(member, m_dialect) ? &node : node.part(entryNameOf(*member.target).toUtf8());
    std::map<quint32, const FormNode *> numbered;
    if (!entries(inside ? *inside : kEmpty, numbered))
        return false;
    QCborArray array;
    for (const auto &[number, entry] : numbered) {
        QCborValue read;
        if (!value(member.target->element, *entry, read))
            return m_misfit.under(QString::number(array.size()));
        array.append(read);
    }
    result = array;
    return true;
}

bool FormReader::map(const Member &member, const FormNode &node, QCborValue &result)
{
    static const FormNode kEmpty;
    const Shape &shape = *member.target;
    const FormNode *inside = isFlattened(member) ? &node : node.part("entry");
    std::map<quint32, const FormNode *> numbered;
    if (!entries(inside ? *inside : kEmpty, numbered))
        return false;
    MapBuilder builder;
    for (const auto &[number, entry] : numbered) {
        const FormNode *key = entry->part(keyNameOf(shape).toUtf8());
        const FormNode *item = entry->part(valueNameOf(shape).toUtf8());
        if (!key || !key->value || !item)
            return m_misfit.because(Tr::tr("has an entry without a key or a value."));
        QString name = textFromUtf8(*key->value);
        QCborValue read;
        if (!value(shape.element, *item, read))
            return m_misfit.under(name);
        builder.append(std::move(name), std::move(read));
    }
    result = builder.take();
    return true;
}

} // namespace formwork::protocol
