// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"
#include "protocol/formnames.h"
#include "protocol/misfit.h"

#include <QByteArray>
#include <QCborMap>

namespace formwork::protocol
{

// Writes documents as form parameters: "Filter.1.Name=vpc".
class FormWriter
{
public:
    using Dialect = FormDialect;

    FormWriter(QByteArray &out, Misfit &misfit, Dialect dialect)
        : m_out(out)
        , m_misfit(misfit)
        , m_dialect(dialect)
    {
    }

    void parameter(const QByteArray &name, const QByteArray &value);
    bool structure(const QByteArray &prefix, const model::Shape &shape, const QCborMap &map);

private:
    [[nodiscard]] QByteArray ownName(const QByteArray &name, const model::Member &member) const;
    [[nodiscard]] QByteArray nameOf(const model::Member &member) const
    {
        return formNameOf(member, m_dialect);
    }
    bool value(const QByteArray &name, const model::Member &member, const QCborValue &value);
    bool list(const QByteArray &name, const model::Member &member, const QCborValue &value);
    bool map(const QByteArray &name, const model::Member &member, const QCborValue &value);

    QByteArray &m_out;
    Misfit &m_misfit;
    Dialect m_dialect;
    int m_depth = 0;
};

// Path, headers and the first two parameters, the same in both dialects.
[[nodiscard]] Result<http::Request> formRequest(const model::Operation &operation, const QCborMap &input,
                                                const QByteArray &basePath, FormWriter::Dialect dialect);

} // namespace formwork::protocol
