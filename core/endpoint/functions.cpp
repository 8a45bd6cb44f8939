// SPDX-License-Identifier: Apache-2.0
#include "endpoint/functions.h"

#include "endpoint/partitiontable.h"
#include "endpoint/url.h"

#include <algorithm>
#include <array>

namespace formwork::endpoint
{

namespace
{

constexpr std::array<FunctionInfo, 15> kFunctions{{
    {"isSet", Function::IsSet, 1, 1},
    {"not", Function::Not, 1, 1},
    {"getAttr", Function::GetAttr, 2, 2},
    {"stringEquals", Function::StringEquals, 2, 2},
    {"booleanEquals", Function::BooleanEquals, 2, 2},
    {"parseURL", Function::ParseUrl, 1, 1},
    {"substring", Function::Substring, 4, 4},
    {"uriEncode", Function::UriEncode, 1, 1},
    {"isValidHostLabel", Function::IsValidHostLabel, 2, 2},
    {"split", Function::Split, 3, 3},
    {"coalesce", Function::Coalesce, 2, 64},
    {"ite", Function::Ite, 3, 3},
    {"aws.partition", Function::AwsPartition, 1, 1},
    {"aws.parseArn", Function::AwsParseArn, 1, 1},
    {"aws.isVirtualHostableS3Bucket", Function::AwsIsVirtualHostableS3Bucket, 2, 2},
}};

bool isAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isHostLabel(QByteArrayView label)
{
    return !label.isEmpty() && label.size() <= 63 && label.front() != '-' && label.back() != '-'
        && std::all_of(label.begin(), label.end(), [](char c) { return isLetterOrDigit(c) || c == '-'; });
}

template <typename Test>
bool eachLabel(const QByteArray &text, bool dotsAllowed, Test test)
{
    if (!dotsAllowed)
        return test(QByteArrayView(text));
    qsizetype start = 0;
    while (true) {
        const qsizetype dot = text.indexOf('.', start);
        const qsizetype end = dot < 0 ? text.size() : dot;
        if (!test(QByteArrayView(text).sliced(start, end - start)))
            return false;
        if (dot < 0)
            return true;
        start = dot + 1;
    }
}

bool isBucketLabel(QByteArrayView label)
{
    return isHostLabel(label)
        && std::none_of(label.begin(), label.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Value parsedUrl(const QByteArray &text)
{
    const std::optional<Url> url = parseUrl(text);
    if (!url)
        return {};
    return Record{{"scheme", url->scheme},
                  {"authority", url->authority},
                  {"path", url->path},
                  {"normalizedPath", url->normalizedPath()},
                  {"isIp", url->isIp}};
}

// [start, stop) counted from the left, or from the right where `reverse` is set.
Value substring(const QByteArray &text, qint64 start, qint64 stop, bool reverse)
{
    if (start < 0 || start >= stop || stop > text.size() || !isAscii(text))
        return {};
    return reverse ? text.sliced(text.size() - stop, stop - start) : text.sliced(start, stop - start);
}

// At most `limit` parts; 0: no limit.
Value split(const QByteArray &text, const QByteArray &delimiter, qint64 limit)
{
    if (delimiter.isEmpty() || limit < 0)
        return {};
    List parts;
    qsizetype start = 0;
    while (limit == 0 || qint64(parts.size()) + 1 < limit) {
        const qsizetype at = text.indexOf(delimiter, start);
        if (at < 0)
            break;
        parts.emplace_back(text.mid(start, at - start));
        start = at + delimiter.size();
    }
    parts.emplace_back(text.mid(start));
    return parts;
}

Value parsedArn(const QByteArray &text)
{
    std::array<QByteArray, 5> head;
    qsizetype start = 0;
    for (QByteArray &part : head) {
        const qsizetype colon = text.indexOf(':', start);
        if (colon < 0)
            return {};
        part = text.mid(start, colon - start);
        start = colon + 1;
    }
    const auto &[arn, partition, service, region, account] = head;
    if (arn != "arn" || partition.isEmpty() || service.isEmpty() || start >= text.size())
        return {};
    List resource;
    for (qsizetype from = start, at = start; at <= text.size(); ++at) {
        if (at == text.size() || text[at] == ':' || text[at] == '/') {
            resource.emplace_back(text.mid(from, at - from));
            from = at + 1;
        }
    }
    return Record{{"partition", partition},
                  {"service", service},
                  {"region", region},
                  {"accountId", account},
                  {"resourceId", std::move(resource)}};
}

Value coalesce(std::span<const Value> arguments)
{
    const auto found =
        std::find_if(arguments.begin(), arguments.end(), [](const Value &value) { return value.isSet(); });
    return found == arguments.end() ? Value() : *found;
}

Value textFunction(Function function, const QByteArray &text)
{
    switch (function) {
    case Function::ParseUrl:
        return parsedUrl(text);
    case Function::UriEncode:
        return text.toPercentEncoding();
    case Function::AwsPartition:
        return partitionRecord(QString::fromUtf8(text));
    case Function::AwsParseArn:
        return parsedArn(text);
    default:
        return {};
    }
}

Value labelFunction(Function function, const QByteArray &text, bool dotsAllowed)
{
    if (function == Function::IsValidHostLabel)
        return eachLabel(text, dotsAllowed, isHostLabel);
    return text.size() >= 3 && text.size() <= 63 && !isIpv4(text)
        && eachLabel(text, dotsAllowed, isBucketLabel);
}

} // namespace

std::optional<FunctionInfo> functionByName(std::string_view name)
{
    for (const FunctionInfo &info : kFunctions) {
        if (info.name == name)
            return info;
    }
    return {};
}

Value applyFunction(Function function, std::span<const Value> arguments)
{
    const Value &first = arguments[0];
    switch (function) {
    case Function::IsSet:
        return first.isSet();
    case Function::Not:
        return !first.passes();
    case Function::StringEquals:
        return first.text() && arguments[1].text() && *first.text() == *arguments[1].text();
    case Function::BooleanEquals:
        return first.flag() && arguments[1].flag() && *first.flag() == *arguments[1].flag();
    case Function::Coalesce:
        return coalesce(arguments);
    case Function::Ite:
        return first.passes() ? arguments[1] : arguments[2];
    case Function::Substring:
        if (!first.text() || !arguments[1].number() || !arguments[2].number())
            return {};
        return substring(*first.text(), *arguments[1].number(), *arguments[2].number(),
                         arguments[3].passes());
    case Function::Split:
        if (!first.text() || !arguments[1].text() || !arguments[2].number())
            return {};
        return split(*first.text(), *arguments[1].text(), *arguments[2].number());
    case Function::IsValidHostLabel:
    case Function::AwsIsVirtualHostableS3Bucket:
        if (!first.text())
            return {};
        return labelFunction(function, *first.text(), arguments[1].passes());
    case Function::GetAttr: // evaluated with its path
        return {};
    default:
        return first.text() ? textFunction(function, *first.text()) : Value();
    }
}

} // namespace formwork::endpoint
