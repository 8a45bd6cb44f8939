// SPDX-License-Identifier: Apache-2.0
#include "client/pages.h"

#include "base/tr.h"
#include "document/value.h"
#include "model/traittext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace formwork::client
{

using jmespath::Expression;

namespace
{

QStringList textsOf(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString()};
    QStringList texts;
    for (const QJsonValue entry : value.toArray())
        texts += entry.toString();
    return texts;
}

std::optional<QList<Expression>> expressionsOf(const QJsonValue &value)
{
    QList<Expression> list;
    for (const QString &text : textsOf(value)) {
        const Result<Expression> parsed = Expression::parse(text);
        if (!parsed)
            return {};
        list.append(*parsed);
    }
    return list;
}

QCborValue found(const Expression &expression, const QCborValue &value)
{
    return expression.search(value).value_or(QCborValue(nullptr));
}

bool isToken(const QCborValue &value)
{
    return !value.isNull() && !value.isFalse() && !(value.isString() && value.toString().isEmpty())
        && !(value.isMap() && value.toMap().isEmpty()) && value != QCborValue(0);
}

// The lists of an answer whose model does not say which of them goes on.
QList<Expression> listsOf(const model::Shape &output)
{
    QList<Expression> list;
    for (const model::Member &member : output.members) {
        if (member.target->type != model::ShapeType::List)
            continue;
        if (const Result<Expression> parsed = Expression::parse(jmespath::identifier(member.name)))
            list.append(*parsed);
    }
    return list;
}

// Where a result stands: "a.b" and nothing else is ever published.
document::Pointer pointerOf(const Expression &expression)
{
    return document::Pointer(expression.text().split(u'.'));
}

qint64 countOf(const QCborValue &value)
{
    return value.isArray() ? value.toArray().size() : value.isMap() ? value.toMap().size() : 0;
}

} // namespace

std::optional<Paging> Paging::of(const model::Operation &operation)
{
    const QJsonObject model = model::traitObject(operation.pagination);
    const auto outputTokens = expressionsOf(model[QLatin1String("outputToken")]);
    const auto items = expressionsOf(model[QLatin1String("items")]);
    const auto once = expressionsOf(model[QLatin1String("nonAggregate")]);
    const auto more = expressionsOf(model[QLatin1String("moreResults")]);
    Paging paging;
    paging.m_inputTokens = textsOf(model[QLatin1String("inputToken")]);
    if (!outputTokens || !items || !once || !more || outputTokens->isEmpty()
        || outputTokens->size() != paging.m_inputTokens.size())
        return {};
    paging.m_outputTokens = *outputTokens;
    paging.m_items = items->isEmpty() ? listsOf(*operation.output) : *items;
    paging.m_once = *once;
    if (!more->isEmpty())
        paging.m_moreResults = more->first();
    paging.m_pageSize = model[QLatin1String("pageSize")].toString();
    return paging;
}

QCborMap Paging::next(const QCborValue &output) const
{
    if (m_moreResults && !isToken(found(*m_moreResults, output)))
        return {};
    QCborMap tokens;
    bool any = false;
    for (qsizetype i = 0; i < m_inputTokens.size(); ++i) {
        const QCborValue token = found(m_outputTokens[i], output);
        tokens[m_inputTokens[i]] = isToken(token) ? token : QCborValue(nullptr);
        any = any || isToken(token);
    }
    return any ? tokens : QCborMap();
}

QCborValue Paging::withTokens(const QCborValue &input, const QCborMap &tokens)
{
    QCborMap map = input.toMap();
    for (auto it = tokens.constBegin(); it != tokens.constEnd(); ++it) {
        if (it.value().isNull())
            map.remove(it.key().toString());
        else
            map[it.key().toString()] = it.value();
    }
    return map;
}

Pages::Pages(Paging paging, QCborValue input, qint64 maxItems, const PageToken &start)
    : m_paging(std::move(paging))
    , m_input(std::move(input))
    , m_maxItems(maxItems)
    , m_results(m_paging.items().size(), QCborValue(nullptr))
    , m_next(start.tokens)
    , m_had(start.had)
{
}

void Pages::join(qsizetype index, const QCborValue &more)
{
    QCborValue &result = m_results[index];
    if (result.isNull()) {
        result = more;
    } else if (result.isArray() && more.isArray()) {
        QCborArray list = result.toArray();
        result = QCborValue(); // so that the list is not copied
        const QCborArray added = more.toArray();
        for (const QCborValue value : added)
            list.append(value);
        result = list;
    } else if (result.isMap() && more.isMap()) {
        QCborMap map = result.toMap();
        const QCborMap added = more.toMap();
        for (auto it = added.constBegin(); it != added.constEnd(); ++it)
            map[it.key().toString()] = it.value();
        result = map;
    } else if (result.isInteger() && more.isInteger()) {
        result = result.toInteger() + more.toInteger();
    } else if (result.isDouble() || more.isDouble()) {
        result = result.toDouble() + more.toDouble();
    } else if (result.isString() && more.isString()) {
        result = QString(result.toString() + more.toString());
    }
}

// Of the first page only what was not had already: what is counted is cut, and the other results came with
// the part that was had.
QCborValue Pages::goneOn(qsizetype index, const QCborValue &value) const
{
    if (m_had == 0 || m_count > 1)
        return value;
    if (value.isString())
        return index == 0 ? value.toString().sliced(qMin(m_had, qint64(value.toString().size()))) : QString();
    if (value.isInteger() || value.isDouble())
        return index == 0 ? QCborValue(nullptr) : QCborValue(0);
    if (!value.isArray())
        return nullptr;
    QCborArray rest;
    const QCborArray all = value.toArray();
    for (qsizetype i = m_had; index == 0 && i < all.size(); ++i)
        rest.append(all[i]);
    return rest;
}

// No more of the counted list than was asked for. `asked` is what its page was asked for with.
QCborValue Pages::shortened(const QCborValue &list, const QCborMap &asked)
{
    const qint64 counted = countOf(list);
    if (m_maxItems <= 0 || m_items + counted < m_maxItems)
        return list;
    const qint64 kept = m_maxItems - m_items;
    if (kept == counted || !list.isArray()) { // the end of a page; what has no order cannot be cut
        if (!m_next.isEmpty())
            m_rest = PageToken{m_next, 0};
        return list;
    }
    m_rest = PageToken{{}, kept + (m_count == 1 ? m_had : 0)};
    const QCborMap given = m_input.toMap();
    for (const QString &name : m_paging.inputTokens()) {
        const QCborValue token = asked.isEmpty() ? given.value(name) : asked.value(name);
        m_rest->tokens[name] = token.isUndefined() ? QCborValue(nullptr) : token;
    }
    QCborArray array = list.toArray();
    while (array.size() > kept)
        array.removeLast();
    return array;
}

Result<void> Pages::add(const QCborValue &output, qint64 row)
{
    const QCborMap asked = std::exchange(m_next, m_paging.next(output));
    if (++m_count == 1) {
        m_firstRow = row;
        for (const Expression &expression : m_paging.once()) {
            QCborValue root = std::exchange(m_once, {});
            const QCborValue value = found(expression, output);
            if (!value.isNull())
                document::setValue(root, pointerOf(expression), value);
            m_once = root.toMap();
        }
    }
    qint64 counted = 0;
    for (qsizetype i = 0; i < m_results.size(); ++i) {
        QCborValue value = goneOn(i, found(m_paging.items()[i], output));
        if (i == 0) {
            value = shortened(value, asked);
            counted = countOf(value);
        }
        if (!value.isNull())
            join(i, value);
    }
    m_items += counted;
    if (!asked.isEmpty())
        m_asked.insert(QCborValue(asked).toCbor());
    if (m_asked.contains(QCborValue(m_next).toCbor())) {
        m_next = {};
        return failure(
            Phase::Service, QStringLiteral("RepeatedToken"),
            Tr::tr("Page %1 names a page that was fetched already as the one that follows it, so the rest "
                   "cannot "
                   "be fetched.")
                .arg(m_count),
            Tr::tr("What was fetched so far is complete up to there. Ask for less at once, or try again "
                   "later."));
    }
    return {};
}

QCborValue Pages::merged() const
{
    QCborValue result = QCborMap();
    for (qsizetype i = 0; i < m_results.size(); ++i) {
        if (!m_results[i].isNull())
            document::setValue(result, pointerOf(m_paging.items()[i]), m_results[i]);
    }
    for (const Expression &expression : m_paging.once()) {
        const QCborValue value = document::valueAt(m_once, pointerOf(expression));
        if (!value.isUndefined())
            document::setValue(result, pointerOf(expression), value);
    }
    return result;
}

} // namespace formwork::client
