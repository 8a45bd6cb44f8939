// SPDX-License-Identifier: Apache-2.0
#include "readers/smithytraits.h"

#include "base/tr.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <unordered_map>

namespace formwork::readers
{

namespace
{

template <typename Thing>
using Readers = std::unordered_map<std::string_view, void (*)(const JsonView &, Thing &)>;

template <typename Thing>
void readAll(const JsonView &traits, const Readers<Thing> &readers, Thing &thing)
{
    traits.eachField([&](const JsonView &trait) {
        if (const auto found = readers.find(trait.key()); found != readers.end())
            found->second(trait, thing);
    });
}

model::Deprecation deprecation(const JsonView &trait)
{
    return {trait.textOf("since"), trait.textOf("message")};
}

model::TimestampFormat timestampFormat(const JsonView &trait)
{
    const std::string_view name = trait.view();
    if (name == "date-time")
        return model::TimestampFormat::DateTime;
    if (name == "http-date")
        return model::TimestampFormat::HttpDate;
    if (name == "epoch-seconds")
        return model::TimestampFormat::EpochSeconds;
    trait.complain(formwork::Tr::tr("The timestamp format %1 is not known.").arg(toText(name)));
    return model::TimestampFormat::Unset;
}

void readLength(const JsonView &trait, model::Constraints &constraints)
{
    trait.withField("min", [&](const JsonView &v) { constraints.minLength = v.count(); });
    trait.withField("max", [&](const JsonView &v) { constraints.maxLength = v.count(); });
}

void readRange(const JsonView &trait, model::Constraints &constraints)
{
    trait.withField("min", [&](const JsonView &v) { constraints.minValue = v.lowerNumber(); });
    trait.withField("max", [&](const JsonView &v) { constraints.maxValue = v.upperNumber(); });
}

template <model::Location Where>
void bindHttp(const JsonView &trait, model::Member &member)
{
    member.location = Where;
    if constexpr (Where == model::Location::Header || Where == model::Location::PrefixHeaders
                  || Where == model::Location::Query)
        member.locationName = trait.text();
}

// The enum trait of Smithy 1.0, which AWS still publishes on strings.
void readOldEnum(const JsonView &trait, model::Shape &shape)
{
    shape.type = model::ShapeType::Enum;
    trait.eachItem([&](const JsonView &item) {
        model::EnumValue value{item.textOf("name"), item.textOf("value"), item.textOf("documentation"), {}};
        if (value.name.isEmpty())
            value.name = value.value;
        if (item.flagOf("deprecated"))
            value.deprecated = model::Deprecation{};
        shape.enumValues.append(std::move(value));
    });
}

const Readers<model::Shape> &shapeReaders()
{
    static const Readers<model::Shape> readers{
        {"smithy.api#documentation", [](const JsonView &t, model::Shape &s) { s.documentation = t.text(); }},
        {"smithy.api#length", [](const JsonView &t, model::Shape &s) { readLength(t, s.constraints); }},
        {"smithy.api#range", [](const JsonView &t, model::Shape &s) { readRange(t, s.constraints); }},
        {"smithy.api#pattern", [](const JsonView &t, model::Shape &s) { s.constraints.pattern = t.text(); }},
        {"smithy.api#uniqueItems",
         [](const JsonView &, model::Shape &s) { s.constraints.uniqueItems = true; }},
        {"smithy.api#enum", readOldEnum},
        {"smithy.api#sensitive", [](const JsonView &, model::Shape &s) { s.sensitive = true; }},
        {"smithy.api#sparse", [](const JsonView &, model::Shape &s) { s.sparse = true; }},
        {"smithy.api#requiresLength", [](const JsonView &, model::Shape &s) { s.requiresLength = true; }},
        {"smithy.api#mediaType", [](const JsonView &t, model::Shape &s) { s.mediaType = t.text(); }},
        {"smithy.api#xmlName", [](const JsonView &t, model::Shape &s) { s.xmlName = t.text(); }},
        {"smithy.api#xmlNamespace",
         [](const JsonView &t, model::Shape &s) { s.xmlNamespace = xmlNamespace(t); }},
        {"smithy.api#timestampFormat",
         [](const JsonView &t, model::Shape &s) { s.timestampFormat = timestampFormat(t); }},
        {"smithy.api#default", [](const JsonView &t, model::Shape &s) { s.defaultValue = t.value(); }},
        {"smithy.api#deprecated", [](const JsonView &t, model::Shape &s) { s.deprecated = deprecation(t); }},
        {"smithy.api#streaming",
         [](const JsonView &, model::Shape &s) {
             (s.type == model::ShapeType::Union ? s.eventStream : s.streaming) = true;
         }},
        {"smithy.api#error",
         [](const JsonView &t, model::Shape &s) {
             s.error.isError = true;
             s.error.clientFault = t.view() != "server";
         }},
        {"smithy.api#httpError",
         [](const JsonView &t, model::Shape &s) {
             s.error.httpStatus = t.status().value_or(s.error.httpStatus);
         }},
        {"smithy.api#retryable",
         [](const JsonView &t, model::Shape &s) {
             s.error.retryable = true;
             s.error.throttling = t.flagOf("throttling");
         }},
        {"aws.protocols#awsQueryError",
         [](const JsonView &t, model::Shape &s) {
             s.error.queryCode = t.textOf("code");
             t.withField("httpResponseCode", [&](const JsonView &v) {
                 if (s.error.httpStatus == 0)
                     s.error.httpStatus = v.status().value_or(0);
             });
         }},
    };
    return readers;
}

const Readers<model::Member> &memberReaders()
{
    static const Readers<model::Member> readers{
        {"smithy.api#documentation", [](const JsonView &t, model::Member &m) { m.documentation = t.text(); }},
        {"smithy.api#required", [](const JsonView &, model::Member &m) { m.required = true; }},
        {"smithy.api#clientOptional", [](const JsonView &, model::Member &m) { m.clientOptional = true; }},
        {"smithy.api#idempotencyToken",
         [](const JsonView &, model::Member &m) { m.idempotencyToken = true; }},
        {"smithy.api#sensitive", [](const JsonView &, model::Member &m) { m.sensitiveTrait = true; }},
        {"smithy.api#hostLabel", [](const JsonView &, model::Member &m) { m.hostLabel = true; }},
        {"smithy.api#xmlAttribute", [](const JsonView &, model::Member &m) { m.xmlAttribute = true; }},
        {"smithy.api#xmlFlattened", [](const JsonView &, model::Member &m) { m.xmlFlattened = true; }},
        {"smithy.api#xmlName", [](const JsonView &t, model::Member &m) { m.xmlName = t.text(); }},
        {"smithy.api#xmlNamespace",
         [](const JsonView &t, model::Member &m) { m.xmlNamespace = xmlNamespace(t); }},
        {"smithy.api#jsonName", [](const JsonView &t, model::Member &m) { m.jsonName = t.text(); }},
        {"aws.protocols#ec2QueryName",
         [](const JsonView &t, model::Member &m) { m.ec2QueryName = t.text(); }},
        {"smithy.api#eventPayload", [](const JsonView &, model::Member &m) { m.eventPayload = true; }},
        {"smithy.api#eventHeader", [](const JsonView &, model::Member &m) { m.eventHeader = true; }},
        {"smithy.api#default", [](const JsonView &t, model::Member &m) { m.defaultValue = t.value(); }},
        {"smithy.api#deprecated", [](const JsonView &t, model::Member &m) { m.deprecated = deprecation(t); }},
        {"smithy.api#timestampFormat",
         [](const JsonView &t, model::Member &m) { m.timestampFormat = timestampFormat(t); }},
        {"smithy.api#length", [](const JsonView &t, model::Member &m) { readLength(t, m.constraints); }},
        {"smithy.api#range", [](const JsonView &t, model::Member &m) { readRange(t, m.constraints); }},
        {"smithy.api#pattern", [](const JsonView &t, model::Member &m) { m.constraints.pattern = t.text(); }},
        {"smithy.api#uniqueItems",
         [](const JsonView &, model::Member &m) { m.constraints.uniqueItems = true; }},
        {"smithy.api#httpLabel", bindHttp<model::Location::Label>},
        {"smithy.api#httpHeader", bindHttp<model::Location::Header>},
        {"smithy.api#httpPrefixHeaders", bindHttp<model::Location::PrefixHeaders>},
        {"smithy.api#httpQuery", bindHttp<model::Location::Query>},
        {"smithy.api#httpQueryParams", bindHttp<model::Location::QueryParams>},
        {"smithy.api#httpPayload", bindHttp<model::Location::Payload>},
        {"smithy.api#httpResponseCode", bindHttp<model::Location::StatusCode>},
        {"smithy.rules#contextParam",
         [](const JsonView &t, model::Member &m) { m.contextParam = t.textOf("name"); }},
    };
    return readers;
}

void readHttp(const JsonView &trait, model::Operation &operation)
{
    operation.httpMethod = trait.textOf("method").toUtf8();
    operation.httpUri = trait.textOf("uri").toUtf8();
    trait.withField("code", [&](const JsonView &v) { operation.httpStatus = v.status().value_or(200); });
    if (operation.httpMethod.isEmpty() || !operation.httpUri.startsWith('/'))
        trait.complain(formwork::Tr::tr("An HTTP binding has a method and a URI that starts with a slash."));
}

const Readers<model::Operation> &operationReaders()
{
    static const Readers<model::Operation> readers{
        {"smithy.api#documentation",
         [](const JsonView &t, model::Operation &o) { o.documentation = t.text(); }},
        {"smithy.api#http", readHttp},
        {"smithy.api#readonly", [](const JsonView &, model::Operation &o) { o.readOnly = true; }},
        {"smithy.api#idempotent", [](const JsonView &, model::Operation &o) { o.idempotent = true; }},
        {"aws.auth#unsignedPayload", [](const JsonView &, model::Operation &o) { o.unsignedPayload = true; }},
        {"smithy.api#deprecated",
         [](const JsonView &t, model::Operation &o) {
             o.deprecated = true;
             o.deprecationMessage = t.textOf("message");
         }},
        {"smithy.api#endpoint",
         [](const JsonView &t, model::Operation &o) { o.hostPrefix = t.textOf("hostPrefix"); }},
        {"smithy.api#httpChecksumRequired",
         [](const JsonView &, model::Operation &o) {
             if (o.httpChecksum.isEmpty())
                 o.httpChecksum = QByteArrayLiteral("{\"requestChecksumRequired\":true}");
         }},
        {"aws.protocols#httpChecksum",
         [](const JsonView &t, model::Operation &o) { o.httpChecksum = t.json(); }},
        {"smithy.api#requestCompression",
         [](const JsonView &t, model::Operation &o) {
             t.withField("encodings", [&](const JsonView &list) {
                 list.eachItem([&](const JsonView &v) { o.requestCompression |= v.view() == "gzip"; });
             });
         }},
        {"smithy.rules#staticContextParams",
         [](const JsonView &t, model::Operation &o) { o.staticContextParams = t.json(); }},
        {"smithy.rules#operationContextParams",
         [](const JsonView &t, model::Operation &o) { o.operationContextParams = t.json(); }},
        {"smithy.api#paginated", [](const JsonView &t, model::Operation &o) { o.pagination = t.json(); }},
        {"smithy.waiters#waitable", [](const JsonView &t, model::Operation &o) { o.waiters = t.json(); }},
        {"smithy.api#examples", [](const JsonView &t, model::Operation &o) { o.examples = t.json(); }},
    };
    return readers;
}

} // namespace

model::XmlNamespace xmlNamespace(const JsonView &trait)
{
    return {trait.textOf("uri"), trait.textOf("prefix")};
}

QStringList authSchemes(const JsonView &traits)
{
    QStringList result;
    traits.withField("smithy.api#auth", [&](const JsonView &list) {
        list.eachItem([&](const JsonView &scheme) { result.append(scheme.text()); });
        if (result.isEmpty())
            result.append(QStringLiteral("smithy.api#noAuth"));
    });
    return result;
}

void readShapeTraits(const JsonView &traits, model::Shape &shape) { readAll(traits, shapeReaders(), shape); }

void readMemberTraits(const JsonView &traits, model::Member &member)
{
    readAll(traits, memberReaders(), member);
}

void readOperationTraits(const JsonView &traits, model::Operation &operation)
{
    readAll(traits, operationReaders(), operation);
    operation.authSchemes = authSchemes(traits);
    // Operations with optionalAuth are those that one calls before there are any credentials.
    if (traits.has("smithy.api#optionalAuth")) {
        if (operation.authSchemes.isEmpty() && operation.service)
            operation.authSchemes = operation.service->authSchemes;
        operation.authSchemes.removeAll(QStringLiteral("smithy.api#noAuth"));
        operation.authSchemes.prepend(QStringLiteral("smithy.api#noAuth"));
    }
}

} // namespace formwork::readers
