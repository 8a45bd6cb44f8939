// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "model/service.h"

#include <QTextBrowser>

namespace formwork::operation
{

// Documentation as the model publishes it. Loads nothing: pictures and style sheets named in it are left out,
// links open in the browser of the desktop.
class HelpView : public QTextBrowser
{
    Q_OBJECT

public:
    HelpView(const model::Operation &operation, const guide::Guide &guide, QWidget *parent = nullptr);

    void showMember(const model::Member *member, const QString &label); // null: the operation only

protected:
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void refresh();
    void togglePattern();

    QString m_operationHtml;
    QString m_memberHtml;
    QString m_pattern; // of the member; empty: none
    bool m_isPatternShown = false;
};

} // namespace formwork::operation
