// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "practice/signinproof.h"

#include <QDateTime>
#include <QSet>
#include <QString>

#include <optional>

class QJsonObject;

namespace formwork::practice
{

// The console's sign-in of the practice account, as `aws login` uses it: the page where a person allows a
// program in, on this machine or from another one, and the tokens for it, bound to the program's key.
class ConsoleSignIn
{
public:
    // Who it is that signs in.
    [[nodiscard]] static QString identity();

    // What a browser is shown; nothing where the request is for no page of it.
    [[nodiscard]] static std::optional<http::Response> page(const http::Request &request,
                                                            const QDateTime &now);
    // Whether it is one for tokens.
    [[nodiscard]] static bool isQuestion(const http::Request &request);
    [[nodiscard]] http::Response answer(const http::Request &request, const QDateTime &now, int seconds);

private:
    [[nodiscard]] http::Response exchange(const QJsonObject &asked, const QString &thumbprint,
                                          const QDateTime &now, int seconds);

    ProofCheck m_proofs;
    QSet<QString> m_usedCodes;
};

} // namespace formwork::practice
