// SPDX-License-Identifier: Apache-2.0
#include "widgets/labels.h"

#include "widgets/stylesheet.h"

#include <QEvent>
#include <QFrame>

#include <algorithm>

namespace formwork::widgets
{
namespace
{

// A layout asks a wrapped label for its height at the same few widths many dozen times before a window is up,
// and QLabel breaks the text into lines each time. This one remembers.
class Label : public QLabel
{
public:
    using QLabel::QLabel;

    [[nodiscard]] int heightForWidth(int width) const override
    {
        Look look{text(), font(), contentsMargins(), textFormat(), wordWrap()};
        if (m_look != look) {
            m_look = std::move(look);
            m_heights.clear();
        }
        const auto known = std::ranges::find(m_heights, width, &Height::width);
        if (known != m_heights.cend())
            return known->height;
        const int height = QLabel::heightForWidth(width);
        if (m_heights.size() == kMostWidths)
            m_heights.removeFirst();
        m_heights.append({width, height});
        return height;
    }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::StyleChange || event->type() == QEvent::ScreenChangeInternal)
            m_heights.clear();
        return QLabel::event(event);
    }

private:
    static constexpr qsizetype kMostWidths = 8;

    struct Look { // what the height depends on, beside the style and the screen
        QString text;
        QFont font;
        QMargins margins;
        Qt::TextFormat format = Qt::AutoText;
        bool wraps = false;
        bool operator==(const Look &) const = default;
    };
    struct Height {
        int width;
        int height;
    };
    mutable Look m_look;
    mutable QList<Height> m_heights;
};

QLabel *label(const char *role, const QString &text, QWidget *parent)
{
    auto *made = new Label(parent);
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
