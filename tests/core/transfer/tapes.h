// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "callfixture.h"
#include "samplefiles.h"

#include <QCborMap>
#include <QObject>

namespace formwork::tests
{

inline QByteArray tapeContent()
{
    static const QByteArray bytes = content(3'000'001);
    return bytes;
}

inline QCborValue tape() { return QCborMap{{QStringLiteral("Name"), QStringLiteral("a")}}; }

// Promises everything and hangs up after a part of it.
inline WireServer::Script breaksOffAfter(qsizetype size, const QByteArray &headers = {})
{
    return [size, headers](QTcpSocket &socket, const RawRequest &, int) {
        socket.write("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\n" + headers + "Content-Length: "
                     + QByteArray::number(tapeContent().size()) + "\r\n\r\n" + tapeContent().first(size));
        socket.disconnectFromHost();
    };
}

// Answers the rest, as long as it is the same version.
inline WireServer::Script answersTheRest()
{
    return [](QTcpSocket &socket, const RawRequest &request, int) {
        const QByteArray range = request.header("range");
        const qint64 first = range.sliced(6, range.indexOf('-') - 6).toLongLong();
        const QByteArray total = QByteArray::number(tapeContent().size());
        socket.write(answerBytes(206, tapeContent().sliced(first),
                                 "ETag: \"v1\"\r\nContent-Range: bytes " + QByteArray::number(first) + '-'
                                     + QByteArray::number(tapeContent().size() - 1) + '/' + total
                                     + "\r\nx-amz-checksum-sha256: AAAA\r\n")); // of the rest alone
    };
}

// Fetches the data of a tape into a file of a folder of its own.
class Tapes : public QObject
{
protected:
    std::unique_ptr<CallFixture> m_fixture;
    model::OperationPtr m_operation;

    QString path() const { return m_fixture->folder + QStringLiteral("/tape.bin"); }
    QString part() const { return path() + QStringLiteral(".part"); }
    QString notes() const { return part() + QStringLiteral(".json"); }

    client::CallResult fetch(const WireServer &server, const QCborValue &input = tape()) const
    {
        client::CallOptions options;
        options.outputFile = path();
        client::Target target = m_fixture->target(server);
        target.profile.maxAttempts = 1;
        return m_fixture->call(m_operation, input, target, options);
    }

    void startAnew()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_operation = m_fixture->operation("tapes", "GetTape");
    }
};

} // namespace formwork::tests
