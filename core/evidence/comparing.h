// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/tags.h"
#include "relations/relation.h"

#include <QCborMap>
#include <QDateTime>
#include <QStringList>

#include <optional>

// Whether a thing that a service shows is what a request made. Pure functions.
namespace formwork::evidence
{

// What a request would have made. Secrets are not in it: the input is redacted.
struct Wanted {
    QCborMap input;
    QString tokenMember; // never compared
    QString tag; // id of the request that it gave what it makes; empty: none
    QString ownName; // member that names the thing; empty: none
    QStringList idNames; // members of answers that hold the thing's id, the best first
    QDateTime firstSent; // as the service's clock has it
    QDateTime lastEnded; // likewise; of the last attempt
};

// Two values as far as both sides tell: what only one has, or what is sealed, is not compared.
struct Agreement {
    int equal = 0; // values that are the same
    int different = 0;
};
[[nodiscard]] Agreement agreement(const QCborValue &ours, const QCborValue &theirs);

struct Comparison {
    QStringList equal; // members of the input
    QStringList different;
    QStringList open; // the answer does not tell of them, or they are secret
    bool isNamed = false; // it has our name
    bool hasOtherName = false;
    Tagged tagged = Tagged::Untold;
    std::optional<QDateTime> createdAt;
    QString id; // of the thing, or its name
};

// `structure`: of a redacted answer. `isAskedByName`: the service was asked for just this one.
[[nodiscard]] Comparison compare(const Wanted &wanted, const relations::Cloning &cloning,
                                 const QCborValue &structure, bool isAskedByName);

// Likewise of a list that tells nothing of its things but a name, an ARN or a URL.
[[nodiscard]] Comparison compareName(const Wanted &wanted, const QString &text);

enum class Standing {
    Other, // something else
    Like, // one like it, of which nobody can tell whose it is, or which is somebody else's
    Ours, // it has our tag; or by name or members, and made at the time
};

struct Judgement {
    Standing standing = Standing::Other;
    bool isOpen = false; // Like: only for want of knowledge
    QString reason; // of Like
};

// What cannot be the request's, because it is too old or too young; nothing where its age does not say so.
[[nodiscard]] std::optional<Judgement> judgeAge(const Wanted &wanted, const std::optional<QDateTime> &made);

// Some minutes after the request was last sent: by a slow service, or by somebody else with the same name.
[[nodiscard]] bool isLate(const Wanted &wanted, const QDateTime &made);

// Parts of sentences about a thing.
[[nodiscard]] QString lateReason(const QDateTime &made);
[[nodiscard]] QString withoutTagReason();

[[nodiscard]] Judgement judge(const Wanted &wanted, const Comparison &comparison);

} // namespace formwork::evidence
