// SPDX-License-Identifier: Apache-2.0
#include "document/redact.h"
#include "operation/operationdialog.h"
#include "widgets/question.h"

#include <QCoreApplication>

namespace formwork::operation
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("Opening", text); }

// A row's input without what cannot be opened any more; the secrets are to be typed again.
QCborValue withoutSecrets(const QCborValue &input, const model::Shape &shape)
{
    return document::pruned(document::mapSecrets(input, shape, [](const auto &, const auto &, const auto &) {
        return QCborValue(QCborValue::Undefined);
    }));
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
        opened->notice = tr("The secrets of this request cannot be read any more: %1 Please type them again.")
                             .arg(input.error().message);
    // A new request: its token is made anew.
    if (const model::Member *token = opened->operation->tokenMember())
        document::removeValue(opened->document, document::Pointer({token->name}));
    opened->editedFrom = id;
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
        opened->notice = tr("The secrets of this draft cannot be read any more: %1 Please type them again.")
                             .arg(input.error().message);
    opened->draftId = id;
    opened->editedFrom = draft->parent;
    return opened;
}

} // namespace

OperationDialog *openDialog(session::Session *session, const OpenRequest &request, QWidget *parent)
{
    const client::Environment &environment = *session->environment();
    Result<Opened> opened = !request.draft.isEmpty() ? openDraft(*session, request.draft)
        : request.editedFrom > 0                     ? openRow(environment, request.editedFrom)
                                 : openNew(environment, request.service, request.operation);
    if (!opened) {
        widgets::tell(parent, widgets::Question::Kind::Warning, opened.error().message,
                      opened.error().advice);
        return nullptr;
    }
    opened->document = client::withToken(*opened->operation, opened->document, *environment.tokens);
    auto *dialog = new OperationDialog(session, std::move(*opened), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    return dialog;
}

} // namespace formwork::operation
