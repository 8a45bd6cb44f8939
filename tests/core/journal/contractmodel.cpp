// SPDX-License-Identifier: Apache-2.0
#include "core/journal/contractmodel.h"

#include <algorithm>

namespace contract
{

using formwork::journal::RetryPlan;
using At = Process::At;
using What = Action::What;

namespace
{

bool isAlive(const World &world, int process)
{
    return process >= 0 && world.processes[size_t(process)].at != At::Out;
}

// What a process that ended in the middle leaves: whoever asks next sees it so.
void orphan(World &world)
{
    if (!world.exists || world.outcome != Outcome::Sending || isAlive(world, world.owner))
        return;
    world.isDoubtful = world.isDoubtful || world.isUnderWay;
    world.isUnderWay = false;
    world.outcome = Outcome::Unknown;
    world.owner = -1;
}

void perform(World &world, Kind kind)
{
    if (kind == Kind::Nothing || world.made == 0)
        ++world.made;
}

void send(World &world, Process &process, Fate fate, Kind kind)
{
    ++world.onWire;
    process.at = At::Sent;
    process.answer = fate == Fate::Done ? Outcome::Succeeded
        : fate == Fate::Refused         ? Outcome::Rejected
                                        : Outcome::Unknown;
    if (fate == Fate::Done || fate == Fate::DoneUnheard)
        perform(world, kind);
    if (fate == Fate::Late)
        ++world.late;
}

void finish(World &world, Process &process, Outcome last)
{
    world.outcome = last == Outcome::Rejected && world.isDoubtful ? Outcome::Unknown : last;
    world.owner = -1;
    process = {At::Idle, 0, Outcome::Unknown};
}

void beginAttempt(World &world, Process &process)
{
    ++world.attempts;
    world.isUnderWay = true;
    world.settled = Settled::No; // it spoke for the attempts before
    process.at = At::Attempting;
}

void endAttempt(World &world, Process &process)
{
    world.isUnderWay = false;
    // Done and not finished yet: should the process end here, nobody knows better.
    world.isDoubtful = world.isDoubtful || process.answer != Outcome::Rejected;
    process.at = At::Ended;
}

void addOwn(std::vector<Action> &all, const World &world, Kind kind, int mostAttempts, int index)
{
    const Process &process = world.processes[size_t(index)];
    const auto add = [&](What what) { all.push_back({what, index, Fate::Lost}); };
    const bool mayAttempt = world.attempts < mostAttempts;
    switch (process.at) {
    case At::Out:
        add(What::Start);
        return;
    case At::Idle:
        add(world.exists ? What::Read : What::Begin);
        if (world.outcome == Outcome::Unknown && world.exists && !world.isSettled() && world.late == 0)
            add(What::Settle);
        break;
    case At::Read:
        add(What::Claim);
        break;
    case At::Holding:
        add(What::GiveUp);
        if (mayAttempt)
            add(What::BeginAttempt);
        break;
    case At::Attempting:
        for (const Fate fate : {Fate::Lost, Fate::DoneUnheard, Fate::Done, Fate::Refused, Fate::Late})
            all.push_back({What::Send, index, fate});
        break;
    case At::Sent:
        add(What::EndAttempt);
        break;
    case At::Ended:
        add(What::Finish);
        // By itself only what cannot be done twice.
        if (mayAttempt && process.answer != Outcome::Succeeded && (kind == Kind::Token || !world.isDoubtful))
            add(What::BeginAttempt);
    }
    add(What::Kill);
}

} // namespace

QString Action::text() const
{
    static const std::array names{"start", "kill",        "begin",  "read",    "claim",  "begin attempt",
                                  "send",  "end attempt", "finish", "give up", "settle", "arrive"};
    return QStringLiteral("%1 %2 (%3)")
        .arg(process)
        .arg(QLatin1String(names.at(size_t(what))))
        .arg(int(fate));
}

std::vector<Action> actions(const World &world, Kind kind, int mostAttempts)
{
    std::vector<Action> all;
    for (int index = 0; index < 2; ++index)
        addOwn(all, world, kind, mostAttempts, index);
    if (world.late > 0)
        all.push_back({What::Arrive, 0, Fate::Late});
    return all;
}

RetryPlan::Kind plan(const World &world, Kind kind)
{
    if (world.outcome == Outcome::Sending || world.outcome == Outcome::Succeeded)
        return RetryPlan::Kind::NotPossible;
    if (world.isSettled())
        return world.settled == Settled::Happened ? RetryPlan::Kind::NotPossible
                                                  : RetryPlan::Kind::SafeNothingDone;
    if (!world.isDoubtful)
        return RetryPlan::Kind::SafeNothingDone;
    return kind == Kind::Token ? RetryPlan::Kind::Safe : RetryPlan::Kind::MayDuplicate;
}

// Of a claim: somebody else sends it, it is done, or it was sent since it was read.
bool isRefused(const World &world, const Action &action)
{
    if (action.what != What::Claim)
        return false;
    const bool isDone =
        world.outcome == Outcome::Succeeded || (world.isSettled() && world.settled == Settled::Happened);
    return isDone || world.outcome == Outcome::Sending
        || world.attempts != world.processes[size_t(action.process)].readAttempts;
}

World after(const World &world, const Action &action, Kind kind)
{
    World next = world;
    Process &process = next.processes[size_t(action.process)];
    switch (action.what) {
    case What::Start:
        process.at = At::Idle;
        break;
    case What::Kill:
        process = {};
        orphan(next);
        break;
    case What::Begin:
        next.exists = true;
        next.owner = action.process;
        process.at = At::Holding;
        break;
    case What::Read: {
        const RetryPlan::Kind retry = plan(next, kind);
        const bool mayRetry = retry == RetryPlan::Kind::Safe || retry == RetryPlan::Kind::SafeNothingDone;
        if (mayRetry)
            process = {At::Read, next.attempts, Outcome::Unknown};
        break;
    }
    case What::Claim:
        if (isRefused(next, action)) {
            process = {At::Idle, 0, Outcome::Unknown};
            break;
        }
        next.outcome = Outcome::Sending;
        next.owner = action.process;
        process.at = At::Holding;
        break;
    case What::BeginAttempt:
        if (next.settled == Settled::DidNotHappen)
            next.isDoubtful = false;
        beginAttempt(next, process);
        break;
    case What::Send:
        send(next, process, action.fate, kind);
        break;
    case What::EndAttempt:
        endAttempt(next, process);
        break;
    case What::Finish:
        finish(next, process, process.answer);
        break;
    case What::GiveUp:
        if (next.settled == Settled::DidNotHappen)
            next.isDoubtful = false;
        finish(next, process, Outcome::Rejected);
        break;
    case What::Settle: // by what is there
        next.settled = next.made > 0 ? Settled::Happened : Settled::DidNotHappen;
        break;
    case What::Arrive:
        --next.late;
        perform(next, kind);
    }
    return next;
}

std::optional<QString> broken(const World &world)
{
    const auto holds = [](const Process &process) {
        return process.at == At::Holding || process.at == At::Attempting || process.at == At::Sent
            || process.at == At::Ended;
    };
    if (world.made > 1)
        return QStringLiteral("it was done twice");
    if (world.onWire > world.attempts)
        return QStringLiteral("a request left that has no attempt in the history");
    if (std::ranges::count_if(world.processes, holds) > 1)
        return QStringLiteral("two processes send one row");
    if (!world.exists)
        return {};
    if (world.outcome == Outcome::Succeeded && world.made != 1)
        return QStringLiteral("it is called done and is not");
    if (world.outcome == Outcome::Rejected && (world.made != 0 || world.late != 0))
        return QStringLiteral("it is called refused and was done, or may be yet");
    if (world.isSettled() && (world.settled == Settled::Happened) != (world.made > 0))
        return QStringLiteral("it is settled as what it is not");
    if (world.outcome == Outcome::Sending && !isAlive(world, world.owner))
        return QStringLiteral("it stands as being sent, and nobody sends it");
    return {};
}

} // namespace contract
