// SPDX-License-Identifier: Apache-2.0
#include "widgets/textarea.h"

#include <QMimeData>

namespace formwork::widgets
{

// Ctrl+V, the context menu, the middle button and a drop all come through here.
void TextArea::insertFromMimeData(const QMimeData *source)
{
    const QString text = source ? source->text() : QString();
    if (isReadOnly() || text.isEmpty())
        return;
    insertPlainText(text);
    ensureCursorVisible();
}

} // namespace formwork::widgets
