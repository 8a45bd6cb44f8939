// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QObject>

class QApplication;

namespace formwork::widgets
{

enum class Scheme { System, Light, Dark };

// The look of the program: Fusion, a palette and one style sheet made from the tokens. One instance, a child
// of the application, set up by apply(); calling that again changes the scheme of everything that is open.
class Theme : public QObject
{
    Q_OBJECT

public:
    // With Scheme::System the desktop's own palette decides at start, and its wish
    // (org.freedesktop.appearance) is asked for and followed once the event loop runs.
    static void apply(QApplication &app, Scheme scheme = Scheme::System);

    [[nodiscard]] static const Tokens &tokens();
    [[nodiscard]] static bool isDark();

    // The instance made by apply(), null before: for those who connect to `changed`.
    [[nodiscard]] static Theme *instance();

Q_SIGNALS:
    void changed(); // the palette and the style sheet are already the new ones

private:
    explicit Theme(QApplication &app);
    void setScheme(Scheme scheme);
    void install(bool dark);

    QApplication &m_app;
    Scheme m_scheme = Scheme::System;
    bool m_desktopIsDark = false;
    bool m_followsDesktop = false;
    bool m_installed = false;
};

} // namespace formwork::widgets
