// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/questions.h"
#include "signin/ssotokens.h"

// Signing in at an Identity Center, and what it then tells.
namespace formwork::signin
{

// By browser or by device code. The token is kept; so is the registration of this program, which is used
// until it is about to end.
struct SignedInAt {
    SsoToken token;
    QString notKept; // a sentence; why it ends with this program
};
QCoro::Task<Result<SignedInAt>> signInAt(IdentityCenter center, credentials::Profile profile,
                                         SignInOptions options, WirePtr wire);

// Ends Formwork's own session at the portal and forgets it.
QCoro::Task<Result<void>> signOutAt(IdentityCenter center, credentials::Profile profile, WirePtr wire);

// A question to the portal in the name of who is signed in. Where it does not take the token, another one is
// tried once; then it is "SignInNeeded".
QCoro::Task<Result<QCborMap>> askPortal(Call call, QCborMap input, IdentityCenter center,
                                        credentials::Profile profile, WirePtr wire,
                                        transport::CancellationPtr cancellation = {});

QCoro::Task<Result<PageOf<PortalAccount>>> listAccounts(IdentityCenter center, credentials::Profile profile,
                                                        QString next, WirePtr wire,
                                                        transport::CancellationPtr cancellation);
QCoro::Task<Result<PageOf<QString>>> listRoles(IdentityCenter center, credentials::Profile profile,
                                               QString accountId, QString next, WirePtr wire,
                                               transport::CancellationPtr cancellation);

} // namespace formwork::signin
