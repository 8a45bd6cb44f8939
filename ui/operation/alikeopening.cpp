// SPDX-License-Identifier: Apache-2.0
#include "operation/alikeopening.h"

#include "catalog/catalogsource.h"
#include "operation/thingslist.h"
#include "widgets/question.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace formwork::operation
{

namespace
{

void refuse(QWidget *parent, const Error &error)
{
    widgets::tell(parent, widgets::Question::Kind::Warning, error.message, error.advice);
}

} // namespace

alike::Tools toolsOf(session::Session *session)
{
    return {catalog::LiveCatalog(session->environment()->catalog.current()),
            Things::of(session)->relations()};
}

OpenRequest requestOf(const alike::Filled &filled)
{
    OpenRequest request;
    request.service = filled.service;
    request.operation = filled.operation;
    request.copied = std::make_shared<const alike::Filled>(filled);
    return request;
}

void openAlike(session::Session *session, const alike::Reading &reading, const client::Target &target,
               QWidget *parent, std::function<void(OperationDialog *)> opened,
               std::function<void(const Error &error)> refused)
{
    const alike::Tools tools = toolsOf(session);
    alike::readAlike(session->environment(), tools, reading, target)
        .then([session, guard = QPointer(parent), opened = std::move(opened), refused = std::move(refused),
               tools](const Result<alike::Filled> &filled) {
            if (!guard)
                return;
            if (filled)
                openDialog(session, requestOf(*filled), guard, opened);
            else if (refused)
                refused(filled.error());
            else
                refuse(guard, filled.error());
        });
}

void openAlikeId(session::Session *session, const AlikeId &thing, const client::Target &target,
                 QWidget *parent)
{
    const Result<alike::Reading> reading =
        alike::readingOf(toolsOf(session), thing.service, thing.creation, {thing.id});
    if (reading)
        openAlike(session, *reading, target, parent);
    else
        refuse(parent, reading.error());
}

void openAlikeArn(session::Session *session, const QString &arn, QWidget *parent,
                  std::function<void(OperationDialog *)> opened)
{
    const alike::Tools tools = toolsOf(session);
    // All of a service takes a while to be looked through.
    QThreadPool::globalInstance()->start(
        [tools, arn, session, guard = QPointer(parent), opened = std::move(opened)] {
            const Result<alike::Reading> reading = alike::readingOfArn(tools, arn);
            QMetaObject::invokeMethod(
                qApp,
                [tools, reading, session, guard, opened] {
                    if (!guard)
                        return;
                    if (reading)
                        openAlike(session, *reading, session->target(), guard, opened);
                    else
                        refuse(guard, reading.error());
                },
                Qt::QueuedConnection);
        });
}

} // namespace formwork::operation
