// SPDX-License-Identifier: Apache-2.0
#include "base/translations.h"

#include <QCoreApplication>
#include <QTranslator>

#include <memory>

namespace formwork
{

namespace
{

bool install(QCoreApplication &application, const QString &folder, const QString &language)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(folder + QStringLiteral("/formwork_") + language + QStringLiteral(".qm")))
        return false;
    translator->setParent(&application);
    return QCoreApplication::installTranslator(translator.release());
}

} // namespace

void installTranslations(QCoreApplication &application, const QLocale &locale, const QString &folder)
{
    install(application, folder, QStringLiteral("en"));
    QStringList languages = locale.uiLanguages(); // "de-AT", "de-Latn-AT", "de", ...
    languages.prepend(locale.name());
    for (QString language : std::as_const(languages)) {
        language.replace(u'-', u'_');
        const QLocale wished(language);
        if (wished.language() == QLocale::English || wished.language() == QLocale::C)
            break; // the texts are English as they stand
        if (!install(application, folder, language)
            && !install(application, folder, language.section(u'_', 0, 0)))
            continue;
        QLocale::setDefault(wished.language() == locale.language() ? locale : wished);
        return;
    }
    QLocale::setDefault(
        locale.language() == QLocale::English ? locale : QLocale(QLocale::English, QLocale::UnitedStates));
}

} // namespace formwork
