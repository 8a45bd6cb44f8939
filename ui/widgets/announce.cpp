// SPDX-License-Identifier: Apache-2.0
#include "widgets/announce.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QWidget>

namespace formwork::widgets
{

void announce(QWidget *widget, const QString &sentence)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(widget, sentence);
    QAccessible::updateAccessibility(&event);
#else
    // Before Qt 6.8 there are no announcements; an alert about a widget makes readers say its description.
    widget->setAccessibleDescription(sentence);
    QAccessibleEvent event(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
#endif
}

namespace
{

// On Linux Qt calls a box after what is chosen in it, and leaves its name to a label, which has to be its
// sibling: one that nobody sees.
void labelForReaders(QComboBox *box, const QString &name)
{
    constexpr auto kLabel = "labelForReaders";
    auto *label = box->property(kLabel).value<QLabel *>();
    if (!label && box->parentWidget()) {
        label = new QLabel(box->parentWidget());
        label->hide();
        label->setBuddy(box);
        box->setProperty(kLabel, QVariant::fromValue(label));
        QObject::connect(box, &QObject::destroyed, label, &QObject::deleteLater);
    }
    if (!label)
        return;
    if (label->parentWidget() != box->parentWidget())
        label->setParent(box->parentWidget());
    label->setText(QString(name).replace(u'&', QStringLiteral("&&")));
}

} // namespace

void setAccessible(QWidget *widget, const QString &name, const QString &description)
{
    widget->setAccessibleName(name);
    widget->setAccessibleDescription(description);
    if (auto *box = qobject_cast<QComboBox *>(widget))
        labelForReaders(box, name);
}

} // namespace formwork::widgets
