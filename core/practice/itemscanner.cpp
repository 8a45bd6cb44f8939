// SPDX-License-Identifier: Apache-2.0
#include "practice/itemscanner.h"

#include "base/tr.h"
#include "practice/forms.h"

#include <QRegularExpression>

#include <algorithm>

namespace formwork::practice
{

ItemWords::ItemWords(const QCborMap &input)
    : m_names(input.value(QStringLiteral("ExpressionAttributeNames")).toMap())
{
    const Outcome<QCborMap> values =
        checkedItem(input.value(QStringLiteral("ExpressionAttributeValues")).toMap());
    if (values)
        m_values = *values;
    else
        m_complaint =
            itemRefused(
                Tr::tr("ExpressionAttributeValues contains invalid value: %1").arg(values.error().message))
                .error();
}

std::optional<QString> ItemWords::name(const QString &word)
{
    m_used.insert(word);
    const QString name = m_names.value(word).toString();
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

std::optional<QCborMap> ItemWords::value(const QString &word)
{
    m_used.insert(word);
    const QCborValue value = m_values.value(word);
    return value.isMap() ? std::optional(value.toMap()) : std::nullopt;
}

std::optional<Complaint> ItemWords::unused() const
{
    if (m_complaint)
        return m_complaint;
    for (const QCborMap *map : {&m_names, &m_values}) {
        for (const auto &[key, value] : *map) {
            if (m_used.contains(key.toString()))
                continue;
            const QString kind = map == &m_names ? QStringLiteral("ExpressionAttributeNames")
                                                 : QStringLiteral("ExpressionAttributeValues");
            return itemRefused(m_used.isEmpty()
                                   ? Tr::tr("%1 can only be specified when using expressions").arg(kind)
                                   : Tr::tr("Value provided in %1 unused in expressions: keys: {%2}")
                                         .arg(kind, key.toString()))
                .error();
        }
    }
    return std::nullopt;
}

ItemScanner::ItemScanner(const QString &text, QString kind, ItemWords &words)
    : m_kind(std::move(kind))
    , m_given(words)
    , m_complaint(words.complaint())
{
    if (m_complaint)
        return;
    if (text.trimmed().isEmpty())
        m_complaint = refused(Tr::tr("The expression can not be empty;")).error();
    else if (text.toUtf8().size() > kLongest)
        m_complaint = refused(Tr::tr("Expression size has exceeded the maximum allowed size;")).error();
    else
        split(text);
}

void ItemScanner::split(const QString &text)
{
    static const QRegularExpression kWord(
        QStringLiteral("\\G\\s*([#:]?[A-Za-z0-9_]+|<>|<=|>=|[=<>(),.\\[\\]+-])"));
    qsizetype at = 0;
    while (at < text.size() && !QStringView(text).sliced(at).trimmed().isEmpty()) {
        const QRegularExpressionMatch found = kWord.match(text, at);
        if (!found.hasMatch()) {
            m_complaint =
                refused(Tr::tr("Syntax error; token: \"%1\"").arg(text.mid(at).trimmed().left(1))).error();
            return;
        }
        m_words.append(found.captured(1));
        at = found.capturedEnd();
    }
}

std::unexpected<Complaint> ItemScanner::refused(const QString &why) const
{
    return itemRefused(Tr::tr("Invalid %1: %2").arg(m_kind, why));
}

std::unexpected<Complaint> ItemScanner::wrongWord() const
{
    const QString token = isAtEnd() ? QStringLiteral("<EOF>") : word();
    return refused(Tr::tr("Syntax error; token: \"%1\", near: \"%2\"")
                       .arg(token, m_words.mid(std::max<qsizetype>(m_at - 1, 0), 3).join(u' ')));
}

bool ItemScanner::take(QLatin1StringView word)
{
    const bool isNext = this->word().compare(word, Qt::CaseInsensitive) == 0;
    m_at += isNext ? 1 : 0;
    return isNext;
}

Outcome<void> ItemScanner::expect(QLatin1StringView word)
{
    return take(word) ? Outcome<void>() : wrongWord();
}

Outcome<void> ItemScanner::end() const { return isAtEnd() ? Outcome<void>() : wrongWord(); }

Outcome<QString> ItemScanner::name()
{
    const QString word = this->word();
    const bool isNamed = word.startsWith(u'#');
    if (!isNamed && (word.isEmpty() || !(word[0].isLetter() || word[0] == u'_')))
        return wrongWord();
    skip();
    if (!isNamed && forms().isReserved(word))
        return refused(Tr::tr("Attribute name is a reserved keyword; reserved keyword: %1").arg(word));
    const std::optional<QString> known = isNamed ? m_given.name(word) : word;
    return known ? Outcome<QString>(*known)
                 : refused(Tr::tr("An expression attribute name used in the document path is not defined; "
                                  "attribute name: %1")
                               .arg(word));
}

Outcome<ItemPath> ItemScanner::path()
{
    ItemPath path;
    do {
        const Outcome<QString> name = this->name();
        if (!name)
            return std::unexpected(name.error());
        path.append({*name, 0});
        while (take(QLatin1StringView("["))) {
            bool isNumber = false;
            const int place = word().toInt(&isNumber);
            if (!isNumber || place < 0)
                return wrongWord();
            skip();
            if (const Outcome<void> closed = expect(QLatin1StringView("]")); !closed)
                return std::unexpected(closed.error());
            path.append({{}, place});
        }
    } while (take(QLatin1StringView(".")));
    return path.size() <= kDeepest ? Outcome<ItemPath>(path)
                                   : refused(Tr::tr("The document path has too many nesting elements;"));
}

Outcome<ItemOperand> ItemScanner::value()
{
    const std::optional<QCborMap> value = m_given.value(word());
    if (!value)
        return refused(Tr::tr("An expression attribute value used in expression is not defined; attribute "
                              "value: %1")
                           .arg(word()));
    skip();
    return ItemOperand{ItemOperand::Kind::Value, {}, *value};
}

Outcome<ItemOperand> ItemScanner::operand()
{
    if (word().startsWith(u':'))
        return value();
    const bool isSize = word().compare(u"size") == 0 && word(1) == u"(";
    if (isSize)
        m_at += 2;
    const Outcome<ItemPath> path = this->path();
    if (!path)
        return std::unexpected(path.error());
    if (isSize) {
        if (const Outcome<void> closed = expect(QLatin1StringView(")")); !closed)
            return std::unexpected(closed.error());
    }
    return ItemOperand{isSize ? ItemOperand::Kind::Size : ItemOperand::Kind::Path, *path, {}};
}

} // namespace formwork::practice
