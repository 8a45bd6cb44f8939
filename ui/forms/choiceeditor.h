// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QRadioButton;

namespace formwork::forms
{

// A choice among few: "Yes" and "No" of a boolean, or an enum of up to three values, each a radio button,
// with "Not set" before them where nothing has to be chosen. A value that is none of them gets a button of
// its own.
class ChoiceEditor : public Editor
{
    Q_OBJECT

public:
    ChoiceEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Choice {
        QCborValue value; // Undefined: not set
        QString text;
        QRadioButton *button = nullptr;
    };

    void setStop();
    void addChoice(const QCborValue &value, const QString &text);

    QList<Choice> m_choices;
    QString m_name;
};

} // namespace formwork::forms
