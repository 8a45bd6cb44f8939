// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/value.h"

#include <QElapsedTimer>
#include <QList>

namespace formwork::forms
{

// What a document was before each of its changes, for undo and redo. A document shares what it has in common
// with the one before it, so keeping them costs little. What happens in one go is one step (ended by
// `closePass`), and so is what is typed into one field without a pause.
class ChangeLog
{
public:
    explicit ChangeLog(const QCborValue &document)
        : m_known(document)
    {
    }

    struct Step {
        QCborValue document; // to go to
        document::Pointer place; // where it differs
    };

    void note(const QCborValue &document, const document::Pointer &place);
    void overlook(const QCborValue &document) { m_known = document; } // a change that is no step
    void closePass() { m_isInPass = false; }
    void closeTyping() { m_isTyping = false; } // the field was left

    [[nodiscard]] bool canUndo() const { return !m_undo.isEmpty(); }
    [[nodiscard]] bool canRedo() const { return !m_redo.isEmpty(); }
    [[nodiscard]] Step undo(); // call only if it can
    [[nodiscard]] Step redo();

private:
    [[nodiscard]] Step step(QList<Step> &from, QList<Step> &to);

    QCborValue m_known;
    QList<Step> m_undo;
    QList<Step> m_redo;
    QElapsedTimer m_sinceTyped;
    bool m_isInPass = false;
    bool m_isTyping = false;
};

} // namespace formwork::forms
