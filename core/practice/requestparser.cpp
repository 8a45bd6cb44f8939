// SPDX-License-Identifier: Apache-2.0
#include "practice/requestparser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <optional>

namespace formwork::practice
{

namespace
{

namespace beast = boost::beast::http;
using Parser = beast::request_parser<beast::string_body>;

template <typename View>
QByteArray bytesOf(const View &view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

} // namespace

struct RequestParser::Private {
    explicit Private(const Limits &l)
        : limits(l)
    {
        begin();
    }

    void begin()
    {
        parser.emplace();
        parser->eager(true);
        parser->header_limit(limits.headerBytes);
        parser->body_limit(limits.bodyBytes);
    }

    void fail(int status)
    {
        failure = status;
        pending.clear();
    }

    void parse()
    {
        boost::system::error_code error;
        while (!failure && !parser->is_done() && !pending.isEmpty()) {
            const size_t used = parser->put(
                boost::asio::buffer(pending.constData(), static_cast<size_t>(pending.size())), error);
            pending.remove(0, static_cast<qsizetype>(used));
            if (error == beast::error::need_more || (!error && used == 0))
                break;
            if (error == beast::error::header_limit)
                fail(431);
            else if (error == beast::error::body_limit)
                fail(413);
            else if (error)
                fail(400);
        }
        // Beast counts a header that is still coming only when it is read to its end.
        if (!failure && !parser->is_header_done()
            && pending.size() > static_cast<qsizetype>(limits.headerBytes))
            fail(431);
        if (!failure && parser->is_header_done())
            check();
    }

    void check()
    {
        const auto &message = parser->get();
        const bool hasOneHost = message.count(beast::field::host) == 1;
        const bool isOrigin = message.target().starts_with('/');
        if (!isOrigin || (message.version() >= 11 && !hasOneHost))
            fail(400);
    }

    Limits limits;
    std::optional<Parser> parser;
    QByteArray pending; // not yet understood
    int failure = 0;
};

RequestParser::RequestParser(const Limits &limits)
    : d(std::make_unique<Private>(limits))
{
}

RequestParser::~RequestParser() = default;

RequestParser::State RequestParser::state() const
{
    if (d->failure)
        return State::Failed;
    if (d->parser->is_done())
        return State::Complete;
    return d->parser->is_header_done() ? State::NeedsBody : State::NeedsHeader;
}

bool RequestParser::hasBegun() const { return d->parser->got_some() || !d->pending.isEmpty(); }

bool RequestParser::expectsContinue() const
{
    // Also where the body is empty: botocore takes no other answer for the one it waits for.
    const State now = state();
    const bool isDue = now == State::NeedsBody || (now == State::Complete && d->parser->get().body().empty());
    return isDue && d->parser->get()[beast::field::expect].starts_with("100-");
}

bool RequestParser::isSigned() const
{
    if (!d->parser->is_header_done())
        return false;
    const auto &message = d->parser->get();
    return message.count(beast::field::authorization) > 0
        || bytesOf(message.target()).contains("X-Amz-Signature=");
}

qint64 RequestParser::held() const
{
    return d->pending.size() + static_cast<qint64>(d->parser->get().body().size());
}

bool RequestParser::keepsAlive() const { return !d->failure && d->parser->keep_alive(); }

int RequestParser::failureStatus() const { return d->failure; }

RequestParser::State RequestParser::feed(const QByteArray &bytes)
{
    d->pending += bytes;
    d->parse();
    return state();
}

http::Request RequestParser::take()
{
    const auto &message = d->parser->get();
    http::Request request;
    request.method = bytesOf(message.method_string());
    request.scheme = "http";
    const QByteArray target = bytesOf(message.target());
    const qsizetype mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.first(mark);
    if (mark >= 0)
        request.query = target.sliced(mark + 1);
    for (const auto &field : message) {
        if (field.name() == beast::field::host)
            request.authority = bytesOf(field.value());
        else
            request.headers.append(bytesOf(field.name_string()), bytesOf(field.value()));
    }
    request.body = bytesOf(message.body());
    d->begin();
    d->parse();
    return request;
}

} // namespace formwork::practice
