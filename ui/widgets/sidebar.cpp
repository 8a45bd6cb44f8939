// SPDX-License-Identifier: Apache-2.0
#include "widgets/sidebar.h"

#include "widgets/chip.h"
#include "widgets/icon.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QFocusEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace formwork::widgets
{
namespace
{

enum Role { IdRole = Qt::UserRole, IconRole, BadgeRole, ToneRole, PillRole, MarkRole };

class PlaceDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int line = lineHeight(option.font);
        const bool isHeading = index.data(IdRole).toString().isEmpty();
        const int width =
            option.fontMetrics.horizontalAdvance(index.data().toString()) + 6 * line; // mark and badge
        return {width, isHeading ? line * 2 : line + space(option.font, Space::Large)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.data(IdRole).toString().isEmpty())
            paintHeading(painter, option, index);
        else
            paintPlace(painter, option, index);
        painter->restore();
    }

private:
    static void paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        QFont font = option.font;
        font.setPointSizeF(font.pointSizeF() * 0.85);
        font.setLetterSpacing(QFont::PercentageSpacing, 104);
        painter->setFont(font);
        painter->setPen(Theme::tokens().muted);
        const QRect text = option.rect.adjusted(2 * space(option.font, Space::Small), 0, 0, -2);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom, index.data().toString().toUpper());
    }

    static void paintPlace(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const Tokens &tokens = Theme::tokens();
        const int small = space(option.font, Space::Small);
        const QRect row = option.rect.adjusted(small, 1, -small, -1);
        const bool isCurrent = option.state & QStyle::State_Selected;
        const bool hasFocus = option.state & QStyle::State_HasFocus;
        if (isCurrent || (option.state & QStyle::State_MouseOver) || hasFocus) {
            painter->setPen(hasFocus ? QPen(tokens.accent) : QPen(Qt::NoPen));
            painter->setBrush(isCurrent ? tokens.accentSoft : tokens.hover);
            const qreal radius = lineHeight(option.font) / 4.0;
            painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        }
        QRect inside = row.adjusted(small, 0, -small, 0);
        inside.setRight(paintEnd(painter, inside, option, index) - small);
        const QString iconName = index.data(IconRole).toString();
        if (!iconName.isEmpty()) {
            const int side = iconSize(option.font);
            const QRect place(inside.left(), inside.center().y() - side / 2, side, side);
            (isCurrent ? icon(iconName, Tone::Sending) : icon(iconName)).paint(painter, place);
            inside.setLeft(place.right() + small);
        }
        QFont font = option.font;
        if (isCurrent)
            font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(isCurrent ? tokens.accent : tokens.text);
        const QString text =
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, inside.width());
        painter->drawText(inside, Qt::AlignVCenter | Qt::AlignLeft, text);
    }

    // Badge or mark at the end of a row; returns where it begins.
    static int paintEnd(QPainter *painter, const QRect &inside, const QStyleOptionViewItem &option,
                        const QModelIndex &index)
    {
        const Tone tone = static_cast<Tone>(index.data(ToneRole).toInt());
        const QString mark = index.data(MarkRole).toString();
        if (!mark.isEmpty()) {
            const int side = iconSize(option.font);
            const QRect place(inside.right() - side, inside.center().y() - side / 2, side, side);
            icon(mark, tone).paint(painter, place);
            return place.left();
        }
        const QString badge = index.data(BadgeRole).toString();
        if (badge.isEmpty())
            return inside.right();
        if (index.data(PillRole).toBool()) {
            const ChipLook look{badge, {}, tone};
            paintChip(painter, inside, look, option.font, Qt::AlignRight | Qt::AlignVCenter);
            return inside.right() - chipSize(look, option.font).width();
        }
        painter->setFont(option.font);
        painter->setPen(tone == Tone::Neutral ? Theme::tokens().muted : Theme::tokens().tone(tone).text);
        painter->drawText(inside, Qt::AlignVCenter | Qt::AlignRight, badge);
        return inside.right() - option.fontMetrics.horizontalAdvance(badge);
    }
};

} // namespace

SideBar::SideBar(const QString &accessibleName, QWidget *parent)
    : QListWidget(parent)
{
    setAccessibleName(accessibleName);
    setItemDelegate(new PlaceDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setRole(this, "sidebar");
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setUniformItemSizes(false);
    setViewportMargins(0, space(this, Space::Small), 0, space(this, Space::Small));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    connect(model(), &QAbstractItemModel::rowsInserted, this, &SideBar::forgetWidth);
    connect(model(), &QAbstractItemModel::rowsRemoved, this, &SideBar::forgetWidth);
    connect(this, &QListWidget::itemChanged, this, &SideBar::forgetWidth);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            Q_EMIT placeChosen(item->data(IdRole).toString());
    });
}

void SideBar::addHeading(const QString &text)
{
    auto *item = new QListWidgetItem(text, this);
    item->setFlags(Qt::NoItemFlags);
}

void SideBar::addPlace(const QString &id, const QString &text, const QString &iconName)
{
    auto *item = new QListWidgetItem(text, this);
    item->setData(IdRole, id);
    item->setData(IconRole, iconName);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    describe(item);
}

void SideBar::removePlace(const QString &id) { delete placeOf(id); }

void SideBar::setBadge(const QString &id, const QString &text, Tone tone, Badge badge)
{
    QListWidgetItem *item = placeOf(id);
    if (!item)
        return;
    item->setData(MarkRole, QString());
    item->setData(BadgeRole, text);
    item->setData(ToneRole, static_cast<int>(tone));
    item->setData(PillRole, badge == Badge::Pill);
    describe(item);
}

void SideBar::setMark(const QString &id, const QString &iconName, Tone tone)
{
    QListWidgetItem *item = placeOf(id);
    if (!item)
        return;
    item->setData(BadgeRole, QString());
    item->setData(MarkRole, iconName);
    item->setData(ToneRole, static_cast<int>(tone));
    describe(item);
}

void SideBar::setPlaceText(const QString &id, const QString &text)
{
    if (QListWidgetItem *item = placeOf(id)) {
        item->setText(text);
        describe(item);
    }
}

void SideBar::setCurrentId(const QString &id)
{
    const QSignalBlocker blocker(this);
    if (QListWidgetItem *item = placeOf(id))
        setCurrentItem(item);
    else
        setCurrentItem(nullptr);
    viewport()->update();
}

QString SideBar::currentId() const
{
    const QListWidgetItem *item = currentItem();
    return item ? item->data(IdRole).toString() : QString();
}

QSize SideBar::sizeHint() const
{
    if (m_knownWidth < 0)
        m_knownWidth = sizeHintForColumn(0);
    return {qMax(lineHeight(font()) * 11, m_knownWidth), lineHeight(font()) * 10};
}

bool SideBar::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        forgetWidth();
    return QListWidget::event(event);
}

// Qt makes the first place the current one when focus comes and none is: that would leave the page that is
// shown.
void SideBar::focusInEvent(QFocusEvent *event)
{
    if (currentItem()) {
        QListWidget::focusInEvent(event);
        return;
    }
    const QSignalBlocker blocker(this);
    QListWidget::focusInEvent(event);
    setCurrentItem(nullptr);
}

QSize SideBar::minimumSizeHint() const { return {lineHeight(font()) * 6, lineHeight(font()) * 3}; }

int SideBar::widthFor(const QString &badge) const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    int longest = 0;
    for (int row = 0; row < count(); ++row)
        longest = qMax(longest, QFontMetrics(bold).horizontalAdvance(item(row)->text()));
    const int end = qMax(widgets::iconSize(font()), chipSize({badge, {}, Tone::Rejected}, font()).width());
    return longest + end + 6 * space(this, Space::Small);
}

QListWidgetItem *SideBar::placeOf(const QString &id) const
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(IdRole).toString() == id)
            return item(row);
    }
    return nullptr;
}

void SideBar::describe(QListWidgetItem *item)
{
    const QString badge = item->data(BadgeRole).toString();
    item->setData(Qt::AccessibleTextRole,
                  badge.isEmpty() ? item->text() : tr("%1, %2").arg(item->text(), badge));
    item->setToolTip(item->text()); // of a text that the window is too narrow for
}

} // namespace formwork::widgets
