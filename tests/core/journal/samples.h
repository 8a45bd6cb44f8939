// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/journal.h"

#include <QCborArray>
#include <QCborMap>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

// An operation with a token and a secret, and requests of it, for the tests of the journal.
namespace samples
{

using namespace formwork;

inline model::Member member(const char *name, const model::Shape *target, bool isSecret = false)
{
    model::Member result;
    result.name = QString::fromLatin1(name);
    result.target = target;
    result.sensitiveTrait = isSecret;
    return result;
}

// input {Name, Password (sensitive), Settings {Key (sensitive), Size}, ClientToken}, output {Id, Token
// (sensitive)}
inline std::shared_ptr<const model::Operation> operation()
{
    auto result = std::make_shared<model::Operation>();
    result->name = QStringLiteral("CreateThing");
    model::Shape &text = result->shapes.emplace_back();
    text.name = QStringLiteral("String");
    text.type = model::ShapeType::String;
    model::Shape &number = result->shapes.emplace_back();
    number.name = QStringLiteral("Integer");
    number.type = model::ShapeType::Integer;
    model::Shape &settings = result->shapes.emplace_back();
    settings.name = QStringLiteral("Settings");
    settings.members = {member("Key", &text, true), member("Size", &number)};
    model::Shape &input = result->shapes.emplace_back();
    input.name = QStringLiteral("CreateThingRequest");
    input.members = {member("Name", &text), member("Password", &text, true), member("Settings", &settings),
                     member("ClientToken", &text)};
    model::Shape &output = result->shapes.emplace_back();
    output.name = QStringLiteral("CreateThingResponse");
    output.members = {member("Id", &text), member("Token", &text, true)};
    result->input = &input;
    result->output = &output;
    return result;
}

inline QCborMap input(const QString &name = QStringLiteral("Finance"))
{
    return {
        {QStringLiteral("Settings"),
         QCborMap{{QStringLiteral("Size"), 3},
                  {QStringLiteral("Key"), QStringLiteral("canary-secret-0002")}}},
        {QStringLiteral("Password"), QStringLiteral("canary-secret-0001")},
        {QStringLiteral("Name"), name},
        {QStringLiteral("ClientToken"), QStringLiteral("0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f11")},
    };
}

inline journal::NewRequest request(const QString &name = QStringLiteral("Finance"))
{
    journal::NewRequest result;
    result.profileId = QStringLiteral("p1");
    result.account = QStringLiteral("acme-production");
    result.accountId = QStringLiteral("123456789012");
    result.region = QStringLiteral("eu-west-1");
    result.endpoint = QStringLiteral("https://things.eu-west-1.example.com");
    result.service = QStringLiteral("things");
    result.operation = QStringLiteral("CreateThing");
    result.what = name;
    result.protocol = QStringLiteral("aws-json 1.1");
    result.input = input(name);
    result.clientToken = QStringLiteral("0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f11");
    result.tokenMember = QStringLiteral("ClientToken");
    result.tokenLifetime = std::chrono::hours(8);
    return result;
}

inline QByteArray key() { return QByteArray(32, 'k'); }

inline journal::Attempt answered(qint64 id, journal::Outcome outcome, const QDateTime &at)
{
    journal::Attempt attempt;
    attempt.id = id;
    attempt.finishedAt = at;
    attempt.outcome = outcome;
    attempt.bytesMayHaveLeft = true;
    return attempt;
}

// Where flushes cost nothing, for what writes very often.
inline QString fastFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/formwork-test");
}

// A history in a folder of its own and a clock that stands, for a test class to inherit.
class History
{
protected:
    void startAnew(const QString &folder = {}) // before each test
    {
        m_home =
            folder.isEmpty() ? std::make_unique<QTemporaryDir>() : std::make_unique<QTemporaryDir>(folder);
        m_clock = std::make_shared<FixedClock>(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC));
    }

    [[nodiscard]] journal::JournalPtr open(const QString &name = QStringLiteral("history.sqlite")) const
    {
        Result<journal::JournalPtr> journal =
            journal::Journal::open(m_home->filePath(name), m_home->filePath(QStringLiteral("locks")), m_clock,
                                   std::make_shared<journal::Sealer>(key()));
        if (!journal)
            qFatal("%s", qPrintable(journal.error().sentence()));
        return *journal;
    }

    // A request that succeeded.
    qint64 add(journal::Journal &journal, const QString &name,
               const QString &service = QStringLiteral("things")) const
    {
        journal::NewRequest one = request(name);
        one.service = service;
        m_clock->advance(1000);
        const qint64 id = journal.begin(one, m_operation).result().value();
        const qint64 attempt = journal.beginAttempt(id).result().value();
        m_clock->advance(40);
        journal.finishAttempt(answered(attempt, journal::Outcome::Succeeded, m_clock->nowUtc()));
        static_cast<void>(journal
                              .finish(id, journal::Outcome::Succeeded, {}, QStringLiteral("req-%1").arg(id),
                                      QCborMap(), m_operation)
                              .result());
        return id;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::shared_ptr<FixedClock> m_clock;
    std::shared_ptr<const model::Operation> m_operation = operation();
};

} // namespace samples
