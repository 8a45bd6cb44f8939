// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "client/pagetoken.h"
#include "jmespath/expression.h"

#include <QCborArray>
#include <QCborMap>
#include <QSet>

namespace formwork::client
{

// How an operation hands out a long answer: which member of its answer becomes which member of the next
// input, and what of it is the list that goes on.
class Paging
{
public:
    // Nothing where one answer is all there is, or where what the model says of it cannot be read.
    [[nodiscard]] static std::optional<Paging> of(const model::Operation &operation);

    // What the next page is asked for with, by member of the input (null: without that member); empty: none
    // follows.
    [[nodiscard]] QCborMap next(const QCborValue &output) const;
    [[nodiscard]] static QCborValue withTokens(const QCborValue &input, const QCborMap &tokens);

    [[nodiscard]] const QList<jmespath::Expression> &items() const { return m_items; } // the first is counted
    [[nodiscard]] const QList<jmespath::Expression> &once() const { return m_once; } // of the first page
    [[nodiscard]] const QString &pageSize() const { return m_pageSize; } // member of the input, or empty
    [[nodiscard]] const QStringList &inputTokens() const { return m_inputTokens; }

private:
    QStringList m_inputTokens;
    QList<jmespath::Expression> m_outputTokens; // each may have several alternatives inside
    std::optional<jmespath::Expression> m_moreResults;
    QList<jmespath::Expression> m_items;
    QList<jmespath::Expression> m_once;
    QString m_pageSize;
};

// The pages of one answer as they come in, put together as the AWS CLI does: lists follow each other, maps
// are joined, numbers add up, and what is no result is kept of the first page where the model says so.
class Pages
{
public:
    // `maxItems` 0: all of them. `start`: where an answer that was cut goes on.
    Pages(Paging paging, QCborValue input, qint64 maxItems = 0, const PageToken &start = {});

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] qint64 items() const { return m_items; }
    [[nodiscard]] bool hasNext() const { return m_count == 0 || (!m_next.isEmpty() && !m_rest); }
    [[nodiscard]] bool isCut() const { return m_rest.has_value(); } // `maxItems` are there, and there is more
    [[nodiscard]] const std::optional<PageToken> &rest() const { return m_rest; } // where that goes on
    [[nodiscard]] QCborValue nextInput() const { return Paging::withTokens(m_input, m_next); }
    [[nodiscard]] QCborValue merged() const;
    [[nodiscard]] const Paging &paging() const { return m_paging; }
    [[nodiscard]] qint64 firstRow() const { return m_firstRow; } // of the history

    // Fails ("RepeatedToken") when the page names one that was fetched already, or itself, as the next one;
    // it is taken in even so, and nothing follows it.
    Result<void> add(const QCborValue &output, qint64 row = 0);

private:
    void join(qsizetype index, const QCborValue &more);
    [[nodiscard]] QCborValue goneOn(qsizetype index, const QCborValue &value) const;
    [[nodiscard]] QCborValue shortened(const QCborValue &list, const QCborMap &asked);

    Paging m_paging;
    QCborValue m_input;
    qint64 m_maxItems;
    QList<QCborValue> m_results; // by Paging::items()
    QCborMap m_once;
    QCborMap m_next;
    QSet<QByteArray> m_asked; // the tokens of all pages so far
    int m_count = 0;
    qint64 m_items = 0;
    qint64 m_firstRow = 0;
    qint64 m_had = 0; // of the items of the first page
    std::optional<PageToken> m_rest;
};

using PagesPtr = std::shared_ptr<Pages>;

struct PagesOptions {
    CallOptions call;
    int maxPages = 0; // of this fetching; 0: all that follow
    std::function<bool(const Pages &)> fetched; // after each page; false: enough for now
};

// Fetches the pages that follow. They are one row of the history, each an attempt of it (or more), with all
// of them as its output; where the operation does more than read, each is a row of its own. `output` of what
// it answers is everything put together; after an error it can be called again and goes on where it stopped.
QCoro::Task<CallResult> fetchPages(EnvironmentPtr environment, model::OperationPtr operation, Target target,
                                   PagesPtr pages, PagesOptions options);

} // namespace formwork::client
