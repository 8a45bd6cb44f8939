// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocale>
#include <QString>

class QCoreApplication;

namespace formwork
{

// The texts of the program in the language of a locale, from FOLDER/formwork_LANGUAGE.qm; the English
// catalogue, which has the plurals, stands behind every other. Numbers and dates follow the texts: QLocale's
// default becomes the locale where there is a catalogue of its language, and English elsewhere. Once, before
// any window is made.
void installTranslations(QCoreApplication &application, const QLocale &locale = QLocale::system(),
                         const QString &folder = QStringLiteral(":/translations"));

} // namespace formwork
