// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/shape.h"

#include <QCborValue>
#include <QStringList>

#include <vector>

namespace formwork::protocol
{

// Why a value cannot be put on the wire, or why what came from it cannot be read, and where. The place is
// gathered while the recursion unwinds, so that the good way costs nothing.
//
// A strict one ends the reading or writing. A lenient one is for answers: what they tell has been done
// already, so that one odd member must not cost the others. It takes a note of each and lets the reader go
// on.
class Misfit
{
public:
    enum class Manner { Strict, Lenient };

    explicit Misfit(Manner manner = Manner::Strict)
        : m_manner(manner)
    {
    }

    // Both return false, so that a writer can `return misfit.because(...)`.
    bool because(const QString &clause); // continues "The value of NAME ", e.g. "is empty."
    bool under(const QString &token);

    bool wrongType(const model::Shape &expected, const QCborValue &found);

    // For a simple value: a lenient reader keeps it as it came in `result` (true). One with parts is not
    // kept, because what is sensitive in it could not be told any more.
    bool keepsOdd(const model::Shape &expected, const QCborValue &found, QCborValue &result);

    // Around each part that is read: `const auto mark = misfit.mark(); ... if (!misfit.goesOn(mark, name))
    // return false;` A part that could not be read is left out then.
    using Mark = size_t;
    [[nodiscard]] Mark mark() const { return m_notes.size(); }
    [[nodiscard]] bool goesOn(Mark mark, const QString &token)
    {
        return (!isSet() && m_notes.size() == mark) || placed(mark, token);
    }
    [[nodiscard]] bool goesOn(Mark mark, qsizetype index)
    {
        return (!isSet() && m_notes.size() == mark) || placed(mark, QString::number(index));
    }

    [[nodiscard]] bool isLenient() const { return m_manner == Manner::Lenient; }
    [[nodiscard]] bool isSet() const { return !m_clause.isEmpty(); }
    [[nodiscard]] QString pointer() const;
    [[nodiscard]] Error error(Phase phase, const QString &code) const;
    [[nodiscard]] QStringList notes() const; // a sentence each, without what was found

private:
    struct Note {
        QString clause;
        QStringList tokens; // innermost first
    };

    bool placed(Mark mark, const QString &token);

    Manner m_manner;
    QString m_clause;
    QStringList m_tokens; // innermost first
    std::vector<Note> m_notes;
    qsizetype m_unnoted = 0; // beyond those that are kept
};

// Deeper than any service goes; keeps hostile input from eating the stack.
inline constexpr int kMaxDepth = 200;

[[nodiscard]] QString tooDeep(); // the clause for that

// Whether a body is of a size that is read at all. Error: "TooLarge".
[[nodiscard]] Result<void> checkSize(const QByteArray &body);
[[nodiscard]] QString kindOfValue(const QCborValue &value); // "text", "a number", ...
[[nodiscard]] QString kindOfShape(const model::Shape &shape);

} // namespace formwork::protocol
