// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QDialog>

class QFormLayout;

namespace formwork::preferences
{

// Appearance, how long the history is kept, and where service models are found. Every change takes effect at
// once and is remembered.
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PreferencesDialog(session::Session *session, QWidget *parent = nullptr);

private:
    void addAppearance(QFormLayout *form);
    void addHistory(QFormLayout *form);
    void addHiding(QFormLayout *form);
    void addPlaces(QFormLayout *form);

    session::Session *m_session;
};

// Has the windows hidden when nobody touches them, as the settings say.
void applyHiding(const QSettings &settings);

} // namespace formwork::preferences
