// SPDX-License-Identifier: Apache-2.0
#include "operation/formvariables.h"

namespace formwork::operation
{
namespace
{

constexpr qsizetype kLongest = 300; // characters of a text below its field

} // namespace

FormVariables::FormVariables(session::Session *session, session::Destination *destination,
                             model::OperationPtr operation, guide::GuidePtr guide, QObject *parent)
    : Filler(parent)
    , m_session(session)
    , m_destination(destination)
    , m_operation(std::move(operation))
    , m_guide(std::move(guide))
{
}

void FormVariables::setSaved(const QStringList &names, const QList<document::Pointer> &leftOut)
{
    m_saved = names;
    m_leftOut = leftOut;
}

keeping::Variables FormVariables::variables() const
{
    const client::Target target = m_destination->target();
    return keeping::Variables({target.profile.name, target.profile.accountId, target.region,
                               m_session->environment()->clock->nowUtc(), target.profile.variables});
}

keeping::Filled FormVariables::fill(const QCborValue &typed) const
{
    if (!keeping::holdsBraces(typed)) // each key is checked, and accounts may be many
        return {typed, {}, {}};
    const keeping::Variables known = variables();
    return keeping::filled(typed, *m_operation->input, known, {m_saved, known.names()});
}

QCborValue FormVariables::filled(const QCborValue &typed) const { return fill(typed).document; }

// A text that is not filled in would be judged as if somebody meant the braces.
QList<document::Problem> FormVariables::check(const QCborValue &document,
                                              const forms::FormModel::Checker &checker)
{
    const keeping::Filled filled = fill(m_guide->visible(document));
    QList<document::Problem> problems = checker(filled.document);
    for (const document::Problem &missing : filled.problems)
        problems.removeIf(
            [&missing](const document::Problem &one) { return one.pointer == missing.pointer; });
    problems += filled.problems;
    problems += keeping::missingSecrets(document, m_leftOut);
    learnAccount(filled);
    if (m_texts != filled.texts) {
        m_texts = filled.texts;
        Q_EMIT changed();
    }
    return problems;
}

// Whose keys they are is asked where a text wants to know it.
void FormVariables::learnAccount(const keeping::Filled &filled)
{
    const client::Target target = m_destination->target();
    const bool isWanted = std::ranges::any_of(filled.problems, [&](const document::Problem &problem) {
        return document::valueAt(filled.document, problem.pointer).toString().contains(u"{{account}}");
    });
    if (isWanted && target.profile.accountId.isEmpty() && target.profile.endpointUrl.isEmpty()
        && m_session->identities().of(target.profile).state == session::Identities::State::NotAsked)
        m_session->identities().check(target.profile, target.region);
}

QString FormVariables::noteAt(const document::Pointer &place) const
{
    const auto found = m_texts.constFind(place);
    if (found == m_texts.cend())
        return {};
    const QString text = found->size() > kLongest ? found->left(kLongest - 1) + u'\u2026' : *found;
    return tr("Sent as: %1").arg(text);
}

} // namespace formwork::operation
