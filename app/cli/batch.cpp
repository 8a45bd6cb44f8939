// SPDX-License-Identifier: Apache-2.0
#include "cli/batch.h"

#include "cli/output.h"
#include "cli/report.h"
#include "document/json.h"

namespace formwork::cli
{

namespace
{

// A value may begin with U+FEFF, which Qt would drop as a byte order mark.
QString headerText(const QByteArray &value)
{
    return value.startsWith("\xEF\xBB\xBF") ? QChar(u'\uFEFF') + QString::fromUtf8(value.sliced(3))
                                            : QString::fromUtf8(value);
}

} // namespace

QCborMap headersAsJson(const http::Headers &headers)
{
    QCborMap map;
    for (const http::Header &header : headers)
        map[QString::fromLatin1(header.first)] = headerText(header.second);
    return map;
}

QCborMap asJson(const http::Request &request)
{
    QCborMap headers = headersAsJson(request.headers);
    headers[QStringLiteral("host")] = QString::fromLatin1(request.authority);
    return {{QStringLiteral("method"), QString::fromLatin1(request.method)},
            {QStringLiteral("url"), QString::fromLatin1(request.url())},
            {QStringLiteral("headers"), headers},
            {QStringLiteral("body"), QString::fromLatin1(request.body.toBase64())}};
}

Batch::Batch(const Arguments &arguments, EnvironmentPtr environment, client::Target target,
             credentials::Credentials credentials)
    : m_environment(std::move(environment))
    , m_target(std::move(target))
    , m_credentials(std::move(credentials))
    , m_at(arguments.at)
    , m_presign(arguments.presign)
    , m_validate(!arguments.noValidate)
{
}

QCborMap Batch::refusal(const Error &error)
{
    return {{QStringLiteral("id"), nullptr}, {QStringLiteral("error"), error.sentence()}};
}

QCborMap Batch::answer(const QByteArray &line)
{
    const auto fields = document::jsonFields(line);
    if (!fields)
        return refusal(fields.error());
    const Result<QCborValue> id = document::fromPlainJson(fields->value(QStringLiteral("id"), "null"));
    QCborMap result{{QStringLiteral("id"), id.value_or(QCborValue(nullptr))}};
    const Result<QCborMap> made = make(*fields);
    if (!made) {
        result[QStringLiteral("error")] = made.error().sentence();
        return result;
    }
    for (const auto &[key, value] : *made)
        result[key.toString()] = value;
    return result;
}

Result<model::OperationPtr> Batch::operation(const Fields &fields)
{
    const auto key =
        std::pair(fields.value(QStringLiteral("service")), fields.value(QStringLiteral("operation")));
    if (const auto known = m_operations.constFind(key); known != m_operations.cend())
        return *known;
    const auto name = [](const QByteArray &json) {
        return document::fromPlainJson(json).value_or(QCborValue()).toString();
    };
    Result<model::OperationPtr> read = m_environment->catalog->operation(name(key.first), name(key.second));
    constexpr qsizetype many = 4096; // of some 50 kB each; a script may use all of AWS, in any order
    if (m_operations.size() >= many)
        m_operations.clear();
    if (read)
        m_operations.insert(key, *read);
    return read;
}

Result<QCborMap> Batch::make(const Fields &fields)
{
    const Result<model::OperationPtr> read = operation(fields);
    if (!read)
        return std::unexpected(read.error());
    const model::Operation &op = **read;
    const Result<QCborValue> input =
        document::fromJson(fields.value(QStringLiteral("params"), "{}"), *op.input);
    if (!input)
        return std::unexpected(input.error());
    if (m_validate) {
        const QList<document::Problem> problems =
            stopping(client::check(op, *m_environment->guides->guideFor(op), *input), true);
        if (!problems.isEmpty())
            return failure(Phase::Input, QStringLiteral("InputNotValid"), problemsAsText(problems).trimmed());
    }
    // A batch shows requests as they are given, also one with an empty token, and as every client of AWS
    // builds them: those fill in what the model marks.
    const model::Member *token = op.tokenMember();
    const bool isGiven = token && (token->tokenByName || input->toMap().contains(token->name));
    const QCborValue complete = isGiven ? *input : client::withToken(op, *input, *m_environment->tokens);
    const QDateTime time = m_at.value_or(m_environment->clock->nowUtc());
    if (m_presign) {
        const Result<client::Presigned> presigned =
            client::presign(*m_environment, op, complete, m_target, m_credentials, time, *m_presign);
        if (!presigned)
            return std::unexpected(presigned.error());
        return QCborMap{{QStringLiteral("url"), QString::fromLatin1(presigned->url)},
                        {QStringLiteral("headers"), headersAsJson(presigned->headers)}};
    }
    const Result<client::Prepared> prepared =
        client::prepare(*m_environment, op, complete, m_target, m_credentials, time);
    if (!prepared)
        return std::unexpected(prepared.error());
    return asJson(prepared->request);
}

} // namespace formwork::cli
