// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "transport/cancellation.h"

#include <QCoroTask>
#include <QDateTime>
#include <QList>
#include <QStringList>
#include <QUrl>

#include <functional>

// What is said of signing in, without a secret in it: to whoever shows it.
namespace formwork::signin
{

// A place where people sign in for many accounts.
struct IdentityCenter {
    QString session; // its name in the shared files; empty: the old form, or typed in
    QString startUrl; // as it is written; the AWS CLI files its token under it where there is no name
    QString region; // of the Identity Center, whatever that of a profile
    QStringList scopes; // empty: sso:account:access
    bool fips = false; // of sign-in alone: in AWS's commercial partition there are no such hosts
    QString profile; // the old form: of the shared files that names it, for sentences
    bool operator==(const IdentityCenter &) const = default;
};

// What a person signs in to with `aws login`: the rights of the console, for one identity.
struct ConsoleSession {
    QString arn; // of the user or the assumed role, login_session in the shared files; empty: whoever comes
    QString region;
    QString profile; // that names it; empty: none
    bool operator==(const ConsoleSession &) const = default;
};

struct SessionState {
    enum class Kind {
        SignedOut, // nobody is, as far as is known here
        SignedIn,
        Over, // it has ended, or the service said so whatever its file says
    };
    Kind kind = Kind::SignedOut;
    QDateTime expiresAt; // of what is there now
    bool isRenewed = false; // by itself, before it ends
    bool isOfCli = false; // the AWS CLI's; else Formwork's own
    QString identity; // ConsoleSession: ARN of who is signed in
    QString notKept; // a sentence; why it ends with this program. Empty: it does not
};

// How a person signs in.
enum class SignInWay {
    Browser, // on this machine: it comes back here by itself
    DeviceCode, // on any machine: the code shown here is confirmed there. Identity Center only
    OtherMachine, // on any machine: the text shown there is entered here. ConsoleSession only
};

// Told once everything stands that the browser comes back to; and again when it changes.
struct SignInProgress {
    QUrl url; // to open, or to copy
    QString userCode; // DeviceCode: to compare, or to type at `shortUrl`
    QUrl shortUrl; // DeviceCode: without the code in it
    QDateTime until; // nothing is waited for any longer then
    bool wantsText = false; // OtherMachine: `pasted` is asked for next
};

struct SignInOptions {
    SignInWay way = SignInWay::Browser;
    std::function<void(const SignInProgress &)> progress;
    std::function<QCoro::Task<Result<QString>>()> pasted; // OtherMachine: what the page shows
    transport::CancellationPtr cancellation; // ends it with the error code "Cancelled"
};

struct PortalAccount {
    QString id; // 12 digits
    QString name; // may be empty, like the address
    QString email;
};

template <typename T>
struct PageOf {
    QList<T> items;
    QString next; // token of the page after it; empty: this is the last
};

// A code of an MFA device that somebody is to type.
struct MfaQuestion {
    QString profile; // that wants it
    QString serial; // of the device, mostly its ARN
    QString role; // ARN that is assumed with it; empty: a session for several
    QString problem; // a sentence: why the code before was not taken; empty: this is the first question
    QDateTime codeChangesAt; // when devices show the next code: the one before it is used up
    bool needsNext = false; // the code shown until then will not do
};

// A command of credential_process that is about to run for the first time.
struct CommandQuestion {
    QString profile;
    QString place; // "/home/a/.aws/config, line 3"
    QString command;
};

} // namespace formwork::signin
