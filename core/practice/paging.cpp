// SPDX-License-Identifier: Apache-2.0
#include "practice/paging.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr int kPage = 100; // where the request does not say
constexpr int kAll = 10'000; // where there are no pages

QString firstOf(const QJsonValue &value)
{
    return value.isArray() ? value.toArray().at(0).toString() : value.toString();
}

std::optional<qint64> readToken(const QString &token)
{
    const auto text =
        QByteArray::fromBase64Encoding(token.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    bool isNumber = false;
    const qint64 id = text ? text.decoded.toLongLong(&isNumber) : 0;
    return isNumber ? std::optional(id) : std::nullopt;
}

} // namespace

Paging::Paging(const model::Operation &operation, const QCborMap &input)
{
    const QJsonObject paginator = QJsonDocument::fromJson(operation.pagination).object();
    m_outputToken = firstOf(paginator[u"outputToken"]);
    m_moreResults = firstOf(paginator[u"moreResults"]);
    if (!operation.output->member(m_outputToken))
        m_outputToken.clear();
    if (!operation.output->member(m_moreResults))
        m_moreResults.clear();
    if (m_outputToken.isEmpty()) {
        m_most = kAll;
        return;
    }
    const QCborValue size = input.value(firstOf(paginator[u"pageSize"]));
    const qint64 written =
        size.isInteger() ? size.toInteger() : size.toString().toLongLong(); // Route 53 has texts
    m_most = written > 0 ? static_cast<int>(std::clamp<qint64>(written, 1, kAll)) : kPage;
    const QString token = input.value(firstOf(paginator[u"inputToken"])).toString();
    if (!token.isEmpty())
        m_after = readToken(token);
}

void Paging::tell(QCborMap &answer, bool hasMore, qint64 last) const
{
    if (hasMore && !m_outputToken.isEmpty())
        answer[m_outputToken] = QString::fromLatin1(QByteArray::number(last).toBase64());
    if (!m_moreResults.isEmpty())
        answer[m_moreResults] = hasMore;
}

} // namespace formwork::practice
