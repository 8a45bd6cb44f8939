// SPDX-License-Identifier: Apache-2.0
#include "forms/offerpicker.h"

#include "widgets/entrydelegate.h"
#include "widgets/flyout.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/searchedlist.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>

namespace formwork::forms
{

namespace
{

QPushButton *quietButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    widgets::setFlag(button, "quiet", true);
    return button;
}

} // namespace

OfferPicker::OfferPicker(const QString &title, Listing *listing, QWidget *parent)
    : QFrame(parent, widgets::flyoutFlags())
    , m_listing(listing)
    , m_search(new widgets::SearchField(tr("Type to filter"), this))
    , m_list(new QListWidget(this))
    , m_state(widgets::helpLabel({}, this))
    , m_create(quietButton({}, QStringLiteral("offerCreate"), this))
    , m_like(quietButton(tr("Create one like this..."), QStringLiteral("offerLike"), this))
    , m_refresh(quietButton(tr("Ask again"), QStringLiteral("offerRefresh"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    widgets::closeWhenLeft(this);
    setAccessibleName(title);
    setObjectName(QStringLiteral("offerPicker"));
    widgets::setRole(this, "panel");
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Small, widgets::Space::Small);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_state);
    auto *line = new QHBoxLayout;
    line->addWidget(m_create);
    line->addWidget(m_like);
    line->addStretch(1);
    line->addWidget(m_refresh);
    column->addLayout(line);
    m_state->setObjectName(QStringLiteral("offerState"));
    m_search->setObjectName(QStringLiteral("offerSearch"));
    m_search->setAccessibleName(title);
    m_list->setObjectName(QStringLiteral("offerList"));
    m_list->setAccessibleName(title);
    m_list->setItemDelegate(new widgets::EntryDelegate(true, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus); // the arrow keys reach it through the search field
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &OfferPicker::filter);
    connect(m_search, &widgets::SearchField::stepped, this, &OfferPicker::step);
    connect(m_search, &widgets::SearchField::cancelled, this, &QWidget::close);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { take(m_list->currentRow()); });
    connect(m_list, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem *item) { take(m_list->row(item)); });
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, &OfferPicker::askForMore);
    connect(m_refresh, &QPushButton::clicked, listing, &Listing::refresh);
    connect(m_create, &QPushButton::clicked, this, [this] {
        const QPointer<Listing> known = m_listing;
        close();
        if (known)
            known->create();
    });
    m_like->setToolTip(tr("Reads the one that is selected and opens a form that is filled like it"));
    connect(m_like, &QPushButton::clicked, this, [this] {
        const QPointer<Listing> known = m_listing;
        const QString value = m_shown.value(m_list->currentRow()).value;
        close();
        if (known && !value.isEmpty())
            known->createLike(value);
    });
    connect(listing, &Listing::changed, this, &OfferPicker::fill);
    connect(listing, &QObject::destroyed, this, &QWidget::close);
    fill();
}

void OfferPicker::popUp(QWidget *below)
{
    const int line = widgets::lineHeight(font());
    resize(qMax(below->width(), line * 26), line * 20);
    move(widgets::placeBelow(below, size()));
    show();
    m_search->setFocus();
    askForMore();
}

void OfferPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QFrame::keyPressEvent(event);
}

// What is there already stays where it is, so that nothing moves under a hand.
void OfferPicker::fill()
{
    if (!m_listing)
        return;
    const QList<Offer> offers = m_listing->offers();
    const bool goesOn = offers.size() >= m_shown.size() && offers.first(m_shown.size()) == m_shown;
    if (!goesOn) {
        m_list->clear();
        m_shown.clear();
    }
    for (qsizetype i = m_shown.size(); i < offers.size(); ++i) {
        const Offer &offer = offers[i];
        auto *item = new QListWidgetItem(offer.name.isEmpty() ? offer.value : offer.name, m_list);
        QStringList help = offer.name.isEmpty() ? QStringList() : QStringList{offer.value};
        if (!offer.help.isEmpty())
            help.append(offer.help);
        if (offer.wasUsed)
            help.append(tr("used before"));
        const QString told = help.join(QStringLiteral(" \u00b7 "));
        item->setToolTip(told);
        item->setData(widgets::HelpRole, told);
        item->setData(Qt::AccessibleTextRole, item->text());
        item->setData(Qt::AccessibleDescriptionRole, told);
    }
    m_shown = offers;
    filter();
    fillEnd();
}

void OfferPicker::fillEnd()
{
    QString state = m_listing->sentence();
    if (state.isEmpty() && m_listing->isAsking())
        state = tr("Asking...");
    else if (state.isEmpty() && m_shown.isEmpty())
        state = tr("There are none. The value can be typed.");
    else if (state.isEmpty() && m_listing->hasMore())
        state = tr("There are more: scroll down for them.");
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
    const QString creates = m_listing->creates();
    m_create->setText(tr("Create a new one..."));
    m_create->setAccessibleName(tr("Create a new one: %1").arg(creates));
    m_create->setVisible(!creates.isEmpty());
    m_like->setVisible(!creates.isEmpty() && !m_shown.isEmpty());
    m_refresh->setEnabled(!m_listing->isAsking());
    m_refresh->setVisible(m_listing->canAsk());
}

void OfferPicker::filter()
{
    QListWidgetItem *first = widgets::showMatching(m_list, m_search->text());
    if (!m_list->currentItem() || m_list->currentItem()->isHidden())
        m_list->setCurrentItem(first);
    askForMore();
}

void OfferPicker::step(int rows)
{
    m_list->setCurrentRow(widgets::steppedRow(*m_list, rows));
    askForMore();
}

// What was typed is taken where nothing of the list fits it.
void OfferPicker::take(int row)
{
    const bool isThere = row >= 0 && row < m_shown.size() && !m_list->item(row)->isHidden();
    const QString value = isThere ? m_shown[row].value : m_search->text().trimmed();
    if (value.isEmpty())
        return;
    if (m_listing)
        m_listing->use(value);
    close();
    Q_EMIT picked(value);
}

// The end is near: of the list, or of what fits the filter.
void OfferPicker::askForMore()
{
    if (!isVisible() || !m_listing || !m_listing->hasMore() || m_listing->isAsking())
        return;
    m_list->doItemsLayout(); // before it the end is not known
    const QScrollBar *bar = m_list->verticalScrollBar();
    if (bar->value() >= bar->maximum() - bar->pageStep())
        m_listing->more();
}

} // namespace formwork::forms
