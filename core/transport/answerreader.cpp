// SPDX-License-Identifier: Apache-2.0
#include "transport/answerreader.h"

#include <algorithm>
#include <optional>

namespace formwork::transport
{

namespace
{

constexpr qint64 kLongestHead = 256 * 1024; // also of the lines between chunks

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// "12", and "12, 12" of a length that was said twice.
std::optional<qint64> lengthIn(const QByteArrayList &values)
{
    std::optional<qint64> length;
    for (const QByteArray &value : values) {
        for (const QByteArray &part : value.split(',')) {
            const QByteArray digits = part.trimmed();
            if (digits.isEmpty() || digits.size() > 18 || !std::ranges::all_of(digits, isDigit))
                return {};
            if (length && *length != digits.toLongLong())
                return {};
            length = digits.toLongLong();
        }
    }
    return length;
}

// "1a;name=value"
std::optional<qint64> chunkSize(const QByteArray &line)
{
    const QByteArray digits = line.split(';').constFirst().trimmed();
    const bool isHex = std::ranges::all_of(
        digits, [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
    if (digits.isEmpty() || digits.size() > 15 || !isHex)
        return {};
    return digits.toLongLong(nullptr, 16);
}

bool says(const http::Headers &headers, QByteArrayView name, QByteArrayView token)
{
    for (const QByteArray &value : headers.values(name)) {
        for (const QByteArray &part : value.split(',')) {
            if (part.trimmed().compare(token, Qt::CaseInsensitive) == 0)
                return true;
        }
    }
    return false;
}

} // namespace

void AnswerReader::read(const QByteArray &bytes)
{
    m_buffer += bytes;
    step();
}

void AnswerReader::step()
{
    QByteArray line;
    while (m_state == State::Head && takeLine(line))
        readHeadLine(line);
    while (m_state == State::Body && readBody()) { }
}

bool AnswerReader::takeLine(QByteArray &line)
{
    const qsizetype end = m_buffer.indexOf('\n');
    m_headSize += end < 0 ? 0 : end + 1;
    if (m_headSize > kLongestHead || (end < 0 && m_buffer.size() > kLongestHead)) {
        m_state = m_state == State::Head ? State::NotHttp : State::Broken;
        return false;
    }
    if (end < 0) {
        // What cannot become a status line is not waited for.
        if (m_state == State::Head && !m_hasStatus && m_buffer.size() >= 5 && !m_buffer.startsWith("HTTP/"))
            m_state = State::NotHttp;
        return false;
    }
    line = m_buffer.left(end);
    m_buffer.remove(0, end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return true;
}

void AnswerReader::readHeadLine(const QByteArray &line)
{
    if (!m_hasStatus)
        readStatusLine(line);
    else if (!line.isEmpty())
        readHeader(line);
    else
        headEnded();
}

void AnswerReader::readStatusLine(const QByteArray &line)
{
    const bool isStatus = line.size() >= 12 && line.startsWith("HTTP/1.") && isDigit(line[7])
        && line[8] == ' ' && isDigit(line[9]) && isDigit(line[10]) && isDigit(line[11])
        && (line.size() == 12 || line[12] == ' ');
    m_hasStatus = true;
    m_head.status = isStatus ? line.sliced(9, 3).toInt() : 0;
    m_isOld = isStatus && line[7] == '0';
    if (m_head.status < 100)
        m_state = State::NotHttp;
}

void AnswerReader::readHeader(const QByteArray &line)
{
    const QList<http::Header> before = m_head.headers.list();
    if (line.startsWith(' ') || line.startsWith('\t')) { // goes on with the one before
        if (before.isEmpty()) {
            m_state = State::NotHttp;
            return;
        }
        const http::Header &last = before.last();
        m_head.headers.set(last.first, last.second + ' ' + line.trimmed());
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.left(colon).trimmed();
    const QByteArray value = line.sliced(colon + 1).trimmed();
    if (colon <= 0 || name.isEmpty())
        m_state = State::NotHttp;
    else if (m_head.headers.contains(name) && name.compare("content-length", Qt::CaseInsensitive) != 0)
        m_head.headers.set(name, m_head.headers.value(name) + ", " + value); // one list in several lines
    else
        m_head.headers.append(name, value);
}

void AnswerReader::headEnded()
{
    if (m_head.status == 101) { // nobody asked for another protocol
        m_state = State::NotHttp;
    } else if (m_head.status < 200) {
        m_mayGoOn = m_mayGoOn || m_head.status == 100;
        m_head = {};
        m_hasStatus = false;
    } else {
        m_state = setFraming() ? State::Body : State::Broken;
    }
}

bool AnswerReader::setFraming()
{
    if (m_toHead || m_head.status == 204 || m_head.status == 304)
        return true;
    if (m_head.headers.contains("transfer-encoding")) {
        m_framing = Framing::Chunked;
        m_headSize = 0;
        const QByteArray coding = m_head.headers.value("transfer-encoding").trimmed().toLower();
        if (coding != "identity")
            return coding == "chunked";
    }
    m_framing = Framing::UntilTheEnd;
    if (!m_head.headers.contains("content-length"))
        return true;
    const std::optional<qint64> length = lengthIn(m_head.headers.values("content-length"));
    m_framing = Framing::Length;
    m_length = length.value_or(-1);
    m_left = m_length;
    return length.has_value();
}

bool AnswerReader::readBody()
{
    switch (m_framing) {
    case Framing::Chunked:
        return readChunk();
    case Framing::UntilTheEnd:
        m_body += std::exchange(m_buffer, {});
        return false;
    case Framing::None:
    case Framing::Length:
        break;
    }
    const qsizetype count = qsizetype(std::min<qint64>(m_left, m_buffer.size()));
    m_body += m_buffer.left(count);
    m_buffer.remove(0, count);
    m_left -= count;
    if (m_left == 0)
        m_state = State::Done;
    return false;
}

bool AnswerReader::readChunk()
{
    if (m_chunk == Chunk::Data) {
        const qsizetype count = qsizetype(std::min<qint64>(m_left, m_buffer.size()));
        m_body += m_buffer.left(count);
        m_buffer.remove(0, count);
        m_left -= count;
        if (m_left == 0)
            m_chunk = Chunk::End;
        return m_left == 0;
    }
    QByteArray line;
    if (!takeLine(line))
        return false;
    if (m_chunk == Chunk::Size) {
        const std::optional<qint64> size = chunkSize(line);
        m_left = size.value_or(0);
        m_headSize = 0;
        m_chunk = m_left > 0 ? Chunk::Data : Chunk::Trailer;
        if (!size)
            m_state = State::Broken;
    } else if (m_chunk == Chunk::End) {
        m_chunk = Chunk::Size;
        if (!line.isEmpty())
            m_state = State::Broken;
    } else if (line.isEmpty()) {
        m_state = State::Done;
    }
    return m_state == State::Body;
}

void AnswerReader::endOfConnection()
{
    if (m_state == State::Body && m_framing == Framing::UntilTheEnd)
        m_state = State::Done;
    else if (m_state == State::Head && !m_hasStatus && !m_buffer.isEmpty() && !m_buffer.startsWith("HTTP"))
        m_state = State::NotHttp;
}

bool AnswerReader::keepsConnection() const
{
    if (m_state != State::Done || !m_buffer.isEmpty() || m_framing == Framing::UntilTheEnd
        || says(m_head.headers, "connection", "close"))
        return false;
    return !m_isOld || says(m_head.headers, "connection", "keep-alive");
}

} // namespace formwork::transport
