// SPDX-License-Identifier: Apache-2.0
#include "forms/accelerators.h"

#include "forms/fieldrow.h"

#include <QAbstractButton>
#include <QKeySequence>
#include <QLabel>

namespace formwork::forms
{
namespace
{

QString takenAround(const QWidget &view)
{
    QString taken;
    const auto take = [&taken](const QString &text) {
        const QKeySequence keys = QKeySequence::mnemonic(text);
        taken += keys.isEmpty() ? QString() : QString(QChar(keys[0].key())).toLower();
    };
    for (const QWidget *widget : view.window()->findChildren<QWidget *>()) {
        if (view.isAncestorOf(widget) || !widget->isVisibleTo(view.window()))
            continue;
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            take(button->text());
        else if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->buddy())
            take(label->text());
    }
    return taken;
}

} // namespace

void giveAccelerators(const FormModel &form, const QList<FieldRow *> &rows, const QWidget &view)
{
    QString taken = takenAround(view);
    for (FieldRow *row : rows) {
        row->setAccelerator({});
        for (const QChar letter : form.labelOf(row->pointer()).toLower()) {
            if (!letter.isLetter() || taken.contains(letter))
                continue;
            taken += letter;
            row->setAccelerator(letter);
            break;
        }
    }
}

} // namespace formwork::forms
