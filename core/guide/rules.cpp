// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "guide/expand.h"
#include "guide/guide.h"
#include "wording/names.h"

#include <algorithm>

// Guide::check: what rules and reveals have to say of a document.
namespace formwork::guide
{

namespace
{

using document::Pointer;
using document::Problem;
using document::Severity;

QString nameOf(const Guide &guide, const Pointer &pointer)
{
    const Hint *hint = guide.hint(pointer);
    return hint != nullptr && !hint->label.isEmpty() ? hint->label : wording::words(pointer.last());
}

// The places a pointer of the guide speaks of: for each entry that its last "*" stands for, there or not.
QList<Pointer> places(const QCborValue &document, const Pointer &pattern)
{
    const qsizetype wild = pattern.tokens().lastIndexOf(u"*");
    if (wild < 0) {
        return {pattern};
    }
    QList<Pointer> list = expand(document, front(pattern, wild + 1));
    for (Pointer &place : list) {
        place = Pointer(place.tokens() + pattern.tokens().sliced(wild + 1));
    }
    return list;
}

void applyRule(const Rule &rule, const QCborValue &document, QList<Problem> &problems)
{
    const auto spots = places(document, rule.at);
    for (const Pointer &place : spots) {
        const bool applies = rule.when.boundTo(rule.at, place).holds(document);
        if (applies && !rule.require.boundTo(rule.at, place).holds(document)) {
            problems.append({place, QStringLiteral("rule"), rule.message, rule.severity, true});
        }
    }
}

bool hasProblemAt(const QList<Problem> &problems, const Pointer &pointer)
{
    return std::ranges::any_of(problems,
                               [&](const Problem &problem) { return covers(problem.pointer, pointer); });
}

void reportMissing(const Guide &guide, const Pointer &place, const QCborValue &document,
                   QList<Problem> &problems)
{
    if (document::contains(document, place) || hasProblemAt(problems, place)) {
        return;
    }
    problems.append({place, QStringLiteral("required"),
                     Tr::tr("%1: fill this in, the choice made needs it.").arg(nameOf(guide, place)),
                     Severity::Error, true});
}

void reportHidden(const Guide &guide, const Reveal &reveal, const Pointer &place, QList<Problem> &problems)
{
    const auto controls = reveal.when.pointers();
    if (controls.isEmpty() || hasProblemAt(problems, place)) {
        return;
    }
    problems.append({place, QStringLiteral("rule"),
                     Tr::tr("%1 goes with another choice of \"%2\". Remove it, or change the choice.")
                         .arg(nameOf(guide, place), nameOf(guide, controls.first())),
                     Severity::Warning, true});
}

} // namespace

QList<Problem> Guide::check(const QCborValue &document) const
{
    QList<Problem> problems;
    for (const Rule &rule : rules) {
        applyRule(rule, document, problems);
    }
    for (const Reveal &reveal : reveals) {
        for (const Pointer &member : reveal.members) {
            const auto set = expand(document, member);
            for (const Pointer &place : set) {
                if (!isRevealed(place, document)) {
                    reportHidden(*this, reveal, place, problems);
                }
            }
            if (!reveal.required) {
                continue;
            }
            const auto wanted = places(document, member);
            for (const Pointer &place : wanted) {
                // Another reveal may show the member too; this one asks for it only while its own condition
                // holds.
                if (reveal.when.boundTo(member, place).holds(document) && isRevealed(place, document)) {
                    reportMissing(*this, place, document, problems);
                }
            }
        }
    }
    return problems;
}

} // namespace formwork::guide
