// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUuid>

#include <memory>

namespace formwork
{

// Makes client tokens and invocation ids. Random UUIDs, because tokens made from the time collide.
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    [[nodiscard]] virtual QString nextToken() = 0; // 36 characters: a lower-case UUID with hyphens
    [[nodiscard]] virtual double nextFraction() = 0; // uniform in [0, 1), for retry jitter
};

class RandomTokenSource final : public TokenSource
{
public:
    [[nodiscard]] QString nextToken() override { return QUuid::createUuid().toString(QUuid::WithoutBraces); }
    [[nodiscard]] double nextFraction() override;
};

using TokenSourcePtr = std::shared_ptr<TokenSource>;

} // namespace formwork
