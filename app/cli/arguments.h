// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace formwork::cli
{

// The exit codes of formwork-cli; scripts rely on them.
enum ExitCode { Done = 0, LocalFault = 1, InputNotValid = 2, ServiceSaidNo = 3, OutcomeUnknown = 4 };

// A command line that has been understood. Words are checked for number here, for meaning by the commands.
struct Arguments {
    QString command; // "call"
    QStringList words; // what follows it and is no option
    QString input; // file name, "-" for standard input; empty: none given
    QString profile;
    QString region;
    QString endpointUrl;
    QString dataDirectory;
    QStringList modelFolders;
    QString output; // --output FILE
    QString from; // --from FILE, "-" for standard input
    QString upload; // --upload FILE
    QString outputFile; // --output-file FILE
    QString format; // --format json|csv
    QString filter; // --filter TEXT
    QString fault; // --fault KIND[:COUNT]
    QString state; // --state DIR
    QString query; // --query, a JMESPath expression
    std::optional<QDateTime> at; // --at, UTC
    std::optional<int> presign; // --presign [SECONDS]
    int limit = 0; // --limit, 0: none
    int timeout = 0; // --timeout, seconds; 0: the usual ones
    int port = 0;
    int visibleAfter = 0; // --visible-after, seconds
    int settledAfter = 1; // --settled-after, seconds
    int trailAfter = 1; // --trail-after, seconds
    bool checksReferences = false; // --check-references
    bool durable = false; // --durable
    int maxItems = 0; // --max-items, 0: none given
    int pageSize = 0; // --page-size, 0: none given
    QString startingToken; // --starting-token
    bool allPages = false; // --all-pages
    bool json = false;
    bool reset = false;
    bool full = false; // --full
    bool batch = false;
    bool yes = false;
    bool everyMember = false; // --all
    bool skipped = false; // --skipped
    bool noValidate = false;
    bool noCall = false; // --no-call
    bool noMarker = false; // --no-marker
    bool noWait = false; // --no-wait
    bool itHappened = false; // --it-happened
    bool itDidNot = false; // --it-did-not
    QString note; // --note TEXT
    QString csv; // --csv FILE, "-" for standard input
    QString delimiter; // --delimiter
    QString encoding; // --encoding
    QList<std::pair<QString, QString>> maps; // --map COLUMN=MEMBER
    QList<std::pair<QString, QString>> templates; // --set MEMBER=TEXT
    QString columns; // --columns
    bool emptyText = false; // --empty-text
    bool csvTemplate = false; // --template
    bool dryRun = false; // --dry-run
    bool skipInvalid = false; // --skip-invalid
    bool tryOne = false; // --try-one
    bool failed = false; // --failed
    bool refusedToo = false; // --refused
    int row = 0; // --row N, 0: the first
    int concurrency = 16; // --concurrency
    int stopAfter = 0; // --stop-after, 0: never
    int into = 0; // --into ID, 0: a new batch
    double pace = 0; // --pace, a second; 0: found
    QString checked; // --check FILE
    QString saved; // --saved NAME
    QList<std::pair<QString, QString>> variables; // --var NAME=VALUE
    QString ssoSession; // --sso-session NAME
    bool deviceCode = false; // --device
    bool otherMachine = false; // --remote
    bool help = false;
    bool version = false;
};

// The error is a sentence that names the word that is wrong (Phase::Local, code "Usage").
[[nodiscard]] Result<Arguments> parseArguments(const QStringList &words);

[[nodiscard]] QString usage(const Arguments &arguments); // of what was named; else of everything

} // namespace formwork::cli
