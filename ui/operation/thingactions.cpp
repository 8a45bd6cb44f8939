// SPDX-License-Identifier: Apache-2.0
#include "operation/thingactions.h"

#include "answers/answerview.h"
#include "base/latest.h"
#include "client/rowtarget.h"
#include "document/value.h"
#include "journal/reader.h"
#include "operation/alikeopening.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCoreApplication>
#include <QMenu>
#include <QPointer>
#include <QThreadPool>

#include <optional>

namespace formwork::operation
{

namespace
{

using relations::Use;

constexpr qsizetype kMost = 14; // operations in one menu

// What is opened from a list stays when the window with the list is closed.
QWidget *outermost(QWidget *widget)
{
    QWidget *window = widget->window();
    while (window->parentWidget())
        window = window->parentWidget()->window();
    return window;
}

QString titleOf(Use::Role role)
{
    switch (role) {
    case Use::Role::Reads:
        return ThingActions::tr("&Read");
    case Use::Role::Changes:
        return ThingActions::tr("&Change");
    case Use::Role::Moves:
        return ThingActions::tr("&Start and stop");
    case Use::Role::Tags:
        return ThingActions::tr("&Tags");
    case Use::Role::Others:
        return ThingActions::tr("&More with it");
    case Use::Role::Deletes:
        return ThingActions::tr("&Delete");
    }
    return {};
}

} // namespace

ThingActions::ThingActions(session::Session *session, answers::AnswerView *view)
    : QObject(view)
    , m_session(session)
    , m_view(view)
{
    view->setEntryMenu([this](QMenu *menu, const document::Pointer &place) { fill(menu, place); });
}

void ThingActions::set(const model::OperationPtr &operation, const QCborValue &asked,
                       const QCborValue &output, const client::Target &target)
{
    m_operation = operation;
    m_asked = asked.toMap();
    m_output = output;
    m_target = target;
    m_creation.reset();
    m_reads.clear();
    m_path.clear();
    m_tools = toolsOf(m_session);
    learn();
}

// All of a service takes a while to be looked through; with relations of its own, so that no menu waits for
// it.
void ThingActions::learn()
{
    QThreadPool::globalInstance()->start([tools = alike::toolsOf(m_tools.catalog), operation = m_operation,
                                          round = ++m_round, self = QPointer(this)] {
        const QString &service = operation->service->id;
        const QStringList makers = alike::creationsFor(tools, service, operation->name);
        const auto creation = makers.isEmpty() ? Result<model::OperationPtr>(nullptr)
                                               : tools.catalog->operation(service, makers.first());
        const auto relation = makers.isEmpty() ? Result<relations::RelationPtr>(nullptr)
                                               : tools.relations->of(service, makers.first());
        if (!creation || !*creation || !relation)
            return;
        QMetaObject::invokeMethod(
            qApp,
            [self, round, creation = *creation, cloning = (*relation)->cloning, tools] {
                if (!self || self->m_round != round)
                    return;
                self->m_creation = creation;
                self->m_reads = cloning.operation;
                self->m_path = cloning.path;
            },
            Qt::QueuedConnection);
    });
}

// Of an answer that holds one thing only, as an entry of a list: where it is.
std::optional<document::Pointer> onlyEntry(const QCborValue &answer)
{
    std::optional<document::Pointer> found;
    for (const auto &[member, value] : answer.toMap()) {
        if (!value.isArray() || value.toArray().isEmpty())
            continue;
        if (found || value.toArray().size() > 1)
            return {};
        found = document::Pointer({member.toString()}).child(0);
    }
    return found;
}

// The entry of a list that the place is in, else the entry around that one, the structure, the answer, the
// only thing in it: the first that identifies something.
alike::Thing ThingActions::thingAt(const document::Pointer &place, QList<alike::Action> &actions) const
{
    QList<document::Pointer> tries{alike::entryAt(m_output, place)};
    while (!tries.last().isRoot()) // a disk that nothing is known for is one of an instance
        tries.append(alike::entryAt(m_output, tries.last().parent()));
    if (!place.isRoot() && document::valueAt(m_output, document::Pointer({place.tokens().first()})).isMap())
        tries.append(document::Pointer({place.tokens().first()}));
    tries.append(document::Pointer());
    if (const auto only = place.isRoot() ? onlyEntry(m_output) : std::nullopt)
        tries.append(*only);
    for (const document::Pointer &one : std::as_const(tries)) {
        alike::Thing thing{m_operation, m_output, one, m_asked};
        const auto found = alike::actionsOf(m_tools, thing);
        if (found && !found->isEmpty()) {
            actions = *found;
            return thing;
        }
    }
    return {m_operation, m_output, tries.first(), m_asked};
}

void ThingActions::fill(QMenu *menu, const document::Pointer &place)
{
    if (!m_operation)
        return;
    QList<alike::Action> actions;
    const alike::Thing thing = thingAt(place, actions);
    if (!m_creation && actions.isEmpty())
        return;
    if (!menu->isEmpty())
        menu->addSeparator();
    addLike(menu, thing, actions);
    if (actions.isEmpty() && place.isRoot() && !m_output.toMap().isEmpty())
        menu->addAction(tr("Select an entry to see what can be done with it"))->setEnabled(false);
    addActions(menu, actions);
}

// What lists things tells less of them than what reads one.
void ThingActions::addLike(QMenu *menu, const alike::Thing &thing, const QList<alike::Action> &actions)
{
    if (!m_creation)
        return;
    QAction *like = menu->addAction(tr("Create one &like this..."));
    like->setObjectName(QStringLiteral("createAlike"));
    const auto reads = std::ranges::find_if(actions, [this](const alike::Action &action) {
        return action.operation == m_reads && action.missing.isEmpty()
            && action.operation != m_operation->name;
    });
    const auto reading = reads == actions.end()
        ? Result<model::OperationPtr>(nullptr)
        : m_tools.catalog->operation(m_operation->service->id, m_reads);
    if (reading && *reading) {
        QStringList ids;
        for (const auto &[member, value] : reads->input)
            ids.append(value.isArray() ? value.toArray().at(0).toString() : value.toString());
        const alike::Reading wanted{m_creation, *reading, reads->input, m_path, ids, {}};
        connect(like, &QAction::triggered, this, [this, wanted, thing] {
            openAlike(m_session, wanted, m_target, outermost(m_view), {},
                      [self = QPointer(this), thing, creation = wanted.creation](const Error &error) {
                          if (self)
                              self->openFrom(thing, creation, error.message);
                      });
        });
        return;
    }
    connect(like, &QAction::triggered, this,
            [this, thing, creation = m_creation] { openFrom(thing, creation, {}); });
}

// With what the answer itself tells of it.
void ThingActions::openFrom(const alike::Thing &thing, const model::OperationPtr &creation,
                            const QString &whyNoMore)
{
    const Result<alike::Filled> copied = alike::copyOf(m_tools, creation, thing);
    alike::Filled filled = copied.value_or(alike::Filled()); // an empty form says why
    filled.service = creation->service->id;
    filled.operation = creation->name;
    if (filled.from.isEmpty())
        filled.from = tr("an entry of %1").arg(thing.reading->name);
    if (!copied)
        filled.notes.append({alike::Note::Why::NotUnderstood, {}, copied.error().message});
    if (!whyNoMore.isEmpty())
        filled.notes.append({alike::Note::Why::NotTold, {}, whyNoMore});
    open(filled);
}

void ThingActions::addActions(QMenu *menu, const QList<alike::Action> &actions)
{
    QMenu *group = nullptr;
    std::optional<Use::Role> role;
    for (const alike::Action &action : actions) {
        if (role != action.role) {
            group = menu->addMenu(titleOf(action.role));
            group->setObjectName(QStringLiteral("thingActions"));
            role = action.role;
        }
        if (group->actions().size() >= kMost)
            continue;
        QAction *entry = group->addAction(wording::words(action.operation) + QStringLiteral("..."));
        entry->setObjectName(action.operation);
        connect(entry, &QAction::triggered, this, [this, action] {
            alike::Filled filled;
            filled.service = m_operation->service->id;
            filled.operation = action.operation;
            filled.document = action.input;
            filled.from = tr("an entry of %1").arg(m_operation->name);
            open(filled);
        });
    }
}

void ThingActions::open(const alike::Filled &filled)
{
    openDialog(m_session, requestOf(filled), outermost(m_view));
}

namespace
{

void offerActions(session::Session *session, answers::AnswerView *view, const journal::Record &row)
{
    const client::Environment &environment = *session->environment();
    const Result<model::OperationPtr> operation =
        environment.catalog->operation(row.request.service, row.request.operation);
    if (!operation)
        return;
    auto *things = view->findChild<ThingActions *>();
    if (!things)
        things = new ThingActions(session, view);
    const auto target = client::targetOfRow(environment, **operation, row.request.input, row.request, false);
    things->set(*operation, row.request.input, row.output, target ? *target : session->target());
}

} // namespace

void actOnRow(session::Session *session, QObject *answerView, qint64 journalId)
{
    auto *view = qobject_cast<answers::AnswerView *>(answerView);
    if (!view)
        return;
    whenAnswered(journal::recordOf(session->journal(), journalId), view,
                 [session, view](const Result<journal::Record> &row) {
                     if (row)
                         offerActions(session, view, *row);
                 });
}

} // namespace formwork::operation
