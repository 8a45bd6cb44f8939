// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>

#include <cstdio>
#include <optional>

namespace formwork::cli
{

// The lines of a stream, without their ends. Never more than the longest allowed one is in memory.
class Lines
{
public:
    explicit Lines(std::FILE *stream, qsizetype longest);

    // Nothing at the end. A line that is too long is an error, and the next call answers the line after it.
    [[nodiscard]] std::optional<Result<QByteArray>> next();

private:
    [[nodiscard]] bool fill();

    std::FILE *m_stream;
    qsizetype m_longest;
    QByteArray m_buffer;
    qsizetype m_at = 0; // what is read of the buffer
};

} // namespace formwork::cli
