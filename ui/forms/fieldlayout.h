// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLayout>

#include <array>

namespace formwork::forms
{

// One row of a form: a label, an editor, and lines of text below the editor. Wide rows have the label to the
// left, right-aligned in a column that all rows of a form share; narrow ones and blocks have it above.
class FieldLayout : public QLayout
{
public:
    // Known: what the program knows of the value. Menu: of a block, at the end of its heading.
    enum Part { Label, Editor, Help, Problem, Known, Menu };

    FieldLayout(QWidget *parent, bool isBlock);
    ~FieldLayout() override;

    void setPart(Part part, QWidget *widget);

    void addItem(QLayoutItem *item) override; // for QLayout's own use; parts come by setPart()
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    [[nodiscard]] QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] QSize sizeHint() const override;
    void invalidate() override;
    void setGeometry(const QRect &rect) override;

private:
    int place(const QRect &rect, bool move) const;
    [[nodiscard]] int menuWidth() const;
    void placeMenu(const QRect &rect, int middle) const;
    [[nodiscard]] int labelColumn(int width) const; // 0: the label stands above

    std::array<QLayoutItem *, 6> m_parts{};
    Part m_next = Label;
    bool m_isBlock;
    mutable int m_knownWidth = -1; // heightForWidth() is asked often for the same width
    mutable int m_knownHeight = 0;
};

} // namespace formwork::forms
