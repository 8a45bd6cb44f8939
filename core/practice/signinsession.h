// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/signer.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>

// What the practice account gives to who signs in. Everything is written in it, with a seal that keeps a slip
// from being taken for one.
namespace formwork::practice
{

// "practice.KIND.CONTENT.SEAL"
[[nodiscard]] QString sealed(const QString &kind, QJsonObject content, const QDateTime &until);
// What is in it, while it lasts; nothing where it is none of that kind.
[[nodiscard]] std::optional<QJsonObject> opened(const QString &kind, const QString &text);
[[nodiscard]] bool isPast(const QJsonObject &content, const QDateTime &now);
[[nodiscard]] QDateTime endOf(const QJsonObject &content);

struct Session {
    QString accountId;
    QString arn;
    QDateTime until;
    bool isReadOnly = false; // it was begun with a policy that lets it read alone
};
// An access key of twelve digits stands for the account of that number; any other for the first one.
[[nodiscard]] QString accountOf(const QByteArray &accessKeyId);
[[nodiscard]] QString userOf(const QString &accountId); // ARN of whom such keys are

// What AWS says of what a session's policy does not allow. `action` as in policies: "sqs:CreateQueue".
[[nodiscard]] QString notAllowed(const QString &arn, const QString &action);

struct SessionKeys {
    signing::Keys keys;
    QDateTime until;
};
[[nodiscard]] SessionKeys sessionKeys(const Session &session);
[[nodiscard]] std::optional<Session> sessionOf(const QByteArray &sessionToken);
[[nodiscard]] signing::Keys keysOf(const QByteArray &accessKeyId, const QByteArray &sessionToken);

} // namespace formwork::practice
