// SPDX-License-Identifier: Apache-2.0
#include "cli/lines.h"

#include "base/tr.h"

namespace formwork::cli
{

Lines::Lines(std::FILE *stream, qsizetype longest)
    : m_stream(stream)
    , m_longest(longest)
{
}

bool Lines::fill()
{
    constexpr qsizetype piece = 64 * 1024;
    m_buffer.resize(piece);
    m_at = 0;
    // Not fread(), which would wait for the whole piece where a line has come through a pipe.
    qsizetype count = 0;
    for (int c = std::getc(m_stream); c != EOF; c = std::getc(m_stream)) {
        m_buffer[count++] = static_cast<char>(c);
        if (c == '\n' || count == piece)
            break;
    }
    m_buffer.truncate(count);
    return count > 0;
}

std::optional<Result<QByteArray>> Lines::next()
{
    QByteArray line;
    bool any = false;
    bool tooLong = false;
    while (m_at < m_buffer.size() || fill()) {
        any = true;
        const qsizetype end = m_buffer.indexOf('\n', m_at);
        const QByteArrayView part =
            QByteArrayView(m_buffer).sliced(m_at, (end < 0 ? m_buffer.size() : end) - m_at);
        m_at = end < 0 ? m_buffer.size() : end + 1;
        tooLong = tooLong || line.size() + part.size() > m_longest;
        if (tooLong)
            line = {};
        else
            line.append(part);
        if (end >= 0)
            break;
    }
    if (!any)
        return {};
    if (tooLong)
        return failure(Phase::Input, QStringLiteral("InputTooLarge"),
                       Tr::tr("The line is longer than %1 MiB.").arg(m_longest / (1024 * 1024)),
                       Tr::tr("No AWS request is that large; check that it is the right file."));
    return line;
}

} // namespace formwork::cli
