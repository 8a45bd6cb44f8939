// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "callfixture.h"
#include "evidence/check.h"

#include <QCborMap>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::tests
{

using evidence::CheckOptions;
using evidence::Finding;
using evidence::Report;

inline constexpr char kSecret[] = "canary-lock-0001";

inline QByteArray operationOf(const RawRequest &request)
{
    return request.header("X-Amz-Target").split('.').value(1);
}

inline QJsonObject crate(const char *name, const QDateTime &made, int size = 3)
{
    return {{QStringLiteral("crateName"), QString::fromLatin1(name)},
            {QStringLiteral("crateArn"),
             QStringLiteral("arn:aws:crates:us-east-1:1:crate/%1").arg(QLatin1StringView(name))},
            {QStringLiteral("size"), size},
            {QStringLiteral("lockCode"), QStringLiteral("****")},
            {QStringLiteral("createdAt"), double(made.toSecsSinceEpoch())}};
}

inline QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

inline QByteArray readAnswer(const QJsonObject &crate)
{
    return answerBytes(200, json({{QStringLiteral("crate"), crate}}));
}

inline QByteArray notThere() { return answerBytes(404, awsError("CrateNotFoundException")); }
inline QByteArray denied() { return answerBytes(400, awsError("AccessDeniedException")); }

// Crates whose answers are lost, and a service that tells of them by script.
class CheckBench
{
protected:
    using Answers = QHash<QByteArray, QList<QByteArray>>; // by operation, in turn; the last one for good
    std::unique_ptr<CallFixture> m_fixture;
    std::unique_ptr<WireServer> m_server;
    Answers m_answers;
    QHash<QByteArray, int> m_asked;
    QList<int> m_pauses; // s
    QList<Finding> m_told;

    QDateTime now() const { return m_fixture->clock->nowUtc(); }

    // A crate whose answer is lost.
    qint64 lostCrate(const char *name = "oak")
    {
        const QCborMap input{{QStringLiteral("crateName"), QString::fromLatin1(name)},
                             {QStringLiteral("size"), 3},
                             {QStringLiteral("lockCode"), QString::fromLatin1(kSecret)}};
        const client::CallResult result = m_fixture->call(m_fixture->operation("crates", "CreateCrate"),
                                                          input, m_fixture->target(*m_server));
        if (result.outcome != journal::Outcome::Unknown)
            qFatal("the outcome is known");
        return result.journalId;
    }

    qint64 lostLabel()
    {
        const QCborMap input{{QStringLiteral("text"), QStringLiteral("fragile")}};
        return m_fixture
            ->call(m_fixture->operation("crates", "CreateLabel"), input, m_fixture->target(*m_server))
            .journalId;
    }

    CheckOptions options()
    {
        CheckOptions options;
        options.pause = [this](std::chrono::milliseconds delay,
                               transport::CancellationPtr) -> QCoro::Task<void> {
            m_pauses.append(int(delay.count() / 1000));
            m_fixture->clock->advance(delay.count());
            co_return;
        };
        options.told = [this](const Finding &finding) { m_told.append(finding); };
        return options;
    }

    Result<Report> check(qint64 id, CheckOptions options)
    {
        return await(evidence::check(m_fixture->environment, id, std::move(options)));
    }

    Report check(qint64 id)
    {
        const Result<Report> report = check(id, options());
        if (!report)
            qFatal("%s", qPrintable(report.error().sentence()));
        return *report;
    }

    QStringList rungs() const
    {
        QStringList names;
        for (const Finding &finding : m_told)
            names.append(evidence::rungName(finding.rung));
        return names;
    }

    QString allSaid(const Report &report) const
    {
        QString text = report.sentence;
        for (const Finding &finding : report.findings)
            text += finding.sentence + finding.found;
        return text;
    }

    void start()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_answers.clear();
        m_asked.clear();
        m_pauses.clear();
        m_told.clear();
        m_server = std::make_unique<WireServer>([this](QTcpSocket &socket, const RawRequest &request, int) {
            const QByteArray operation = operationOf(request);
            const QList<QByteArray> answers = m_answers.value(operation);
            const int number = m_asked[operation]++;
            if (answers.isEmpty() && operation.startsWith("Create"))
                socket.abort();
            else if (answers.isEmpty())
                socket.write(denied());
            else
                socket.write(answers.at(qMin<qsizetype>(number, answers.size() - 1)));
        });
    }

    void stop()
    {
        m_server.reset();
        m_fixture.reset();
    }
};

} // namespace formwork::tests
