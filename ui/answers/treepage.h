// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answers/answertree.h"

#include <QTreeView>

namespace formwork::answers
{

// The tree of an answer: opens what is short, keeps what is open when more is added.
class TreePage : public QTreeView
{
    Q_OBJECT

public:
    explicit TreePage(Answer *answer, QWidget *parent = nullptr);

    void goTo(const document::Pointer &pointer);
    [[nodiscard]] document::Pointer place() const { return m_tree->pointerAt(currentIndex()); }

private:
    void openFirst();
    void remember();
    void restore();
    void noteOpen(const QModelIndex &at, QList<document::Pointer> &open) const;

    AnswerTree *m_tree;
    QList<document::Pointer> m_open;
    document::Pointer m_current;
    int m_scroll = 0;
};

} // namespace formwork::answers
