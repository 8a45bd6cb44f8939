// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "core/awaiting.h"
#include "wireserver.h"

#include <QTemporaryDir>

namespace formwork::tests
{

// Tokens "00000000-0000-4000-8000-000000000001", ...; no jitter, so no waiting.
class CountedTokens final : public TokenSource
{
public:
    [[nodiscard]] QString nextToken() override
    {
        return QStringLiteral("00000000-0000-4000-8000-%1").arg(++m_count, 12, 10, QLatin1Char('0'));
    }
    [[nodiscard]] double nextFraction() override { return 0; }

private:
    int m_count = 0;
};

// A whole program without a window: a history in a fresh folder, the built-in models and a few of the tests'
// own, and an account whose endpoint is a server of the test.
struct CallFixture {
    explicit CallFixture(const QString &folder = {}); // empty: a fresh one
    CallFixture(const CallFixture &) = delete;
    CallFixture &operator=(const CallFixture &) = delete;
    ~CallFixture();

    [[nodiscard]] model::OperationPtr operation(const char *service, const char *name) const;
    [[nodiscard]] client::Target target(const WireServer &server) const
    {
        return target(QString::fromLatin1(server.scheme() + "://" + server.authority()));
    }
    [[nodiscard]] client::Target target(const QString &endpoint) const;
    [[nodiscard]] client::CallResult call(const model::OperationPtr &operation, const QCborValue &input,
                                          const client::Target &target,
                                          client::CallOptions options = {}) const;
    [[nodiscard]] client::CallResult retry(qint64 id, bool mayDuplicate = false,
                                           client::CallOptions options = {}) const;
    [[nodiscard]] journal::Record record(qint64 id) const
    {
        return environment->journal->record(id).value_or(journal::Record());
    }
    [[nodiscard]] qsizetype rows() const { return environment->journal->ids({})->size(); }

    QTemporaryDir temporary;
    QString folder;
    std::shared_ptr<FixedClock> clock;
    std::shared_ptr<client::Environment> environment;
    client::Timeouts timeouts{std::chrono::seconds(5), std::chrono::seconds(5)};
};

// Inputs of the operations the tests use.
[[nodiscard]] QCborValue groupInput(const char *name = "finance");
[[nodiscard]] QCborValue widgetInput(const char *name = "w");

// The service's answer to groupInput(), and one that is an error.
[[nodiscard]] QByteArray groupCreated();
[[nodiscard]] QByteArray awsError(const char *code, const char *message = "No.");

[[nodiscard]] QString tokenIn(const RawRequest &request); // the client token that arrived

// What the tests of a call share: each has a fixture of its own, and a group and a widget to create.
class CallTest : public QObject
{
protected:
    std::unique_ptr<CallFixture> m_fixture;

    model::OperationPtr createGroup() const { return m_fixture->operation("ds-data", "CreateGroup"); }
    model::OperationPtr createWidget() const { return m_fixture->operation("widgets", "CreateWidget"); }
    client::CallResult callGroup(const WireServer &server, client::CallOptions options = {}) const
    {
        return m_fixture->call(createGroup(), groupInput(), m_fixture->target(server), std::move(options));
    }
    client::CallResult callWidget(const WireServer &server, client::CallOptions options = {}) const
    {
        return m_fixture->call(createWidget(), widgetInput(), m_fixture->target(server), std::move(options));
    }
};

} // namespace formwork::tests
