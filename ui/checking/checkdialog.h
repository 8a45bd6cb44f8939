// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QDialog>

namespace formwork::checking
{

class CheckPanel;

// Whether a request of the history happened, in a window of its own, which deletes itself. Closing it ends
// the looking.
class CheckDialog : public QDialog
{
    Q_OBJECT

public:
    CheckDialog(session::Session *session, const journal::Record &record, QWidget *parent);

private:
    CheckPanel *m_panel;
};

} // namespace formwork::checking
