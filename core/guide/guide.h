// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/problem.h"
#include "document/value.h"
#include "model/service.h"

#include <QCborMap>
#include <QHash>

#include <chrono>

// What we add by hand to a modelled operation, read from resources/guides/SERVICE.Operation.json. The format
// is described in resources/guides/README.md. Pointers may hold "*" for any list entry or map key.
namespace formwork::guide
{

// A condition on a document; a small tree. A pointer with "*" asks whether any of the members it stands for
// fits.
struct Condition {
    enum class Kind { Always, Equals, In, IsSet, Matches, All, Any, Not };
    Kind kind = Kind::Always;
    document::Pointer pointer;
    QList<QCborValue> values; // Equals: one, In: some
    QString pattern; // Matches
    std::vector<Condition> parts; // All, Any; Not: one

    [[nodiscard]] bool holds(const QCborValue &document) const;

    // The same condition about one entry: where its pointers begin like `general`, the "*" there become the
    // tokens of `concrete` ("/Tags/*/Key" seen from "/Tags/2/Value" is "/Tags/2/Key").
    [[nodiscard]] Condition boundTo(const document::Pointer &pattern,
                                    const document::Pointer &concrete) const;
    [[nodiscard]] QList<document::Pointer> pointers() const; // every one it asks about
};

struct Step {
    QString title;
    QString help; // may be empty
    QList<document::Pointer> members; // in the order shown; a pointer stands for everything below it
};

enum class Widget { Automatic, OneLine, ManyLines, Secret, Code, Radio };

struct Hint {
    QString label;
    QString help; // one or two sentences below the field; empty: nothing
    QString placeholder;
    QCborValue example; // Undefined: none
    QCborValue initial; // what a new form starts with; Undefined: unset
    Widget widget = Widget::Automatic;
    bool advanced = false; // folded away until asked for
    QHash<QString, QString> valueLabels; // enum value -> words; of a plain string: suggestions
    QStringList valueOrder; // keys of valueLabels as the guide lists them
};

// Members shown (and sent) only while a condition holds. Members not named by any reveal are always shown;
// those named by several are shown while one of them holds. A hidden member counts as unset in the conditions
// of other reveals.
struct Reveal {
    Condition when;
    QList<document::Pointer> members;
    bool required = false; // while they are shown they have to be set
};

// Values of a choice for which no reveal shows anything, because nothing more is needed.
struct PlainChoice {
    document::Pointer at;
    QStringList values;
    QString text; // said where the members would stand
};

struct Rule {
    QString id;
    Condition when;
    Condition require;
    document::Pointer at; // where the problem is shown
    document::Severity severity = document::Severity::Error;
    QString message;
};

struct Notice {
    QString brief; // a few words, for a card
    QString text; // a paragraph, for the dialog
};

struct ErrorHelp {
    QString meaning;
    QString advice;
};

// What the practice account has to know of an operation; see core/practice and "practice" in
// resources/guides/README.md.
struct Practice {
    enum class Scope { Region, Account };
    struct Refusal { // how the service says no
        QString error;
        QString message;
        QCborMap members; // of the error's shape, beside the message
    };
    struct Unique {
        QList<document::Pointer> members; // no two resources agree in all of these
        QList<document::Pointer> within; // ... among those that agree in these
        Scope scope = Scope::Region;
        bool ignoreCase = false;
        Refusal refusal;
    };
    struct Limit {
        int count = 0; // how many resources there may be
        QList<document::Pointer> within;
        Scope scope = Scope::Region;
        Refusal refusal;
    };
    struct Case {
        Condition when; // about the input
        Refusal refusal;
    };
    QList<Case> refusals;
    QList<Unique> unique;
    QList<Limit> limits;
    QStringList enforces; // ids of rules the service insists on, too
    QString validationError; // code of the answer to input that is not valid
    std::chrono::seconds tokenLifetime{0}; // the guide's, else what practice pretends
    QString mismatchMessage; // same token, other input
    QCborValue output; // a template; Undefined: an empty answer
    QCborMap data; // the whole entry as it stands in the file; empty: the operation cannot be practised
    [[nodiscard]] bool isEmpty() const { return data.isEmpty(); }
};

// The operation that shows what was made, where the models do not tell it by themselves.
struct ReadBack {
    QString operation; // of the same service
    QString path; // where the things stand in its answer, "Items[]"; empty: the answer is the thing
    QCborMap input; // a template: "{/pointer}" is that member of the creation's input
    bool isByName = false; // it asks for just the one thing that `what` names

    [[nodiscard]] QCborMap inputFor(const QCborValue &creation) const; // what the creation lacks is left out
};

struct Guide {
    QString service;
    QString operation;
    QString title; // "Connector profile"
    QString createTitle; // "Create a connector profile"
    QString noun; // "profile", for sentences
    QString summary; // for the card on the home page
    document::Pointer what; // the member a person recognises a request by
    QList<document::Pointer> resultIds; // members of the output worth copying
    std::optional<Notice> notice;
    QList<Step> steps;
    QList<std::pair<document::Pointer, Hint>> hints; // those with fewer "*" first; the first that fits counts
    QList<Reveal> reveals;
    QList<PlainChoice> plainChoices;
    QList<Rule> rules;
    std::optional<std::chrono::seconds> tokenLifetime; // empty: the service does not publish one
    QString tokenMismatchError; // code of "same token, other input"
    QHash<QString, ErrorHelp> errors; // by error code
    std::optional<ReadBack> read;
    Practice practice;
    int order = 0; // place on the home page
    bool isOwn = false; // a user's own one
    QString file = {}; // where it was read from; empty: made from the model alone

    [[nodiscard]] const Hint *hint(const document::Pointer &pointer) const; // null if there is none
    [[nodiscard]] QString label(const document::Pointer &pointer, const model::Member &member) const;
    [[nodiscard]] bool isRevealed(const document::Pointer &pointer, const QCborValue &document) const;

    // The document without the members that are hidden now; what is validated, previewed and sent.
    [[nodiscard]] QCborValue visible(const QCborValue &document) const;

    // What the rules have to say, what a reveal requires, and which members are set though the choice hides
    // them. It looks at the document as given: a form asks about visible(document), a script about what it
    // would send.
    [[nodiscard]] QList<document::Problem> check(const QCborValue &document) const;
};

using GuidePtr = std::shared_ptr<const Guide>;

// Reads a guide and checks it against its model: every pointer leads to a member, every enum value exists,
// every error is one the operation lists. The error names the file and the entry.
[[nodiscard]] Result<GuidePtr> readGuide(const QByteArray &json, const QString &origin,
                                         const model::Operation &operation);

// A guide made from the model alone.
[[nodiscard]] GuidePtr generatedGuide(const model::Operation &operation);

// What a card on the home page shows; read without the operation's model.
struct Card {
    QString service;
    QString operation;
    QString title;
    QString summary;
    QString noticeBrief; // may be empty
    int steps = 0;
    int order = 0;
};

// The guides of resources/guides, found by service and operation; null where there is none. Reads on first
// use.
class Guides
{
public:
    [[nodiscard]] static std::shared_ptr<Guides> builtIn(); // ":/guides"
    // Holds SERVICE.Operation.json. A user's own ones go before those; of what the service does (the life of
    // its tokens, its errors, how the practice account answers) they say nothing that would count.
    explicit Guides(QString folder, QString ownFolder = {});

    // A guide of the operation, or one made from the model alone (title from words(), a single step, known
    // token lifetimes from resources/guides/token-lifetimes.json). Never null; a guide that does not fit the
    // model is replaced by the generated one and reported in `problems()`.
    [[nodiscard]] GuidePtr guideFor(const model::Operation &operation);

    // Service and operation names of all guides, in the order of the home page.
    [[nodiscard]] QList<std::pair<QString, QString>> guided() const;
    [[nodiscard]] const QList<Card> &cards() const; // the same with what the home page shows
    [[nodiscard]] QStringList problems() const { return m_problems; }

    [[nodiscard]] QString ownFolder() const { return m_ownFolder; }
    // Why the user's own guide of the operation is not the one that is used; empty: it is, or there is none.
    [[nodiscard]] QString ownProblem(const model::Operation &operation) const;
    void reload(); // files were changed; guides that somebody holds stay as they are

private:
    [[nodiscard]] GuidePtr builtInFor(const model::Operation &operation);
    [[nodiscard]] GuidePtr ownFor(const model::Operation &operation, const Guide &base);

    QString m_folder;
    QString m_ownFolder; // empty: none
    QHash<QString, QString> m_ownProblems; // by "service.Operation"
    QHash<QString, GuidePtr> m_cache;
    QStringList m_problems;
    mutable std::optional<QList<Card>> m_cards;
};

using GuidesPtr = std::shared_ptr<Guides>;

// How long a client token lives, in words: "8 hours"; empty if not published.
[[nodiscard]] QString lifetimeInWords(std::optional<std::chrono::seconds> lifetime);

} // namespace formwork::guide
