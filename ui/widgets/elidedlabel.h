// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace formwork::widgets
{

// One line of text that ends in "..." where there is no room; the whole of it is in the tool tip and for a
// reader.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, QWidget *parent = nullptr);

    [[nodiscard]] QString fullText() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    void setFullText(const QString &text);
    void setElideMode(Qt::TextElideMode mode);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();

    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace formwork::widgets
