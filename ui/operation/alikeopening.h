// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/reading.h"
#include "operation/operationdialog.h"

namespace formwork::operation
{

// Models and relations as they are now, for any thread.
[[nodiscard]] alike::Tools toolsOf(session::Session *session);

// What opens the form; what has not come along stands over it.
[[nodiscard]] OpenRequest requestOf(const alike::Filled &filled);

// Reads the thing from the service, which is no row of the history, and opens a form for one like it. Says
// what stands in the way, or leaves that to `refused`.
void openAlike(session::Session *session, const alike::Reading &reading, const client::Target &target,
               QWidget *parent, std::function<void(OperationDialog *)> opened = {},
               std::function<void(const Error &error)> refused = {});

// The same for one of the things that an operation makes, of which an id is known.
struct AlikeId {
    QString service;
    QString creation;
    QString id;
};
void openAlikeId(session::Session *session, const AlikeId &thing, const client::Target &target,
                 QWidget *parent);

// The same for what an ARN names.
void openAlikeArn(session::Session *session, const QString &arn, QWidget *parent,
                  std::function<void(OperationDialog *)> opened = {});

} // namespace formwork::operation
