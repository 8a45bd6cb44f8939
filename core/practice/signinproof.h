// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <QDateTime>
#include <QSet>

#include <optional>

// What a client of the console's sign-in proves with every request: that it holds the key it came with
// (RFC 9449).
namespace formwork::practice
{

class ProofCheck
{
public:
    // RFC 7638 thumbprint of the key that the header DPoP was signed with; nothing where the proof is
    // missing, is for another address or another time, was used before, or is not signed by the key in it.
    [[nodiscard]] std::optional<QString> thumbprint(const http::Request &request, const QDateTime &now);

private:
    QSet<QString> m_used; // numbers of proofs
};

} // namespace formwork::practice
