// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"
#include "protocol/members.h"
#include "protocol/misfit.h"

#include <QCborMap>
#include <QCborValue>

#include <simdjson.h>

namespace formwork::protocol
{

namespace ondemand = simdjson::ondemand;

// Documents out of JSON, guided by shapes. simdjson's on-demand reader checks what it walks over and skips
// the rest; it throws simdjson_error.
class JsonValues
{
public:
    explicit JsonValues(Misfit *misfit)
        : m_misfit(misfit ? *misfit : m_ownMisfit)
    {
    }

    Misfit &misfit() { return m_misfit; }
    bool hasFailed() const { return m_misfit.isSet(); }

    QCborMap structure(const model::Shape &shape, ondemand::object object, Members which);
    QCborValue value(const model::Member &member, ondemand::value json);
    QCborValue plain(ondemand::value json);

private:
    const model::Member *memberOf(const model::Shape &shape, const QString &key, size_t &hint) const;
    QCborValue list(const model::Shape &shape, ondemand::array array);
    QCborValue map(const model::Shape &shape, ondemand::object object);
    QCborValue scalar(const model::Shape &shape, ondemand::value json);
    // The value that a lenient reader keeps all the same; undefined where there is none.
    QCborValue wrong(const model::Shape &shape, const QCborValue &found)
    {
        QCborValue kept;
        m_misfit.keepsOdd(shape, found, kept);
        return kept;
    }
    QCborValue wrongKind(const model::Shape &shape, ondemand::value json);
    QCborValue number(const model::Shape &shape, QByteArrayView token);
    QCborValue nested(const model::Member &member, ondemand::value json);
    QString text(ondemand::value json);
    QString key(simdjson::simdjson_result<ondemand::field> &field);
    QString mended(const char *escaped);

    Misfit m_ownMisfit; // strict
    Misfit &m_misfit;
    int m_depth = 0;
};

} // namespace formwork::protocol
