// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/guard.h"
#include "client/presign.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;
using credentials::Guard;

// The guard of an account is kept where requests are made and signed, whoever asks.
class TestGuard : public CallTest
{
    Q_OBJECT

    client::Target guarded(const WireServer &server, Guard guard) const
    {
        client::Target target = m_fixture->target(server);
        target.profile.guard = guard;
        return target;
    }

    client::CallResult call(const WireServer &server, const char *name, Guard guard, bool isConfirmed) const
    {
        client::CallOptions options;
        options.isConfirmed = isConfirmed;
        return m_fixture->call(m_fixture->operation("widgets", name), widgetInput(), guarded(server, guard),
                               options);
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void whatWritesIsSentOnlyWhereConfirmed_data()
    {
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<Guard>("guard");
        QTest::addColumn<bool>("isConfirmed");
        QTest::addColumn<QString>("code"); // empty: sent
        const auto row = [](const char *tag, const char *operation, Guard guard, bool confirmed,
                            const char *code) {
            QTest::newRow(tag) << QByteArray(operation) << guard << confirmed << QString::fromLatin1(code);
        };
        row("unguarded delete", "DeleteWidget", Guard::None, false, "");
        row("read", "GetWidget", Guard::Confirm, false, "");
        row("creation", "CreateWidget", Guard::Confirm, false, "ConfirmationNeeded");
        row("change", "PutWidget", Guard::Confirm, false, "ConfirmationNeeded");
        row("deletion", "DeleteWidget", Guard::Confirm, false, "ConfirmationNeeded");
        row("confirmed deletion", "DeleteWidget", Guard::Confirm, true, "");
        row("read in a read-only account", "GetWidget", Guard::ReadOnly, false, "");
        row("creation in a read-only account", "CreateWidget", Guard::ReadOnly, true, "ReadOnlyAccount");
        row("deletion in a read-only account", "DeleteWidget", Guard::ReadOnly, true, "ReadOnlyAccount");
    }

    void whatWritesIsSentOnlyWhereConfirmed()
    {
        QFETCH(const QByteArray, operation);
        QFETCH(const Guard, guard);
        QFETCH(const bool, isConfirmed);
        QFETCH(const QString, code);
        const WireServer server(answer(200));
        const client::CallResult result = call(server, operation.constData(), guard, isConfirmed);
        QCOMPARE(result.error.value_or(Error{}).code, code);
        QCOMPARE(server.requests.size(), code.isEmpty() ? 1 : 0);
        QCOMPARE(m_fixture->rows(), code.isEmpty() ? 1 : 0);
    }

    void aRetryIsHeldToItToo()
    {
        const WireServer server(answer(500));
        credentials::Profile profile = m_fixture->target(server).profile;
        client::Target target = m_fixture->target(server);
        target.profile.maxAttempts = 1;
        const client::CallResult first =
            m_fixture->call(m_fixture->operation("widgets", "DeleteWidget"), widgetInput(), target);
        QCOMPARE(first.outcome, journal::Outcome::Unknown);
        const qsizetype sent = server.requests.size();
        profile.guard = Guard::Confirm;
        QVERIFY(await(m_fixture->environment->profiles->save(profile, {})));
        QCOMPARE(m_fixture->retry(first.journalId, true).error.value_or(Error{}).code,
                 QStringLiteral("ConfirmationNeeded"));
        QCOMPARE(server.requests.size(), sent);
        QCOMPARE(m_fixture->record(first.journalId).outcome, journal::Outcome::Unknown);
        client::CallOptions options;
        options.isConfirmed = true;
        static_cast<void>(m_fixture->retry(first.journalId, true, options));
        QVERIFY(server.requests.size() > sent);
        profile.guard = Guard::ReadOnly;
        QVERIFY(await(m_fixture->environment->profiles->save(profile, {})));
        QCOMPARE(m_fixture->retry(first.journalId, true, options).error.value_or(Error{}).code,
                 QStringLiteral("ReadOnlyAccount"));
    }

    void aReadOnlyAccountSignsNothingThatWrites()
    {
        client::Target target = m_fixture->target(QStringLiteral("https://tapes.example.com"));
        target.profile.guard = Guard::ReadOnly;
        const credentials::Credentials keys{
            QStringLiteral("AKIDEXAMPLE"), QStringLiteral("canary-secret-0001"), {}, {}};
        const QDateTime now = m_fixture->clock->nowUtc();
        const auto prepared = [&](const char *name, const credentials::Credentials &with) {
            return client::prepare(*m_fixture->environment, *m_fixture->operation("widgets", name),
                                   widgetInput(), target, with, now);
        };
        QCOMPARE(prepared("DeleteWidget", keys).error().code, QStringLiteral("ReadOnlyAccount"));
        QVERIFY(prepared("GetWidget", keys).has_value());
        QVERIFY(prepared("DeleteWidget", client::previewKeys()).has_value()); // nothing that could be sent
        const QCborMap tape{{QStringLiteral("Name"), QStringLiteral("a")}};
        const auto presigned = [&](const char *name) {
            return client::presign(*m_fixture->environment, *m_fixture->operation("tapes", name), tape,
                                   target, keys, now);
        };
        QVERIFY(presigned("GetTape").has_value());
        QCOMPARE(presigned("PutTape").error().code, QStringLiteral("ReadOnlyAccount"));
    }
};

QTEST_GUILESS_MAIN(TestGuard)
#include "tst_guard.moc"
