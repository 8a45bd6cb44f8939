// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include "base/tr.h"
#include "endpoint/url.h"

#include <QCommandLineParser>

#include <algorithm>
#include <array>
#include <limits>

namespace formwork::cli
{

namespace
{

constexpr int kUsualExpiry = 15 * 60; // seconds
constexpr int kLongestExpiry = 7 * 24 * 3600;

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Phase::Local, QStringLiteral("Usage"), sentence, Tr::tr("See formwork-cli --help."));
}

struct Command {
    QLatin1StringView name;
    int minWords;
    int maxWords;
    const char *words; // for the sentence
};

constexpr std::array kCommands{
    Command{QLatin1StringView("services"), 0, 0, ""},
    Command{QLatin1StringView("operations"), 1, 1, "SERVICE"},
    Command{QLatin1StringView("describe"), 2, 2, "SERVICE OPERATION"},
    Command{QLatin1StringView("skeleton"), 2, 2, "SERVICE OPERATION"},
    Command{QLatin1StringView("validate"), 2, 2, "SERVICE OPERATION --input FILE"},
    Command{QLatin1StringView("request"), 0, 2, "SERVICE OPERATION --input FILE"},
    Command{QLatin1StringView("call"), 2, 2, "SERVICE OPERATION --input FILE"},
    Command{QLatin1StringView("wait"), 2, 2, "SERVICE WAITER --input FILE"},
    Command{QLatin1StringView("history"), 1, 2, "list | show ID | retry ID | export"},
    Command{QLatin1StringView("accounts"), 0, 0, ""},
    Command{QLatin1StringView("whoami"), 0, 0, "[--no-call]"},
    Command{QLatin1StringView("practice"), 0, 0, "[--port N]"},
};

// What a command would pass over in silence is refused, because someone relies on it: --presign sends
// nothing.
struct OptionOf {
    const char *option;
    std::array<const char *, 2> commands;
};

constexpr std::array kOptions{
    OptionOf{"batch", {"request"}},
    OptionOf{"presign", {"request"}},
    OptionOf{"upload", {"request", "call"}},
    OptionOf{"output-file", {"call"}},
    OptionOf{"all-pages", {"call"}},
    OptionOf{"max-items", {"call"}},
    OptionOf{"starting-token", {"call"}},
    OptionOf{"page-size", {"call"}},
    OptionOf{"query", {"call"}},
    OptionOf{"no-call", {"whoami"}},
};

// These put the pages of an answer together.
constexpr std::array kPageOptions{"all-pages", "max-items", "starting-token"};

void declareOptions(QCommandLineParser &parser)
{
    const auto flag = [&](const char *name) {
        parser.addOption(QCommandLineOption(QString::fromLatin1(name)));
    };
    const auto valued = [&](const char *name) {
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), {}, QStringLiteral("value")));
    };
    for (const char *name :
         {"json", "batch", "yes", "all", "skipped", "no-validate", "no-call", "help", "version", "all-pages"})
        flag(name);
    for (const char *name : {"input",  "profile",     "region", "endpoint-url", "data-dir",  "models",
                             "output", "format",      "filter", "fault",        "at",        "limit",
                             "port",   "timeout",     "query",  "max-items",    "page-size", "starting-token",
                             "upload", "output-file", "presign"})
        valued(name);
}

Result<int> number(const QCommandLineParser &parser, const char *option, int low, int high)
{
    const QString name = QString::fromLatin1(option);
    if (!parser.isSet(name))
        return 0;
    bool ok = false;
    const int value = parser.value(name).toInt(&ok);
    if (!ok || value < low || value > high)
        return wrong(Tr::tr("--%1 takes a number from %2 to %3, not '%4'.")
                         .arg(name)
                         .arg(low)
                         .arg(high)
                         .arg(parser.value(name)));
    return value;
}

Result<std::optional<QDateTime>> moment(const QCommandLineParser &parser)
{
    if (!parser.isSet(QStringLiteral("at")))
        return std::nullopt;
    QDateTime at =
        QDateTime::fromString(parser.value(QStringLiteral("at")), QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    if (!at.isValid())
        return wrong(Tr::tr("--at takes a time such as 20260102T030405Z, not '%1'.")
                         .arg(parser.value(QStringLiteral("at"))));
    at.setTimeSpec(Qt::UTC);
    return at;
}

Result<void> checkHistoryWords(const Arguments &arguments)
{
    const QString &what = arguments.words.first();
    const bool needsId = what == QStringLiteral("show") || what == QStringLiteral("retry");
    if (!needsId && what != QStringLiteral("list") && what != QStringLiteral("export"))
        return wrong(Tr::tr("There is no 'history %1'; there are list, show, retry and export.").arg(what));
    if (needsId && arguments.words.size() < 2)
        return wrong(
            Tr::tr("This command is written: formwork-cli history %1 ID; history list shows the IDs.")
                .arg(what));
    if (!needsId && arguments.words.size() > 1)
        return wrong(Tr::tr("formwork-cli history %1 takes no '%2'.").arg(what, arguments.words[1]));
    return {};
}

Result<void> checkWords(const Arguments &arguments)
{
    const auto *command =
        std::ranges::find(kCommands, arguments.command, [](const Command &c) { return QString(c.name); });
    if (command == kCommands.end())
        return wrong(Tr::tr("There is no command '%1'.").arg(arguments.command));
    const auto count = arguments.words.size();
    const bool batchWithoutWords =
        arguments.command == QStringLiteral("request") && arguments.batch && count == 0;
    const int least =
        arguments.command == QStringLiteral("request") && !arguments.batch ? 2 : command->minWords;
    if (!batchWithoutWords && (count < least || count > command->maxWords))
        return wrong(Tr::tr("This command is written: formwork-cli %1 %2.")
                         .arg(arguments.command, QString::fromLatin1(command->words)));
    if (arguments.command == QStringLiteral("history"))
        return checkHistoryWords(arguments);
    return {};
}

Result<void> checkOptions(const QCommandLineParser &parser, const QString &command)
{
    for (const OptionOf &known : kOptions) {
        const bool fits = std::ranges::any_of(
            known.commands, [&](const char *one) { return one && command == QLatin1StringView(one); });
        if (!fits && parser.isSet(QLatin1StringView(known.option)))
            return wrong(Tr::tr("formwork-cli %1 takes no --%2; that is an option of formwork-cli %3.")
                             .arg(command, QLatin1StringView(known.option),
                                  QLatin1StringView(known.commands.front())));
    }
    const bool isOfPages = std::ranges::any_of(
        kPageOptions, [&](const char *one) { return parser.isSet(QLatin1StringView(one)); });
    if (isOfPages && parser.isSet(QStringLiteral("output-file")))
        return wrong(
            Tr::tr("--output-file takes the data of one answer, and pages are put together into what is "
                   "printed. Leave --output-file out and send the output into a file: > FILE."));
    return {};
}

// Its number may be left out, which the parser knows no way to say.
QStringList withExpiry(QStringList words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        bool isNumber = false;
        if (words[i] != u"--presign")
            continue;
        words.value(i + 1).toInt(&isNumber);
        if (!isNumber)
            words[i] += u'=' + QString::number(kUsualExpiry);
    }
    return words;
}

} // namespace

Result<Arguments> parseArguments(const QStringList &words)
{
    QCommandLineParser parser;
    declareOptions(parser);
    if (!parser.parse(withExpiry(words)))
        return wrong(parser.errorText());
    const auto text = [&](const char *name) { return parser.value(QString::fromLatin1(name)); };
    const auto isSet = [&](const char *name) { return parser.isSet(QString::fromLatin1(name)); };

    Arguments result;
    result.words = parser.positionalArguments();
    if (!result.words.isEmpty())
        result.command = result.words.takeFirst();
    result.input = text("input");
    result.profile = text("profile");
    result.region = text("region");
    result.endpointUrl = text("endpoint-url");
    result.dataDirectory = text("data-dir");
    result.modelFolders = parser.values(QStringLiteral("models"));
    result.output = text("output");
    result.upload = text("upload");
    result.outputFile = text("output-file");
    result.format = text("format");
    result.filter = text("filter");
    result.startingToken = text("starting-token");
    result.fault = text("fault");
    result.query = text("query");
    result.json = isSet("json");
    result.batch = isSet("batch");
    result.yes = isSet("yes");
    result.everyMember = isSet("all");
    result.allPages = isSet("all-pages");
    result.skipped = isSet("skipped");
    result.noCall = isSet("no-call");
    result.noValidate = isSet("no-validate");
    result.help = isSet("help");
    result.version = isSet("version");
    if (result.help || result.version)
        return result;
    if (result.command.isEmpty())
        return wrong(Tr::tr("A command is missing."));
    if (endpoint::withoutUserInfo(result.endpointUrl) != result.endpointUrl)
        return wrong(Tr::tr("The address of --endpoint-url holds a user name or a password. Leave them out: "
                            "requests are signed with the keys of the account."));

    const Result<int> limit = number(parser, "limit", 1, 1'000'000);
    const Result<int> maxItems = number(parser, "max-items", 1, std::numeric_limits<int>::max());
    const Result<int> pageSize = number(parser, "page-size", 1, std::numeric_limits<int>::max());
    const Result<int> port = number(parser, "port", 1, 65535);
    const Result<int> presign = number(parser, "presign", 1, kLongestExpiry);
    const Result<int> timeout = number(parser, "timeout", 1, 86400);
    const Result<std::optional<QDateTime>> at = moment(parser);
    for (const Result<int> *one : {&limit, &maxItems, &pageSize, &port, &presign, &timeout}) {
        if (!*one)
            return std::unexpected(one->error());
    }
    if (!at)
        return std::unexpected(at.error());
    result.limit = *limit;
    result.maxItems = *maxItems;
    result.pageSize = *pageSize;
    result.port = *port;
    result.timeout = *timeout;
    result.at = *at;
    if (*presign > 0)
        result.presign = *presign;
    if (const Result<void> checked = checkWords(result); !checked)
        return std::unexpected(checked.error());
    if (const Result<void> checked = checkOptions(parser, result.command); !checked)
        return std::unexpected(checked.error());
    return result;
}

QString usage()
{
    return Tr::tr(R"(formwork-cli: guided, exactly-once AWS requests without a display

  formwork-cli services                          every service there is a model of on this machine
  formwork-cli services --skipped                where models were looked for, and the files that are none
  formwork-cli operations SERVICE                its operations
  formwork-cli describe SERVICE OP               input, output and errors of an operation
  formwork-cli skeleton SERVICE OP [--all]       an input to fill in; --all with every member
  formwork-cli validate SERVICE OP --input FILE  problems as JSON pointers with sentences
  formwork-cli request  SERVICE OP --input FILE [--at 20260102T030405Z]
                                                 the exact signed request, not sent
  formwork-cli request  SERVICE OP --input FILE --presign [SECONDS]
                                                 a URL that needs no keys, for 15 minutes or so long; GET only
  formwork-cli request --batch                   JSON lines {"id","service","operation","params"} from standard input
  formwork-cli call     SERVICE OP --input FILE  send it; the output as JSON; a row in the history
           [--query EXPRESSION]                  what of the output is printed, in JMESPath
           [--all-pages] [--page-size N]         every page of a long answer, in one output
           [--max-items N] [--starting-token T]  so many items; the output's NextToken is where the rest begins
           [--upload FILE]                       a file as the body, for operations that take one
           [--output-file FILE]                  the data of the answer into a file; the same command again
                                                 fetches the rest of one that broke off; not with pages
           [--yes]                               in a guarded account: what it wants confirmed is confirmed
  formwork-cli wait     SERVICE WAITER --input FILE
                                                 looks until it is so: wait rds db-instance-available
  formwork-cli history  list [--filter TEXT] [--limit N]
  formwork-cli history  show ID | retry ID [--yes] | export [--format json|csv] [--output FILE]
  formwork-cli accounts                          the accounts there are: Formwork's own and the AWS CLI's profiles
  formwork-cli whoami [--no-call]                the account that a command would use, and whom its keys belong to
  formwork-cli practice [--port N] [--fault KIND[:COUNT]]
                                                 the practice account in the foreground; prints its URL

Common options:
  --profile P       the account to use, one of Formwork's or a profile of the AWS CLI; without it the environment's
                    keys, AWS_PROFILE, the account chosen in Formwork, the AWS profile "default", the practice account
  --region R        AWS Region; before AWS_REGION, AWS_DEFAULT_REGION and the profile's
  --endpoint-url U  send there instead of to AWS
  --models DIR      a folder with service models (repeatable), beside FORMWORK_MODELS
  --data-dir DIR    where history and profiles are kept, before FORMWORK_DATA_DIR
  --timeout S       seconds to wait without a byte moving, for each attempt; without it 60, and 10 to connect
  --no-validate     send in spite of problems, except missing required members
  --json            machine-readable output
  --input FILE      JSON as of aws --cli-input-json; - reads standard input

Exit codes: 0 done, 1 usage or local fault, 2 input not valid, 3 the service said no, 4 outcome unknown.
Ctrl-C ends a call as Cancel does: the history says what is known of it, and a part of a file is kept.
Of wait: 0 it is so, 3 it will not be so any more, 4 not so after the last look
)");
}

} // namespace formwork::cli
