// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "readers/botocore.h"

#include <algorithm>
#include <array>

namespace formwork::readers
{

namespace
{

struct TypeName {
    std::string_view name;
    model::ShapeType type;
};

constexpr std::array<TypeName, 18> kTypes{{{"structure", model::ShapeType::Structure},
                                           {"list", model::ShapeType::List},
                                           {"map", model::ShapeType::Map},
                                           {"string", model::ShapeType::String},
                                           {"character", model::ShapeType::String},
                                           {"boolean", model::ShapeType::Boolean},
                                           {"byte", model::ShapeType::Byte},
                                           {"short", model::ShapeType::Short},
                                           {"integer", model::ShapeType::Integer},
                                           {"long", model::ShapeType::Long},
                                           {"biginteger", model::ShapeType::BigInteger},
                                           {"bigdecimal", model::ShapeType::BigDecimal},
                                           {"float", model::ShapeType::Float},
                                           {"double", model::ShapeType::Double},
                                           {"blob", model::ShapeType::Blob},
                                           {"blob_stream", model::ShapeType::Blob},
                                           {"timestamp", model::ShapeType::Timestamp},
                                           {"union", model::ShapeType::Union}}};

model::TimestampFormat timestampFormat(const JsonView &view)
{
    const std::string_view name = view.viewOf("timestampFormat");
    if (name.empty())
        return model::TimestampFormat::Unset;
    if (name == "iso8601")
        return model::TimestampFormat::DateTime;
    if (name == "rfc822")
        return model::TimestampFormat::HttpDate;
    if (name == "unixTimestamp")
        return model::TimestampFormat::EpochSeconds;
    view.complain(formwork::Tr::tr("The timestamp format %1 is not known.").arg(toText(name)));
    return model::TimestampFormat::Unset;
}

std::optional<model::Deprecation> deprecation(const JsonView &view)
{
    if (!view.flagOf("deprecated"))
        return std::nullopt;
    return model::Deprecation{view.textOf("deprecatedSince"), view.textOf("deprecatedMessage")};
}

void readLimits(const JsonView &view, model::Shape &shape)
{
    model::Constraints &limits = shape.constraints;
    view.withField("min", [&](const JsonView &v) {
        shape.isNumber() ? void(limits.minValue = v.lowerNumber()) : void(limits.minLength = v.count());
    });
    view.withField("max", [&](const JsonView &v) {
        shape.isNumber() ? void(limits.maxValue = v.upperNumber()) : void(limits.maxLength = v.count());
    });
    limits.pattern = view.textOf("pattern");
}

void readError(const JsonView &view, model::ErrorTrait &error)
{
    error.isError = view.flagOf("exception") || view.has("error");
    error.clientFault = !view.flagOf("fault");
    view.withField("error", [&](const JsonView &v) {
        v.withField("httpStatusCode",
                    [&](const JsonView &code) { error.httpStatus = code.status().value_or(0); });
        error.queryCode = v.textOf("code");
        if (v.has("senderFault"))
            error.clientFault = v.flagOf("senderFault");
        else if (error.httpStatus >= 500)
            error.clientFault = false;
    });
    view.withField("retryable", [&](const JsonView &v) {
        error.retryable = true;
        error.throttling = v.flagOf("throttling");
    });
}

void readLocation(const JsonView &reference, const JsonView &targetShape, model::Member &member)
{
    QString name = reference.textOf("locationName");
    // What stands on a shape goes for every reference to it; a structure's name is that of a root element
    // only.
    if (name.isEmpty() && targetShape.viewOf("type") != "structure")
        name = targetShape.textOf("locationName");
    const std::string_view location = reference.viewOf("location");
    if (location.empty()) {
        member.jsonName = name;
        member.xmlName = name;
        return;
    }
    member.jsonName = name; // protocols that know no other place than the body use it there
    // An empty prefix means every header; any other place has the member's name by default.
    member.locationName = name.isEmpty() && location != "headers" ? member.name : name;
    if (location == "uri")
        member.location = model::Location::Label;
    else if (location == "header")
        member.location = model::Location::Header;
    else if (location == "headers")
        member.location = model::Location::PrefixHeaders;
    else if (location == "querystring")
        member.location =
            targetShape.viewOf("type") == "map" ? model::Location::QueryParams : model::Location::Query;
    else if (location == "statusCode")
        member.location = model::Location::StatusCode;
    else
        reference.complain(formwork::Tr::tr("The location %1 is not known.").arg(toText(location)));
}

bool hasAtEither(const JsonView &reference, const JsonView &targetShape, std::string_view name)
{
    return reference.flagOf(name) || targetShape.flagOf(name);
}

} // namespace

model::XmlNamespace botocoreNamespace(const JsonView &view)
{
    if (view.isString())
        return {view.text(), {}};
    return {view.textOf("uri"), view.textOf("prefix")};
}

std::optional<model::ShapeType> botocoreType(const JsonView &shape)
{
    const std::string_view name = shape.viewOf("type");
    const auto found =
        std::find_if(kTypes.begin(), kTypes.end(), [name](const TypeName &t) { return t.name == name; });
    if (found == kTypes.end())
        return std::nullopt;
    if (found->type == model::ShapeType::Structure && shape.flagOf("document"))
        return model::ShapeType::Document;
    if (found->type == model::ShapeType::Structure && (shape.flagOf("union") || shape.flagOf("eventstream")))
        return model::ShapeType::Union;
    return found->type == model::ShapeType::String && shape.has("enum") ? model::ShapeType::Enum
                                                                        : found->type;
}

void readBotocoreShape(const JsonView &view, model::Shape &shape)
{
    shape.documentation = view.textOf("documentation");
    shape.sensitive = view.flagOf("sensitive");
    shape.sparse = view.flagOf("sparse");
    shape.streaming = view.flagOf("streaming") && shape.type == model::ShapeType::Blob;
    shape.requiresLength = view.flagOf("requiresLength");
    shape.eventStream = view.flagOf("eventstream");
    shape.flattened = view.flagOf("flattened");
    if (shape.type == model::ShapeType::Structure || shape.type == model::ShapeType::Union)
        shape.xmlName = view.textOf("locationName");
    shape.timestampFormat = timestampFormat(view);
    shape.deprecated = deprecation(view);
    view.withField("xmlNamespace", [&](const JsonView &v) { shape.xmlNamespace = botocoreNamespace(v); });
    view.withField("enum", [&](const JsonView &list) {
        list.eachItem([&](const JsonView &v) { shape.enumValues.append({v.text(), v.text(), {}, {}}); });
    });
    readLimits(view, shape);
    readError(view, shape.error);
}

void readBotocoreMember(const JsonView &reference, const JsonView &targetShape, model::Member &member)
{
    readLocation(reference, targetShape, member);
    member.documentation = reference.textOf("documentation");
    member.idempotencyToken = reference.flagOf("idempotencyToken");
    member.sensitiveTrait = reference.flagOf("sensitive");
    member.hostLabel = reference.flagOf("hostLabel");
    member.xmlAttribute = reference.flagOf("xmlAttribute");
    member.xmlFlattened = hasAtEither(reference, targetShape, "flattened");
    member.eventPayload = reference.flagOf("eventpayload");
    member.eventHeader = reference.flagOf("eventheader");
    member.streaming = reference.flagOf("streaming");
    member.jsonValue = reference.flagOf("jsonvalue");
    member.ec2QueryName = reference.textOf("queryName");
    member.timestampFormat = timestampFormat(reference);
    member.deprecated = deprecation(reference);
    reference.withField("xmlNamespace",
                        [&](const JsonView &v) { member.xmlNamespace = botocoreNamespace(v); });
    reference.withField("contextParam", [&](const JsonView &v) { member.contextParam = v.textOf("name"); });
}

namespace
{

// Methods that change nothing at the server, RFC 9110 section 9.2.1.
bool isSafe(const QByteArray &method) { return method == "GET" || method == "HEAD"; }

// Few models of this format mark what only reads; these two verbs do nothing else anywhere in AWS.
bool isRead(const QString &name)
{
    const auto beginsWith = [&name](QLatin1StringView verb) {
        return name.size() > verb.size() && name.startsWith(verb) && name[verb.size()].isUpper();
    };
    return beginsWith(QLatin1StringView("Describe")) || beginsWith(QLatin1StringView("List"));
}

} // namespace

void readBotocoreOperationFields(const JsonView &view, model::Operation &operation)
{
    operation.documentation = view.textOf("documentation");
    view.withField("http", [&](const JsonView &http) {
        operation.httpMethod = http.textOf("method").toUtf8();
        operation.httpUri = http.textOf("requestUri").toUtf8();
        http.withField("responseCode",
                       [&](const JsonView &v) { operation.httpStatus = v.status().value_or(200); });
        if (operation.httpMethod.isEmpty() || !operation.httpUri.startsWith('/'))
            http.complain(
                formwork::Tr::tr("An HTTP binding has a method and a URI that starts with a slash."));
    });
    operation.readOnly =
        view.flagOf("readonly") || isSafe(operation.httpMethod) || isRead(view.textOf("name"));
    operation.idempotent = view.flagOf("idempotent");
    operation.deprecated = view.flagOf("deprecated");
    operation.deprecationMessage = view.textOf("deprecatedMessage");
    operation.unsignedPayload =
        view.flagOf("unsignedPayload") || view.viewOf("authtype") == "v4-unsigned-body";
    view.withField("auth", [&](const JsonView &list) {
        list.eachItem([&](const JsonView &scheme) { operation.authSchemes.append(scheme.text()); });
    });
    if (view.viewOf("authtype") == "none" && operation.authSchemes.isEmpty())
        operation.authSchemes.append(QStringLiteral("smithy.api#noAuth"));
    view.withField("endpoint", [&](const JsonView &v) { operation.hostPrefix = v.textOf("hostPrefix"); });
    operation.httpChecksum = view.jsonOf("httpChecksum");
    if (operation.httpChecksum.isEmpty() && view.flagOf("httpChecksumRequired"))
        operation.httpChecksum = QByteArrayLiteral("{\"requestChecksumRequired\":true}");
    view.withField("requestcompression", [&](const JsonView &v) {
        v.withField("encodings", [&](const JsonView &list) {
            list.eachItem(
                [&](const JsonView &name) { operation.requestCompression |= name.view() == "gzip"; });
        });
    });
    operation.staticContextParams = view.jsonOf("staticContextParams");
    operation.operationContextParams = view.jsonOf("operationContextParams");
}

} // namespace formwork::readers
