// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QListWidget>

namespace formwork::widgets
{

// The list at the left of a window: places, headings between them, and a word or a count at the end of a
// line.
class SideBar : public QListWidget
{
    Q_OBJECT

public:
    enum class Badge { Plain, Pill };

    explicit SideBar(const QString &accessibleName, QWidget *parent = nullptr);

    void addHeading(const QString &text);
    void addPlace(const QString &id, const QString &text, const QString &iconName = {});
    void removePlace(const QString &id);

    void setBadge(const QString &id, const QString &text, Tone tone = Tone::Neutral,
                  Badge badge = Badge::Plain);
    // An icon in place of a badge; empty: none.
    void setMark(const QString &id, const QString &iconName, Tone tone);
    void setPlaceText(const QString &id, const QString &text);
    void setCurrentId(const QString &id); // tells nobody

    [[nodiscard]] QString currentId() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    // The width in which every place can be read, with room for a badge of that text beside it.
    [[nodiscard]] int widthFor(const QString &badge) const;

Q_SIGNALS:
    void placeChosen(const QString &id); // by mouse or keyboard

protected:
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QListWidgetItem *placeOf(const QString &id) const;
    void describe(QListWidgetItem *item);
    void forgetWidth() { m_knownWidth = -1; }

    mutable int m_knownWidth = -1; // of the widest place; layouts ask for it again and again
};

} // namespace formwork::widgets
