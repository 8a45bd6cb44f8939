// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "wiring/workspace.h"

#include <QCoroTask>

// The commands of formwork-cli, one file a group. Each answers the exit code.
namespace formwork::cli
{

using EnvironmentPtr = client::EnvironmentPtr;

int listServices(const Arguments &arguments, const EnvironmentPtr &environment);
int listPlaces(const Arguments &arguments, const EnvironmentPtr &environment); // services --skipped
int listOperations(const Arguments &arguments, const EnvironmentPtr &environment);
int describe(const Arguments &arguments, const EnvironmentPtr &environment);
int listRelations(const Arguments &arguments, const EnvironmentPtr &environment);
int skeleton(const Arguments &arguments, const EnvironmentPtr &environment);
int paste(const Arguments &arguments, const EnvironmentPtr &environment);
int validate(const Arguments &arguments, const EnvironmentPtr &environment);

QCoro::Task<int> request(Arguments arguments, EnvironmentPtr environment);
QCoro::Task<int> call(Arguments arguments, EnvironmentPtr environment);
QCoro::Task<int> like(Arguments arguments, EnvironmentPtr environment);
QCoro::Task<int> complete(Arguments arguments, EnvironmentPtr environment);
QCoro::Task<int> wait(Arguments arguments, EnvironmentPtr environment);

int accounts(const Arguments &arguments, const EnvironmentPtr &environment);
QCoro::Task<int> whoami(Arguments arguments, EnvironmentPtr environment);

QCoro::Task<int> login(Arguments arguments, EnvironmentPtr environment, signin::SignIns *signIns);
QCoro::Task<int> logout(Arguments arguments, EnvironmentPtr environment, signin::SignIns *signIns);

// bulk list, status, resume, results, undo; not bulk SERVICE OPERATION.
[[nodiscard]] bool isOfBatch(const Arguments &arguments);
QCoro::Task<int> bulk(Arguments arguments, EnvironmentPtr environment);
QCoro::Task<int> bulkResume(Arguments arguments, EnvironmentPtr environment);
QCoro::Task<int> bulkUndo(Arguments arguments, EnvironmentPtr environment);
int bulkList(const Arguments &arguments, const EnvironmentPtr &environment);
int bulkStatus(const Arguments &arguments, const EnvironmentPtr &environment);
int bulkResults(const Arguments &arguments, const EnvironmentPtr &environment);

int listGuides(const Arguments &arguments, const EnvironmentPtr &environment);

int savedList(const Arguments &arguments, const EnvironmentPtr &environment);
int savedShow(const Arguments &arguments, const EnvironmentPtr &environment);
int savedAdd(const Arguments &arguments, const EnvironmentPtr &environment);
int savedDelete(const Arguments &arguments, const EnvironmentPtr &environment);
QCoro::Task<int> savedRun(Arguments arguments, EnvironmentPtr environment);

int historyList(const Arguments &arguments, const EnvironmentPtr &environment);
QCoro::Task<int> historyShow(Arguments arguments, EnvironmentPtr environment);
int historyExport(const Arguments &arguments, const EnvironmentPtr &environment);
QCoro::Task<int> historyCheck(Arguments arguments, EnvironmentPtr environment);
QCoro::Task<int> historySettle(Arguments arguments, EnvironmentPtr environment);
QCoro::Task<int> historyRetry(Arguments arguments, EnvironmentPtr environment);

// Serves until the program is ended; prints the URL and the keys once it listens.
int startPractice(const Arguments &arguments, practice::Server &server);

} // namespace formwork::cli
