// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/consent.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/rowid.h"
#include "evidence/check.h"

#include <QCborMap>

namespace formwork::cli
{

namespace
{

using evidence::Report;
using evidence::Verdict;

QCborMap asJson(const Report &report)
{
    return {{QStringLiteral("id"), report.id},
            {QStringLiteral("verdict"), evidence::verdictName(report.verdict)},
            {QStringLiteral("evidence"), evidence::asCbor(report.findings)},
            {QStringLiteral("settled"), report.isSettled},
            {QStringLiteral("sentence"), report.sentence}};
}

int exitCodeOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Happened:
        return Done;
    case Verdict::Refused:
        return ServiceSaidNo;
    case Verdict::NotSeen:
    case Verdict::CannotTell:
        break;
    }
    return OutcomeUnknown;
}

// What a person can do about a row that is as unknown as before.
QString wayOn(qint64 id)
{
    return Tr::tr("Who knows more can say so: formwork-cli history settle %1 --it-happened or "
                  "--it-did-not.")
        .arg(id);
}

evidence::CheckOptions checkOptions(const Arguments &arguments, const Interruption &interruption)
{
    evidence::CheckOptions options;
    options.cancellation = interruption.cancellation();
    options.otherKeys = arguments.yes;
    if (arguments.noWait)
        options.pauses = {std::chrono::seconds(0)};
    options.told = [](const evidence::Finding &finding) {
        remark(evidence::rungName(finding.rung) + QStringLiteral(": ") + finding.sentence);
    };
    return options;
}

QCoro::Task<Result<Report>> checkRow(Arguments arguments, EnvironmentPtr environment, qint64 id)
{
    const Interruption interruption;
    const evidence::CheckOptions options = checkOptions(arguments, interruption);
    co_return co_await evidence::check(environment, id, options);
}

int tell(const Arguments &arguments, const Report &report)
{
    if (arguments.json)
        printJson(asJson(report));
    else
        print(report.sentence + u'\n');
    if (!report.isSettled)
        remark(wayOn(report.id));
    return exitCodeOf(report.verdict);
}

} // namespace

QCoro::Task<int> historyCheck(Arguments arguments, EnvironmentPtr environment)
{
    const Result<qint64> id = rowId(arguments);
    if (!id)
        co_return complain(id.error());
    Result<Report> report = co_await checkRow(arguments, environment, *id);
    if (!report && report.error().code == u"OtherKeys" && agreed(arguments, report.error().message)) {
        arguments.yes = true;
        report = co_await checkRow(arguments, environment, *id);
    }
    if (!report) {
        static_cast<void>(complain(report.error()));
        // Nothing was found out, and nothing was changed.
        co_return report.error().phase == Phase::Service ? int(OutcomeUnknown) : int(LocalFault);
    }
    co_return tell(arguments, *report);
}

QCoro::Task<int> historySettle(Arguments arguments, EnvironmentPtr environment)
{
    const Result<qint64> id = rowId(arguments);
    if (!id)
        co_return complain(id.error());
    if (arguments.itHappened == arguments.itDidNot) {
        complain(Tr::tr("Say which it is: --it-happened or --it-did-not."));
        co_return LocalFault;
    }
    const evidence::PersonsWord word{arguments.itHappened, arguments.note, {}};
    const Result<Report> report = co_await evidence::settle(environment, *id, word);
    if (!report)
        co_return complain(report.error());
    if (arguments.json)
        printJson(asJson(*report));
    else
        print(report->sentence + u'\n');
    co_return Done;
}

} // namespace formwork::cli
