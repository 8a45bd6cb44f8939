// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answers/answer.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace formwork::answers
{

// An answer as a tree. What is below a place is made when it is first asked for, so that an answer of ten
// megabytes opens as fast as a small one.
class AnswerTree : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Type, ColumnCount };

    explicit AnswerTree(const Answer *answer, QObject *parent = nullptr);
    ~AnswerTree() override;

    [[nodiscard]] document::Pointer pointerAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const document::Pointer &pointer) const; // invalid where there is none
    [[nodiscard]] QCborValue valueAt(const QModelIndex &index) const;
    [[nodiscard]] bool isExtending() const { return m_isExtending; } // while it resets: for more of the same

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;

    void reload(bool isExtending);
    void reveal(const document::Pointer &pointer);
    [[nodiscard]] Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QString nameOf(const Node &node) const;
    static void makeChildren(Node &node);

    const Answer *m_answer;
    std::unique_ptr<Node> m_root;
    bool m_isExtending = false;
    bool m_isSingle = false; // the answer is one value without parts
};

} // namespace formwork::answers
