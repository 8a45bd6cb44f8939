// SPDX-License-Identifier: Apache-2.0
#include "forms/fieldpicker.h"

#include "widgets/entrydelegate.h"
#include "widgets/flyout.h"
#include "widgets/metrics.h"
#include "widgets/searchedlist.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QListWidget>
#include <QVBoxLayout>

namespace formwork::forms
{

FieldPicker::FieldPicker(const QString &title, const QList<Entry> &entries, QWidget *parent)
    : QFrame(parent, widgets::flyoutFlags())
    , m_search(new widgets::SearchField(title, this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    widgets::closeWhenLeft(this);
    setAccessibleName(title);
    setObjectName(QStringLiteral("fieldPicker"));
    widgets::setRole(this, "panel");
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Small, widgets::Space::Small);
    column->addWidget(m_search);
    column->addWidget(m_list);
    m_list->setAccessibleName(title);
    m_list->setItemDelegate(new widgets::EntryDelegate(true, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the arrow keys reach it through the search field
    for (const Entry &entry : entries) {
        auto *item = new QListWidgetItem(entry.text, m_list);
        item->setData(Qt::UserRole, entry.id);
        item->setToolTip(entry.help);
        item->setData(widgets::HelpRole, entry.help);
        if (entry.isDeprecated)
            item->setData(widgets::WarningRole, tr("deprecated"));
        item->setData(Qt::AccessibleTextRole,
                      entry.isDeprecated ? tr("%1, deprecated").arg(entry.text) : entry.text);
        item->setData(Qt::AccessibleDescriptionRole, entry.help);
    }
    m_list->setCurrentRow(0);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &FieldPicker::filter);
    connect(m_search, &widgets::SearchField::stepped, this, &FieldPicker::step);
    connect(m_search, &widgets::SearchField::cancelled, this, &QWidget::close);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { pick(m_list->currentItem()); });
    connect(m_list, &QListWidget::itemClicked, this, &FieldPicker::pick);
}

void FieldPicker::popUp(QWidget *below)
{
    const int line = widgets::lineHeight(font());
    resize(line * 28, line * 20);
    move(widgets::placeBelow(below, size()));
    show();
    m_search->setFocus();
}

void FieldPicker::filter(const QString &text) { m_list->setCurrentItem(widgets::showMatching(m_list, text)); }

void FieldPicker::step(int rows) { m_list->setCurrentRow(widgets::steppedRow(*m_list, rows)); }

void FieldPicker::pick(const QListWidgetItem *item)
{
    if (!item || item->isHidden())
        return;
    const QString id = item->data(Qt::UserRole).toString();
    close();
    Q_EMIT picked(id);
}

} // namespace formwork::forms
