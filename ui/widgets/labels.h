// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

class QFrame;

namespace formwork::widgets
{

// Labels of the roles the style sheet knows. Plain text always: what a service wrote is never taken for
// markup.
[[nodiscard]] QLabel *titleLabel(const QString &text, QWidget *parent = nullptr);
[[nodiscard]] QLabel *headingLabel(const QString &text, QWidget *parent = nullptr);
[[nodiscard]] QLabel *overlineLabel(const QString &text, QWidget *parent = nullptr);
[[nodiscard]] QLabel *mutedLabel(const QString &text, QWidget *parent = nullptr);
[[nodiscard]] QLabel *helpLabel(const QString &text, QWidget *parent = nullptr); // small, wraps
[[nodiscard]] QLabel *wrappedLabel(const QString &text, QWidget *parent = nullptr);

// A line of one pixel between two parts of a window.
[[nodiscard]] QFrame *separator(QWidget *parent = nullptr);

} // namespace formwork::widgets
