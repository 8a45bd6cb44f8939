// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>
#include <QString>
#include <QStringList>

namespace formwork::document
{

// A JSON pointer (RFC 6901) into a document: member names, map keys and list indices as tokens.
class Pointer
{
public:
    Pointer() = default; // the whole document
    explicit Pointer(QStringList tokens)
        : m_tokens(std::move(tokens))
    {
    }

    [[nodiscard]] static Pointer parse(QStringView text); // "/a/0/b"; "~1" is '/', "~0" is '~'
    [[nodiscard]] QString toString() const;
    [[nodiscard]] const QStringList &tokens() const { return m_tokens; }
    [[nodiscard]] bool isRoot() const { return m_tokens.isEmpty(); }
    [[nodiscard]] QString last() const { return m_tokens.isEmpty() ? QString() : m_tokens.last(); }
    [[nodiscard]] Pointer parent() const;
    [[nodiscard]] Pointer child(const QString &token) const;
    [[nodiscard]] Pointer child(qsizetype index) const { return child(QString::number(index)); }
    [[nodiscard]] bool startsWith(const Pointer &prefix) const;
    [[nodiscard]] bool
    matches(const Pointer &pattern) const; // a "*" token of the pattern matches any one token

    bool operator==(const Pointer &) const = default;
    bool operator<(const Pointer &other) const { return m_tokens < other.m_tokens; }

private:
    QStringList m_tokens;
};

[[nodiscard]] size_t qHash(const Pointer &pointer, size_t seed = 0);

} // namespace formwork::document
