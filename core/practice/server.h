// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/http.h"
#include "base/tokensource.h"
#include "catalog/catalogsource.h"
#include "guide/guide.h"
#include "signing/signer.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace formwork::practice
{

// A bad day to rehearse. One-shot faults are used up by `count` requests; -1: until changed.
struct Fault {
    enum class Kind { None, Throttle, ServerError, HangUpBeforeWork, HangUpAfterWork, SlowAnswer, ClockSkew };
    Kind kind = Kind::None;
    int count = 1;
    int milliseconds = 0; // SlowAnswer: delay; ClockSkew: how far ahead the account's clock is

    bool operator==(const Fault &) const = default;

    // "NAME[:COUNT[:MILLISECONDS]]" with a name of names(); empty if it cannot be read.
    [[nodiscard]] static std::optional<Fault> parse(QStringView text);
    // "none", "throttle", "server-error", "hang-up-before-work", ...
    [[nodiscard]] static QStringList names();
    [[nodiscard]] QString name() const;
};

// How long the account takes, as AWS does.
struct Timing {
    std::chrono::milliseconds visible{0}; // until something new is found by those who look for it
    std::chrono::milliseconds settled{1000}; // until what was created or changed is done
};

struct Asked; // a request that waits for its answer
struct Reply; // of a connection

// The practice account: an HTTP/1.1 endpoint on a loopback port that behaves like AWS for every operation of
// the catalog, in the protocol of its service. Verifies the signature from the raw bytes, validates as the
// model says, keeps what was created in `file` (SQLite, so that a retry after a crash meets the same
// account), honours client tokens. Answers GET /_formwork/health without a signature; pages of browsers and
// requests for other hosts it refuses.
class Server : public QObject
{
    Q_OBJECT
public:
    Server(QString file, const catalog::LiveCatalog &catalog, const guide::GuidesPtr &guides, ClockPtr clock,
           const TokenSourcePtr &tokens, QObject *parent = nullptr);
    ~Server() override;

    [[nodiscard]] Result<void> listen(quint16 port = 0); // 127.0.0.1; 0: a free one
    [[nodiscard]] QString url() const; // "http://127.0.0.1:PORT", empty while not listening
    [[nodiscard]] signing::Keys keys() const; // made anew each time
    [[nodiscard]] static QString region() { return QStringLiteral("us-east-1"); }
    // Whether it speaks a protocol of the service.
    [[nodiscard]] static bool answersFor(const model::Service &service);
    [[nodiscard]] static QString accountId() { return QStringLiteral("000000000000"); }

    // How long a connection may be quiet between requests, and within one. For connections to come.
    void setPatience(std::chrono::milliseconds idle, std::chrono::milliseconds request);

    void setTiming(const Timing &timing);
    void setFault(const Fault &fault);
    [[nodiscard]] Fault fault() const;
    Result<void> reset(); // forgets everything created
    [[nodiscard]] int resourceCount() const;

Q_SIGNALS:
    // Names are empty where the request was not understood that far; status 0: hung up without an answer.
    void requestServed(const QString &service, const QString &operation, int httpStatus);
    void faultChanged();

private:
    void accept();
    void serveAll();
    [[nodiscard]] bool makeRoom() const;
    [[nodiscard]] Fault takeFault();
    void serveSoon(Asked asked);
    void wake();
    [[nodiscard]] Reply serve(Asked &asked);
    [[nodiscard]] Reply performed(const Asked &asked);
    [[nodiscard]] std::optional<http::Response> answeredUnsigned(const http::Request &request) const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace formwork::practice
