// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "client/unlock.h"
#include "document/filebody.h"
#include "document/redact.h"
#include "operation/operationdialog.h"
#include "session/identities.h"
#include "widgets/metrics.h"
#include "widgets/question.h"

#include <QApplication>
#include <QCborMap>
#include <QPointer>

#include <tuple>

namespace formwork::operation
{
namespace
{

// A row's input without what cannot be opened any more; the secrets are to be typed again.
QCborValue withoutSecrets(const QCborValue &input, const model::Shape &shape)
{
    return document::pruned(document::mapSecrets(input, shape, [](const auto &, const auto &, const auto &) {
        return QCborValue(QCborValue::Undefined);
    }));
}

// A new request sends what the file holds now, whatever it held when the input was made.
QCborValue withFileOfNow(const QCborValue &input, const model::Shape &shape)
{
    const auto file = document::fileIn(shape, input);
    if (!file)
        return input;
    QCborMap map = input.toMap();
    map[document::blobPayload(shape)->name] = document::toValue(document::chosenFile(file->path));
    return map;
}

// The id of the account that the request goes to, where an operation wants to be told: as part of the host,
// or by the name that means the caller's own.
void fillAccount(const session::Session &session, Opened &opened)
{
    const credentials::Profile profile = session.profile();
    const QString account = profile.kind == credentials::ProfileKind::Practice
        ? practice::Server::accountId()
        : session.identities().completed(profile).accountId;
    for (const model::Member &member : opened.operation->input->members) {
        const bool isOwn = member.name.compare(u"AwsAccountId", Qt::CaseInsensitive) == 0
            || (member.hostLabel && member.name.compare(u"AccountId", Qt::CaseInsensitive) == 0);
        const document::Pointer place({member.name});
        if (isOwn && member.required && !account.isEmpty() && !document::contains(opened.document, place))
            document::setValue(opened.document, place, account);
    }
}

Result<Opened> openNew(const client::Environment &environment, const QString &service, const QString &name)
{
    const Result<model::OperationPtr> operation = environment.catalog->operation(service, name);
    if (!operation)
        return std::unexpected(operation.error());
    Opened opened;
    opened.operation = *operation;
    opened.guide = environment.guides->guideFor(**operation);
    opened.document = forms::FormModel::startingDocument(**operation, *opened.guide);
    return opened;
}

Result<Opened> openRow(const client::Environment &environment, qint64 id)
{
    const Result<journal::Record> row = environment.journal->record(id);
    if (!row)
        return std::unexpected(row.error());
    Result<Opened> opened = openNew(environment, row->request.service, row->request.operation);
    if (!opened)
        return opened;
    const Result<QCborValue> input = environment.journal->openInput(id);
    const model::Shape &shape = *opened->operation->input;
    opened->document = input ? *input : withoutSecrets(row->request.input, shape);
    if (!input)
        opened->notice =
            Tr::tr("The secrets of this request cannot be read any more: %1 Please type them again.")
                .arg(input.error().message);
    // A new request: its token is made anew.
    if (const model::Member *token = opened->operation->tokenMember())
        document::removeValue(opened->document, document::Pointer({token->name}));
    opened->origin.editedFrom = id;
    return opened;
}

Result<Opened> openDraft(const session::Session &session, const QString &id)
{
    const Result<journal::Draft> draft = session.drafts().draft(id);
    if (!draft)
        return std::unexpected(draft.error());
    Result<Opened> opened = openNew(*session.environment(), draft->service, draft->operation);
    if (!opened)
        return opened;
    Result<QCborValue> input = session.drafts().openInput(id);
    opened->document = input ? *input : withoutSecrets(draft->input, *opened->operation->input);
    if (!input)
        opened->notice =
            Tr::tr("The secrets of this draft cannot be read any more: %1 Please type them again.")
                .arg(input.error().message);
    opened->origin = {id, draft->isAutomatic, draft->parent};
    return opened;
}

Result<Opened> openRequest(const session::Session &session, const OpenRequest &request)
{
    const client::Environment &environment = *session.environment();
    Result<Opened> opened = !request.draft.isEmpty() ? openDraft(session, request.draft)
        : request.editedFrom > 0                     ? openRow(environment, request.editedFrom)
                                 : openNew(environment, request.service, request.operation);
    if (opened && request.draft.isEmpty() && request.editedFrom == 0)
        fillAccount(session, *opened);
    if (opened)
        opened->document =
            client::withToken(*opened->operation, withFileOfNow(opened->document, *opened->operation->input),
                              *environment.tokens);
    return opened;
}

// Whether something sealed has to be opened for it.
bool needsKey(const session::Session &session, const OpenRequest &request)
{
    QString service;
    QString operation;
    QCborValue input;
    if (!request.draft.isEmpty()) {
        const journal::Draft draft = session.drafts().draft(request.draft).value_or(journal::Draft());
        std::tie(service, operation, input) = std::tie(draft.service, draft.operation, draft.input);
    } else if (request.editedFrom > 0) {
        const journal::Record row = session.journal().record(request.editedFrom).value_or(journal::Record());
        std::tie(service, operation, input) =
            std::tie(row.request.service, row.request.operation, row.request.input);
    }
    if (service.isEmpty())
        return false;
    const Result<model::OperationPtr> model = session.environment()->catalog->operation(service, operation);
    return model && client::holdsSecrets(input, *(*model)->input);
}

OperationDialog *show(session::Session *session, const OpenRequest &request, QWidget *parent)
{
    Result<Opened> opened = openRequest(*session, request);
    if (!opened) {
        widgets::tell(parent, widgets::Question::Kind::Warning, opened.error().message,
                      opened.error().advice);
        return nullptr;
    }
    auto *dialog = new OperationDialog(session, std::move(*opened), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    widgets::placeOnScreen(dialog);
    dialog->show();
    return dialog;
}

} // namespace

namespace
{

// Of one draft there is one window; two would overwrite each other.
OperationDialog *openOneOf(const QString &draft)
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *dialog = qobject_cast<OperationDialog *>(window);
        if (dialog && dialog->isVisible() && dialog->edits(draft))
            return dialog;
    }
    return nullptr;
}

} // namespace

void openDialog(session::Session *session, const OpenRequest &request, QWidget *parent,
                std::function<void(OperationDialog *)> opened)
{
    if (OperationDialog *dialog = openOneOf(request.draft)) {
        dialog->setWindowState(dialog->windowState() & ~Qt::WindowMinimized);
        dialog->raise();
        dialog->activateWindow();
        return;
    }
    const auto open = [session, request, parent, opened = std::move(opened)] {
        OperationDialog *dialog = show(session, request, parent);
        if (dialog && opened)
            opened(dialog);
    };
    if (!needsKey(*session, request)) {
        open();
        return;
    }
    const QPointer<QObject> guard = parent ? static_cast<QObject *>(parent) : session;
    client::unlockHistory(session->environment(), true).then([guard, open](const Result<void> &) {
        if (guard)
            open();
    });
}

void warmUp(session::Session *session, const guide::Card &card, QWidget *parent)
{
    if (Result<Opened> opened = openNew(*session->environment(), card.service, card.operation)) {
        OperationDialog dialog(session, std::move(*opened), parent);
        static_cast<void>(dialog.grab());
    }
}

} // namespace formwork::operation
