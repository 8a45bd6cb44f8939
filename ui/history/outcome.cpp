// SPDX-License-Identifier: Apache-2.0
#include "history/outcome.h"

#include "history/historymodel.h"
#include "widgets/metrics.h"

#include <QApplication>
#include <QStyle>

namespace formwork::history
{

widgets::ChipLook outcomeLook(journal::Outcome outcome, const QString &text)
{
    using widgets::Tone;
    switch (outcome) {
    case journal::Outcome::Sending:
        return {text, QStringLiteral("dot"), Tone::Sending};
    case journal::Outcome::Succeeded:
        return {text, QStringLiteral("check"), Tone::Created};
    case journal::Outcome::Rejected:
        return {text, QStringLiteral("cross"), Tone::Rejected};
    case journal::Outcome::Unknown:
        break;
    }
    return {text, QStringLiteral("question"), Tone::Unknown};
}

void OutcomeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem empty = option;
    initStyleOption(&empty, index);
    empty.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &empty, painter, option.widget);
    const auto outcome = static_cast<journal::Outcome>(index.data(HistoryModel::OutcomeRole).toInt());
    const int margin = widgets::space(option.font, widgets::Space::Tiny);
    widgets::paintChip(painter, option.rect.adjusted(margin, 0, -margin, 0),
                       outcomeLook(outcome, index.data().toString()), option.font);
}

} // namespace formwork::history
