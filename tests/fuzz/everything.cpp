// SPDX-License-Identifier: Apache-2.0
#include "everything.h"

#include "shapes.h"

#include <array>

namespace formwork::fuzz
{

namespace
{

using Builder = formwork::testing::OperationBuilder;
using model::Location;
using model::Member;
using model::Shape;
using model::ShapeType;

constexpr std::array kScalars{
    std::pair{"blob", ShapeType::Blob},          std::pair{"flag", ShapeType::Boolean},
    std::pair{"text", ShapeType::String},        std::pair{"byte", ShapeType::Byte},
    std::pair{"short", ShapeType::Short},        std::pair{"whole", ShapeType::Integer},
    std::pair{"long", ShapeType::Long},          std::pair{"float", ShapeType::Float},
    std::pair{"real", ShapeType::Double},        std::pair{"bigWhole", ShapeType::BigInteger},
    std::pair{"bigReal", ShapeType::BigDecimal}, std::pair{"time", ShapeType::Timestamp},
    std::pair{"any", ShapeType::Document},
};

Shape *choice(Builder &builder, ShapeType type, std::initializer_list<const char *> values)
{
    Shape *shape = builder.scalar(type);
    for (const char *value : values)
        shape->enumValues.append({QString::fromLatin1(value), QString::fromLatin1(value), {}, {}});
    return shape;
}

Shape *time(Builder &builder, model::TimestampFormat format)
{
    Shape *shape = builder.scalar(ShapeType::Timestamp);
    shape->timestampFormat = format;
    return shape;
}

void addScalars(Builder &builder, Shape *to)
{
    for (const auto &[name, type] : kScalars)
        Builder::add(to, QString::fromLatin1(name), builder.scalar(type));
    Builder::add(to, QStringLiteral("enum"), choice(builder, ShapeType::Enum, {"one", "two"}));
    Builder::add(to, QStringLiteral("number"), choice(builder, ShapeType::IntEnum, {"1", "2"}));
    using enum model::TimestampFormat;
    Builder::add(to, QStringLiteral("date"), time(builder, DateTime));
    Builder::add(to, QStringLiteral("httpDate"), time(builder, HttpDate));
    Builder::add(to, QStringLiteral("seconds"), time(builder, EpochSeconds));
    Member &renamed = Builder::add(to, QStringLiteral("renamed"), builder.scalar(ShapeType::String));
    renamed.jsonName = QStringLiteral("other");
    renamed.xmlName = QStringLiteral("Other");
    renamed.ec2QueryName = QStringLiteral("Third");
    renamed.sensitiveTrait = true;
    Builder::add(to, QStringLiteral("attribute"), builder.scalar(ShapeType::String)).xmlAttribute = true;
    Builder::add(to, QStringLiteral("encoded"), builder.scalar(ShapeType::String)).jsonValue = true;
}

void addAggregates(Builder &builder, Shape *to)
{
    Shape *text = builder.scalar(ShapeType::String);
    Builder::add(to, QStringLiteral("list"), builder.list(text));
    Shape *sparse = builder.list(builder.scalar(ShapeType::Long));
    sparse->sparse = true;
    Builder::add(to, QStringLiteral("sparse"), sparse);
    Builder::add(to, QStringLiteral("flat"), builder.list(text)).xmlFlattened = true;
    Builder::add(to, QStringLiteral("map"), builder.map(builder.scalar(ShapeType::Timestamp)));
    Builder::add(to, QStringLiteral("flatMap"), builder.map(text)).xmlFlattened = true;
    Builder::add(to, QStringLiteral("lists"), builder.list(builder.list(builder.scalar(ShapeType::Blob))));
    Builder::add(to, QStringLiteral("again"), to);
    Builder::add(to, QStringLiteral("more"), builder.list(to));
    Shape *either = builder.structure(QStringLiteral("Either"));
    either->type = ShapeType::Union;
    Builder::add(either, QStringLiteral("word"), text);
    Builder::add(either, QStringLiteral("deep"), to);
    Builder::add(to, QStringLiteral("either"), either);
}

void addHttp(Builder &builder, Shape *to, bool isInput)
{
    const auto header = [&](const char *name, Shape *target) -> Member & {
        return Builder::add(to, QString::fromLatin1(name), target, Location::Header,
                            QStringLiteral("x-") + QString::fromLatin1(name));
    };
    header("hText", builder.scalar(ShapeType::String));
    header("hWhole", builder.scalar(ShapeType::Long));
    header("hReal", builder.scalar(ShapeType::Double));
    header("hFlag", builder.scalar(ShapeType::Boolean));
    header("hTime", builder.scalar(ShapeType::Timestamp));
    header("hTexts", builder.list(builder.scalar(ShapeType::String)));
    header("hTimes", builder.list(builder.scalar(ShapeType::Timestamp)));
    header("hWholes", builder.list(builder.scalar(ShapeType::Integer)));
    header("hBlob", builder.scalar(ShapeType::Blob));
    header("hJson", builder.scalar(ShapeType::String)).jsonValue = true;
    Builder::add(to, QStringLiteral("prefixed"), builder.map(builder.scalar(ShapeType::String)),
                 Location::PrefixHeaders, QStringLiteral("x-meta-"));
    if (!isInput) {
        Builder::add(to, QStringLiteral("status"), builder.scalar(ShapeType::Integer), Location::StatusCode);
        return;
    }
    Builder::add(to, QStringLiteral("label"), builder.scalar(ShapeType::String), Location::Label);
    Builder::add(to, QStringLiteral("path"), builder.scalar(ShapeType::String), Location::GreedyLabel);
    Builder::add(to, QStringLiteral("q"), builder.list(builder.scalar(ShapeType::Timestamp)), Location::Query,
                 QStringLiteral("q"));
    Builder::add(to, QStringLiteral("qs"), builder.map(builder.list(builder.scalar(ShapeType::String))),
                 Location::QueryParams);
}

bool hasHttpBindings(model::Protocol protocol)
{
    return protocol == model::Protocol::RestJson || protocol == model::Protocol::RestXml;
}

void fill(Builder &builder, Shape *to, model::Protocol protocol, Layout layout, bool isInput)
{
    if (hasHttpBindings(protocol))
        addHttp(builder, to, isInput);
    if (layout == Layout::Bytes) {
        Builder::add(to, QStringLiteral("payload"), builder.scalar(ShapeType::Blob), Location::Payload);
        return;
    }
    Shape *inner = builder.structure(isInput ? QStringLiteral("Given") : QStringLiteral("Made"));
    addScalars(builder, inner);
    addAggregates(builder, inner);
    if (layout == Layout::Structure) {
        Builder::add(to, QStringLiteral("payload"), inner, Location::Payload);
        return;
    }
    addScalars(builder, to);
    Builder::add(to, QStringLiteral("inner"), inner);
    Builder::add(to, QStringLiteral("inners"), builder.map(inner));
}

} // namespace

model::OperationPtr everything(model::Protocol protocol, Layout layout)
{
    Builder builder(protocol);
    fill(builder, builder.input(), protocol, layout, true);
    fill(builder, builder.output(), protocol, layout, false);
    Shape *busy = builder.error(QStringLiteral("BusyException"), 429);
    busy->error.retryable = true;
    addScalars(builder, busy);
    Shape *gone = builder.error(QStringLiteral("GoneException"), 404);
    gone->error.queryCode = QStringLiteral("Gone");
    Builder::add(gone, QStringLiteral("message"), builder.scalar(ShapeType::String));
    model::Operation &operation = builder.operation();
    operation.httpMethod = "PUT";
    if (hasHttpBindings(protocol))
        operation.httpUri = "/things/{label}/{path+}?kind=all";
    if (protocol == model::Protocol::Query)
        operation.resultWrapper = QStringLiteral("CreateThingResult");
    builder.service().queryCompatible = protocol == model::Protocol::AwsJson11;
    return builder.ptr();
}

model::OperationPtr streaming(model::Protocol protocol)
{
    Builder builder(protocol);
    Shape *events = builder.structure(QStringLiteral("Events"));
    events->type = ShapeType::Union;
    events->eventStream = true;
    Shape *made = builder.structure(QStringLiteral("Made"));
    addScalars(builder, made);
    Builder::add(events, QStringLiteral("made"), made);
    Shape *piece = builder.structure(QStringLiteral("Piece"));
    Builder::add(piece, QStringLiteral("number"), builder.scalar(ShapeType::Long)).eventHeader = true;
    Builder::add(piece, QStringLiteral("bytes"), builder.scalar(ShapeType::Blob)).eventPayload = true;
    Builder::add(events, QStringLiteral("piece"), piece);
    Shape *busy = builder.error(QStringLiteral("BusyException"), 429);
    Builder::add(busy, QStringLiteral("message"), builder.scalar(ShapeType::String));
    Builder::add(events, QStringLiteral("busy"), busy);
    if (hasHttpBindings(protocol))
        Builder::add(builder.output(), QStringLiteral("events"), events, Location::Payload);
    else
        Builder::add(builder.output(), QStringLiteral("events"), events);
    return builder.ptr();
}

} // namespace formwork::fuzz
