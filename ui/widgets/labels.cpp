// SPDX-License-Identifier: Apache-2.0
#include "widgets/labels.h"

#include "widgets/stylesheet.h"

#include <QFrame>

namespace formwork::widgets
{
namespace
{

QLabel *label(const char *role, const QString &text, QWidget *parent)
{
    auto *made = new QLabel(parent);
    made->setTextFormat(Qt::PlainText);
    made->setText(text);
    if (role)
        setRole(made, role);
    return made;
}

} // namespace

QLabel *titleLabel(const QString &text, QWidget *parent) { return label("title", text, parent); }
QLabel *headingLabel(const QString &text, QWidget *parent) { return label("heading", text, parent); }
QLabel *overlineLabel(const QString &text, QWidget *parent)
{
    return label("overline", text.toUpper(), parent);
}
QLabel *mutedLabel(const QString &text, QWidget *parent) { return label("muted", text, parent); }

QLabel *helpLabel(const QString &text, QWidget *parent)
{
    QLabel *made = label("help", text, parent);
    made->setWordWrap(true);
    return made;
}

QLabel *wrappedLabel(const QString &text, QWidget *parent)
{
    QLabel *made = label(nullptr, text, parent);
    made->setWordWrap(true);
    return made;
}

QFrame *separator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    setRole(line, "line");
    line->setFixedHeight(1);
    return line;
}

} // namespace formwork::widgets
