// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <QByteArray>

namespace formwork::transport
{

// One answer of HTTP/1.1 (RFC 9112) out of the bytes of a connection, as they come in. Strict where leniency
// would take half an answer for a whole one: lengths, chunks, the end of the connection. Interim answers
// (1xx) are passed over.
class AnswerReader
{
public:
    enum class State {
        Head,
        Body,
        Done,
        NotHttp, // what came is no answer of HTTP
        Broken, // it began as one and its body cannot be told from what is missing
    };

    explicit AnswerReader(bool toHead) // the answer to HEAD has no body, whatever length it announces
        : m_toHead(toHead)
    {
    }

    void read(const QByteArray &bytes);
    void endOfConnection(); // an answer that was to last until then is done; any other stays as it is

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool hasHead() const { return m_state == State::Body || m_state == State::Done; }
    [[nodiscard]] bool mayGoOn() const { return m_mayGoOn; } // the body is asked for: 100 was answered
    [[nodiscard]] const http::Response &head() const { return m_head; } // without its body
    [[nodiscard]] qint64 announced() const { return m_length; } // bytes of the body; -1: not known
    [[nodiscard]] QByteArray takeBody() { return std::exchange(m_body, {}); } // what came since
    [[nodiscard]] bool keepsConnection() const; // another request may follow on it

private:
    enum class Framing { None, Length, Chunked, UntilTheEnd };
    enum class Chunk { Size, Data, End, Trailer };

    void step();
    [[nodiscard]] bool takeLine(QByteArray &line);
    void readHeadLine(const QByteArray &line);
    void readStatusLine(const QByteArray &line);
    void readHeader(const QByteArray &line);
    void headEnded();
    [[nodiscard]] bool setFraming();
    bool readBody(); // false: more bytes are needed
    bool readChunk();

    bool m_toHead;
    State m_state = State::Head;
    Framing m_framing = Framing::None;
    Chunk m_chunk = Chunk::Size;
    bool m_hasStatus = false;
    bool m_mayGoOn = false;
    bool m_isOld = false; // HTTP/1.0: the connection ends unless it is said otherwise
    http::Response m_head;
    QByteArray m_buffer; // not understood yet
    QByteArray m_body;
    qint64 m_headSize = 0;
    qint64 m_length = -1;
    qint64 m_left = 0; // of the body or the chunk
};

} // namespace formwork::transport
