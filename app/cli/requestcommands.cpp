// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/report.h"
#include "client/pages.h"
#include "client/presign.h"
#include "client/unlock.h"
#include "document/json.h"

#include <QCborMap>
#include <QHash>

#include <iostream>
#include <string>

namespace formwork::cli
{

namespace
{

using document::Problem;

// A value may begin with U+FEFF, which Qt would drop as a byte order mark.
QString headerText(const QByteArray &value)
{
    return value.startsWith("\xEF\xBB\xBF") ? QChar(u'\uFEFF') + QString::fromUtf8(value.sliced(3))
                                            : QString::fromUtf8(value);
}

QCborMap asJson(const http::Request &request)
{
    QCborMap headers;
    headers[QStringLiteral("host")] = QString::fromLatin1(request.authority);
    for (const http::Header &header : request.headers)
        headers[QString::fromLatin1(header.first)] = headerText(header.second);
    return {{QStringLiteral("method"), QString::fromLatin1(request.method)},
            {QStringLiteral("url"), QString::fromLatin1(request.url())},
            {QStringLiteral("headers"), headers},
            {QStringLiteral("body"), QString::fromLatin1(request.body.toBase64())}};
}

QByteArray asText(const http::Request &request)
{
    QByteArray text =
        request.method + ' ' + request.target() + " HTTP/1.1\nhost: " + request.authority + '\n';
    for (const http::Header &header : request.headers)
        text += header.first + ": " + header.second + '\n';
    return text + '\n' + request.body + (request.body.isEmpty() ? "" : "\n");
}

// One line of a batch after another; operations are read once.
class Batch
{
public:
    Batch(const Arguments &arguments, EnvironmentPtr environment, client::Target target,
          credentials::Credentials credentials)
        : m_environment(std::move(environment))
        , m_target(std::move(target))
        , m_credentials(std::move(credentials))
        , m_at(arguments.at)
        , m_validate(!arguments.noValidate)
    {
    }

    QCborMap answer(const QByteArray &line)
    {
        const auto fields = document::jsonFields(line);
        if (!fields)
            return {{QStringLiteral("id"), nullptr}, {QStringLiteral("error"), fields.error().sentence()}};
        const Result<QCborValue> id = document::fromPlainJson(fields->value(QStringLiteral("id"), "null"));
        QCborMap result{{QStringLiteral("id"), id.value_or(QCborValue(nullptr))}};
        const Result<http::Request> made = make(*fields);
        if (!made) {
            result[QStringLiteral("error")] = made.error().sentence();
            return result;
        }
        const QCborMap json = asJson(*made);
        for (const auto &[key, value] : json)
            result[key.toString()] = value;
        return result;
    }

private:
    using Fields = QHash<QString, QByteArray>;

    Result<model::OperationPtr> operation(const Fields &fields)
    {
        const auto key =
            std::pair(fields.value(QStringLiteral("service")), fields.value(QStringLiteral("operation")));
        if (const auto known = m_operations.constFind(key); known != m_operations.cend())
            return *known;
        const auto name = [](const QByteArray &json) {
            return document::fromPlainJson(json).value_or(QCborValue()).toString();
        };
        Result<model::OperationPtr> read =
            m_environment->catalog->operation(name(key.first), name(key.second));
        constexpr qsizetype many = 4096; // of some 50 kB each; a script may use all of AWS, in any order
        if (m_operations.size() >= many)
            m_operations.clear();
        if (read)
            m_operations.insert(key, *read);
        return read;
    }

    Result<http::Request> make(const Fields &fields)
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
            const QList<Problem> problems =
                stopping(client::check(op, *m_environment->guides->guideFor(op), *input), true);
            if (!problems.isEmpty())
                return failure(Phase::Input, QStringLiteral("InputNotValid"),
                               problemsAsText(problems).trimmed());
        }
        // A batch shows requests as they are given, also one with an empty token.
        const model::Member *token = op.tokenMember();
        const bool isGiven = token && input->toMap().contains(token->name);
        const QCborValue complete = isGiven ? *input : client::withToken(op, *input, *m_environment->tokens);
        const QDateTime time = m_at.value_or(m_environment->clock->nowUtc());
        Result<client::Prepared> prepared =
            client::prepare(*m_environment, op, complete, m_target, m_credentials, time);
        if (!prepared)
            return std::unexpected(prepared.error());
        return std::move(prepared->request);
    }

    EnvironmentPtr m_environment;
    client::Target m_target;
    credentials::Credentials m_credentials;
    std::optional<QDateTime> m_at;
    bool m_validate;
    QHash<std::pair<QByteArray, QByteArray>, model::OperationPtr> m_operations; // by JSON texts of the names
};

// Secrets that are sealed without the keychain cannot be opened by the next run.
void tellOfLostKey(const client::Environment &environment, qint64 id)
{
    const auto &lock = environment.historyLock;
    if (id > 0 && lock && lock->wasTried && !lock->sealer->isPersistent())
        complain(QCoreApplication::translate("Call",
                                             "The secret values of request %1 are sealed for this run only, "
                                             "so it cannot be retried later.")
                     .arg(id));
}

// An answer that is not whole must not look as if it were.
void tellOfPages(const client::Pages &pages, const client::CallResult &result)
{
    if (result.outcome == journal::Outcome::Succeeded && pages.isCut())
        complain(QCoreApplication::translate("Call", "%1 items are printed; the service has more.")
                     .arg(pages.items()));
    if (result.outcome != journal::Outcome::Succeeded && pages.count() > 0)
        complain(QCoreApplication::translate(
                     "Call", "%1 pages with %2 items had been fetched; nothing of them is printed.")
                     .arg(pages.count())
                     .arg(pages.items()));
}

// The URL alone on standard output; what a person has to know of it on the other.
int report(const Arguments &arguments, const Result<client::Presigned> &presigned)
{
    if (!presigned)
        return complain(presigned.error());
    QCborMap headers;
    for (const http::Header &header : presigned->headers)
        headers[QString::fromLatin1(header.first)] = QString::fromUtf8(header.second);
    complain(presigned->warning());
    if (!headers.isEmpty())
        complain(
            QCoreApplication::translate("Request", "These headers are signed and must be sent with it: %1.")
                .arg(QString::fromUtf8(document::toPlainJson(headers))));
    const QString url = QString::fromLatin1(presigned->url);
    if (arguments.json)
        printJson(
            QCborMap{{QStringLiteral("url"), url},
                     {QStringLiteral("headers"), headers},
                     {QStringLiteral("expiresAt"), presigned->expiresAt.toUTC().toString(Qt::ISODate)}});
    else
        print(url + u'\n');
    return Done;
}

} // namespace

QCoro::Task<int> request(Arguments arguments, EnvironmentPtr environment)
{
    const Result<client::Target> where = target(arguments, *environment->profiles);
    if (!where)
        co_return complain(where.error());
    const Result<credentials::Credentials> keys =
        co_await environment->profiles->credentials(where->profile.id);
    if (!keys)
        co_return complain(keys.error());
    if (arguments.batch) {
        Batch batch(arguments, environment, *where, *keys);
        std::string line;
        while (std::getline(std::cin, line)) {
            const QByteArray bytes = QByteArray::fromStdString(line);
            if (!bytes.trimmed().isEmpty())
                printJsonLine(batch.answer(bytes));
        }
        co_return Done;
    }
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        co_return complain(operation.error());
    const Result<QCborValue> document = inputDocument(arguments, **operation);
    if (!document)
        co_return complain(document.error());
    const Result<QCborValue> input = withFiles(arguments, **operation, *document);
    if (!input)
        co_return complain(input.error());
    const guide::GuidePtr guide = environment->guides->guideFor(**operation);
    const QList<Problem> problems =
        stopping(client::check(**operation, *guide, *input), arguments.noValidate);
    if (!problems.isEmpty())
        co_return refuse(arguments, problems);
    const QCborValue complete = client::withToken(**operation, *input, *environment->tokens);
    const QDateTime time = arguments.at.value_or(environment->clock->nowUtc());
    if (arguments.presign)
        co_return report(
            arguments,
            client::presign(*environment, **operation, complete, *where, *keys, time, *arguments.presign));
    const Result<client::Prepared> prepared =
        client::prepare(*environment, **operation, complete, *where, *keys, time);
    if (!prepared)
        co_return complain(prepared.error());
    if (arguments.json)
        printJson(asJson(prepared->request));
    else
        print(asText(prepared->request));
    co_return Done;
}

QCoro::Task<int> call(Arguments arguments, EnvironmentPtr environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        co_return complain(operation.error());
    const Result<QCborValue> document = inputDocument(arguments, **operation);
    if (!document)
        co_return complain(document.error());
    const Result<QCborValue> input = withFiles(arguments, **operation, *document);
    if (!input)
        co_return complain(input.error());
    const Result<client::Target> where = target(arguments, *environment->profiles);
    if (!where)
        co_return complain(where.error());
    const Result<std::optional<jmespath::Expression>> query = queryOf(arguments);
    if (!query)
        co_return complain(query.error());
    client::CallOptions options = callOptions(arguments);
    if (const Result<void> fits = addFiles(arguments, **operation, options); !fits)
        co_return complain(fits.error());
    const bool wantsPages = arguments.allPages || arguments.maxItems > 0;
    const std::optional<client::Paging> paging =
        wantsPages ? client::Paging::of(**operation) : std::optional<client::Paging>();
    client::CallResult result;
    if (paging) {
        const auto pages = std::make_shared<client::Pages>(*paging, *input, arguments.maxItems);
        result = co_await client::fetchPages(environment, *operation, *where, pages, {options, 0, {}});
        tellOfPages(*pages, result);
    } else {
        result = co_await client::call(environment, *operation, *input, *where, options);
    }
    tellOfLostKey(*environment, result.journalId);
    co_return report(arguments, **operation, result, *query);
}

} // namespace formwork::cli
