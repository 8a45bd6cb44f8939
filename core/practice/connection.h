// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/requestparser.h"
#include "practice/waiting.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace formwork::practice
{

// What becomes of a request.
struct Reply {
    http::Response response;
    bool hangUp = false; // close the connection without a word
    std::chrono::milliseconds delay{0}; // before the answer leaves
    std::optional<Waiting> waiting = std::nullopt; // there: there is none yet
};

struct Patience {
    std::chrono::milliseconds idle{60'000}; // between two requests
    std::chrono::milliseconds request{30'000}; // for a whole header; for the next bytes of a body
};

// One connection of a client: reads requests in turn, hands each to the handler, writes the answer that it is
// given for it. Deletes itself when the connection ends. Owned by the server, on its thread.
class Connection final : public QObject
{
    Q_OBJECT
public:
    // Whoever gets a request calls reply(), later: nothing more is read before.
    using Handler = std::function<void(Connection &, const http::Request &)>;

    // `held` counts the bytes of bodies that all connections keep.
    Connection(QTcpSocket *socket, Handler handler, const RequestParser::Limits &limits,
               const Patience &patience, std::shared_ptr<qint64> held, QObject *parent);
    ~Connection() override;

    // No whole header has come since it began to wait: another may have its place.
    [[nodiscard]] bool isWaiting() const;

    void reply(const Reply &reply); // to the request that was handed over last

private:
    void count();
    [[nodiscard]] bool isTooMuch() const;
    void read();
    void step(RequestParser::State state);
    void serve();
    void answer(const http::Response &response, bool isLast, bool withBody);
    void refuse(int status);
    void finish();
    void watch();
    void loseTime();

    QTcpSocket *m_socket;
    Handler m_handler;
    RequestParser m_parser;
    Patience m_patience;
    std::shared_ptr<qint64> m_allHeld;
    qint64 m_held = 0; // of it
    QTimer m_timer;
    bool m_isWorking = false; // an answer is due
    bool m_isLast = false; // of this connection
    bool m_isWithBody = true;
    bool m_isClosing = false; // whatever still comes is thrown away
    bool m_saidContinue = false;
    bool m_cut = false; // refused before the request had come
};

} // namespace formwork::practice
