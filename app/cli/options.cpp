// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include "base/tr.h"
#include "endpoint/url.h"

#include <algorithm>
#include <array>
#include <limits>

namespace formwork::cli
{

namespace
{

using Name = QLatin1StringView;

constexpr int kLongestExpiry = 7 * 24 * 3600;
constexpr int kMany = std::numeric_limits<int>::max();

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Phase::Local, QStringLiteral("Usage"), sentence, Tr::tr("See formwork-cli --help."));
}

Result<void> readModels(Arguments &arguments, const QString &value)
{
    arguments.modelFolders.append(value);
    return {};
}

Result<void> readEndpoint(Arguments &arguments, const QString &value)
{
    if (endpoint::withoutUserInfo(value) != value)
        return wrong(Tr::tr("The address of --endpoint-url holds a user name or a password. Leave them out: "
                            "requests are signed with the keys of the account."));
    arguments.endpointUrl = value;
    return {};
}

Result<void> readTime(Arguments &arguments, const QString &value)
{
    QDateTime at = QDateTime::fromString(value, QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    if (!at.isValid())
        return wrong(Tr::tr("--at takes a time such as 20260102T030405Z, not '%1'.").arg(value));
    at.setTimeSpec(Qt::UTC);
    arguments.at = at;
    return {};
}

Result<void> readExpiry(Arguments &arguments, const QString &value)
{
    bool isNumber = false;
    const int seconds = value.toInt(&isNumber);
    if (!isNumber || seconds < 1 || seconds > kLongestExpiry)
        return wrong(Tr::tr("--%1 takes a number from %2 to %3, not '%4'.")
                         .arg(QStringLiteral("presign"))
                         .arg(1)
                         .arg(kLongestExpiry)
                         .arg(value));
    arguments.presign = seconds;
    return {};
}

Result<void> readFormat(Arguments &arguments, const QString &value)
{
    if (value != u"json" && value != u"csv")
        return wrong(Tr::tr("--format takes json or csv, not '%1'.").arg(value));
    arguments.format = value;
    return {};
}

using Pairs = QList<std::pair<QString, QString>>;

// "NAME=VALUE", cut at that sign.
Result<void> readPair(Pairs &pairs, const QString &value, qsizetype sign, const QString &problem)
{
    if (sign <= 0)
        return wrong(problem);
    pairs.append({value.first(sign), value.sliced(sign + 1)});
    return {};
}

// A column's name may hold the sign, a member's does not.
Result<void> readMap(Arguments &arguments, const QString &value)
{
    return readPair(arguments.maps, value, value.lastIndexOf(u'='),
                    Tr::tr("--map takes COLUMN=MEMBER, such as Team=Tags[0].Value, not '%1'.").arg(value));
}

Result<void> readTemplate(Arguments &arguments, const QString &value)
{
    return readPair(arguments.templates, value, value.indexOf(u'='),
                    Tr::tr("--set takes MEMBER=TEXT, such as Name='team-{Team}', not '%1'.").arg(value));
}

Result<void> readVariable(Arguments &arguments, const QString &value)
{
    return readPair(arguments.variables, value, value.indexOf(u'='),
                    Tr::tr("--var takes NAME=VALUE, such as team=blue, not '%1'.").arg(value));
}

Result<void> readDelimiter(Arguments &arguments, const QString &value)
{
    const QString text = value == u"tab" || value == u"\\t" ? QStringLiteral("\t") : value;
    if (text.size() != 1 || text == u"\"" || text == u"\n" || text == u"\r")
        return wrong(Tr::tr("--delimiter takes one character, or tab, not '%1'.").arg(value));
    arguments.delimiter = text;
    return {};
}

Result<void> readPace(Arguments &arguments, const QString &value)
{
    bool isNumber = false;
    const double pace = value.toDouble(&isNumber);
    constexpr double kMost = 100'000;
    if (value != u"auto" && (!isNumber || !(pace > 0) || pace > kMost))
        return wrong(Tr::tr("--pace takes a number of requests a second, or auto, not '%1'.").arg(value));
    arguments.pace = value == u"auto" ? 0 : pace;
    return {};
}

constexpr std::array kCommands{
    Command{Name("services"), 0, 0, "",
            QT_TRANSLATE_NOOP("Formwork", "every service there is a model of on this machine")},
    Command{Name("operations"), 1, 1, "SERVICE", QT_TRANSLATE_NOOP("Formwork", "its operations")},
    Command{Name("describe"), 2, 2, "SERVICE OPERATION",
            QT_TRANSLATE_NOOP("Formwork", "input, output and errors of an operation")},
    Command{Name("relations"), 0, 2, "SERVICE OPERATION",
            QT_TRANSLATE_NOOP("Formwork",
                              "what it makes, what reads, lists and deletes that, where values come from")},
    Command{Name("guides"), 0, 0, "",
            QT_TRANSLATE_NOOP("Formwork", "your own guides, and what is wrong with those that are not used")},
    Command{Name("skeleton"), 2, 2, "SERVICE OPERATION",
            QT_TRANSLATE_NOOP("Formwork", "an input to fill in")},
    Command{Name("validate"), 2, 2, "SERVICE OPERATION --input FILE",
            QT_TRANSLATE_NOOP("Formwork", "problems as JSON pointers with sentences")},
    Command{Name("request"), 0, 2, "SERVICE OPERATION --input FILE",
            QT_TRANSLATE_NOOP("Formwork", "the exact signed request, not sent")},
    Command{Name("call"), 2, 2, "SERVICE OPERATION --input FILE",
            QT_TRANSLATE_NOOP("Formwork", "send it; the output as JSON; a row in the history")},
    Command{Name("wait"), 2, 2, "SERVICE WAITER --input FILE",
            QT_TRANSLATE_NOOP("Formwork", "look until it is so: wait rds db-instance-available")},
    Command{Name("like"), 0, kSeveralWords, "SERVICE OPERATION ID...|--from FILE",
            QT_TRANSLATE_NOOP("Formwork",
                              "an input for a new one like what is there, which is read; or like an answer")},
    Command{Name("paste"), 0, 0, "< TEXT",
            QT_TRANSLATE_NOOP("Formwork",
                              "the operation and input of an aws or curl command, a template or an answer")},
    Command{Name("complete"), 3, 4, "SERVICE OPERATION MEMBER [PREFIX]",
            QT_TRANSLATE_NOOP("Formwork", "the ids that a member could take, for completion in shells")},
    Command{Name("bulk"), 2, 2, "SERVICE OPERATION --csv FILE",
            QT_TRANSLATE_NOOP("Formwork", "a request for each row of a CSV file, each sent exactly once")},
    Command{Name("bulk list"), 0, 0, "", QT_TRANSLATE_NOOP("Formwork", "the batches that were sent so")},
    Command{Name("bulk status"), 1, 1, "ID", QT_TRANSLATE_NOOP("Formwork", "how far one is")},
    Command{
        Name("bulk resume"), 1, 1, "ID",
        QT_TRANSLATE_NOOP("Formwork", "go on with one: what is not done is sent; the file is not needed")},
    Command{Name("bulk results"), 1, 1, "ID",
            QT_TRANSLATE_NOOP("Formwork", "what became of each row, as CSV or as lines of JSON")},
    Command{Name("bulk undo"), 1, 1, "ID",
            QT_TRANSLATE_NOOP("Formwork", "delete what one made; shows the list and asks first")},
    Command{Name("history list"), 0, 0, "", QT_TRANSLATE_NOOP("Formwork", "what was sent, newest first")},
    Command{Name("history show"), 1, 1, "ID",
            QT_TRANSLATE_NOOP("Formwork", "one request with every attempt")},
    Command{Name("history retry"), 1, 1, "ID",
            QT_TRANSLATE_NOOP("Formwork", "send it once more; asks where it could be done twice")},
    Command{Name("history check"), 1, 1, "ID",
            QT_TRANSLATE_NOOP("Formwork", "find out whether an unknown one happened; only reads")},
    Command{Name("history settle"), 1, 1, "ID",
            QT_TRANSLATE_NOOP("Formwork", "say of an unknown one whether it happened")},
    Command{Name("history export"), 0, 0, "", QT_TRANSLATE_NOOP("Formwork", "the history without secrets")},
    Command{Name("saved list"), 0, 0, "",
            QT_TRANSLATE_NOOP("Formwork", "the forms that were saved with their values")},
    Command{Name("saved show"), 1, 1, "NAME",
            QT_TRANSLATE_NOOP("Formwork", "one of them: what is filled in, and what it asks for")},
    Command{Name("saved add"), 3, 3, "NAME SERVICE OPERATION --input FILE",
            QT_TRANSLATE_NOOP("Formwork", "save values under a name, without their secrets")},
    Command{Name("saved run"), 1, 1, "NAME",
            QT_TRANSLATE_NOOP("Formwork", "send it, as call --saved NAME does")},
    Command{Name("saved delete"), 1, 1, "NAME", QT_TRANSLATE_NOOP("Formwork", "delete it")},
    Command{
        Name("accounts"), 0, 0, "",
        QT_TRANSLATE_NOOP("Formwork", "the accounts there are: Formwork's own and the AWS CLI's profiles")},
    Command{
        Name("whoami"), 0, 0, "",
        QT_TRANSLATE_NOOP("Formwork", "the account that a command would use, and whom its keys belong to")},
    Command{Name("login"), 0, 0, "",
            QT_TRANSLATE_NOOP("Formwork",
                              "sign in for the account: Identity Center, the console, or an MFA code")},
    Command{Name("logout"), 0, 0, "",
            QT_TRANSLATE_NOOP("Formwork", "end what login began; what the AWS CLI keeps is left alone")},
    Command{Name("practice"), 0, 0, "",
            QT_TRANSLATE_NOOP("Formwork", "the practice account in the foreground; prints its URL")},
};

constexpr std::array kOptions{
    Option{Name("skipped"), "", "services", &Arguments::skipped,
           QT_TRANSLATE_NOOP("Formwork", "where models were looked for, and the files that are none")},
    Option{Name("all"), "", "skeleton,relations,bulk", &Arguments::everyMember,
           QT_TRANSLATE_NOOP("Formwork",
                             "every member\nrelations: of every operation that makes something\nbulk: every "
                             "member in the template")},
    Option{Name("input"), "FILE", "validate,request,call,wait,bulk,saved add,saved run", &Arguments::input,
           QT_TRANSLATE_NOOP("Formwork", "JSON as of aws --cli-input-json; - reads standard input")},
    Option{Name("from"), "FILE", "like", &Arguments::from,
           QT_TRANSLATE_NOOP("Formwork",
                             "what aws SERVICE describe-... or get-... printed; - reads standard input")},
    Option{Name("check"), "FILE", "guides", &Arguments::checked,
           QT_TRANSLATE_NOOP("Formwork", "whether this file could be one; exit code 2 where not")},
    Option{Name("csv"), "FILE", "bulk,bulk results", &Arguments::csv,
           QT_TRANSLATE_NOOP("Formwork",
                             "the rows, CSV with columns named as members, or JSON objects, one a line or in "
                             "an array; - reads standard input; of results the file to write")},
    Option{Name("template"), "", "bulk", &Arguments::csvTemplate,
           QT_TRANSLATE_NOOP("Formwork", "print the head of such a file, to be filled in, and send nothing")},
    Option{Name("map"), "COLUMN=MEMBER", "bulk", Read(readMap),
           QT_TRANSLATE_NOOP("Formwork",
                             "where a column goes: Owner.Name, Tags[0].Key, /Tags/0/Key; nothing: nowhere")},
    Option{Name("set"), "MEMBER=TEXT", "bulk,complete", Read(readTemplate),
           QT_TRANSLATE_NOOP(
               "Formwork",
               "a text with columns in it: Name='team-{Team}'; what every row has in "
               "common can be --input FILE\ncomplete: what has to be known to list, MEMBER=VALUE")},
    Option{Name("delimiter"), "CHARACTER", "bulk", Read(readDelimiter),
           QT_TRANSLATE_NOOP("Formwork", "between cells, or tab; without it the first line tells")},
    Option{Name("encoding"), "NAME", "bulk", &Arguments::encoding,
           QT_TRANSLATE_NOOP("Formwork",
                             "utf-8, utf-16 or latin1; without it the file's mark tells, else UTF-8")},
    Option{Name("empty-text"), "", "bulk", &Arguments::emptyText,
           QT_TRANSLATE_NOOP("Formwork", "an empty cell is an empty text, not the absence of a value")},
    Option{Name("dry-run"), "", "bulk,bulk undo", &Arguments::dryRun,
           QT_TRANSLATE_NOOP("Formwork",
                             "check every row, show one as a request, and send nothing\nbulk undo: the list "
                             "alone; nothing is deleted")},
    Option{Name("row"), "N", "bulk", Number{&Arguments::row, 1, kMany},
           QT_TRANSLATE_NOOP("Formwork", "the row that --dry-run shows")},
    Option{Name("skip-invalid"), "", "bulk", &Arguments::skipInvalid,
           QT_TRANSLATE_NOOP("Formwork", "leave rows out that are not valid, instead of sending nothing")},
    Option{Name("into"), "ID", "bulk", Number{&Arguments::into, 1, kMany},
           QT_TRANSLATE_NOOP("Formwork", "the file holds corrected rows of that batch, or further ones")},
    Option{Name("try-one"), "", "bulk,bulk resume", &Arguments::tryOne,
           QT_TRANSLATE_NOOP("Formwork", "send the first row and ask before the others")},
    Option{
        Name("pace"), "N|auto", "bulk,bulk resume,bulk undo", Read(readPace),
        QT_TRANSLATE_NOOP("Formwork", "so many a second; auto, the usual one, as many as the service bears")},
    Option{Name("concurrency"), "N", "bulk,bulk resume,bulk undo", Number{&Arguments::concurrency, 1, 256},
           QT_TRANSLATE_NOOP("Formwork", "so many at a time; without it 16")},
    Option{Name("stop-after"), "N", "bulk,bulk resume,bulk undo", Number{&Arguments::stopAfter, 1, kMany},
           QT_TRANSLATE_NOOP("Formwork", "stop when so many rows have failed")},
    Option{Name("refused"), "", "bulk resume", &Arguments::refusedToo,
           QT_TRANSLATE_NOOP("Formwork", "send what the service refused once more, too")},
    Option{Name("columns"), "A,B.C", "bulk results", &Arguments::columns,
           QT_TRANSLATE_NOOP("Formwork", "what of the answers become columns, in JMESPath")},
    Option{Name("failed"), "", "bulk results", &Arguments::failed,
           QT_TRANSLATE_NOOP("Formwork",
                             "only what was refused, in the form of the file, to be corrected and "
                             "sent again with bulk SERVICE OPERATION --csv FILE --into ID")},
    Option{Name("at"), "TIME", "request", Read(readTime),
           QT_TRANSLATE_NOOP("Formwork", "signed as of that time, such as 20260102T030405Z")},
    Option{Name("presign"), "[SECONDS]", "request", Read(readExpiry),
           QT_TRANSLATE_NOOP("Formwork", "a URL that needs no keys, for 15 minutes or so long; GET only")},
    Option{Name("batch"), "", "request", &Arguments::batch,
           QT_TRANSLATE_NOOP("Formwork",
                             "JSON lines {\"id\",\"service\",\"operation\",\"params\"} from standard input")},
    Option{Name("saved"), "NAME", "call", &Arguments::saved,
           QT_TRANSLATE_NOOP(
               "Formwork", "the values of a saved form; members of --input are laid over them, secrets too")},
    Option{
        Name("var"), "NAME=VALUE", "call,saved run", Read(readVariable),
        QT_TRANSLATE_NOOP("Formwork",
                          "what {{NAME}} stands for in it (repeatable), before the account's own variables")},
    Option{Name("query"), "EXPRESSION", "call,saved run", &Arguments::query,
           QT_TRANSLATE_NOOP("Formwork", "what of the output is printed, in JMESPath")},
    Option{Name("all-pages"), "", "call", &Arguments::allPages,
           QT_TRANSLATE_NOOP("Formwork", "every page of a long answer, in one output")},
    Option{Name("page-size"), "N", "call", Number{&Arguments::pageSize, 1, kMany},
           QT_TRANSLATE_NOOP("Formwork", "how many items the service is asked for at once")},
    Option{Name("max-items"), "N", "call", Number{&Arguments::maxItems, 1, kMany},
           QT_TRANSLATE_NOOP("Formwork", "so many items; the output's NextToken is where the rest begins")},
    Option{Name("starting-token"), "TOKEN", "call", &Arguments::startingToken,
           QT_TRANSLATE_NOOP("Formwork", "go on there")},
    Option{Name("upload"), "FILE", "call,request,saved run", &Arguments::upload,
           QT_TRANSLATE_NOOP("Formwork", "a file as the body, for operations that take one")},
    Option{Name("output-file"), "FILE", "call,history retry,saved run", &Arguments::outputFile,
           QT_TRANSLATE_NOOP("Formwork",
                             "the data of the answer into a file; the same command again fetches the rest of "
                             "one that broke off; not with pages")},
    Option{Name("filter"), "TEXT", "history list,history export,saved list", &Arguments::filter,
           QT_TRANSLATE_NOOP("Formwork", "words, service:ds-data, outcome:unknown, is:change")},
    Option{Name("limit"), "N", "history list,history export", Number{&Arguments::limit, 1, 1'000'000},
           QT_TRANSLATE_NOOP("Formwork", "so many requests")},
    Option{Name("no-wait"), "", "history check", &Arguments::noWait,
           QT_TRANSLATE_NOOP("Formwork", "look once, instead of again after 5, 15 and 60 seconds")},
    Option{Name("it-happened"), "", "history settle", &Arguments::itHappened,
           QT_TRANSLATE_NOOP("Formwork", "it is there: it is not sent again")},
    Option{Name("it-did-not"), "", "history settle", &Arguments::itDidNot,
           QT_TRANSLATE_NOOP("Formwork", "it is not there: it may be sent again")},
    Option{Name("note"), "TEXT", "history settle,saved add", &Arguments::note,
           QT_TRANSLATE_NOOP("Formwork", "how that is known; kept with who and when")},
    Option{Name("yes"), "", "call,saved run,history retry,history check,bulk,bulk resume,bulk undo",
           &Arguments::yes,
           QT_TRANSLATE_NOOP(
               "Formwork",
               "answer yes to what it asks: a duplicate, a guarded account, secrets that cannot be kept")},
    Option{Name("no-marker"), "", "call,saved run", &Arguments::noMarker,
           QT_TRANSLATE_NOOP("Formwork",
                             "say nothing in the User-Agent by which CloudTrail could be asked whether it "
                             "happened; FORMWORK_MARKER=off for every command")},
    Option{Name("format"), "json|csv", "history export", Read(readFormat),
           QT_TRANSLATE_NOOP("Formwork", "how it is written; without it json")},
    Option{Name("output"), "FILE", "history export", &Arguments::output,
           QT_TRANSLATE_NOOP("Formwork", "a file; a FIFO and /dev/stdout are written into")},
    Option{Name("full"), "", "history list,history export", &Arguments::full,
           QT_TRANSLATE_NOOP("Formwork", "as JSON each with its input and its answer, without secrets")},
    Option{Name("no-call"), "", "whoami", &Arguments::noCall, QT_TRANSLATE_NOOP("Formwork", "ask nobody")},
    Option{Name("sso-session"), "NAME", "login,logout", &Arguments::ssoSession,
           QT_TRANSLATE_NOOP("Formwork", "an sso-session of ~/.aws/config, instead of an account")},
    Option{Name("device"), "", "login", &Arguments::deviceCode,
           QT_TRANSLATE_NOOP("Formwork", "show a code to confirm on any machine, and open no browser")},
    Option{
        Name("remote"), "", "login", &Arguments::otherMachine,
        QT_TRANSLATE_NOOP(
            "Formwork", "the console's sign-in in the browser of another machine, whose code is typed here")},
    Option{Name("port"), "N", "practice", Number{&Arguments::port, 0, 65535},
           QT_TRANSLATE_NOOP("Formwork", "listen there; 0 is any free port")},
    Option{Name("fault"), "KIND[:COUNT]", "practice", &Arguments::fault,
           QT_TRANSLATE_NOOP("Formwork", "fail like that")},
    Option{Name("state"), "DIR", "practice", &Arguments::state,
           QT_TRANSLATE_NOOP("Formwork", "keep what is created there, instead of in the data folder")},
    Option{Name("reset"), "", "practice", &Arguments::reset,
           QT_TRANSLATE_NOOP("Formwork", "forget first what was created before")},
    Option{Name("visible-after"), "SECONDS", "practice", Number{&Arguments::visibleAfter, 0, 60},
           QT_TRANSLATE_NOOP("Formwork",
                             "until what is created is found by those who look for it; without it 0")},
    Option{Name("settled-after"), "SECONDS", "practice", Number{&Arguments::settledAfter, 0, 3600},
           QT_TRANSLATE_NOOP("Formwork",
                             "until what is created or changed is done, and waiters end; without it 1")},
    Option{Name("trail-after"), "SECONDS", "practice", Number{&Arguments::trailAfter, 0, 3600},
           QT_TRANSLATE_NOOP("Formwork", "until CloudTrail shows what arrived; without it 1")},
    Option{Name("durable"), "", "practice", &Arguments::durable,
           QT_TRANSLATE_NOOP("Formwork", "write what is created through to the disk before it is answered")},
    Option{Name("check-references"), "", "practice", &Arguments::checksReferences,
           QT_TRANSLATE_NOOP("Formwork", "refuse what refers to things that are not there")},
    Option{
        Name("timeout"), "SECONDS", "call,saved run,wait,history retry,bulk,bulk resume,bulk undo",
        Number{&Arguments::timeout, 1, 86400},
        QT_TRANSLATE_NOOP(
            "Formwork", "to wait without a byte moving, for each attempt; without it 60, and 10 to connect")},
    Option{
        Name("profile"), "P", "*", &Arguments::profile,
        QT_TRANSLATE_NOOP("Formwork",
                          "the account to use, one of Formwork's or a profile of the AWS CLI; without it the "
                          "environment's keys, AWS_PROFILE, the account chosen in Formwork, the AWS profile "
                          "\"default\", the practice account")},
    Option{
        Name("region"), "R", "*", &Arguments::region,
        QT_TRANSLATE_NOOP("Formwork", "AWS Region; before AWS_REGION, AWS_DEFAULT_REGION and the profile's")},
    Option{Name("endpoint-url"), "U", "*", Read(readEndpoint),
           QT_TRANSLATE_NOOP("Formwork", "send there instead of to AWS")},
    Option{
        Name("models"), "DIR", "*", Read(readModels),
        QT_TRANSLATE_NOOP("Formwork", "a folder with service models (repeatable), beside FORMWORK_MODELS")},
    Option{Name("data-dir"), "DIR", "*", &Arguments::dataDirectory,
           QT_TRANSLATE_NOOP("Formwork", "where history and profiles are kept, before FORMWORK_DATA_DIR")},
    Option{Name("no-validate"), "", "*", &Arguments::noValidate,
           QT_TRANSLATE_NOOP("Formwork", "send in spite of problems, except missing required members")},
    Option{Name("json"), "", "*", &Arguments::json, QT_TRANSLATE_NOOP("Formwork", "machine-readable output")},
    Option{Name("help"), "", "*", &Arguments::help, QT_TRANSLATE_NOOP("Formwork", "this text")},
    Option{Name("version"), "", "*", &Arguments::version, QT_TRANSLATE_NOOP("Formwork", "the version")},
};

} // namespace

QStringList Option::commandNames() const { return QString::fromLatin1(commands).split(u','); }

bool Option::fits(const QString &command) const { return isCommon() || commandNames().contains(command); }

std::span<const Command> commands() { return kCommands; }
std::span<const Option> options() { return kOptions; }

} // namespace formwork::cli
