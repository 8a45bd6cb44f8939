// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/journal.h"

#include <QCborArray>
#include <QCborMap>

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

} // namespace samples
