// SPDX-License-Identifier: Apache-2.0
#include "widgets/theme.h"

#include "widgets/desktopscheme.h"
#include "widgets/pasteguard.h"
#include "widgets/stylesheet.h"

#include <QApplication>
#include <QPalette>
#include <QPixmapCache>
#include <QPointer>
#include <QStyle>
#include <QTimer>

namespace formwork::widgets
{
namespace
{

bool s_dark = false;

QPointer<Theme> &current()
{
    static QPointer<Theme> theme;
    return theme;
}

QPalette paletteOf(const Tokens &t)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &normal, const QColor &disabled) {
        palette.setColor(QPalette::Active, role, normal);
        palette.setColor(QPalette::Inactive, role, normal);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    QColor faint = t.muted;
    faint.setAlpha(150);
    set(QPalette::Window, t.window, t.window);
    set(QPalette::WindowText, t.text, faint);
    set(QPalette::Base, t.surface, t.window);
    set(QPalette::AlternateBase, t.window, t.window);
    set(QPalette::Text, t.text, faint);
    set(QPalette::PlaceholderText, t.muted, faint);
    set(QPalette::Button, t.surface, t.window);
    set(QPalette::ButtonText, t.text, faint);
    set(QPalette::BrightText, t.onAccent, t.onAccent);
    set(QPalette::Highlight, t.accent, t.border);
    set(QPalette::HighlightedText, t.onAccent, t.text);
    set(QPalette::Link, t.accent, faint);
    set(QPalette::LinkVisited, t.accent, faint);
    set(QPalette::ToolTipBase, t.surface, t.surface);
    set(QPalette::ToolTipText, t.text, t.text);
    set(QPalette::Light, t.surface.lighter(110), t.surface);
    set(QPalette::Midlight, t.hover, t.hover);
    set(QPalette::Mid, t.border, t.border);
    set(QPalette::Dark, t.border.darker(130), t.border);
    set(QPalette::Shadow, t.border.darker(160), t.border);
    return palette;
}

} // namespace

Theme::Theme(QApplication &app)
    : QObject(&app)
    , m_app(app)
{
    m_desktopIsDark = app.palette().color(QPalette::Window).lightness() < 128;
    app.setStyle(QStringLiteral("Fusion"));
}

void Theme::apply(QApplication &app, Scheme scheme)
{
    if (!current()) {
        current() = new Theme(app);
        guardPasting(app);
    }
    current()->setScheme(scheme);
}

const Tokens &Theme::tokens() { return s_dark ? darkTokens() : lightTokens(); }

bool Theme::isDark() { return s_dark; }

Theme *Theme::instance() { return current(); }

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    install(scheme == Scheme::Dark || (scheme == Scheme::System && m_desktopIsDark));
    if (scheme != Scheme::System || m_followsDesktop)
        return;
    m_followsDesktop = true;
    // Not before the first window is up: the bus is no part of the way there.
    QTimer::singleShot(0, this, [this] {
        followDesktopScheme(this, [this](bool dark) {
            m_desktopIsDark = dark;
            if (m_scheme == Scheme::System)
                install(dark);
        });
    });
}

void Theme::install(bool dark)
{
    if (m_installed && s_dark == dark)
        return;
    m_installed = true;
    s_dark = dark;
    QApplication::setPalette(paletteOf(tokens()));
    m_app.setStyleSheet(styleSheet(tokens(), m_app.font()));
    QPixmapCache::clear();
    Q_EMIT changed();
}

} // namespace formwork::widgets
