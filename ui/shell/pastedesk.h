// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/paste.h"
#include "operation/operationdialog.h"

#include <QObject>

namespace formwork::shell
{

class CommandPalette;

// Takes what is pasted into the palette or dropped onto the window, finds out what it is in the background,
// and opens what was chosen of it. The text is kept no longer than that takes. Child of the main window.
class PasteDesk : public QObject
{
    Q_OBJECT

public:
    // `window`: whose drops are taken, and the parent of what is opened.
    PasteDesk(session::Session *session, QWidget *window);

    void serve(CommandPalette *palette); // reads for it, opens what is chosen there
    void open(const alike::Pasted &pasted, qsizetype form); // form -1: what an ARN names

Q_SIGNALS:
    void opened(formwork::operation::OperationDialog *dialog);
    void choiceNeeded(const QString &text); // several forms: the palette lets the person choose

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void read(const QString &text, QObject *receiver, std::function<void(const alike::Pasted &)> done);
    void take(const QString &path); // of a dropped file

    session::Session *m_session;
    QWidget *m_window;
};

} // namespace formwork::shell
