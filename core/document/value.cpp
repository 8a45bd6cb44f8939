// SPDX-License-Identifier: Apache-2.0
#include "document/value.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::document
{

namespace
{

// A token as an index into a list: digits without a leading zero; -1 for anything else.
qsizetype indexFrom(const QString &token)
{
    bool ok = false;
    const qlonglong index = token.toLongLong(&ok);
    const bool plain =
        ok && index >= 0 && (token.size() == 1 || !token.startsWith(u'0')) && token.front().isDigit();
    return plain ? qsizetype(index) : -1;
}

QCborValue entry(const QCborValue &container, const QString &token)
{
    if (container.isMap())
        return container.toMap().value(token);
    if (!container.isArray())
        return QCborValue(QCborValue::Undefined);
    const QCborArray array = container.toArray();
    const qsizetype index = indexFrom(token);
    return index >= 0 && index < array.size() ? array.at(index) : QCborValue(QCborValue::Undefined);
}

// A container for an entry named `token`. A list begins with entry 0, so a first "0" makes a list.
QCborValue containerFor(const QString &token)
{
    return indexFrom(token) == 0 ? QCborValue(QCborArray()) : QCborValue(QCborMap());
}

// Node is QCborValue or QCborValueRef; references edit in place, so that no level is copied.
template <typename Node>
void setIn(Node &&node, const QStringList &tokens, qsizetype depth, const QCborValue &value)
{
    if (depth == tokens.size()) {
        node = value;
        return;
    }
    const QString &token = tokens.at(depth);
    if (!node.isMap() && !node.isArray())
        node = containerFor(token);
    if (node.isMap()) {
        setIn(node[token], tokens, depth + 1, value);
        return;
    }
    const qsizetype index = indexFrom(token);
    if (index >= 0 && index <= node.toArray().size())
        setIn(node[qint64(index)], tokens, depth + 1, value);
}

template <typename Node>
void removeIn(Node &&node, const QStringList &tokens, qsizetype depth)
{
    const QString &token = tokens.at(depth);
    const bool isLast = depth + 1 == tokens.size();
    if (node.isMap() && !isLast) {
        removeIn(node[token], tokens, depth + 1);
    } else if (node.isArray() && !isLast) {
        removeIn(node[qint64(indexFrom(token))], tokens, depth + 1);
    } else if (node.isMap()) {
        QCborMap map = node.toMap();
        node = QCborValue(); // so that `map` is the only owner and is not copied
        map.remove(token);
        node = map;
    } else if (node.isArray()) {
        QCborArray array = node.toArray();
        node = QCborValue();
        array.removeAt(indexFrom(token));
        node = array;
    }
}

} // namespace

QCborValue valueAt(const QCborValue &root, const Pointer &pointer)
{
    QCborValue at = root;
    for (const QString &token : pointer.tokens())
        at = entry(at, token);
    return at;
}

bool contains(const QCborValue &root, const Pointer &pointer)
{
    return !valueAt(root, pointer).isUndefined();
}

void setValue(QCborValue &root, const Pointer &pointer, const QCborValue &value)
{
    setIn(root, pointer.tokens(), 0, value);
}

void removeValue(QCborValue &root, const Pointer &pointer)
{
    if (pointer.isRoot())
        root = QCborValue(QCborValue::Undefined);
    else if (contains(root, pointer))
        removeIn(root, pointer.tokens(), 0);
}

QCborValue pruned(const QCborValue &root)
{
    if (root.isMap()) {
        QCborMap map = root.toMap();
        for (auto it = map.begin(); it != map.end();) {
            if (it.value().isUndefined()) {
                it = map.erase(it);
                continue;
            }
            if (it.value().isContainer())
                it.value() = pruned(it.value());
            ++it;
        }
        return map;
    }
    if (root.isArray()) {
        QCborArray array = root.toArray();
        for (QCborValueRef entry : array) {
            if (entry.isContainer())
                entry = pruned(entry);
        }
        return array;
    }
    return root;
}

} // namespace formwork::document
