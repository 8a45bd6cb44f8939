// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "texts/check.h"
#include "widgets/linklabel.h"

namespace formwork::forms
{

// Below a text that has a language of its own: what it comes to (the next runs, the size of a network, how
// much of the limit is used), the lines where something is wrong, and samples to begin with.
class TextNote : public widgets::LinkLabel
{
    Q_OBJECT

public:
    TextNote(FormModel &form, document::Pointer pointer, texts::Use use, QWidget *parent);

Q_SIGNALS:
    void placeChosen(int line, int column);

private:
    void refresh();
    void follow(const QString &link);
    void offerSamples();
    [[nodiscard]] QByteArray zone() const; // what a schedule goes by

    FormModel &m_form;
    document::Pointer m_pointer;
    texts::Use m_use;
};

} // namespace formwork::forms
