// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/pointer.h"
#include "document/problem.h"
#include "forms/changelog.h"
#include "guide/guide.h"
#include "guide/known.h"
#include "model/service.h"
#include "texts/check.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>

class QTimer;

namespace formwork::forms
{

class Filler;
class Offers;

// The document behind a form: one input of one operation, what is wrong with it, and what the person has seen
// of that. Not a widget; owned by the dialog, shared by its form, its JSON and its previews. GUI thread.
class FormModel : public QObject
{
    Q_OBJECT

public:
    // Answers every problem of a document; called from the event loop after edits, never inside one.
    using Checker = std::function<QList<document::Problem>(const QCborValue &document)>;

    FormModel(model::OperationPtr operation, guide::GuidePtr guide, Checker checker,
              QObject *parent = nullptr);

    // What a new form starts with: the guide's initial values and every required structure, empty.
    [[nodiscard]] static QCborValue startingDocument(const model::Operation &operation,
                                                     const guide::Guide &guide);

    [[nodiscard]] const model::Operation &operation() const { return *m_operation; }
    [[nodiscard]] const guide::Guide &guide() const { return *m_guide; }

    // The whole document, hidden members included (they come back when the choice that hides them is undone),
    // the one without them as it was typed, and the one that is validated, previewed and sent, in which
    // variables are filled in.
    [[nodiscard]] const QCborValue &document() const { return m_document; }
    [[nodiscard]] QCborValue typedDocument() const { return m_guide->visible(m_document); }
    [[nodiscard]] QCborValue visibleDocument() const;

    [[nodiscard]] QCborValue value(const document::Pointer &pointer) const; // Undefined: not set
    [[nodiscard]] bool isSet(const document::Pointer &pointer) const;
    [[nodiscard]] bool isRevealed(const document::Pointer &pointer) const;

    // By the model, or by a choice that holds.
    [[nodiscard]] bool isRequired(const document::Pointer &pointer) const;

    // Whether a choice brings the place to light: then it is wanted, and neither added nor removed by hand.
    [[nodiscard]] bool isChosenElsewhere(const document::Pointer &pointer) const;

    // The member at a place of the model's graph (list and map entries: the element); null if there is none.
    [[nodiscard]] const model::Member *memberAt(const document::Pointer &pointer) const;
    [[nodiscard]] QString labelOf(const document::Pointer &pointer) const; // "Item 3" for entries of lists
    [[nodiscard]] QString spokenNameOf(const document::Pointer &pointer) const; // with what it is part of
    [[nodiscard]] const guide::Hint *hintOf(const document::Pointer &pointer) const;

    [[nodiscard]] const QList<document::Problem> &problems() const { return m_problems; }
    // The gravest, or null.
    [[nodiscard]] const document::Problem *problemAt(const document::Pointer &pointer) const;
    [[nodiscard]] int errorsUnder(const document::Pointer &pointer) const; // at the place and below it
    [[nodiscard]] int errorsInStep(qsizetype step) const;
    [[nodiscard]] qsizetype stepOf(const document::Pointer &pointer) const; // index in guide().steps, or -1
    [[nodiscard]] bool isProblemShown(const document::Pointer &pointer) const;
    [[nodiscard]] bool showsAllProblems() const { return m_showsAll; }

    void
    setDocument(const QCborValue &document); // an edit from outside the form; what is equal is left alone
    void setValue(const document::Pointer &pointer, const QCborValue &value);

    // Every change of the document can be taken back, those from outside of the form too, but not the client
    // token's: an older one would belong to another request.
    void undo();
    void redo();
    void forgetChanges() { m_changes = ChangeLog(m_document); } // this is where the form begins
    void remove(const document::Pointer &pointer); // no longer set; a list entry is taken out
    void empty(const document::Pointer &pointer); // what is required stays, without what is in it
    void insertItem(const document::Pointer &list, qsizetype index, const QCborValue &value);
    void moveItem(const document::Pointer &list, qsizetype from, qsizetype to);
    void renameKey(const document::Pointer &map, const QString &from, const QString &to); // keeps the order

    // A structure that is about to be filled in: itself and the structures it requires.
    void addStructure(const document::Pointer &pointer);

    void
    touch(const document::Pointer &pointer); // the person has edited it and left: its problem may be shown
    void setShowsAllProblems(bool all);
    void checkNow();

    // A problem only the editor knows (text that is no JSON); an empty sentence takes it back. Such a problem
    // stops.
    void setEditorProblem(const document::Pointer &pointer, const QString &sentence);

    // What a union or a field held before another choice was made.
    void remember(const document::Pointer &pointer, const QCborValue &value)
    {
        m_remembered[pointer] = value;
    }
    [[nodiscard]] QCborValue remembered(const document::Pointer &pointer) const
    {
        return m_remembered.value(pointer);
    }

    // Where the request goes, and what a member is known to hold there.
    void setSurroundings(const guide::Surroundings &where) { m_where = where; }
    [[nodiscard]] const guide::Surroundings &surroundings() const { return m_where; }
    [[nodiscard]] std::optional<guide::KnownValue> known(const document::Pointer &pointer) const;

    // What a member's text is, and what is wrong with it.
    void setActions(std::shared_ptr<const texts::Actions> actions) { m_actions = std::move(actions); }
    [[nodiscard]] texts::Use textUse(const document::Pointer &pointer) const;
    [[nodiscard]] QList<texts::Finding> textFindings(const document::Pointer &pointer) const;

    // Who knows what is there for members that refer to things; null: nobody.
    void setOffers(Offers *offers) { m_offers = offers; }
    [[nodiscard]] Offers *offers() const { return m_offers; }

    // Who fills in what texts stand for; null: they are sent as they are.
    void setFiller(Filler *filler) { m_filler = filler; }
    [[nodiscard]] Filler *filler() const { return m_filler; }

Q_SIGNALS:
    void
    changed(const formwork::document::Pointer &pointer); // at once; the value at, below or above the place
    void documentChanged(); // once for any number of edits, from the event loop, before problemsChanged
    void problemsChanged(); // what is wrong, or what of it is shown
    void revealsChanged();
    void treeRemoved(const formwork::document::Pointer &pointer,
                     int values); // after `changed`; may be undone
    void wentBack(const formwork::document::Pointer &pointer); // by undo or redo, where it made a difference

private:
    [[nodiscard]] bool hasTwin(const document::Pointer &pointer, const document::Pointer &level) const;
    [[nodiscard]] QString entryName(const document::Pointer &entry) const;
    void note(const document::Pointer &pointer, bool byPerson);
    void check();
    void restore(const ChangeLog::Step &step);
    [[nodiscard]] bool isToken(const document::Pointer &pointer) const;
    void addRevealedStructures();

    model::OperationPtr m_operation;
    guide::GuidePtr m_guide;
    Checker m_checker;
    QCborValue m_document;
    ChangeLog m_changes;
    QList<document::Problem> m_found; // by the checker
    QHash<document::Pointer, QString> m_editorProblems;
    QList<document::Problem> m_problems; // both
    QHash<document::Pointer, qsizetype> m_problemAt; // index of the gravest
    QSet<document::Pointer> m_touched;
    QHash<document::Pointer, QCborValue> m_remembered;
    QList<document::Pointer> m_revealSources; // places the conditions of reveals look at
    guide::Surroundings m_where;
    std::shared_ptr<const texts::Actions> m_actions; // that policies may name; null: nobody knows
    Offers *m_offers = nullptr;
    Filler *m_filler = nullptr;
    QTimer *m_timer;
    QTimer *m_pass; // ends what happens in one go
    bool m_showsAll = false;
    bool m_isDirty = false;
};

} // namespace formwork::forms
