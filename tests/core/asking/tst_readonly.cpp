// SPDX-License-Identifier: Apache-2.0
#include "asking/ask.h"
#include "callfixture.h"
#include "core/awaiting.h"

#include <QTest>

using namespace formwork;
using namespace formwork::asking;
using namespace formwork::tests;

// The last place before a signature: questions that are no rows of the history are held to it too.
class TestReadOnly : public CallTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aQuestionThatWritesIsNotSigned_data()
    {
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<credentials::Guard>("guard");
        QTest::addColumn<bool>("isForKeys");
        QTest::addColumn<bool>("isSent");
        using credentials::Guard;
        const auto row = [](const char *tag, const char *operation, Guard guard, bool isForKeys,
                            bool isSent) {
            QTest::newRow(tag) << QByteArray(operation) << guard << isForKeys << isSent;
        };
        row("a picker's", "GetWidget", Guard::ReadOnly, false, true);
        row("a deletion", "DeleteWidget", Guard::ReadOnly, false, false);
        row("a creation", "CreateWidget", Guard::ReadOnly, false, false);
        row("for the keys of a session", "CreateWidget", Guard::ReadOnly, true, true);
        row("elsewhere", "CreateWidget", Guard::None, false, true);
    }

    void aQuestionThatWritesIsNotSigned()
    {
        QFETCH(const QByteArray, operation);
        QFETCH(const credentials::Guard, guard);
        QFETCH(const bool, isForKeys);
        QFETCH(const bool, isSent);
        const WireServer server(answer(200));
        Target target = m_fixture->target(server);
        target.profile.guard = guard;
        AskOptions options;
        options.isForKeys = isForKeys;
        const auto reply =
            await(asking::ask(m_fixture->environment, m_fixture->operation("widgets", operation.constData()),
                              widgetInput(), target, options));
        QCOMPARE(server.requests.size(), isSent ? 1 : 0);
        QCOMPARE(reply ? QString() : reply.error().code,
                 isSent ? QString() : QStringLiteral("ReadOnlyAccount"));
    }
};

QTEST_GUILESS_MAIN(TestReadOnly)
#include "tst_readonly.moc"
