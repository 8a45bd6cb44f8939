// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

#include <QString>

#include <array>
#include <compare>
#include <optional>
#include <vector>

// The rule of exactly once as a small machine: one row of the history, one service, a network that may lose
// or delay, and two processes that may be killed at any step. Small enough that every state it can come to is
// looked at.
namespace contract
{

using formwork::Outcome;
using formwork::journal::Settled;

// What keeps a second sending from doing it twice.
enum class Kind { Token, Nothing };

// What becomes of a request on the wire.
enum class Fate { Lost, DoneUnheard, Done, Refused, Late };

struct Process {
    enum class At {
        Out, // not running
        Idle,
        Read, // has read the row and may take it for a retry
        Holding, // the row is its own
        Attempting, // an attempt is on disk, the first byte may leave
        Sent, // knows how it ended
        Ended, // the attempt's end is in the history
    };
    At at = At::Out;
    int readAttempts = 0; // of the row, when it was read
    Outcome answer = Outcome::Unknown;
    auto operator<=>(const Process &) const = default;
};

struct World {
    // The row, as the history has it.
    bool exists = false;
    Outcome outcome = Outcome::Sending;
    int owner = -1; // the process whose it is
    int attempts = 0;
    bool isUnderWay = false; // the last attempt
    bool isDoubtful = false; // an attempt may have been carried out that nobody answered for or settled
    Settled settled = Settled::No; // of all attempts so far
    // The service and the network.
    int made = 0;
    int onWire = 0;
    int late = 0; // requests on their way yet
    std::array<Process, 2> processes;
    auto operator<=>(const World &) const = default;

    [[nodiscard]] bool isSettled() const { return outcome == Outcome::Unknown && settled != Settled::No; }
};

struct Action {
    enum class What {
        Start,
        Kill,
        Begin,
        Read,
        Claim,
        BeginAttempt,
        Send,
        EndAttempt,
        Finish,
        GiveUp,
        Settle,
        Arrive
    };
    What what = What::Start;
    int process = 0;
    Fate fate = Fate::Lost; // of Send
    auto operator<=>(const Action &) const = default;
    [[nodiscard]] QString text() const;
};

// What may happen next. A claim that is refused and an attempt that is refused are among it: they are tried.
[[nodiscard]] std::vector<Action> actions(const World &world, Kind kind, int mostAttempts);

// What comes of it. Nothing: the history refuses, and the process gives up.
[[nodiscard]] World after(const World &world, const Action &action, Kind kind);
[[nodiscard]] bool isRefused(const World &world, const Action &action);

// Whether a retry is one click: what the plan has to say of the row as it stands.
[[nodiscard]] formwork::journal::RetryPlan::Kind plan(const World &world, Kind kind);

// The promises, in every state; a sentence about the one that is broken.
[[nodiscard]] std::optional<QString> broken(const World &world);

} // namespace contract
