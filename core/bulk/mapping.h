// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/places.h"
#include "document/problem.h"

#include <QCborValue>

#include <vector>

namespace formwork::bulk
{

// What a person says about the columns of a file.
struct Wishes {
    QList<std::pair<QString, QString>> maps; // column and place; an empty place leaves the column out
    QList<std::pair<QString, QString>> templates; // place and text with {column} in it; "{{" is a brace
    QCborValue fixed; // what every row has beside its cells; Undefined: nothing
    bool emptyIsText = false; // an empty cell is an empty text, not the absence of a value
    bool nullIsNothing = false; // but a null one is nothing, as JSON tells the two apart
};

// A row as a document.
struct Built {
    QCborValue input;
    QList<document::Problem> problems; // cells that are not what their place needs to be read at all
};

// Which cell of a row goes where in the input of an operation. Immutable once made; the operation outlives
// it.
class Mapping
{
public:
    // Errors: Phase::Input, "NoSuchMember", "TwiceMapped", "NoSuchColumn"; they name the column.
    [[nodiscard]] static Result<Mapping> make(const model::OperationPtr &operation, const QStringList &header,
                                              const Wishes &wishes);

    [[nodiscard]] Built build(const QStringList &cells) const;

    // The columns whose cells stand at the place, above or below it.
    [[nodiscard]] QStringList columnsAt(const document::Pointer &pointer) const;
    // The same as indexes. For what is secret: every cell that the value at the place is made of.
    [[nodiscard]] QList<qsizetype> cellsAt(const document::Pointer &pointer) const;

    [[nodiscard]] const QStringList &header() const { return m_header; }
    // Where a column goes by itself; empty: nowhere, or only into templates.
    [[nodiscard]] QString pathOf(qsizetype column) const;

    // Columns that this program adds to the files it writes.
    static constexpr QStringView kOwnPrefix = u"formwork:";

private:
    struct Piece {
        QString text;
        qsizetype column = -1; // in place of the text
    };
    struct Binding {
        Place place;
        QList<Piece> pieces;
        bool isTemplate = false;
    };
    struct Node { // of a tree of the places
        QString token;
        bool isEntry = false;
        qsizetype binding = -1;
        std::vector<Node> children;
    };

    [[nodiscard]] Result<void> bindColumn(qsizetype column, const Wishes &wishes);
    [[nodiscard]] Result<void> bindTemplate(const QString &path, const QString &text);
    [[nodiscard]] Result<void> insert(qsizetype binding);
    [[nodiscard]] Result<QList<Piece>> piecesOf(const QString &text) const;
    [[nodiscard]] std::optional<QString> textOf(const Binding &binding, const QStringList &cells) const;
    [[nodiscard]] QCborValue built(const Node &node, const QCborValue &base, const QStringList &cells,
                                   QList<document::Problem> &problems) const;
    [[nodiscard]] QCborValue builtList(const Node &node, const QCborValue &base, const QStringList &cells,
                                       QList<document::Problem> &problems) const;

    model::OperationPtr m_operation;
    QStringList m_header;
    QList<Binding> m_bindings;
    Node m_root;
    QCborValue m_fixed;
    bool m_emptyIsText = false;
    bool m_nullIsNothing = false;
};

} // namespace formwork::bulk
