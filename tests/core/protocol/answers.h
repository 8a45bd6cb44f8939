// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/codec.h"
#include "shapes.h"

namespace formwork::testing
{

// An operation with an output of every simple kind and one modelled error, and a way to answer it.
struct AnswerFixture {
    OperationBuilder builder;

    explicit AnswerFixture(model::Protocol protocol)
        : builder(protocol)
    {
        using enum model::ShapeType;
        model::Shape *out = builder.output();
        OperationBuilder::add(out, QStringLiteral("text"), builder.scalar(String));
        OperationBuilder::add(out, QStringLiteral("number"), builder.scalar(Long));
        OperationBuilder::add(out, QStringLiteral("ratio"), builder.scalar(Double));
        OperationBuilder::add(out, QStringLiteral("flag"), builder.scalar(Boolean));
        OperationBuilder::add(out, QStringLiteral("bytes"), builder.scalar(Blob));
        OperationBuilder::add(out, QStringLiteral("list"), builder.list(builder.scalar(String)));
        OperationBuilder::add(out, QStringLiteral("again"), out);
        OperationBuilder::add(out, QStringLiteral("any"), builder.scalar(Document));
        OperationBuilder::add(out, QStringLiteral("time"), builder.scalar(Timestamp));
        model::Shape *busy = builder.error(QStringLiteral("BusyException"), 429);
        busy->error.retryable = true;
        busy->error.throttling = true;
        OperationBuilder::add(busy, QStringLiteral("message"), builder.scalar(String));
        OperationBuilder::add(busy, QStringLiteral("wait"), builder.scalar(Integer));
    }

    [[nodiscard]] Result<protocol::Answer> parse(int status, const QByteArray &body,
                                                 http::Headers headers = {}) const
    {
        return protocol::parse(*builder.ptr(), {status, std::move(headers), body});
    }
};

} // namespace formwork::testing
