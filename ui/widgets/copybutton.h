// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

#include <functional>

class QTimer;

namespace formwork::widgets
{

// Puts a text on the clipboard and says so: a tick for a moment, and a word for screen readers.
class CopyButton : public QToolButton
{
    Q_OBJECT

public:
    // `what` names the text for people: "client token" gives "Copy client token".
    explicit CopyButton(const QString &what, QWidget *parent = nullptr);

    void setSource(std::function<QString()> source); // asked at the moment of copying
    void setSourceText(const QString &text);

Q_SIGNALS:
    void copied();

private:
    void copy();

    QString m_what;
    std::function<QString()> m_source;
    QTimer *m_back;
};

} // namespace formwork::widgets
