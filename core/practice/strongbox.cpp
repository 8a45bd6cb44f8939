// SPDX-License-Identifier: Apache-2.0
#include "practice/strongbox.h"

namespace formwork::practice
{

namespace
{

// Ids are given again once the newest thing is gone.
QString keyOf(const Thing &thing)
{
    return QStringLiteral("%1 %2 %3").arg(thing.id).arg(thing.created.toMSecsSinceEpoch()).arg(thing.kind);
}

} // namespace

void StrongBox::keep(const Thing &thing, const QCborMap &input)
{
    const QString key = keyOf(thing);
    if (input.toCborValue().toCbor().size() > kLargest) {
        if (m_inputs.remove(key))
            m_order.remove(key);
        return;
    }
    if (!m_inputs.contains(key))
        m_order.push_back(key);
    m_inputs.insert(key, input);
    while (std::ssize(m_order) > kMost) {
        m_inputs.remove(m_order.front());
        m_order.pop_front();
    }
}

void StrongBox::add(const Thing &thing, const QCborMap &input)
{
    QCborMap whole = inputOf(thing);
    for (const auto &[name, value] : thing.input)
        whole[name] = value;
    for (const auto &[name, value] : input)
        whole[name] = value;
    keep(thing, whole);
}

void StrongBox::clear()
{
    m_inputs.clear();
    m_order.clear();
}

QCborMap StrongBox::inputOf(const Thing &thing) const { return m_inputs.value(keyOf(thing)); }

} // namespace formwork::practice
