// SPDX-License-Identifier: Apache-2.0
#include "forms/changelog.h"

namespace formwork::forms
{
namespace
{

constexpr qsizetype kMostSteps = 500;
constexpr qint64 kTypingPauseMs = 1500; // a longer one begins another step

bool isScalar(const QCborValue &value) { return !value.isMap() && !value.isArray(); }

} // namespace

void ChangeLog::note(const QCborValue &document, const document::Pointer &place)
{
    const bool isText = !place.isRoot() && isScalar(document::valueAt(document, place))
        && isScalar(document::valueAt(m_known, place));
    const bool goesOn = isText && m_isTyping && !m_undo.isEmpty() && m_undo.last().place == place
        && m_sinceTyped.isValid() && m_sinceTyped.elapsed() < kTypingPauseMs;
    if (!m_isInPass && !goesOn) {
        m_undo.append({m_known, place});
        if (m_undo.size() > kMostSteps)
            m_undo.removeFirst();
    }
    m_known = document;
    m_redo.clear();
    m_isInPass = true;
    m_isTyping = isText;
    m_sinceTyped.start();
}

ChangeLog::Step ChangeLog::undo() { return step(m_undo, m_redo); }

ChangeLog::Step ChangeLog::redo() { return step(m_redo, m_undo); }

ChangeLog::Step ChangeLog::step(QList<Step> &from, QList<Step> &to)
{
    Step taken = from.takeLast();
    to.append({m_known, taken.place});
    m_known = taken.document;
    m_isInPass = false;
    m_isTyping = false;
    return taken;
}

} // namespace formwork::forms
