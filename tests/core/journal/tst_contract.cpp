// SPDX-License-Identifier: Apache-2.0
#include "core/journal/contractmodel.h"
#include "core/journal/samples.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

using namespace formwork;
using namespace formwork::journal;
using contract::Action;
using contract::Kind;
using contract::World;

namespace
{

using What = Action::What;
using Path = std::vector<Action>;

// Every state that can be come to, and every step out of each.
struct Explored {
    std::map<World, std::vector<Action>> steps;
    std::map<World, std::pair<World, Action>> from; // the shortest way

    [[nodiscard]] Path pathTo(World world) const
    {
        Path path;
        for (auto step = from.find(world); step != from.end(); step = from.find(step->second.first))
            path.insert(path.begin(), step->second.second);
        return path;
    }
};

Explored explore(Kind kind, int mostAttempts = 3)
{
    Explored explored;
    std::deque<World> open{World()};
    explored.steps[World()] = {};
    while (!open.empty()) {
        const World world = open.front();
        open.pop_front();
        explored.steps[world] = contract::actions(world, kind, mostAttempts);
        for (const Action &action : explored.steps[world]) {
            const World next = contract::after(world, action, kind);
            if (explored.steps.contains(next))
                continue;
            explored.steps[next] = {};
            explored.from[next] = {world, action};
            open.push_back(next);
        }
    }
    return explored;
}

QString text(const Path &path)
{
    QStringList parts;
    for (const Action &action : path)
        parts += action.text();
    return parts.join(QStringLiteral(", "));
}

} // namespace

// Exactly once, in every state that two processes, a service and a network can bring one row into; and the
// history itself led through every step of it.
class ContractTest : public QObject, private samples::History
{
    Q_OBJECT

private:
    // The history of two programs, and the row that both speak of.
    struct Real {
        std::array<JournalPtr, 2> programs;
        std::array<std::optional<Record>, 2> read;
        std::array<qint64, 2> attempt{};
        qint64 id = 0;
    };

    [[nodiscard]] NewRequest requestOf(Kind kind) const
    {
        NewRequest request = samples::request();
        if (kind == Kind::Nothing) {
            request.clientToken.clear();
            request.tokenMember.clear();
            request.createsOnRetry = true;
        }
        return request;
    }

    // Does it. Nothing, or what the history says otherwise than the model.
    QString act(Real &real, const World &world, const Action &action, Kind kind)
    {
        const auto index = size_t(action.process);
        Journal *journal = real.programs[index].get();
        switch (action.what) {
        case What::Start:
            real.programs[index] = open();
            break;
        case What::Kill: // nothing waits to be written, so that ending is as good as being killed
            real.programs[index].reset();
            break;
        case What::Begin: {
            const Result<qint64> id = journal->begin(requestOf(kind), m_operation).result();
            real.id = id.value_or(0);
            return id ? QString() : id.error().code;
        }
        case What::Read:
            real.read[index] = journal->record(real.id).value_or(Record());
            break;
        case What::Claim: {
            const bool isTaken = journal->claim(*real.read[index]).result().has_value();
            return isTaken == contract::isRefused(world, action) ? QStringLiteral("claim") : QString();
        }
        case What::BeginAttempt: {
            const Result<qint64> begun = journal->beginAttempt(real.id).result();
            real.attempt[index] = begun.value_or(0);
            return begun ? QString() : begun.error().code;
        }
        case What::EndAttempt: {
            Attempt ended =
                samples::answered(real.attempt[index], world.processes[index].answer, m_clock->nowUtc());
            ended.httpStatus = ended.outcome == Outcome::Unknown ? 0 : 200;
            return journal->finishAttempt(ended).result() ? QString() : QStringLiteral("end of the attempt");
        }
        case What::Finish:
            return finish(*journal, real.id, world.processes[index].answer);
        case What::GiveUp:
            return finish(*journal, real.id, Outcome::Rejected);
        case What::Settle: {
            // That a program was killed is seen a moment later.
            if (!QTest::qWaitFor([&] { return journal->record(real.id)->outcome != Outcome::Sending; }))
                return QStringLiteral("it stands as being sent");
            Settlement settlement;
            settlement.verdict = world.made > 0 ? Settled::Happened : Settled::DidNotHappen;
            return journal->settle(*journal->record(real.id), settlement).result() ? QString()
                                                                                   : QStringLiteral("settle");
        }
        case What::Send:
        case What::Arrive:
            break; // no matter of the history
        }
        return {};
    }

    QString finish(Journal &journal, qint64 id, Outcome outcome)
    {
        std::optional<Error> error;
        if (outcome != Outcome::Succeeded)
            error = Error{Phase::Service, QStringLiteral("No"), {}, {}};
        return journal.finish(id, outcome, error, {}, {}, m_operation).result() ? QString()
                                                                                : QStringLiteral("finish");
    }

    // Whether the row is what the model says.
    static QString compared(const Real &real, const World &world, Kind kind)
    {
        const auto running =
            std::ranges::find_if(real.programs, [](const JournalPtr &journal) { return journal != nullptr; });
        if (!world.exists || running == real.programs.end())
            return {};
        const Record row = (*running)->record(real.id).value_or(Record());
        // A program that was killed is noticed by the others a moment later, or when they want the row.
        const bool isOrphan = row.outcome == Outcome::Sending && world.outcome == Outcome::Unknown;
        if (row.outcome != world.outcome && !isOrphan)
            return QStringLiteral("outcome %1").arg(outcomeName(row.outcome));
        if (row.attempts != world.attempts || (*running)->attempts(real.id)->size() != world.attempts)
            return QStringLiteral("attempts %1").arg(row.attempts);
        if (row.isSettled() != world.isSettled() && !isOrphan)
            return QStringLiteral("settled %1").arg(row.isSettled());
        const Result<RetryPlan> plan = (*running)->retryPlan(row);
        if (!plan || (plan->kind != contract::plan(world, kind) && !isOrphan))
            return QStringLiteral("plan %1").arg(plan ? int(plan->kind) : -1);
        return {};
    }

    static void kinds()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("with a token") << int(Kind::Token);
        QTest::newRow("with nothing") << int(Kind::Nothing);
    }

private Q_SLOTS:
    void init() { startAnew(samples::fastFolder()); }

    void noStateBreaksAPromise_data() { kinds(); }
    void noStateBreaksAPromise()
    {
        QFETCH(int, kind);
        const Explored explored = explore(Kind(kind));
        QVERIFY(explored.steps.size() > 500);
        for (const auto &[world, steps] : explored.steps) {
            const std::optional<QString> broken = contract::broken(world);
            QVERIFY2(
                !broken,
                qPrintable(broken.value_or(QString()) + QStringLiteral(": ") + text(explored.pathTo(world))));
        }
        qInfo("%zu states", explored.steps.size());
    }

    // What is unknown can always be brought to an end: by a retry, or by finding out.
    void nothingStaysUnknownForEver_data() { kinds(); }
    void nothingStaysUnknownForEver()
    {
        QFETCH(int, kind);
        const Explored explored = explore(Kind(kind));
        for (const auto &[world, steps] : explored.steps) {
            const bool isResting = std::ranges::all_of(world.processes, [](const contract::Process &process) {
                return process.at == contract::Process::At::Idle;
            });
            if (!isResting || !world.exists || world.outcome != Outcome::Unknown || world.late > 0)
                continue;
            const bool isEnding = world.isSettled() || std::ranges::any_of(steps, [](const Action &action) {
                                      return action.what == What::Settle || action.what == What::Read;
                                  });
            QVERIFY2(isEnding, qPrintable(text(explored.pathTo(world))));
        }
    }

    void theHistoryDoesAsTheModel_data() { kinds(); }
    void theHistoryDoesAsTheModel()
    {
        QFETCH(int, kind);
        const Explored explored = explore(Kind(kind), 2);
        std::map<World, std::set<Action>> open;
        size_t left = 0;
        for (const auto &[world, steps] : explored.steps) {
            open[world] = {steps.begin(), steps.end()};
            left += steps.size();
        }
        const size_t all = left;
        QElapsedTimer elapsed;
        elapsed.start();
        Real real;
        // Along the shortest way to each state with a step that was not taken yet, and on from there.
        for (const auto &[target, steps] : explored.steps) {
            while (!open[target].empty()) {
                if (elapsed.elapsed() > kLongest) // a slow machine takes what it can
                    break;
                real.programs = {};
                World world;
                Path way = explored.pathTo(target);
                way.push_back(*open[target].begin());
                Path taken;
                for (size_t i = 0; i < way.size() || !open[world].empty(); ++i) {
                    const Action action = i < way.size() ? way[i] : *open[world].begin();
                    taken.push_back(action);
                    const QString failed = act(real, world, action, Kind(kind));
                    left -= open[world].erase(action);
                    world = contract::after(world, action, Kind(kind));
                    const QString other = failed.isEmpty() ? compared(real, world, Kind(kind)) : failed;
                    QVERIFY2(other.isEmpty(), qPrintable(other + QStringLiteral(": ") + text(taken)));
                }
            }
        }
        qInfo("%zu of %zu steps taken by the history itself in %lld ms", all - left, all, elapsed.elapsed());
        QVERIFY(left == 0 || elapsed.elapsed() > kLongest);
        QVERIFY(all - left > 300);
    }

private:
    static constexpr qint64 kLongest = 20'000; // ms
};

QTEST_GUILESS_MAIN(ContractTest)
#include "tst_contract.moc"
