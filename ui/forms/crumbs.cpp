// SPDX-License-Identifier: Apache-2.0
#include "forms/crumbs.h"

#include "forms/flowlayout.h"
#include "forms/headline.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QPushButton>

namespace formwork::forms
{

using document::Pointer;

namespace
{

constexpr qsizetype kMostStations = 4;

// What is worth a crumb: not a list beside its entry, nor what was chosen beside the choice.
QList<Pointer> stations(const FormModel &form, const Pointer &page)
{
    QList<Pointer> way;
    for (qsizetype depth = 1; depth < page.tokens().size(); ++depth) {
        const Pointer place(page.tokens().first(depth));
        const model::ShapeType type = form.memberAt(place)->target->type;
        const bool isList = type == model::ShapeType::List && depth + 1 < page.tokens().size();
        const bool isSaid = !way.isEmpty() && way.last() == place.parent()
            && placeName(form, way.last()).startsWith(form.labelOf(place));
        if (!isList && !isSaid)
            way.append(place);
    }
    return way;
}

QPushButton *crumb(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(QString(text).replace(u'&', QStringLiteral("&&")), parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    widgets::setFlag(button, "quiet", true);
    return button;
}

} // namespace

Crumbs::Crumbs(const FormModel &form, const Pointer &page, const QString &start, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("crumbs"));
    setAccessibleName(tr("Where this is"));
    auto *line = new FlowLayout(this);
    line->setSpacing(widgets::space(this, widgets::Space::Tiny));
    const int lower = widgets::fieldPadding(font());
    QPushButton *back = crumb(tr("Back"), QStringLiteral("crumbBack"), this);
    back->setToolTip(tr("Back to where this was opened (Alt+Left)"));
    connect(back, &QPushButton::clicked, this, &Crumbs::backAsked);
    line->addWidget(back);
    const auto add = [&](const QString &text, const Pointer &place) {
        QPushButton *button = crumb(text, QStringLiteral("crumb:") + place.toString(), this);
        button->setAccessibleName(tr("Go to %1").arg(text));
        connect(button, &QPushButton::clicked, this, [this, place] { Q_EMIT chosen(place); });
        line->addWidget(button);
        QLabel *sign = widgets::mutedLabel(QStringLiteral("\u203a"), this);
        sign->setContentsMargins(0, lower, 0, lower);
        line->addWidget(sign);
    };
    add(start, {});
    const QList<Pointer> way = stations(form, page);
    const qsizetype left = qMax<qsizetype>(0, way.size() - kMostStations);
    for (qsizetype i = 0; i < way.size(); ++i) {
        if (i < 1 || i > left)
            add(placeName(form, way[i]), way[i]);
        else if (i == 1) // the way back to it is by those before and after
            add(QStringLiteral("\u2026"), way[left]);
    }
    QLabel *here = widgets::headingLabel(placeName(form, page), this);
    here->setContentsMargins(widgets::space(this, widgets::Space::Tiny), lower, 0, lower);
    line->addWidget(here);
}

} // namespace formwork::forms
