// SPDX-License-Identifier: Apache-2.0
#include "answers/answertree.h"

#include "answers/valuewords.h"
#include "document/redact.h"
#include "document/value.h"
#include "widgets/theme.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>

namespace formwork::answers
{

struct AnswerTree::Node {
    Node *parent = nullptr;
    int row = 0;
    QString token; // of the pointer
    QCborValue value;
    const model::Shape *shape = nullptr;
    bool isMember = false; // its name is split into words
    bool isEntry = false; // of a list
    bool isLoaded = false;
    std::vector<std::unique_ptr<Node>> children;
};

AnswerTree::AnswerTree(const Answer *answer, QObject *parent)
    : QAbstractItemModel(parent)
    , m_answer(answer)
    , m_root(std::make_unique<Node>())
{
    connect(answer, &Answer::changed, this, [this] { reload(false); });
    connect(answer, &Answer::extended, this, [this] { reload(true); });
    connect(answer, &Answer::revealed, this, &AnswerTree::reveal);
    reload(false);
}

AnswerTree::~AnswerTree() = default;

void AnswerTree::reload(bool isExtending)
{
    m_isExtending = isExtending;
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_root->value = m_answer->shown();
    m_root->shape = m_answer->shape();
    m_isSingle = !m_root->value.isContainer();
    if (m_isSingle) // one row for what has no parts
        m_root->value = QCborMap{{tr("Result"), m_root->value}};
    endResetModel();
}

void AnswerTree::makeChildren(Node &node)
{
    if (std::exchange(node.isLoaded, true))
        return;
    const model::Shape *shape = node.shape;
    const bool isTyped =
        shape && (shape->type == model::ShapeType::List || shape->type == model::ShapeType::Map);
    const auto add = [&](const QString &token, const QCborValue &value, const model::Shape *target) {
        auto child = std::make_unique<Node>();
        child->parent = &node;
        child->row = int(node.children.size());
        child->token = token;
        child->value = value;
        child->shape = target;
        child->isEntry = node.value.isArray();
        child->isMember = !child->isEntry && target && !isTyped;
        node.children.push_back(std::move(child));
    };
    if (node.value.isArray()) {
        const QCborArray array = node.value.toArray();
        node.children.reserve(size_t(array.size()));
        for (qsizetype i = 0; i < array.size(); ++i)
            add(QString::number(i), array.at(i), isTyped ? shape->element.target : nullptr);
        return;
    }
    const QCborMap map = node.value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QString key = it.key().toString();
        const model::Member *member = shape && !isTyped ? shape->member(key) : nullptr;
        add(key, it.value(), isTyped ? shape->element.target : member ? member->target : nullptr);
    }
}

AnswerTree::Node *AnswerTree::nodeAt(const QModelIndex &index) const
{
    Node *node = index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
    makeChildren(*node);
    return node;
}

document::Pointer AnswerTree::pointerAt(const QModelIndex &index) const
{
    QStringList tokens;
    if (index.isValid() && !m_isSingle) {
        for (const Node *node = static_cast<Node *>(index.internalPointer()); node->parent;
             node = node->parent)
            tokens.prepend(node->token);
    }
    return document::Pointer(tokens);
}

QModelIndex AnswerTree::indexOf(const document::Pointer &pointer) const
{
    QModelIndex at;
    for (const QString &token : pointer.tokens()) {
        const Node *node = nodeAt(at);
        const auto found =
            std::ranges::find_if(node->children, [&](const auto &child) { return child->token == token; });
        if (found == node->children.end())
            return {};
        at = createIndex((*found)->row, 0, found->get());
    }
    return at;
}

QCborValue AnswerTree::valueAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer())->value : m_root->value;
}

QModelIndex AnswerTree::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || parent.column() > 0)
        return {};
    const Node *node = nodeAt(parent);
    return size_t(row) < node->children.size() ? createIndex(row, column, node->children[size_t(row)].get())
                                               : QModelIndex();
}

QModelIndex AnswerTree::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    Node *parent = static_cast<Node *>(index.internalPointer())->parent;
    return parent == m_root.get() ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int AnswerTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent)->children.size());
}

int AnswerTree::columnCount(const QModelIndex &) const { return ColumnCount; }

bool AnswerTree::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const QCborValue value = valueAt(parent);
    return (value.isMap() && !value.toMap().isEmpty()) || (value.isArray() && !value.toArray().isEmpty());
}

QString AnswerTree::nameOf(const Node &node) const
{
    if (node.isEntry)
        return QString::number(node.row + 1);
    return node.isMember ? wording::words(node.token) : node.token;
}

QVariant AnswerTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *static_cast<Node *>(index.internalPointer());
    const bool isHidden = node.value.isString() && node.value.toString() == document::kSealedText;
    const bool isQuiet = index.column() == Type || node.value.isContainer() || node.isEntry || isHidden;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? nameOf(node)
            : index.column() == Value ? inWords(node.value, node.shape)
                                      : typeInWords(node.value, node.shape);
    case Qt::ToolTipRole:
        return index.column() == Name ? pathOf(m_answer->shown(), pointerAt(index))
            : index.column() == Value ? atLength(node.value, node.shape)
                                      : QString();
    case Qt::ForegroundRole:
        return isQuiet && !(index.column() == Name && !node.isEntry)
            ? QVariant(widgets::Theme::tokens().muted)
            : QVariant();
    default:
        return {};
    }
}

QVariant AnswerTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == Name ? tr("Name") : section == Value ? tr("Value") : tr("Type");
}

void AnswerTree::reveal(const document::Pointer &pointer)
{
    const QModelIndex at = indexOf(pointer);
    if (!at.isValid())
        return;
    Node &node = *static_cast<Node *>(at.internalPointer());
    const QCborValue value = document::valueAt(m_answer->shown(), pointer);
    const qsizetype count = value.isArray() ? value.toArray().size()
        : value.isMap()                     ? value.toMap().size()
                                            : 0;
    // It had no rows while it was hidden; the views look at it between the two signals.
    if (count > 0)
        beginInsertRows(at, 0, int(count) - 1);
    node.value = value;
    node.isLoaded = false;
    makeChildren(node);
    if (count > 0)
        endInsertRows();
    Q_EMIT dataChanged(at, at.siblingAtColumn(Type));
}

} // namespace formwork::answers
