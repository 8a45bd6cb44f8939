// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/value.h"
#include "practice/server.h"
#include "protocol/codec.h"

#include <QTcpSocket>
#include <QTemporaryDir>

#include <optional>

// A practice account on a loopback port with a clock of the test's own, and a raw client that speaks to it.
class Loopback
{
public:
    explicit Loopback(const QStringList &modelFolders = {});

    formwork::practice::Server &server() { return *m_server; }
    formwork::FixedClock &clock() { return *m_clock; }
    QString file() const { return m_folder.filePath(QStringLiteral("practice.sqlite")); }
    void restart(); // a new server over the same file
    void setRealClock(); // for clients that have their own

    formwork::model::OperationPtr operation(const char *service, const char *name) const;

    struct Sent {
        QString region = QStringLiteral("us-east-1");
        std::optional<formwork::signing::Keys> keys; // else the account's
        qint64 clockAhead = 0; // milliseconds by which the client's clock differs
    };

    // The signed request, as bytes for the wire.
    QByteArray bytes(const formwork::model::Operation &operation, const QCborMap &input, const Sent &sent);
    QByteArray bytes(const formwork::model::Operation &operation, const QCborMap &input)
    {
        return bytes(operation, input, {});
    }

    QByteArray bytes(const formwork::model::Operation &operation, formwork::http::Request request,
                     const Sent &sent);
    QByteArray bytes(const formwork::model::Operation &operation, const formwork::http::Request &request)
    {
        return bytes(operation, request, {});
    }

    // Sends it on a connection of its own and reads the answer. Status 0: hung up.
    formwork::http::Response send(const QByteArray &bytes);
    formwork::protocol::Answer call(const formwork::model::Operation &operation, const QCborMap &input,
                                    const Sent &sent);
    formwork::protocol::Answer call(const formwork::model::Operation &operation, const QCborMap &input)
    {
        return call(operation, input, {});
    }
    QString codeOf(const formwork::model::Operation &operation, const QCborMap &input, const Sent &sent);
    QString codeOf(const formwork::model::Operation &operation, const QCborMap &input)
    {
        return codeOf(operation, input, {});
    }

    const formwork::http::Response &last() const { return m_last; }

private:
    void start();

    QTemporaryDir m_folder;
    std::shared_ptr<formwork::FixedClock> m_clock;
    formwork::catalog::CatalogPtr m_catalog;
    std::unique_ptr<formwork::practice::Server> m_server;
    formwork::http::Response m_last;
};

// A connection that keeps what it receives.
class RawClient
{
public:
    explicit RawClient(const formwork::practice::Server &server);

    void write(const QByteArray &bytes);
    bool waitForAnswers(int count); // whole ones
    bool waitForEnd();
    QByteArray received();
    QList<formwork::http::Response> answers();

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

// An input in JSON's notation, with ' for ".
QCborMap input(const char *json);
