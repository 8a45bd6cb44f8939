// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/catalog.h"

namespace formwork::model
{

// Finds operations as a person types. Every word of the query has to be found in the service's name, its
// title or the operation's name, in any order: as the beginning of a word, as beginnings of words in a row
// ("crgr" for "create group"), or inside one. Immutable once built; building costs a few milliseconds for all
// of AWS, a search less than one frame.
class OperationIndex
{
public:
    struct Hit {
        ServicePtr service;
        qsizetype operation = 0; // index into service->operations
        int score = 0; // higher is better
    };

    explicit OperationIndex(CatalogPtr catalog);

    // Best first; an empty query finds nothing.
    [[nodiscard]] QList<Hit> find(QStringView query, qsizetype limit) const;
    [[nodiscard]] qsizetype size() const { return m_entries.size(); }

private:
    struct Entry {
        quint32 service = 0;
        quint32 operation = 0;
        quint32 begin = 0; // into m_text: words of the operation, then '|', then those of the service
        quint32 end = 0;
        bool creates = false;
        bool deprecated = false;
    };

    [[nodiscard]] int score(const Entry &entry, const QByteArrayList &words) const;

    CatalogPtr m_catalog;
    QByteArray m_text; // lower-case Latin words, each after a blank
    QList<Entry> m_entries;
};

} // namespace formwork::model
