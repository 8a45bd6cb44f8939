// SPDX-License-Identifier: Apache-2.0
#include "widgets/entrydelegate.h"

#include "widgets/chip.h"
#include "widgets/icon.h"
#include "widgets/matches.h"
#include "widgets/metrics.h"
#include "widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>

namespace formwork::widgets
{
namespace
{

// One line of text with what was searched for in it set off; how wide it is.
int drawText(QPainter *painter, const QRect &place, const QFont &font, const QColor &colour,
             const QString &text, const QString &query)
{
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width());
    QTextLayout layout(shown, font);
    QList<QTextLayout::FormatRange> formats;
    for (const Match &match : matchesOf(shown, query)) {
        QTextCharFormat format;
        format.setForeground(Theme::tokens().accent);
        format.setFontWeight(QFont::Bold);
        formats.append({int(match.start), int(match.length), format});
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(QWIDGETSIZE_MAX);
    layout.endLayout();
    painter->setPen(colour);
    layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2));
    return qRound(line.naturalTextWidth());
}

} // namespace

EntryDelegate::EntryDelegate(bool hasHelp, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_hasHelp(hasHelp)
{
}

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int line = lineHeight(option.font);
    const bool isHeading = index.data(HeadingRole).toBool();
    const bool hasHelp = m_hasHelp && !isHeading && !index.data(HelpRole).toString().isEmpty();
    return {line * 10, isHeading || !m_hasHelp ? line * 2 : hasHelp ? line * 3 : line * 2};
}

void EntryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens &tokens = Theme::tokens();
    painter->save();
    if (index.data(HeadingRole).toBool()) {
        QFont font = option.font;
        font.setWeight(QFont::DemiBold);
        const int margin = space(option.font, Space::Small);
        painter->setFont(font);
        painter->setPen(tokens.muted);
        painter->drawText(option.rect.adjusted(margin, 0, -margin, -space(option.font, Space::Tiny)),
                          Qt::AlignBottom | Qt::AlignLeft, index.data().toString());
    } else {
        const bool isCurrent = option.state & QStyle::State_Selected;
        if (isCurrent || (option.state & QStyle::State_MouseOver))
            painter->fillRect(option.rect, isCurrent ? tokens.accentSoft : tokens.hover);
        if ((option.state & QStyle::State_HasFocus) && isCurrent)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), tokens.accent);
        paintEntry(painter, option, index);
    }
    painter->restore();
}

void EntryDelegate::paintEntry(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const Tokens &tokens = Theme::tokens();
    const int margin = space(option.font, Space::Small);
    const int text = QFontMetrics(option.font).height();
    const QString help = m_hasHelp ? index.data(HelpRole).toString() : QString();
    QRect line = option.rect.adjusted(margin, 0, -margin, 0);
    if (const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>(); !icon.isNull()) {
        const int side = iconSize(option.font);
        icon.paint(painter, QRect(line.left(), line.center().y() - side / 2, side, side));
        line.setLeft(line.left() + side + margin);
    }
    if (!help.isEmpty()) {
        const int above = (option.rect.height() - 2 * text) / 2;
        line = QRect(line.left(), option.rect.top() + above, line.width(), text);
        const QRect below = line.translated(0, text);
        drawText(painter, below, option.font, tokens.muted, help, {});
    }
    const QString query = index.data(QueryRole).toString();
    line = paintMarks(painter, option, index, line);
    QFont font = option.font;
    if (index.data(StrongRole).toBool())
        font.setWeight(QFont::DemiBold);
    const int used = drawText(painter, line, font, tokens.text, index.data().toString(), query);
    line.setLeft(line.left() + used + space(option.font, Space::Medium));
    if (line.width() > text * 2)
        drawText(painter, line, option.font, tokens.muted, index.data(DetailRole).toString(), query);
}

QRect EntryDelegate::paintMarks(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index, QRect line) const
{
    const QVariant starred = index.data(StarredRole);
    if (starred.isValid()) {
        const QRect star = starPlace(option);
        const bool isSeen =
            starred.toBool() || (option.state & (QStyle::State_Selected | QStyle::State_MouseOver));
        if (isSeen)
            icon(starred.toBool() ? QStringLiteral("star-filled") : QStringLiteral("star"),
                 starred.toBool() ? Tone::Warning : Tone::Neutral)
                .paint(painter, star);
        line.setRight(star.left() - space(option.font, Space::Small));
    }
    const auto addChip = [&](int role, Tone tone) {
        const ChipLook look{index.data(role).toString(), {}, tone};
        const int width = chipSize(look, option.font).width();
        if (look.text.isEmpty() || line.width() < 3 * width)
            return;
        paintChip(painter, QRect(line.right() - width, line.top(), width, line.height()), look, option.font);
        line.setRight(line.right() - width - space(option.font, Space::Small));
    };
    addChip(DangerRole, Tone::Rejected);
    addChip(WarningRole, Tone::Warning);
    addChip(NoteRole, Tone::Created);
    return line;
}

QRect EntryDelegate::starPlace(const QStyleOptionViewItem &option) const
{
    const int side = iconSize(option.font);
    const int margin = space(option.font, Space::Small);
    return {option.rect.right() - margin - side, option.rect.center().y() - side / 2, side, side};
}

bool EntryDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease && index.data(StarredRole).isValid()) {
        const int margin = space(option.font, Space::Small);
        const QRect place = starPlace(option).adjusted(-margin, -margin, margin, margin);
        if (place.contains(static_cast<QMouseEvent *>(event)->position().toPoint())) {
            Q_EMIT starClicked(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace formwork::widgets
