// SPDX-License-Identifier: Apache-2.0
#include "readers/jsonview.h"

#include "base/tr.h"

#include <QCborArray>
#include <QCborMap>

#include <cmath>

namespace formwork::readers
{

namespace
{

constexpr qint64 kLargestCount = qint64(1) << 53;

QCborValue convert(simdjson::dom::element element)
{
    using enum simdjson::dom::element_type;
    switch (element.type()) {
    case ARRAY:
        return QCborArray();
    case OBJECT:
        return QCborMap();
    case INT64:
        return qint64(int64_t(element));
    case UINT64:
    case DOUBLE:
        return double(element);
    case STRING:
        return toText(std::string_view(element));
    case BOOL:
        return bool(element);
    case NULL_VALUE:
        break;
    }
    return nullptr;
}

} // namespace

void Complaints::add(const QString &place, const QString &sentence)
{
    if (m_first)
        return;
    const QString message = place.isEmpty()
        ? Tr::tr("The model file %1: %2").arg(m_origin, sentence)
        : Tr::tr("The model file %1, at %2: %3").arg(m_origin, place, sentence);
    m_first =
        Error{Phase::Model, QStringLiteral("BadModel"), message,
              Tr::tr("Fetch the file again from where it came from, or take it out of the models folder.")};
}

QString JsonView::place() const
{
    if (!m_parent)
        return {};
    QString token = toText(m_key);
    if (token.size() > 200) // a hostile key must not become a hostile message
        token = token.left(200) + QChar(0x2026);
    token.replace(u'~', QLatin1String("~0")).replace(u'/', QLatin1String("~1"));
    return m_parent->place() + u'/' + token;
}

void JsonView::wrongType(const char *expected) const
{
    complain(Tr::tr("%1 was expected here.").arg(QLatin1String(expected)));
}

std::string_view JsonView::view() const
{
    std::string_view found;
    if (m_element.get(found) != simdjson::SUCCESS)
        wrongType("a text");
    return found;
}

bool JsonView::flag() const
{
    bool found = false;
    if (m_element.get(found) != simdjson::SUCCESS)
        wrongType("true or false");
    return found;
}

double JsonView::number() const
{
    double found = 0;
    if (m_element.get(found) != simdjson::SUCCESS)
        wrongType("a number");
    return found;
}

std::optional<qint64> JsonView::count() const
{
    double found = -1;
    if (m_element.get(found) != simdjson::SUCCESS || std::floor(found) != found || found < 0
        || found > double(kLargestCount)) {
        wrongType("a whole number from 0 to 9007199254740992");
        return std::nullopt;
    }
    return qint64(found);
}

std::optional<int> JsonView::status() const
{
    const auto found = count();
    if (found && *found > 999)
        wrongType("an HTTP status");
    return found && *found <= 999 ? std::optional(int(*found)) : std::nullopt;
}

QByteArray JsonView::json() const
{
    const std::string text = simdjson::minify(m_element);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QCborValue JsonView::value() const { return convert(m_element); }

std::optional<simdjson::dom::element> JsonView::find(std::string_view name) const
{
    simdjson::dom::object object;
    simdjson::dom::element found;
    if (m_element.get(object) != simdjson::SUCCESS || object.at_key(name).get(found) != simdjson::SUCCESS)
        return std::nullopt;
    return found;
}

QString JsonView::textOf(std::string_view name) const { return toText(viewOf(name)); }

std::string_view JsonView::viewOf(std::string_view name) const
{
    const auto found = find(name);
    return found ? JsonView(*this, name, *found).view() : std::string_view();
}

bool JsonView::flagOf(std::string_view name) const
{
    const auto found = find(name);
    return found && JsonView(*this, name, *found).flag();
}

QByteArray JsonView::jsonOf(std::string_view name) const
{
    const auto found = find(name);
    return found ? JsonView(*this, name, *found).json() : QByteArray();
}

} // namespace formwork::readers
