// SPDX-License-Identifier: Apache-2.0
#include "protocol/formwriter.h"

#include "base/absent.h"
#include "base/tr.h"
#include "protocol/protocolcodec.h"
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

QByteArray numbered(const QByteArray &prefix, qsizetype number)
{
    return prefix + '.' + QByteArray::number(number);
}

} // namespace

void FormWriter::parameter(const QByteArray &name, const QByteArray &value)
{
    if (!m_out.isEmpty())
        m_out.append('&');
    m_out.append(percentEncoded(name)).append('=').append(percentEncoded(value));
}

bool FormWriter::structure(const QByteArray &prefix, const Shape &shape, const QCborMap &map)
{
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        if (isAbsent(it.value()))
            continue;
        const QString key = it.key().toString();
        const Member *member = shape.member(key);
        if (!member) {
            m_misfit.because(Tr::tr("has no place in this request: the model does not know it."));
            return m_misfit.under(key);
        }
        QByteArray name = nameOf(*member);
        if (!prefix.isEmpty())
            name = prefix + '.' + name;
        if (!value(name, *member, it.value()))
            return m_misfit.under(key);
    }
    return true;
}

bool FormWriter::value(const QByteArray &name, const Member &member, const QCborValue &value)
{
    if (m_depth >= kMaxDepth)
        return m_misfit.because(tooDeep());
    const Shape &shape = *member.target;
    ++m_depth;
    bool good = true;
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        good = value.isMap() ? structure(name, shape, value.toMap()) : m_misfit.wrongType(shape, value);
        break;
    case ShapeType::List:
        good = value.isArray() ? list(name, member, value) : m_misfit.wrongType(shape, value);
        break;
    case ShapeType::Map:
        good = value.isMap() ? map(name, member, value) : m_misfit.wrongType(shape, value);
        break;
    default: {
        const auto text = scalarText(shape, timestampFormat(member, model::TimestampFormat::DateTime), value);
        if (text)
            parameter(name, *text);
        else
            good = m_misfit.wrongType(shape, value);
    }
    }
    --m_depth;
    return good;
}

// A flattened list goes by the name of its entries; empty it has only that of the member itself.
QByteArray FormWriter::ownName(const QByteArray &name, const Member &member) const
{
    const QByteArray ofEntries = nameOf(member);
    return name.endsWith(ofEntries) ? name.chopped(ofEntries.size()) + member.wireName().toUtf8() : name;
}

bool FormWriter::list(const QByteArray &name, const Member &member, const QCborValue &value)
{
    const Member &element = member.target->element;
    const QCborArray array = value.toArray();
    if (array.isEmpty()) {
        if (m_dialect == Dialect::Query) // an empty list is told from none; EC2 has no way to say it
            parameter(isFlattened(member) ? ownName(name, member) : name, {});
        return true;
    }
    const QByteArray prefix =
        isBareFormList(member, m_dialect) ? name : name + '.' + entryNameOf(*member.target).toUtf8();
    qsizetype number = 0;
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!isAbsent(array.at(i)) && !this->value(numbered(prefix, ++number), element, array.at(i)))
            return m_misfit.under(QString::number(i));
    }
    return true;
}

bool FormWriter::map(const QByteArray &name, const Member &member, const QCborValue &value)
{
    const Shape &shape = *member.target;
    const QByteArray keyName = keyNameOf(shape).toUtf8();
    const QByteArray valueName = valueNameOf(shape).toUtf8();
    const QByteArray prefix = isFlattened(member) ? name : name + ".entry";
    const QCborMap map = value.toMap();
    qsizetype number = 0;
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        if (isAbsent(it.value()))
            continue;
        const QByteArray entry = numbered(prefix, ++number);
        parameter(entry + '.' + keyName, it.key().toString().toUtf8());
        if (!this->value(entry + '.' + valueName, shape.element, it.value()))
            return m_misfit.under(it.key().toString());
    }
    return true;
}

Result<http::Request> formRequest(const model::Operation &operation, const QCborMap &input,
                                  const QByteArray &basePath, FormWriter::Dialect dialect)
{
    http::Request request;
    request.method = "POST";
    request.path = joinedPath(basePath, "/");
    request.headers.append("content-type", "application/x-www-form-urlencoded");
    Misfit misfit;
    FormWriter writer(request.body, misfit, dialect);
    writer.parameter("Action", operation.name.toUtf8());
    writer.parameter("Version", operation.service->apiVersion.toUtf8());
    if (!writer.structure({}, *operation.input, input))
        return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
    return request;
}

} // namespace formwork::protocol
