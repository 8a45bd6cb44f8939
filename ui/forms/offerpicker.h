// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/offers.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QListWidget;
class QPushButton;

namespace formwork::widgets
{
class SearchField;
}

namespace formwork::forms
{

// A list of what is there to choose one from: searched by typing, filled as answers come in and as one
// scrolls. What was typed can be taken as it is. Pops up below a field and goes away by itself.
class OfferPicker : public QFrame
{
    Q_OBJECT

public:
    OfferPicker(const QString &title, Listing *listing, QWidget *parent);

    void popUp(QWidget *below);

Q_SIGNALS:
    void picked(const QString &value);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fill();
    void fillEnd();
    void filter();
    void step(int rows);
    void take(int row);
    void askForMore();

    QPointer<Listing> m_listing;
    widgets::SearchField *m_search;
    QListWidget *m_list;
    QLabel *m_state;
    QPushButton *m_create;
    QPushButton *m_like;
    QPushButton *m_refresh;
    QList<Offer> m_shown;
};

} // namespace formwork::forms
