// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/members.h"
#include "protocol/misfit.h"
#include "protocol/text.h"

#include <QByteArray>
#include <QCborMap>

namespace formwork::protocol
{

// Writes documents as the JSON that AWS's JSON protocols put on the wire: compact, UTF-8, members in the
// order of the document, blobs in base64, timestamps as epoch seconds unless the model says otherwise.
// Members that are null or undefined are left out; members the shape does not know are written as they are,
// so that a service newer than its model can be spoken to. Every function returns false after a misfit.
class JsonWriter
{
public:
    enum class Charset { Utf8, Ascii };
    // RpcV2: times are epoch seconds whatever the model says, and numbers without a limit are texts.
    enum class Dialect { Aws, RpcV2 };

    JsonWriter(QByteArray &out, Misfit &misfit, Charset charset = Charset::Utf8)
        : m_out(out)
        , m_misfit(misfit)
        , m_charset(charset)
    {
    }

    JsonWriter(QByteArray &out, Misfit &misfit, Fraction fraction)
        : m_out(out)
        , m_misfit(misfit)
        , m_fraction(fraction)
    {
    }

    JsonWriter(QByteArray &out, Misfit &misfit, Dialect dialect)
        : m_out(out)
        , m_misfit(misfit)
        , m_dialect(dialect)
    {
    }

    bool structure(const model::Shape &shape, const QCborMap &map, Members which = Members::All);
    bool value(const model::Member &member, const QCborValue &value);
    bool plain(const QCborValue &value); // without a shape

private:
    bool text(const QString &text);
    void appendText(const QString &text);
    bool list(const model::Shape &shape, const QCborValue &value);
    bool map(const model::Shape &shape, const QCborValue &value);
    bool scalar(const model::Member &member, const QCborValue &value);
    bool plainMap(const QCborMap &map);
    bool nested(const model::Member &member, const QCborValue &value);

    QByteArray &m_out;
    Misfit &m_misfit;
    Charset m_charset = Charset::Utf8;
    Dialect m_dialect = Dialect::Aws;
    Fraction m_fraction = Fraction::Shortest;
    int m_depth = 0;
};

// The body that the structure is; the error is WrongType and names the member.
[[nodiscard]] Result<QByteArray> writeJsonStructure(const model::Shape &shape, const QCborMap &map,
                                                    JsonWriter::Dialect dialect = JsonWriter::Dialect::Aws);

} // namespace formwork::protocol
