// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/jsonwriter.h"
#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// What the protocols have in common whose whole body is one JSON object, in both directions.
class JsonCodec : public ProtocolCodec
{
public:
    explicit JsonCodec(JsonWriter::Dialect dialect)
        : m_dialect(dialect)
    {
    }

    [[nodiscard]] bool hidesError(const model::Operation &operation,
                                  const http::Response &response) const override;
    [[nodiscard]] QString bodyLanguage() const override { return QStringLiteral("JSON"); }
    [[nodiscard]] Result<QCborMap> parseRequest(const model::Operation &operation,
                                                const http::Request &request) const override;
    [[nodiscard]] http::Response writeResponse(const model::Operation &operation, const QCborMap &output,
                                               const QString &requestId) const override;
    [[nodiscard]] http::Response writeError(const model::Operation &operation, const QString &code,
                                            const QString &message, int httpStatus, const QString &requestId,
                                            const QCborMap &members) const override;
    [[nodiscard]] Result<QCborMap> readStructure(const model::Shape &shape, const QByteArray &body,
                                                 Misfit &misfit) const override;
    [[nodiscard]] Result<QByteArray> writeStructure(const model::Shape &shape,
                                                    const QCborMap &map) const override;

protected:
    [[nodiscard]] virtual http::Headers answerHeaders(const QString &requestId) const = 0;

    // The body of a 2xx: nothing is an answer only where nothing belongs into it.
    [[nodiscard]] static Result<QCborMap> parseBody(const model::Operation &operation, const QByteArray &body,
                                                    Misfit &misfit);

private:
    JsonWriter::Dialect m_dialect;
};

} // namespace formwork::protocol
