// SPDX-License-Identifier: Apache-2.0
#include "widgets/icon.h"

#include "widgets/theme.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

namespace formwork::widgets
{
namespace
{

enum class Ink { Text, OnAccent, Tone };

const QByteArray &svgText(const QString &name)
{
    static QHash<QString, QByteArray> texts;
    auto found = texts.find(name);
    if (found == texts.end()) {
        QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT_X(isOpen, "icon", qPrintable(name));
        found = texts.insert(name, isOpen ? file.readAll() : QByteArray());
    }
    return *found;
}

// Paints one SVG in one colour of the current theme.
class IconEngine : public QIconEngine
{
public:
    IconEngine(QString name, Ink ink, Tone tone)
        : m_name(std::move(name))
        , m_ink(ink)
        , m_tone(tone)
    {
    }

    QIconEngine *clone() const override { return new IconEngine(*this); }
    QString key() const override { return QStringLiteral("formwork"); }
    bool isNull() override { return false; }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const QPixmap drawn = scaledPixmap(rect.size() * ratio, mode, state, ratio);
        painter->drawPixmap(rect, drawn);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        const QColor colour = colourFor(mode);
        const QString key = QStringLiteral("formwork-%1-%2-%3x%4")
                                .arg(m_name, colour.name(QColor::HexArgb))
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QByteArray text = svgText(m_name);
        text.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer renderer(text);
        QPainter painter(&pixmap);
        painter.setOpacity(colour.alphaF());
        renderer.render(&painter);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

private:
    [[nodiscard]] QColor colourFor(QIcon::Mode mode) const
    {
        const Tokens &tokens = Theme::tokens();
        QColor colour = m_ink == Ink::Tone ? tokens.tone(m_tone).text
            : m_ink == Ink::OnAccent       ? tokens.onAccent
                                           : tokens.text;
        if (mode == QIcon::Disabled) {
            colour = tokens.muted;
            colour.setAlpha(120);
        }
        return colour;
    }

    QString m_name;
    Ink m_ink;
    Tone m_tone;
};

} // namespace

QIcon icon(const QString &name) { return QIcon(new IconEngine(name, Ink::Text, Tone::Neutral)); }

QIcon icon(const QString &name, Tone tone) { return QIcon(new IconEngine(name, Ink::Tone, tone)); }

QIcon iconOnAccent(const QString &name) { return QIcon(new IconEngine(name, Ink::OnAccent, Tone::Neutral)); }

} // namespace formwork::widgets
