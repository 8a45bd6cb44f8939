// SPDX-License-Identifier: Apache-2.0
#include "readers/jsonview.h"

#include "base/exactnumber.h"
#include "base/tr.h"
#include "readers/longnumbers.h"

#include <QCborArray>
#include <QCborMap>

#include <charconv>
#include <cmath>
#include <limits>

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
        return exactNumberOf(std::to_string(uint64_t(element)));
    case DOUBLE:
        return double(element);
    case STRING: {
        const auto number = longNumber(std::string_view(element));
        return number ? exactNumberOf(*number) : QCborValue(toText(std::string_view(element)));
    }
    case BOOL:
        return bool(element);
    case NULL_VALUE:
        break;
    }
    return nullptr;
}

std::optional<std::string_view> longNumberOf(simdjson::dom::element element)
{
    std::string_view text;
    return element.get(text) == simdjson::SUCCESS ? longNumber(text) : std::nullopt;
}

// -1, 0 or 1: the double that stands for the number is below it, the same, or above.
int comparedTo(simdjson::dom::element element, double number)
{
    const double border = std::ldexp(1.0, 63);
    int64_t whole = 0;
    uint64_t large = 0;
    if (element.get(whole) == simdjson::SUCCESS) {
        if (number >= border)
            return 1;
        return int64_t(number) < whole ? -1 : int64_t(number) > whole ? 1 : 0;
    }
    if (element.get(large) == simdjson::SUCCESS) {
        if (number >= 2 * border)
            return 1;
        return uint64_t(number) < large ? -1 : uint64_t(number) > large ? 1 : 0;
    }
    return 0;
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
    if (const auto digits = longNumberOf(m_element)) {
        if (std::from_chars(digits->data(), digits->data() + digits->size(), found).ec != std::errc())
            wrongType("a number");
    } else if (m_element.get(found) != simdjson::SUCCESS) {
        wrongType("a number");
    }
    return found;
}

double JsonView::lowerNumber() const
{
    const double found = number();
    const bool isBelow = !longNumberOf(m_element) && comparedTo(m_element, found) <= 0;
    return isBelow ? found : std::nextafter(found, -std::numeric_limits<double>::infinity());
}

double JsonView::upperNumber() const
{
    const double found = number();
    const bool isAbove = !longNumberOf(m_element) && comparedTo(m_element, found) >= 0;
    return isAbove ? found : std::nextafter(found, std::numeric_limits<double>::infinity());
}

bool JsonView::isString() const { return m_element.is_string() && !longNumberOf(m_element); }

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
    return withoutMarks(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
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
