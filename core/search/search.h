// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "search/searchwords.h"

#include <QByteArrayList>

#include <optional>

namespace formwork::search
{

// Finds operations as a person types. Every word of the query has to be found in the service's name, its
// title or the operation's name, in any order: as a word or its beginning, as beginnings of words in a row
// ("crgr" for "create group"), inside a word, as what it may stand for (":/search/abbreviations.json": "ddb",
// "sg", "kill"), or with one slip of the finger. A service's id with its hyphens ("ds-data") means that
// service alone. Words in a row that people say for an operation
// (":/search/phrases.json": "who am i") are looked for as that, too. Immutable once built; building costs a
// few milliseconds for all of AWS, a search far less than one frame.
class OperationIndex
{
public:
    struct Hit {
        model::ServicePtr service;
        qsizetype operation = 0; // index into service->operations
        int score = 0; // higher is better
    };

    explicit OperationIndex(QList<model::ServicePtr> services);

    // Best first; an empty query finds nothing.
    [[nodiscard]] QList<Hit> find(QStringView query, qsizetype limit) const;
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_entries.size()); }

private:
    using WordId = quint32;

    struct Range {
        quint32 begin = 0; // into m_sequence
        quint32 end = 0;
    };

    struct Entry {
        quint32 service = 0;
        quint32 operation = 0;
        Range words;
        quint16 letters = 0; // of the name without what is between its words
        quint8 isAbout = 0; // how much of its service is about the same thing, to kMostAbout
        quint8 making = 0; // points for what makes something
        bool deprecated = false;
        quint64 initials = 0; // of its words, see initialOf()
    };

    // A word of the query: how well each known word answers it, and what it may stand for: any of these, of
    // which all words have to be there.
    struct Wanted {
        QByteArray text;
        std::vector<quint8> points; // by WordId
        std::vector<std::vector<Wanted>> meant;
    };

    // One reading of the query.
    struct Reading {
        std::vector<Wanted> words;
        std::vector<quint8> inService; // points by word, of the service that is looked at
        qsizetype letters = 0;
    };

    struct ServiceWords {
        Range about; // id, title and SDK id
        Range id;
        int popularity = 0; // of ":/search/popular.json"
    };

    Range addWords(QStringView name);
    void weigh(size_t firstEntry); // the entries of one service, from there on
    WordId idOf(const QByteArray &word);
    [[nodiscard]] Wanted wanted(const QByteArray &word) const;
    [[nodiscard]] quint8 bestLiteral(const Wanted &wanted, Range words) const;
    [[nodiscard]] quint8 best(const Wanted &wanted, Range words) const;
    [[nodiscard]] quint8 pointsIn(const ServiceWords &service, const Wanted &wanted) const;
    [[nodiscard]] bool isRunOfBeginnings(QByteArrayView text, Range words) const;
    [[nodiscard]] int score(const Entry &entry, const Reading &query) const;
    [[nodiscard]] Reading reading(const QByteArrayList &words) const;
    [[nodiscard]] std::optional<quint32> meantService(QStringView query) const; // by its place
    [[nodiscard]] std::vector<Reading> readings(QByteArrayList words) const;

    QList<model::ServicePtr> m_services;
    QByteArrayList m_words; // each once
    QHash<QByteArray, WordId> m_ids;
    std::vector<WordId> m_sequence; // the words of every name, one after the other
    std::vector<ServiceWords> m_serviceWords; // by place in m_services
    std::vector<Entry> m_entries;
    Abbreviations m_abbreviations;
    QList<Phrase> m_phrases;
};

} // namespace formwork::search
