// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "base/utf8.h"
#include "document/json.h"
#include "readers/textplace.h"

#include <simdjson.h>

namespace formwork::document
{

namespace
{

namespace ondemand = simdjson::ondemand;

QByteArray bytes(std::string_view view) { return {view.data(), qsizetype(view.size())}; }

std::unexpected<Error> fault(const QByteArray &text, simdjson::error_code code)
{
    const auto place = readers::jsonFault(text);
    return failure(
        Phase::Input, QStringLiteral("BadJson"),
        place ? Tr::tr("This is not JSON at %1: %2.").arg(place->where, place->what)
              : Tr::tr("This is not a JSON object: %1").arg(QLatin1String(simdjson::error_message(code))));
}

simdjson::error_code textOf(ondemand::value &value, std::string_view &text)
{
    ondemand::json_type type{};
    if (const auto code = value.type().get(type))
        return code;
    if (type == ondemand::json_type::object) {
        ondemand::object object;
        if (const auto code = value.get_object().get(object))
            return code;
        return object.raw_json().get(text);
    }
    if (type == ondemand::json_type::array) {
        ondemand::array array;
        if (const auto code = value.get_array().get(array))
            return code;
        return array.raw_json().get(text);
    }
    text = value.raw_json_token();
    return simdjson::SUCCESS;
}

simdjson::error_code readFields(ondemand::object &object, QHash<QString, QByteArray> &fields)
{
    for (auto item : object) {
        ondemand::field field;
        std::string_view key;
        std::string_view text;
        if (const auto code = std::move(item).get(field))
            return code;
        if (const auto code = field.unescaped_key().get(key))
            return code;
        if (const auto code = textOf(field.value(), text))
            return code;
        fields.insert(textFromUtf8({key.data(), qsizetype(key.size())}), bytes(text));
    }
    return simdjson::SUCCESS;
}

} // namespace

Result<QHash<QString, QByteArray>> jsonFields(const QByteArray &text)
{
    QByteArray padded;
    padded.reserve(text.size() + qsizetype(simdjson::SIMDJSON_PADDING));
    padded.append(text);
    thread_local ondemand::parser parser;
    ondemand::document document;
    ondemand::object object;
    QHash<QString, QByteArray> fields;
    auto code =
        parser.iterate(padded.constData(), size_t(padded.size()), size_t(padded.capacity())).get(document);
    if (!code)
        code = document.get_object().get(object);
    if (!code)
        code = readFields(object, fields);
    if (code)
        return fault(text, code);
    return fields;
}

} // namespace formwork::document
