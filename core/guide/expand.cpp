// SPDX-License-Identifier: Apache-2.0
#include "guide/expand.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::guide
{

namespace
{

constexpr QStringView kAny = u"*";

void expandFrom(const QCborValue &value, const document::Pointer &pattern, qsizetype depth,
                const QStringList &soFar, QList<document::Pointer> &out)
{
    if (depth == pattern.tokens().size()) {
        out.append(document::Pointer(soFar));
        return;
    }
    const QString &token = pattern.tokens().at(depth);
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        if (token != kAny) {
            const auto found = map.constFind(token);
            if (found != map.constEnd()) {
                expandFrom(found.value(), pattern, depth + 1, soFar + QStringList(token), out);
            }
            return;
        }
        for (const auto &[key, entry] : map) {
            expandFrom(entry, pattern, depth + 1, soFar + QStringList(key.toString()), out);
        }
    } else if (value.isArray() && token == kAny) {
        const QCborArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            expandFrom(array.at(i), pattern, depth + 1, soFar + QStringList(QString::number(i)), out);
        }
    } else if (value.isArray()) {
        bool isIndex = false;
        const qsizetype index = token.toLongLong(&isIndex);
        if (isIndex && index >= 0 && index < value.toArray().size()) {
            expandFrom(value.toArray().at(index), pattern, depth + 1, soFar + QStringList(token), out);
        }
    }
}

} // namespace

QList<document::Pointer> expand(const QCborValue &document, const document::Pointer &pattern)
{
    QList<document::Pointer> pointers;
    if (hasWildcard(pattern)) {
        expandFrom(document, pattern, 0, {}, pointers);
    } else if (document::contains(document, pattern)) {
        pointers.append(pattern);
    }
    return pointers;
}

bool hasWildcard(const document::Pointer &pointer) { return pointer.tokens().contains(kAny); }

bool covers(const document::Pointer &pattern, const document::Pointer &pointer)
{
    const QStringList &wanted = pattern.tokens();
    const QStringList &given = pointer.tokens();
    if (wanted.size() > given.size()) {
        return false;
    }
    for (qsizetype i = wanted.size() - 1; i >= 0; --i) { // the ends differ most
        if (wanted.at(i) != given.at(i) && wanted.at(i) != kAny) {
            return false;
        }
    }
    return true;
}

document::Pointer front(const document::Pointer &pointer, qsizetype count)
{
    return document::Pointer(pointer.tokens().first(count));
}

} // namespace formwork::guide
