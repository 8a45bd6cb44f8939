// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QSpacerItem;

namespace formwork::operation
{

class Submission;

// The client token at the foot of the dialog: shown, copied, replaced, renewed, and in words what it is good
// for.
class TokenBar : public QWidget
{
    Q_OBJECT

public:
    // `lifetime` in words ("8 hours"), empty where the service publishes none; `noun` is what the operation
    // creates.
    TokenBar(Submission *submission, const QString &lifetime, const QString &noun, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    [[nodiscard]] QString promise() const;

    Submission *m_submission;
    QString m_lifetime;
    QString m_noun;
    QBoxLayout *m_line; // the token, and the words beside or below it
    QLineEdit *m_field;
    QSpacerItem *m_rest; // of the line, where the words stand below
    QLabel *m_words;
};

} // namespace formwork::operation
