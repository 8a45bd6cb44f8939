// SPDX-License-Identifier: Apache-2.0
#include "base/latest.h"
#include "base/tr.h"
#include "client/requesttag.h"
#include "client/unlock.h"
#include "document/filebody.h"
#include "document/redact.h"
#include "endpoint/partitiontable.h"
#include "guide/known.h"
#include "journal/reader.h"
#include "keeping/filling.h"
#include "operation/operationdialog.h"
#include "session/identities.h"
#include "widgets/metrics.h"
#include "widgets/question.h"

#include <QApplication>
#include <QCborMap>
#include <QPointer>

#include <optional>

namespace formwork::operation
{
namespace
{

// A row's input without what cannot be opened any more; the secrets are to be typed again.
QCborValue withoutSecrets(const QCborValue &input, const model::Shape &shape)
{
    return keeping::withoutSecrets(input, shape).document;
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

// Where the request of a window that is opened now will go.
guide::Surroundings surroundingsOf(const session::Session &session)
{
    const credentials::Profile profile = session.profile();
    const endpoint::Value name = endpoint::partitionRecord(session.region()).field("name");
    const QString account = profile.kind == credentials::ProfileKind::Practice
        ? practice::Server::accountId()
        : session.identities().completed(profile).accountId;
    const QByteArray *partition = name.text();
    return {account, session.region(), partition ? QString::fromUtf8(*partition) : QString()};
}

// What everybody would have to look up. It stands there as if typed, and is taken back as that.
void fillKnown(Opened &opened)
{
    for (const auto &[place, value] :
         guide::knownValues(*opened.operation, opened.document, opened.surroundings))
        document::setValue(opened.document, place, value);
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

// A row of the history that a form is filled from.
struct SourceRow {
    journal::Record record;
    Result<QCborValue> input; // opened
};

Result<Opened> openRow(const client::Environment &environment, const SourceRow &row)
{
    const journal::NewRequest &sent = row.record.request;
    const Result<QCborValue> &input = row.input;
    Result<Opened> opened = openNew(environment, sent.service, sent.operation);
    if (!opened)
        return opened;
    const model::Shape &shape = *opened->operation->input;
    opened->document = input ? *input : withoutSecrets(sent.input, shape);
    if (!input)
        opened->notice =
            Tr::tr("The secrets of this request cannot be read any more: %1 Please type them again.")
                .arg(input.error().message);
    // A new request: its token is made anew.
    if (const model::Member *token = opened->operation->tokenMember())
        document::removeValue(opened->document, document::Pointer({token->name}));
    opened->origin.editedFrom = row.record.id;
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
    opened->origin = {id, draft->isAutomatic, draft->parent, draft->variables};
    return opened;
}

// Its secrets were never kept: they are asked for anew.
Result<Opened> openSaved(const session::Session &session, const QString &id)
{
    const Result<keeping::SavedForm> form = session.saved().form(id);
    if (!form)
        return std::unexpected(form.error());
    Result<Opened> opened = openNew(*session.environment(), form->service, form->operation);
    if (!opened)
        return opened;
    opened->document = form->document;
    opened->saved = *form;
    opened->origin.variables = form->variables;
    if (!form->account.isEmpty() && !session.profiles().profile(form->account))
        opened->notice = Tr::tr("The account that “%1” was saved for is not there any more: the form goes "
                                "to the selected one.")
                             .arg(form->name);
    if (!form->leftOut.isEmpty())
        opened->notice =
            QStringList({opened->notice,
                         Tr::tr("Its %n secret(s) were not kept with the saved values. Please type "
                                "them again.",
                                nullptr, static_cast<int>(form->leftOut.size()))})
                .join(u' ')
                .trimmed();
    return opened;
}

void fillIn(const OpenRequest &request, Opened &opened)
{
    fillKnown(opened);
    const model::Member *token = opened.operation->tokenMember(); // a new request's is made anew
    for (const auto &[member, value] : request.filled) {
        if (!token || member != token->name)
            document::setValue(opened.document, document::Pointer({member.toString()}), value);
    }
}

Result<Opened> openRequest(const session::Session &session, const OpenRequest &request,
                           const std::optional<SourceRow> &row)
{
    const client::Environment &environment = *session.environment();
    Result<Opened> opened = !request.draft.isEmpty() ? openDraft(session, request.draft)
        : row                                        ? openRow(environment, *row)
        : !request.saved.isEmpty()                   ? openSaved(session, request.saved)
                                   : openNew(environment, request.service, request.operation);
    if (opened)
        opened->surroundings = surroundingsOf(session);
    if (opened && request.copied) {
        for (const auto &[member, value] : request.copied->document)
            document::setValue(opened->document, document::Pointer({member.toString()}), value);
        opened->copied = request.copied;
    }
    if (opened && request.draft.isEmpty() && !row && request.saved.isEmpty())
        fillIn(request, *opened);
    if (opened) {
        opened->isToBeSent = request.isToBeSent;
        if (const QString problem = environment.guides->ownProblem(*opened->operation); !problem.isEmpty())
            opened->notice =
                QStringList({opened->notice, Tr::tr("Your guide of this form is not used: %1").arg(problem)})
                    .join(u' ')
                    .trimmed();
    }
    if (opened)
        // Whatever it was filled from, it is a request of its own.
        opened->document = client::withToken(
            *opened->operation,
            client::withoutRequestTag(*opened->operation,
                                      withFileOfNow(opened->document, *opened->operation->input)),
            *environment.tokens);
    return opened;
}

// Whether something sealed has to be opened for it.
bool holdsSecrets(const session::Session &session, const QString &service, const QString &operation,
                  const QCborValue &input)
{
    if (service.isEmpty())
        return false;
    const Result<model::OperationPtr> model = session.environment()->catalog->operation(service, operation);
    return model && client::holdsSecrets(input, *(*model)->input);
}

void tellProblem(QWidget *parent, const Error &error)
{
    widgets::tell(parent, widgets::Question::Kind::Warning, error.message, error.advice);
}

OperationDialog *show(session::Session *session, const OpenRequest &request,
                      const std::optional<SourceRow> &row, QWidget *parent)
{
    Result<Opened> opened = openRequest(*session, request, row);
    if (!opened) {
        tellProblem(parent, opened.error());
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

// A window that is about to be opened; who asked for it may be gone before it is.
struct Opening {
    session::Session *session;
    OpenRequest request;
    QWidget *parent;
    std::function<void(OperationDialog *)> opened;

    [[nodiscard]] QObject *context() const { return parent ? static_cast<QObject *>(parent) : session; }

    void show(const std::optional<SourceRow> &row) const
    {
        OperationDialog *dialog = operation::show(session, request, row, parent);
        if (dialog && opened)
            opened(dialog);
    }

    // Once the key is there for what is sealed, where anything is.
    void whenUnlocked(bool isSealed, const std::function<void()> &then) const
    {
        if (!isSealed) {
            then();
            return;
        }
        client::unlockHistory(session->environment(), true)
            .then([guard = QPointer(context()), then](const Result<void> &) {
                if (guard)
                    then();
            });
    }
};

void openFromDraft(const Opening &opening)
{
    const session::Session &session = *opening.session;
    const journal::Draft draft = opening.request.draft.isEmpty()
        ? journal::Draft()
        : session.drafts().draft(opening.request.draft).value_or(journal::Draft());
    opening.whenUnlocked(holdsSecrets(session, draft.service, draft.operation, draft.input),
                         [opening] { opening.show(std::nullopt); });
}

void openWithInput(const Opening &opening, const journal::Record &row)
{
    whenAnswered(opening.session->journal().ask<QCborValue>(
                     [id = row.id](const journal::Reader &history) { return history.openInput(id); }),
                 opening.context(),
                 [opening, row](const Result<QCborValue> &input) { opening.show(SourceRow{row, input}); });
}

void openFromRow(const Opening &opening)
{
    whenAnswered(journal::recordOf(opening.session->journal(), opening.request.editedFrom), opening.context(),
                 [opening](const Result<journal::Record> &row) {
                     if (!row) {
                         tellProblem(opening.parent, row.error());
                         return;
                     }
                     const journal::NewRequest &sent = row->request;
                     opening.whenUnlocked(
                         holdsSecrets(*opening.session, sent.service, sent.operation, sent.input),
                         [opening, row = *row] { openWithInput(opening, row); });
                 });
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
    const Opening opening{session, request, parent, std::move(opened)};
    if (request.editedFrom > 0)
        openFromRow(opening);
    else
        openFromDraft(opening);
}

void warmUp(session::Session *session, const guide::Card &card, QWidget *parent)
{
    if (Result<Opened> opened = openNew(*session->environment(), card.service, card.operation)) {
        OperationDialog dialog(session, std::move(*opened), parent);
        static_cast<void>(dialog.grab());
    }
}

} // namespace formwork::operation
