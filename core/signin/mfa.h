// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/ask.h"
#include "signin/wire.h"

#include <functional>

// Codes of MFA devices.
namespace formwork::signin
{

// Asks a person for codes until the service takes one: one question at a time, never one code twice, and told
// why the last one was not taken. Errors: "MfaNeeded" (nobody can be asked), "MfaRefused" with one of three
// sentences (code, device, clock), that of the prompt, that of the service where it is about something else.
using SendWithCode = std::function<QCoro::Task<Result<asking::Reply>>(QString code)>;
QCoro::Task<Result<asking::Reply>> askWithCode(MfaQuestion question, SendWithCode send, WirePtr wire);

// A turn to ask a person something; the next one waits until it is gone.
class Turn
{
public:
    static QCoro::Task<std::shared_ptr<Turn>> take(WirePtr wire);
    explicit Turn(std::shared_ptr<Remembered> remembered);
    ~Turn();
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

private:
    std::shared_ptr<Remembered> m_remembered;
};

// STS GetSessionToken with a code: one session for all the roles that keys may assume. It is kept.
QCoro::Task<Result<credentials::Credentials>> mfaSession(credentials::Credentials keys, MfaQuestion question,
                                                         credentials::Profile profile, WirePtr wire);
// One that is kept, if there is one.
QCoro::Task<std::optional<credentials::Credentials>> keptMfaSession(QString accessKeyId, WirePtr wire);
[[nodiscard]] Vault::Name mfaName(const QString &accessKeyId);

} // namespace formwork::signin
