// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/shape.h"
#include "protocol/misfit.h"

#include <QByteArray>
#include <QCborMap>
#include <QCborStreamWriter>

// Documents as the CBOR of Smithy RPC v2: definite lengths, timestamps as tag 1 with seconds.
namespace formwork::protocol
{

class CborWriter
{
public:
    CborWriter(QByteArray &out, Misfit &misfit)
        : m_writer(&out)
        , m_misfit(misfit)
    {
    }

    bool structure(const model::Shape &shape, const QCborMap &map);

private:
    bool value(const model::Member &member, const QCborValue &value);
    bool list(const model::Shape &shape, const QCborValue &value);
    bool map(const model::Shape &shape, const QCborValue &value);
    bool scalar(const model::Shape &shape, const QCborValue &value);

    QCborStreamWriter m_writer;
    Misfit &m_misfit;
    int m_depth = 0;
};

// Errors: Phase::Parse with code "NotCbor", "TooLarge" or "WrongType". A lenient `misfit` takes the notes on
// what did not fit in an answer.
[[nodiscard]] Result<QCborMap> readPlainCbor(const QByteArray &body);
[[nodiscard]] Result<QCborMap> readCborStructure(const QByteArray &body, const model::Shape &shape,
                                                 Misfit *misfit = nullptr);

} // namespace formwork::protocol
