// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonreader.h"

#include "base/tr.h"
#include "protocol/jsonvalues.h"

#include <QStringDecoder>

#include <simdjson.h>

#include <utility>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

template <typename Walk>
auto walked(const QByteArray &body, JsonValues &reader, Walk walk)
    -> Result<decltype(walk(std::declval<ondemand::document &>()))>
{
    const simdjson::padded_string padded(body.constData(), static_cast<size_t>(body.size()));
    static thread_local ondemand::parser parser;
    ondemand::document document = parser.iterate(padded);
    auto result = walk(document);
    if (reader.hasFailed())
        return std::unexpected(reader.misfit().error(Phase::Parse, QStringLiteral("WrongType")));
    const char *rest = nullptr; // an error here says that nothing is left
    if (document.current_location().get(rest) == simdjson::SUCCESS)
        throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    return result;
}

// What is not UTF-8 becomes U+FFFD.
QByteArray mendedUtf8(const QByteArray &body)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return QString(decoder(body)).toUtf8();
}

// Runs `walk` over the parsed body and turns everything that can go wrong into an error.
template <typename Walk>
auto read(QByteArray body, JsonValues &reader, Walk walk)
    -> Result<decltype(walk(std::declval<ondemand::document &>()))>
{
    if (const Result<void> fits = checkSize(body); !fits)
        return std::unexpected(fits.error());
    if (reader.misfit().isLenient() && body.startsWith("\xef\xbb\xbf"))
        body.remove(0, 3);
    for (bool isMended = false;; isMended = true) {
        try {
            return walked(body, reader, walk);
        } catch (const simdjson::simdjson_error &error) {
            const bool isOddText = error.error() == simdjson::UTF8_ERROR && reader.misfit().isLenient();
            if (!isOddText || isMended) {
                return failure(Phase::Parse, QStringLiteral("NotJson"),
                               Tr::tr("The body is not JSON (%1).").arg(QString::fromUtf8(error.what())));
            }
        }
        body = mendedUtf8(body);
        reader.misfit().because(Tr::tr("holds bytes that are no UTF-8, which are shown as U+FFFD."));
    }
}

} // namespace

Result<QCborMap> readJsonStructure(const QByteArray &body, const Shape &shape, Members which, Misfit *misfit)
{
    JsonValues reader(misfit);
    return read(body, reader, [&](ondemand::document &document) {
        if (ondemand::json_type(document.type()) != ondemand::json_type::object)
            throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
        return reader.structure(shape, document.get_object(), which);
    });
}

namespace
{

// On-demand documents hold a bare number, text or truth outside a value; those are wrapped in a list to be
// read alike.
bool isBare(const QByteArray &body)
{
    const QByteArray trimmed = body.trimmed();
    return !trimmed.startsWith('{') && !trimmed.startsWith('[');
}

Result<QCborValue> readValue(const QByteArray &body, const Member &member, JsonValues &reader)
{
    if (isBare(body)) {
        return read('[' + body + ']', reader, [&](ondemand::document &document) {
            QCborValue result;
            for (auto entry : document.get_array())
                result = reader.value(member, entry.value());
            return result;
        });
    }
    return read(body, reader,
                [&](ondemand::document &document) { return reader.value(member, document.get_value()); });
}

} // namespace

Result<QCborValue> readJsonValue(const QByteArray &body, const Member &member, Misfit *misfit)
{
    // What is no such value at all is no odd member of an answer: it is another answer.
    if (misfit && misfit->isLenient() && member.target->isAggregate()) {
        const char expected = member.target->type == ShapeType::List ? '[' : '{';
        if (!body.trimmed().startsWith(expected)
            && !body.trimmed().startsWith(QByteArray("\xef\xbb\xbf") + expected))
            misfit = nullptr;
    }
    JsonValues reader(misfit);
    return readValue(body, member, reader);
}

Result<QCborValue> readPlainJson(const QByteArray &body)
{
    static const Shape kDocument = [] {
        Shape shape;
        shape.type = ShapeType::Document;
        return shape;
    }();
    Member member;
    member.target = &kDocument;
    return readJsonValue(body, member);
}

} // namespace formwork::protocol
