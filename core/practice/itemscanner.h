// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/itemexpressions.h"

#include <QStringList>

namespace formwork::practice
{

// An expression taken apart into words, and what its grammars have in common.
class ItemScanner
{
public:
    static constexpr qsizetype kLongest = 4096; // bytes of an expression
    static constexpr int kDeepest = 60; // brackets within brackets

    ItemScanner(const QString &text, QString kind, ItemWords &words);

    [[nodiscard]] const std::optional<Complaint> &complaint() const { return m_complaint; }
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_words.size(); }
    [[nodiscard]] QString word(int ahead = 0) const { return m_words.value(m_at + ahead); }
    void skip() { ++m_at; }
    // Whether it comes next, in whatever case; then it is behind us.
    [[nodiscard]] bool take(QLatin1StringView word);
    [[nodiscard]] Outcome<void> expect(QLatin1StringView word);
    [[nodiscard]] Outcome<ItemPath> path();
    [[nodiscard]] Outcome<ItemOperand> operand();
    [[nodiscard]] Outcome<void> end() const; // refused where there is more

    [[nodiscard]] std::unexpected<Complaint> refused(const QString &why) const;
    [[nodiscard]] std::unexpected<Complaint> wrongWord() const;

private:
    void split(const QString &text);
    [[nodiscard]] Outcome<QString> name();
    [[nodiscard]] Outcome<ItemOperand> value();

    QString m_kind;
    ItemWords &m_given;
    QStringList m_words;
    qsizetype m_at = 0;
    std::optional<Complaint> m_complaint;
};

} // namespace formwork::practice
