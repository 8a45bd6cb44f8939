// SPDX-License-Identifier: Apache-2.0
#include "desktop/opening.h"

#include "base/tr.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace formwork::desktop
{

void applyTheme(QApplication &application, const Paths &paths)
{
    const QString chosen = QSettings(paths.settings(), QSettings::IniFormat)
                               .value(QStringLiteral("appearance/scheme"))
                               .toString();
    widgets::Theme::apply(application,
                          chosen == u"light"      ? widgets::Scheme::Light
                              : chosen == u"dark" ? widgets::Scheme::Dark
                                                  : widgets::Scheme::System);
}

namespace
{

enum class Choice { TryAgain, SetAside, Quit };

Choice explain(const Error &error)
{
    QMessageBox box(QMessageBox::Critical, Tr::tr("Formwork cannot start"), error.message);
    box.setInformativeText(error.advice);
    QPushButton *again = box.addButton(Tr::tr("Try again"), QMessageBox::AcceptRole);
    QPushButton *aside = error.code == u"Damaged"
        ? box.addButton(Tr::tr("Set it aside and start a new history"), QMessageBox::DestructiveRole)
        : nullptr;
    box.addButton(Tr::tr("Quit"), QMessageBox::RejectRole);
    box.exec();
    if (box.clickedButton() == again)
        return Choice::TryAgain;
    return aside && box.clickedButton() == aside ? Choice::SetAside : Choice::Quit;
}

} // namespace

std::unique_ptr<wiring::Workspace> openOrExplain(const wiring::Options &options)
{
    for (;;) {
        Result<std::unique_ptr<wiring::Workspace>> opened = wiring::Workspace::open(options);
        if (opened)
            return std::move(*opened);
        switch (explain(opened.error())) {
        case Choice::TryAgain:
            break;
        case Choice::SetAside:
            // What cannot be moved is told by the next try to open it.
            std::ignore = journal::Journal::moveAside(Paths::fromEnvironment(options.dataDirectory).history(),
                                                      QDateTime::currentDateTimeUtc());
            break;
        case Choice::Quit:
            return nullptr;
        }
    }
}

} // namespace formwork::desktop
