// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"
#include "widgets/chip.h"

#include <QStyledItemDelegate>

namespace formwork::history
{

// The colours and the icon of an outcome.
[[nodiscard]] widgets::ChipLook outcomeLook(journal::Outcome outcome, const QString &text);

// Draws the outcome of a row as a chip.
class OutcomeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace formwork::history
