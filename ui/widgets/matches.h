// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace formwork::widgets
{

struct Match {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const Match &) const = default;
};

// Where the words of a query stand in a text, in order, to show why something was found: each as the
// beginning of a word, else inside one, else as beginnings of words in a row ("crgr" in "Create group"). A
// word that stands nowhere in it leaves nothing.
[[nodiscard]] QList<Match> matchesOf(const QString &text, const QString &query);

// Every word of the query is in the text, in any order.
[[nodiscard]] bool hasWords(const QString &text, const QString &query);

} // namespace formwork::widgets
