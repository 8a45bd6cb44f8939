// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/problem.h"
#include "document/value.h"
#include "model/service.h"

#include <QHash>

#include <chrono>

// What we add by hand to a modelled operation, read from resources/guides/SERVICE.Operation.json. The format is
// described in resources/guides/README.md. Pointers may hold "*" for any list entry or map key.
namespace formwork::guide {

// A condition on a document; a small tree.
struct Condition {
    enum class Kind { Always, Equals, In, IsSet, Matches, All, Any, Not };
    Kind kind = Kind::Always;
    document::Pointer pointer;
    QList<QCborValue> values; // Equals: one, In: some
    QString pattern; // Matches
    std::vector<Condition> parts; // All, Any; Not: one

    [[nodiscard]] bool holds(const QCborValue &document) const;
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
    QHash<QString, QString> valueLabels; // enum value -> words
};

// Members shown (and sent) only while a condition holds. Members not named by any reveal are always shown.
struct Reveal {
    Condition when;
    QList<document::Pointer> members;
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

// What the practice account has to know of an operation; see core/practice. Kept as data.
struct Practice {
    QCborMap data;
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
    QList<std::pair<document::Pointer, Hint>> hints;
    QList<Reveal> reveals;
    QList<Rule> rules;
    std::optional<std::chrono::seconds> tokenLifetime; // empty: the service does not publish one
    QString tokenMismatchError; // code of "same token, other input"
    QHash<QString, ErrorHelp> errors; // by error code
    Practice practice;
    int order = 0; // place on the home page

    [[nodiscard]] const Hint *hint(const document::Pointer &pointer) const; // null if there is none
    [[nodiscard]] QString label(const document::Pointer &pointer, const model::Member &member) const;
    [[nodiscard]] bool isRevealed(const document::Pointer &pointer, const QCborValue &document) const;

    // The document without the members that are hidden now; what is validated, previewed and sent.
    [[nodiscard]] QCborValue visible(const QCborValue &document) const;

    // What the rules have to say.
    [[nodiscard]] QList<document::Problem> check(const QCborValue &document) const;
};

using GuidePtr = std::shared_ptr<const Guide>;

// Reads a guide and checks it against its model: every pointer leads to a member, every enum value exists, every
// error is one the operation lists. The error names the file and the entry.
[[nodiscard]] Result<GuidePtr> readGuide(const QByteArray &json, const QString &origin, const model::Operation &operation);

// The guides of resources/guides, found by service and operation; null where there is none. Reads on first use.
class Guides
{
public:
    [[nodiscard]] static std::shared_ptr<Guides> builtIn(); // ":/guides"

    // A guide of the operation, or one made from the model alone (title from words(), a single step, known token
    // lifetimes from resources/guides/token-lifetimes.json). Never null; a guide that does not fit the model is
    // replaced by the generated one and reported in `problems()`.
    [[nodiscard]] GuidePtr guideFor(const model::Operation &operation);

    // Service and operation names of all guides, in the order of the home page.
    [[nodiscard]] QList<std::pair<QString, QString>> guided() const;
    [[nodiscard]] QStringList problems() const { return m_problems; }

private:
    QHash<QString, GuidePtr> m_cache;
    QStringList m_problems;
};

using GuidesPtr = std::shared_ptr<Guides>;

// How long a client token lives, in words: "8 hours"; empty if not published.
[[nodiscard]] QString lifetimeInWords(std::optional<std::chrono::seconds> lifetime);

} // namespace formwork::guide
