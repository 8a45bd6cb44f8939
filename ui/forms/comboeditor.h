// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QComboBox;
class QLabel;

namespace formwork::forms
{

// An enum of many values: a list that can be typed into to search it. A value that is not in the list is
// taken as it is typed, since services learn new values before their models do.
class ComboEditor : public Editor
{
    Q_OBJECT

public:
    ComboEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void addSuggestions(const guide::Hint &known);
    void addSearch();
    void openPicker();
    [[nodiscard]] bool hasManyValues() const;
    void take(const QString &text);
    void noteRetired();

    QComboBox *m_box;
    QLabel *m_retired; // seen where the value is
    bool m_isFilled = false;
};

} // namespace formwork::forms
