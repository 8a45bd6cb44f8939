// SPDX-License-Identifier: Apache-2.0
#include "forms/looseends.h"

#include "widgets/labels.h"
#include "widgets/stylesheet.h"

#include <QLabel>

#include <algorithm>

namespace formwork::forms
{

using document::Pointer;

LooseEnds::LooseEnds(FormModel &form, QWidget *parent)
    : QObject(parent)
    , m_form(form)
    , m_problem(widgets::helpLabel({}, parent))
    , m_nothing(widgets::wrappedLabel({}, parent))
{
    widgets::setRole(m_problem, "problem");
}

void LooseEnds::refresh(const QList<Pointer> &members, bool isEmpty)
{
    QStringList sentences;
    for (const document::Problem &problem : m_form.problems()) {
        const bool isAbove = std::any_of(members.cbegin(), members.cend(), [&problem](const Pointer &member) {
            return member != problem.pointer && member.startsWith(problem.pointer);
        });
        const bool isNowhere = !problem.pointer.isRoot() && !m_form.memberAt(problem.pointer)
            && (problem.pointer.tokens().size() == 1
                || std::any_of(members.cbegin(), members.cend(), [&problem](const Pointer &member) {
                       return problem.pointer.startsWith(member);
                   }));
        if ((isAbove || isNowhere) && m_form.isProblemShown(problem.pointer))
            sentences.append(problem.sentence);
    }
    m_problem->setText(sentences.join(u' '));
    m_problem->setVisible(!sentences.isEmpty());
    QString nothing = isEmpty ? whyEmpty(members) : QString();
    for (const guide::PlainChoice &choice : m_form.guide().plainChoices) {
        if (!nothing.isEmpty() && choice.values.contains(m_form.value(choice.at).toString()))
            nothing = choice.text;
    }
    m_nothing->setText(nothing);
    m_nothing->setVisible(!nothing.isEmpty());
}

// A step may be empty because what decides about it was not chosen yet.
QString LooseEnds::whyEmpty(const QList<Pointer> &members) const
{
    for (const guide::Reveal &reveal : m_form.guide().reveals) {
        const bool isOurs = std::ranges::any_of(reveal.members, [&members](const Pointer &revealed) {
            return std::ranges::any_of(members,
                                       [&](const Pointer &member) { return revealed.startsWith(member); });
        });
        for (const Pointer &choice : isOurs ? reveal.when.pointers() : QList<Pointer>()) {
            if (m_form.memberAt(choice) && m_form.value(choice).toString().isEmpty())
                return tr("Choose “%1” first: it decides what is filled in here.")
                    .arg(m_form.labelOf(choice));
        }
    }
    return tr("There is nothing to fill in here.");
}

} // namespace formwork::forms
