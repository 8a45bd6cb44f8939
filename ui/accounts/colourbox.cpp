// SPDX-License-Identifier: Apache-2.0
#include "accounts/colourbox.h"

#include <QPixmap>

#include <array>

namespace formwork::accounts
{
namespace
{

struct NamedColour {
    const char *name;
    const char *value;
};

constexpr std::array kColours{
    NamedColour{QT_TRANSLATE_NOOP("formwork::accounts::ColourBox", "Red"), "#b3261e"},
    NamedColour{QT_TRANSLATE_NOOP("formwork::accounts::ColourBox", "Orange"), "#b35c00"},
    NamedColour{QT_TRANSLATE_NOOP("formwork::accounts::ColourBox", "Yellow"), "#8f7a00"},
    NamedColour{QT_TRANSLATE_NOOP("formwork::accounts::ColourBox", "Green"), "#1f7a54"},
    NamedColour{QT_TRANSLATE_NOOP("formwork::accounts::ColourBox", "Teal"), "#00737a"},
    NamedColour{QT_TRANSLATE_NOOP("formwork::accounts::ColourBox", "Blue"), "#2361d6"},
    NamedColour{QT_TRANSLATE_NOOP("formwork::accounts::ColourBox", "Violet"), "#6a35c0"},
    NamedColour{QT_TRANSLATE_NOOP("formwork::accounts::ColourBox", "Grey"), "#5f6b7a"},
};

QIcon swatch(const QColor &colour)
{
    QPixmap pixmap(32, 32);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(colour);
    return pixmap;
}

} // namespace

ColourBox::ColourBox(QWidget *parent)
    : QComboBox(parent)
{
    for (const NamedColour &colour : kColours)
        addItem(swatch(QColor(QLatin1String(colour.value))), tr(colour.name),
                QString::fromLatin1(colour.value));
}

void ColourBox::setColour(const QString &colour)
{
    if (!colour.isEmpty() && findData(colour) < 0)
        addItem(swatch(QColor(colour)), tr("As before"), colour);
    setCurrentIndex(qMax(0, findData(colour)));
}

} // namespace formwork::accounts
