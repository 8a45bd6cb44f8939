// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"

namespace formwork::client
{

// Where requests to a target go, and what that means for whoever sends them. The one place for sentences
// that say where one is or what an action may cost.
struct Whereabouts {
    enum class Place {
        Practice, // inside this program
        ThisComputer, // an endpoint of one's own on this computer
        OwnEndpoint, // one elsewhere
        Aws,
    };
    Place place = Place::Aws;
    QString title; // "You are in the practice account."
    QString text; // what follows from it
    [[nodiscard]] bool isPractice() const { return place == Place::Practice; }
};

[[nodiscard]] Whereabouts whereabouts(const Target &target);

// What a script that sends something is told first, since it would think that AWS has done it; empty where
// nothing is to be told. Likewise of a retry, which goes where its row went.
[[nodiscard]] QString saidBeforeSending(const Target &target);
[[nodiscard]] QString saidBeforeRetry(const credentials::Profile &profile, const journal::NewRequest &row);

// Where a request of the history went, in words: its account, and the endpoint where that is not the
// account's own.
[[nodiscard]] QString wentTo(const journal::NewRequest &row);

} // namespace formwork::client
