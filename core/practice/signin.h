// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "practice/server.h"
#include "practice/signinconsole.h"
#include "signing/signer.h"

#include <QHash>
#include <QSet>

#include <optional>

class QJsonObject;

namespace formwork::practice
{

class Rehearsal;

// Signing in, as a part of the practice account: an Identity Center with its pages and its portal, the
// console's sign-in, and STS with roles and an MFA device. What it gives out carries in itself whose it is
// and how long it lasts, so that it is good for every run of the practice account; it is good nowhere else.
class SignIn
{
public:
    static constexpr int kAccounts = 120; // the last one is listed, and no longer given

    // The keys that a request has to be signed with: those of a session given out here, else `own`.
    [[nodiscard]] static signing::Keys keysFor(const http::Request &request, const signing::Keys &own);
    [[nodiscard]] static bool isOver(const http::Request &request, const QDateTime &now);

    // The code that the MFA device shows. Each is taken once.
    [[nodiscard]] static QString mfaSerial();
    [[nodiscard]] static QString mfaCode(const QDateTime &now);

    void setRehearsal(const Rehearsal *rehearsal) { m_rehearsal = rehearsal; } // outlives it

    // What a browser is shown; nothing where the request is for no page.
    [[nodiscard]] std::optional<http::Response> page(const http::Request &request, const QDateTime &now);

    // What needs no signature, and what STS is asked; nothing where the request is for something else. `url`
    // is that of the practice account.
    [[nodiscard]] std::optional<http::Response> answer(const http::Request &request, const QString &url,
                                                       const signing::Keys &own, const QDateTime &now,
                                                       Fault::Kind fault);

private:
    struct Device {
        QString userCode;
        QDateTime until;
        enum { Waiting, Allowed, Denied } state = Waiting;
    };

    [[nodiscard]] static http::Response authorizePage(const http::Request &request, const QDateTime &now);
    [[nodiscard]] http::Response devicePage(const http::Request &request, const QDateTime &now);
    [[nodiscard]] http::Response beginDevice(const QString &url, const QDateTime &now);
    [[nodiscard]] http::Response token(const QJsonObject &asked, const QDateTime &now);
    [[nodiscard]] http::Response deviceToken(const QString &deviceCode, const QDateTime &now);
    [[nodiscard]] http::Response portal(const http::Request &request, const QDateTime &now);
    [[nodiscard]] http::Response sts(const http::Request &request, const signing::Keys &own,
                                     const QDateTime &now);
    [[nodiscard]] std::optional<http::Response> refusedCode(const http::Request &request,
                                                            const QDateTime &now);

    [[nodiscard]] int lasting(int usual) const; // in seconds

    [[nodiscard]] bool areRolesTaken() const;

    const Rehearsal *m_rehearsal = nullptr;
    ConsoleSignIn m_console;
    QHash<QString, Device> m_devices; // by device code
    QSet<QString> m_ended; // access tokens of who signed out
    QString m_usedCode;
};

} // namespace formwork::practice
