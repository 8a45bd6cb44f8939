// SPDX-License-Identifier: Apache-2.0
#include "document/csvreader.h"

#include "base/tr.h"

#include <algorithm>
#include <array>

namespace formwork::document
{

namespace
{

constexpr qint64 kPiece = 256 * 1024;
constexpr qsizetype kLongestCell = 8 * 1024 * 1024; // of characters: then a quote is missing

constexpr bool isLineEnd(QChar c) { return c == u'\n' || c == u'\r'; }

std::unexpected<Error> badEncoding(const QString &name)
{
    return failure(Phase::Local, QStringLiteral("Usage"),
                   Tr::tr("There is no encoding “%1” for a CSV file.").arg(name),
                   Tr::tr("Say utf-8, utf-16 or latin1."));
}

} // namespace

CsvReader::CsvReader(QIODevice &device, CsvForm form)
    : m_device(device)
    , m_form(std::move(form))
{
}

std::unexpected<Error> CsvReader::wrong(qint64 line, const QString &sentence) const
{
    return failure(Phase::Input, QStringLiteral("Csv"), Tr::tr("Line %1: %2").arg(line).arg(sentence));
}

Result<void> CsvReader::chooseDecoder(const QByteArray &start)
{
    const QString asked = m_form.encoding.toLower().remove(u'-').remove(u'_');
    const bool isTold = !asked.isEmpty();
    if (start.startsWith("\xEF\xBB\xBF") || asked == u"utf8") {
        m_decoder = QStringDecoder(QStringDecoder::Utf8);
        m_form.encoding = QStringLiteral("utf-8");
    } else if (start.startsWith("\xFF\xFE") || start.startsWith("\xFE\xFF") || asked == u"utf16") {
        m_decoder =
            QStringDecoder(start.startsWith("\xFE\xFF") ? QStringDecoder::Utf16BE : QStringDecoder::Utf16LE);
        m_form.encoding = QStringLiteral("utf-16");
    } else if (asked == u"latin1" || asked == u"iso88591") {
        m_decoder = QStringDecoder(QStringDecoder::Latin1);
        m_form.encoding = QStringLiteral("latin1");
    } else if (isTold) {
        return badEncoding(m_form.encoding);
    } else {
        if (start.first(std::min<qsizetype>(start.size(), 64)).contains('\0'))
            return failure(Phase::Input, QStringLiteral("Csv"),
                           Tr::tr("The file is no UTF-8 text; it looks like UTF-16 without its mark."),
                           Tr::tr("Say --encoding utf-16, or save it as UTF-8."));
        m_decoder = QStringDecoder(QStringDecoder::Utf8);
        m_form.encoding = QStringLiteral("utf-8");
    }
    return {};
}

Result<bool> CsvReader::fill()
{
    if (m_isOver)
        return false;
    QByteArray bytes = m_device.read(kPiece);
    if (bytes.isEmpty()) {
        m_isOver = true;
        if (!m_device.atEnd() && !m_device.errorString().isEmpty() && !m_device.isSequential())
            return failure(Phase::Local, QStringLiteral("InputFile"),
                           Tr::tr("The CSV file cannot be read to its end: %1.").arg(m_device.errorString()));
        if (m_form.encoding != u"utf-8")
            return false;
        bytes = "\n"; // shows that a character broke off
    }
    if (!m_decoder.isValid()) {
        if (const Result<void> chosen = chooseDecoder(bytes); !chosen)
            return std::unexpected(chosen.error());
    }
    m_text.remove(0, std::exchange(m_at, 0));
    const QString more = m_decoder.decode(bytes);
    m_isDoubtful = m_isDoubtful || m_decoder.hasError();
    m_text += more;
    return true;
}

Result<bool> CsvReader::has()
{
    while (m_at >= m_text.size()) {
        const Result<bool> more = fill();
        if (!more || !*more)
            return more;
    }
    return true;
}

// The one that stands most often outside quotes in the first line.
Result<void> CsvReader::findDelimiter()
{
    constexpr std::array kDelimiters{u',', u';', u'\t', u'|'};
    std::array<int, kDelimiters.size()> counts{};
    bool isQuoted = false;
    for (qsizetype at = m_at;; ++at) {
        if (at >= m_text.size()) {
            const qsizetype read = at - m_at; // fill() moves what stands there to the front
            const Result<bool> more = fill();
            if (!more)
                return std::unexpected(more.error());
            at = m_at + read;
            if (!*more || at >= m_text.size() || read > kLongestCell)
                break;
        }
        const QChar c = m_text.at(at);
        if (c == u'"')
            isQuoted = !isQuoted;
        if (isQuoted)
            continue;
        if (isLineEnd(c))
            break;
        for (size_t i = 0; i < kDelimiters.size(); ++i)
            counts[i] += c == kDelimiters[i] ? 1 : 0;
    }
    const auto most = std::ranges::max_element(counts);
    m_form.delimiter = kDelimiters[size_t(most - counts.begin())];
    return {};
}

Result<void> CsvReader::begin()
{
    m_hasBegun = true;
    const Result<bool> any = has();
    if (!any)
        return std::unexpected(any.error());
    if (!*any)
        return {};
    if (m_text.startsWith(QChar(u'\uFEFF'))) // the decoder takes it where it stands for the byte order
        m_at = 1;
    constexpr QStringView kSeparator = u"sep=";
    if (m_text.mid(m_at).startsWith(kSeparator) && m_text.size() > m_at + kSeparator.size() + 1
        && isLineEnd(m_text.at(m_at + kSeparator.size() + 1))) {
        if (m_form.delimiter.isNull())
            m_form.delimiter = m_text.at(m_at + kSeparator.size());
        m_at += kSeparator.size() + 1;
        return passLineEnd();
    }
    return m_form.delimiter.isNull() ? findDelimiter() : Result<void>();
}

Result<void> CsvReader::passLineEnd()
{
    const bool isReturn = m_text.at(m_at++) == u'\r';
    ++m_line;
    if (!isReturn)
        return {};
    const Result<bool> more = has();
    if (!more)
        return std::unexpected(more.error());
    if (*more && m_text.at(m_at) == u'\n')
        ++m_at;
    return {};
}

Result<void> CsvReader::readQuoted(QString &cell)
{
    const qint64 from = m_line;
    ++m_at;
    const auto open = [&] {
        return wrong(from,
                     Tr::tr("the quotation mark that stands here has no end. Inside quotes write two of "
                            "them for one."));
    };
    while (true) {
        const Result<bool> more = has();
        if (!more)
            return std::unexpected(more.error());
        if (!*more || cell.size() > kLongestCell)
            return open();
        const QStringView rest = QStringView(m_text).sliced(m_at);
        const qsizetype quote = rest.indexOf(u'"');
        const QStringView part = rest.first(quote < 0 ? rest.size() : quote);
        cell += part;
        for (qsizetype i = 0; i < part.size(); ++i) {
            const bool isPair = part[i] == u'\r' && i + 1 < part.size() && part[i + 1] == u'\n';
            m_line += isLineEnd(part[i]) && !isPair ? 1 : 0;
        }
        m_at += part.size();
        if (quote < 0)
            continue;
        ++m_at;
        const Result<bool> another = has();
        if (!another)
            return std::unexpected(another.error());
        if (!*another || m_text.at(m_at) != u'"')
            return {};
        cell += u'"';
        ++m_at;
    }
}

Result<void> CsvReader::readPlain(QString &cell)
{
    while (true) {
        const Result<bool> more = has();
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            return {};
        const qsizetype from = m_at;
        const QChar *text = m_text.constData();
        const qsizetype size = m_text.size();
        while (m_at < size && text[m_at] != m_form.delimiter && !isLineEnd(text[m_at]))
            ++m_at;
        cell += QStringView(m_text).sliced(from, m_at - from);
        if (m_at < size)
            return {};
        if (cell.size() > kLongestCell)
            return wrong(m_line, Tr::tr("a cell of more than 8 million characters."));
    }
}

Result<bool> CsvReader::readCell(QString &cell)
{
    const Result<bool> any = has();
    if (!any)
        return any;
    const bool isQuoted = *any && m_text.at(m_at) == u'"';
    if (const Result<void> read = isQuoted ? readQuoted(cell) : readPlain(cell); !read)
        return std::unexpected(read.error());
    if (m_isDoubtful && cell.contains(QChar(QChar::ReplacementCharacter)))
        return wrong(m_line,
                     Tr::tr("bytes that are no %1 text. Say --encoding latin1 where the file is one of an "
                            "older program, or save it as UTF-8.")
                         .arg(m_form.encoding.toUpper()));
    if (cell.contains(QChar(u'\0')))
        return wrong(m_line, Tr::tr("a character of code 0, which is in no text."));
    Result<bool> more = has();
    while (isQuoted && more && *more && m_text.at(m_at) == u' ') {
        ++m_at;
        more = has();
    }
    if (!more || !*more)
        return more;
    const QChar c = m_text.at(m_at);
    if (c == m_form.delimiter) {
        ++m_at;
        return true;
    }
    if (!isLineEnd(c))
        return wrong(m_line, Tr::tr("text behind the closing quotation mark of a cell."));
    if (const Result<void> passed = passLineEnd(); !passed)
        return std::unexpected(passed.error());
    return false;
}

Result<std::optional<CsvRow>> CsvReader::next()
{
    if (!m_hasBegun) {
        if (const Result<void> begun = begin(); !begun)
            return std::unexpected(begun.error());
    }
    while (true) {
        const Result<bool> any = has();
        if (!any)
            return std::unexpected(any.error());
        if (!*any)
            return std::optional<CsvRow>();
        CsvRow row{m_line, {}};
        for (bool more = true; more;) {
            QString cell;
            const Result<bool> read = readCell(cell);
            if (!read)
                return std::unexpected(read.error());
            more = *read;
            row.cells.append(std::move(cell));
        }
        if (std::ranges::any_of(row.cells, [](const QString &cell) { return !cell.isEmpty(); }))
            return std::optional(std::move(row));
    }
}

QString csvCell(const QString &text, QChar delimiter)
{
    const bool isPlain = std::ranges::none_of(
        text, [&](QChar c) { return c == delimiter || c == u'"' || isLineEnd(c) || c == u'\uFEFF'; });
    if (isPlain && !text.startsWith(u' ') && !text.endsWith(u' '))
        return text;
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace formwork::document
