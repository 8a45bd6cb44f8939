// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "model/shape.h"

#include <QCborValue>
#include <QDateTime>
#include <QHash>

#include <functional>

namespace formwork::practice
{

// Fills in the {placeholders} of a guide's practice data (resources/guides/README.md says which there are).
// Each has one value as long as this object lives: a request.
class Placeholders
{
public:
    struct Facts {
        QString accountId;
        QString region;
        std::function<int()> count; // asked where a text wants it: it is dear
        QDateTime now;
    };

    Placeholders(Facts facts, QCborValue input, TokenSourcePtr tokens);

    [[nodiscard]] QString text(const QString &pattern);

    // A tree of members with the types of `shape`; Undefined where nothing is left of it.
    [[nodiscard]] QCborValue tree(const QCborValue &pattern, const model::Shape &shape);
    // A placeholder alone keeps the type of what it stands for.
    [[nodiscard]] QCborValue leaf(const QString &pattern);

private:
    QCborValue value(const QString &name);
    QCborValue fresh(const QString &name) const;
    QString random(QStringView characters, int length) const;

    Facts m_facts;
    QCborValue m_input;
    TokenSourcePtr m_tokens;
    QHash<QString, QCborValue> m_known;
};

// The value as the shape has it where it can be read so ("3" for an integer); else as it is.
[[nodiscard]] QCborValue typed(const QCborValue &value, const model::Shape &shape);

} // namespace formwork::practice
