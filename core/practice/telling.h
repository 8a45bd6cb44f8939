// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborMap>
#include <QCborValue>

#include <functional>

namespace formwork::practice
{

// Puts things into an answer, where a path of a relation says that they stand: "Reservations[].Instances[]".
class Telling
{
public:
    // What stands for the thing with that index: of a structure, or of a text that a member of that name asks
    // for.
    using Portrait =
        std::function<QCborValue(const model::Shape &shape, const QString &name, qsizetype thing)>;

    Telling(Portrait portrait, qsizetype count)
        : m_portrait(std::move(portrait))
        , m_count(count)
    {
    }

    [[nodiscard]] QCborMap placed(const QCborMap &answer, const model::Shape &shape,
                                  const QString &path) const;

private:
    [[nodiscard]] QCborMap placedAt(QCborMap answer, const model::Shape &shape, QStringList path,
                                    qsizetype from, qsizetype to) const;

    Portrait m_portrait;
    qsizetype m_count;
};

} // namespace formwork::practice
