// SPDX-License-Identifier: Apache-2.0
#include "compare.h"

#include <QCborArray>
#include <QCborMap>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace formwork::conformance
{

namespace
{

QString shown(const QCborValue &value) { return value.toDiagnosticNotation(); }

QString different(const QString &found, const QString &expected)
{
    return QStringLiteral("found    %1\nexpected %2").arg(found, expected);
}

// Map entries in the order of their keys, numbers as doubles where they are not whole.
QCborValue normalised(const QCborValue &value)
{
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        QStringList keys;
        for (const QCborValue &key : map.keys())
            keys.append(key.toString());
        keys.sort();
        QCborMap result;
        for (const QString &key : std::as_const(keys))
            result[key] = normalised(map.value(key));
        return result;
    }
    if (value.isArray()) {
        QCborArray result;
        for (const QCborValue &item : value.toArray())
            result.append(normalised(item));
        return result;
    }
    if (value.isDouble() && std::isnan(value.toDouble()))
        return QStringLiteral("NaN");
    if (value.isDouble() && std::trunc(value.toDouble()) == value.toDouble()
        && std::abs(value.toDouble()) < 1e15)
        return static_cast<qint64>(value.toDouble());
    if (value.isDateTime())
        return value.toDateTime().toMSecsSinceEpoch();
    return value;
}

std::optional<QJsonValue> json(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + text + ']');
    return document.isArray() ? std::optional(document.array().at(0)) : std::nullopt;
}

// An element as one line with attributes and namespaces in order and blanks between elements left out.
QString element(QXmlStreamReader &reader)
{
    QStringList attributes;
    for (const QXmlStreamAttribute &attribute : reader.attributes())
        attributes.append(QStringLiteral("@%1=%2").arg(attribute.qualifiedName(), attribute.value()));
    for (const QXmlStreamNamespaceDeclaration &declaration : reader.namespaceDeclarations())
        attributes.append(
            QStringLiteral("xmlns:%1=%2").arg(declaration.prefix(), declaration.namespaceUri()));
    attributes.sort();
    const QString name = reader.qualifiedName().toString();
    QStringList children;
    QString text;
    while (reader.readNext() != QXmlStreamReader::EndElement && !reader.hasError()) {
        if (reader.isStartElement())
            children.append(element(reader));
        else if (reader.isCharacters())
            text += reader.text();
    }
    children.sort(); // members may come in any order
    if (!children.isEmpty())
        text = text.trimmed();
    return QStringLiteral("<%1 %2>%3%4</>").arg(name, attributes.join(u' '), text, children.join(QString()));
}

QString xml(const QByteArray &text)
{
    QXmlStreamReader reader(text);
    if (text.trimmed().isEmpty() || !reader.readNextStartElement())
        return {};
    const QString result = element(reader);
    return reader.hasError() ? reader.errorString() : result;
}

QByteArrayList sortedParameters(const QByteArray &query)
{
    QByteArrayList parts = query.split('&');
    std::ranges::sort(parts);
    return parts;
}

QString equalTexts(const QByteArray &found, const QByteArray &expected)
{
    return found == expected ? QString() : different(QString::fromUtf8(found), QString::fromUtf8(expected));
}

QByteArray withoutSpaces(QByteArray text) { return text.replace(", ", ","); }

QString cborDifference(const QByteArray &found, const QByteArray &expected)
{
    if (found.isEmpty() || expected.isEmpty())
        return found.isEmpty() && expected.isEmpty()
            ? QString()
            : different(QString::fromLatin1(found.toHex()), QString::fromLatin1(expected.toHex()));
    return documentDifference(QCborValue::fromCbor(found), QCborValue::fromCbor(expected));
}

} // namespace

QString documentDifference(const QCborValue &found, const QCborValue &expected)
{
    const QCborValue left = normalised(found);
    const QCborValue right = normalised(expected);
    return left == right ? QString() : different(shown(left), shown(right));
}

QString bodyDifference(model::Protocol protocol, const QByteArray &found, const QString &expected)
{
    using enum model::Protocol;
    const QByteArray wanted = expected.toUtf8();
    switch (protocol) {
    case AwsJson10:
    case AwsJson11:
    case RestJson:
    case RpcV2Json: {
        const auto left = json(found);
        const auto right = json(wanted);
        const bool isEqual =
            left && right && !wanted.isEmpty() && !found.isEmpty() ? *left == *right : found == wanted;
        return isEqual ? QString() : equalTexts(found + ' ', wanted);
    }
    case RestXml: {
        const QString left = xml(found);
        const QString right = xml(wanted);
        if (right.isEmpty() || wanted.trimmed().startsWith('<') == false)
            return equalTexts(found, wanted);
        return left == right ? QString() : different(left, right);
    }
    case Query:
    case Ec2Query:
        return sortedParameters(found) == sortedParameters(wanted) ? QString()
                                                                   : equalTexts(found + ' ', wanted);
    case RpcV2Cbor:
        return cborDifference(found, QByteArray::fromBase64(wanted));
    }
    return {};
}

QString targetDifference(const QByteArray &found, const QByteArray &expected)
{
    const QByteArrayList left = found.split('?');
    const QByteArrayList right = expected.split('?');
    const bool isEqual = left.size() == right.size() && left[0] == right[0]
        && (left.size() < 2 || sortedParameters(left[1]) == sortedParameters(right[1]));
    return isEqual ? QString() : equalTexts(found, expected);
}

QString headerDifference(const http::Request &request, const QJsonObject &serialized)
{
    const QJsonObject headers = serialized.value(QLatin1String("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        const QByteArray name = it.key().toUtf8();
        QByteArray expected = it.value().toString().toUtf8();
        // The published digest is of the published spaces; what matters is that ours is of our body.
        if (name.toLower() == "content-md5")
            expected = QCryptographicHash::hash(request.body, QCryptographicHash::Md5).toBase64();
        const QByteArray found = request.headers.values(name).join(',');
        if (!request.headers.contains(name) || withoutSpaces(found) != withoutSpaces(expected))
            return QStringLiteral("header %1: ").arg(it.key())
                + different(QString::fromUtf8(found), QString::fromUtf8(expected));
    }
    for (const QJsonValue &name : serialized.value(QLatin1String("forbidHeaders")).toArray()) {
        if (request.headers.contains(name.toString().toUtf8()))
            return QStringLiteral("header %1 must not be there").arg(name.toString());
    }
    for (const QJsonValue &value : serialized.value(QLatin1String("requireHeaders")).toArray()) {
        // The transport adds the length of every body.
        const QByteArray name = value.toString().toUtf8();
        const bool isThere =
            name.toLower() == "content-length" ? !request.body.isEmpty() : request.headers.contains(name);
        if (!isThere)
            return QStringLiteral("header %1 is missing").arg(value.toString());
    }
    return {};
}

} // namespace formwork::conformance
