// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

class QWidget;

namespace formwork::history
{

// Asks for a file and writes the rows of the filter to it as JSON or CSV, told by its ending; secrets are
// placeholders.
void exportHistory(session::Session *session, const journal::Filter &filter, QWidget *window);

} // namespace formwork::history
