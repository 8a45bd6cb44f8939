// SPDX-License-Identifier: Apache-2.0
#include "forms/formmodel.h"

#include "document/value.h"
#include "forms/beginning.h"
#include "forms/filler.h"
#include "forms/headline.h"
#include "forms/shapewords.h"

#include <QCborArray>
#include <QCborMap>
#include <QElapsedTimer>
#include <QTimer>

namespace formwork::forms
{

using document::Pointer;
using document::Problem;
using document::Severity;
using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

void collectPointers(const guide::Condition &condition, QList<Pointer> &into)
{
    if (!condition.pointer.isRoot())
        into.append(condition.pointer);
    for (const guide::Condition &part : condition.parts)
        collectPointers(part, into);
}

// A structure with the structures it requires, empty. Stops at a structure that requires itself.
QCborMap emptyStructure(const Shape &shape, int depth = 0)
{
    QCborMap map;
    for (const Member &member : shape.members) {
        if (member.required && member.target->type == ShapeType::Structure && depth < 16)
            map.insert(member.name, emptyStructure(*member.target, depth + 1));
    }
    return map;
}

bool touches(const Pointer &changed, const Pointer &pattern)
{
    const qsizetype common = qMin(changed.tokens().size(), pattern.tokens().size());
    return Pointer(changed.tokens().first(common)).matches(Pointer(pattern.tokens().first(common)));
}

bool names(const guide::Reveal &reveal, const Pointer &pointer)
{
    return std::any_of(reveal.members.cbegin(), reveal.members.cend(),
                       [&pointer](const Pointer &member) { return pointer.matches(member); });
}

// The values in a list, map or structure; a single value can be typed again.
int leavesOf(const QCborValue &value) { return value.isMap() || value.isArray() ? leafCount(value) : 0; }

QCborValue emptyValueOf(const Shape &shape)
{
    return shape.type == ShapeType::Structure ? QCborValue(emptyStructure(shape)) : emptyValue(shape);
}

bool isWorse(const Problem &a, const Problem &b) { return a.severity < b.severity; }

} // namespace

FormModel::FormModel(model::OperationPtr operation, guide::GuidePtr guide, Checker checker, QObject *parent)
    : QObject(parent)
    , m_operation(std::move(operation))
    , m_guide(std::move(guide))
    , m_checker(std::move(checker))
    , m_document(startingDocument(*m_operation, *m_guide))
    , m_changes(m_document)
    , m_timer(new QTimer(this))
    , m_pass(new QTimer(this))
{
    for (const guide::Reveal &reveal : m_guide->reveals)
        collectPointers(reveal.when, m_revealSources);
    m_timer->setSingleShot(true);
    m_timer->setInterval(0);
    connect(m_timer, &QTimer::timeout, this, &FormModel::check);
    m_pass->setSingleShot(true);
    m_pass->setInterval(0);
    connect(m_pass, &QTimer::timeout, this, [this] { m_changes.closePass(); });
    addRevealedStructures();
    m_changes.overlook(m_document);
    m_timer->start();
}

QCborValue FormModel::startingDocument(const model::Operation &operation, const guide::Guide &guide)
{
    QCborValue start = emptyStructure(*operation.input);
    for (const auto &[pointer, hint] : guide.hints) {
        if (!hint.initial.isUndefined() && !pointer.tokens().contains(u"*"))
            document::setValue(start, pointer, hint.initial);
    }
    return start;
}

QCborValue FormModel::visibleDocument() const
{
    return m_filler ? m_filler->filled(typedDocument()) : typedDocument();
}

QCborValue FormModel::value(const Pointer &pointer) const { return document::valueAt(m_document, pointer); }

bool FormModel::isSet(const Pointer &pointer) const { return document::contains(m_document, pointer); }

bool FormModel::isRevealed(const Pointer &pointer) const { return m_guide->isRevealed(pointer, m_document); }

bool FormModel::isRequired(const Pointer &pointer) const
{
    const Member *member = memberAt(pointer);
    if (member && member->required)
        return true;
    return std::any_of(m_guide->reveals.cbegin(), m_guide->reveals.cend(), [&](const guide::Reveal &reveal) {
        return reveal.required && names(reveal, pointer) && reveal.when.holds(m_document);
    });
}

bool FormModel::isChosenElsewhere(const Pointer &pointer) const
{
    return std::any_of(m_guide->reveals.cbegin(), m_guide->reveals.cend(),
                       [&pointer](const guide::Reveal &reveal) { return names(reveal, pointer); });
}

const Problem *FormModel::problemAt(const Pointer &pointer) const
{
    const auto found = m_problemAt.constFind(pointer);
    return found == m_problemAt.cend() ? nullptr : &m_problems[*found];
}

int FormModel::errorsUnder(const Pointer &pointer) const
{
    return int(std::count_if(m_problems.cbegin(), m_problems.cend(), [&pointer](const Problem &problem) {
        return problem.severity == Severity::Error && problem.pointer.startsWith(pointer);
    }));
}

int FormModel::errorsInStep(qsizetype step) const
{
    return int(std::count_if(m_problems.cbegin(), m_problems.cend(), [this, step](const Problem &problem) {
        return problem.severity == Severity::Error && stepOf(problem.pointer) == step;
    }));
}

bool FormModel::isProblemShown(const Pointer &pointer) const
{
    // What has no place in the form came from outside of it, and nobody will ever leave its field.
    return m_showsAll || m_touched.contains(pointer) || (!pointer.isRoot() && !memberAt(pointer));
}

void FormModel::setDocument(const QCborValue &document)
{
    if (document == m_document)
        return;
    m_document = document;
    note({}, false);
}

void FormModel::setValue(const Pointer &pointer, const QCborValue &value)
{
    if (value.isUndefined()) {
        remove(pointer);
        return;
    }
    const QCborValue before = this->value(pointer);
    if (before == value && before.type() == value.type())
        return;
    document::setValue(m_document, pointer, value);
    note(pointer, true);
}

void FormModel::undo()
{
    if (m_changes.canUndo())
        restore(m_changes.undo());
}

void FormModel::redo()
{
    if (m_changes.canRedo())
        restore(m_changes.redo());
}

void FormModel::restore(const ChangeLog::Step &step)
{
    const Member *token = m_operation->tokenMember();
    const Pointer tokenPlace = token ? Pointer().child(token->name) : Pointer();
    const QCborValue kept = token ? value(tokenPlace) : QCborValue(QCborValue::Undefined);
    m_document = step.document;
    if (token && kept.isUndefined())
        document::removeValue(m_document, tokenPlace);
    else if (token)
        document::setValue(m_document, tokenPlace, kept);
    m_changes.overlook(m_document);
    m_isDirty = true;
    m_timer->start();
    Q_EMIT changed({});
    Q_EMIT revealsChanged();
    Q_EMIT wentBack(step.place);
}

bool FormModel::isToken(const Pointer &pointer) const
{
    const Member *token = m_operation->tokenMember();
    return token && !pointer.isRoot() && pointer.tokens().first() == token->name;
}

void FormModel::remove(const Pointer &pointer)
{
    if (!isSet(pointer))
        return;
    const int values = leavesOf(value(pointer));
    document::removeValue(m_document, pointer);
    const bool isItem = value(pointer.parent()).isArray();
    note(isItem ? pointer.parent() : pointer, true);
    if (values > 0)
        Q_EMIT treeRemoved(pointer, values);
}

void FormModel::empty(const Pointer &pointer)
{
    const Member *member = memberAt(pointer);
    const int values = leavesOf(value(pointer));
    if (!member || values == 0)
        return;
    setValue(pointer, emptyValueOf(*member->target));
    Q_EMIT treeRemoved(pointer, values);
}

void FormModel::insertItem(const Pointer &list, qsizetype index, const QCborValue &value)
{
    QCborArray items = this->value(list).toArray();
    items.insert(qBound<qsizetype>(0, index, items.size()), value);
    setValue(list, items);
}

void FormModel::moveItem(const Pointer &list, qsizetype from, qsizetype to)
{
    QCborArray items = value(list).toArray();
    if (from < 0 || to < 0 || from >= items.size() || to >= items.size() || from == to)
        return;
    items.insert(to, items.takeAt(from));
    setValue(list, items);
}

void FormModel::renameKey(const Pointer &map, const QString &from, const QString &to)
{
    QCborMap renamed;
    for (const auto &[key, entry] : value(map).toMap())
        renamed.insert(key.toString() == from ? QCborValue(to) : key, entry);
    setValue(map, renamed);
}

void FormModel::addStructure(const Pointer &pointer)
{
    const Member *member = memberAt(pointer);
    if (!member || isSet(pointer))
        return;
    QCborMap added = emptyStructure(*member->target);
    for (const auto &[name, value] : beginningOf(*m_guide, pointer))
        added.insert(name, value);
    setValue(pointer, added);
}

void FormModel::touch(const Pointer &pointer)
{
    m_changes.closeTyping();
    if (m_touched.contains(pointer))
        return;
    m_touched.insert(pointer);
    if (!m_isDirty)
        Q_EMIT problemsChanged();
}

void FormModel::setShowsAllProblems(bool all)
{
    if (m_showsAll == all)
        return;
    m_showsAll = all;
    Q_EMIT problemsChanged();
}

void FormModel::checkNow()
{
    m_timer->stop();
    check();
}

void FormModel::setEditorProblem(const Pointer &pointer, const QString &sentence)
{
    if (m_editorProblems.value(pointer) == sentence)
        return;
    if (sentence.isEmpty())
        m_editorProblems.remove(pointer);
    else
        m_editorProblems.insert(pointer, sentence);
    m_isDirty = true;
    m_timer->start();
}

void FormModel::note(const Pointer &pointer, bool byPerson)
{
    m_isDirty = true;
    m_timer->start();
    const bool mayReveal =
        std::any_of(m_revealSources.cbegin(), m_revealSources.cend(),
                    [&pointer](const Pointer &source) { return touches(pointer, source); });
    if (mayReveal && byPerson)
        addRevealedStructures();
    if (isToken(pointer))
        m_changes.overlook(m_document);
    else
        m_changes.note(m_document, pointer);
    m_pass->start();
    Q_EMIT changed(pointer);
    if (mayReveal)
        Q_EMIT revealsChanged();
}

void FormModel::check()
{
    if (m_isDirty)
        Q_EMIT documentChanged();
    m_isDirty = false;
    QElapsedTimer clock;
    clock.start();
    m_found = m_checker ? m_checker(m_document) : QList<Problem>();
    // A document that takes long to check is checked less often, so that typing stays smooth.
    m_timer->setInterval(int(qMin<qint64>(500, clock.elapsed() * 4)));
    m_problems = m_found;
    for (auto it = m_editorProblems.cbegin(); it != m_editorProblems.cend(); ++it)
        m_problems.append({it.key(), QStringLiteral("type"), it.value(), Severity::Error, false});
    m_problemAt.clear();
    for (qsizetype i = 0; i < m_problems.size(); ++i) {
        const auto known = m_problemAt.constFind(m_problems[i].pointer);
        if (known == m_problemAt.cend() || isWorse(m_problems[i], m_problems[*known]))
            m_problemAt.insert(m_problems[i].pointer, i);
    }
    Q_EMIT problemsChanged();
}

// A structure that a choice makes required is sent even if nothing in it needs filling in.
void FormModel::addRevealedStructures()
{
    for (const guide::Reveal &reveal : m_guide->reveals) {
        if (!reveal.required || !reveal.when.holds(m_document))
            continue;
        for (const Pointer &pointer : reveal.members) {
            const Member *member = memberAt(pointer);
            if (!member || member->target->type != ShapeType::Structure || pointer.tokens().contains(u"*")
                || isSet(pointer) || !isRevealed(pointer))
                continue;
            document::setValue(m_document, pointer, emptyStructure(*member->target));
        }
    }
}

} // namespace formwork::forms
