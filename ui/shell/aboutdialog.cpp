// SPDX-License-Identifier: Apache-2.0
#include "shell/aboutdialog.h"

#include "base/figures.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace formwork::shell
{
namespace
{

QLabel *fact(const QString &name, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

AboutDialog::AboutDialog(const Paths &paths, qsizetype services, qsizetype operations, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Formwork"));
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    column->addWidget(widgets::titleLabel(tr("Formwork"), this));
    column->addWidget(widgets::wrappedLabel(
        tr("A desktop console for AWS: guided forms, a history of every request, and retries that create "
           "nothing twice."),
        this));
    auto *facts = new QFormLayout;
    widgets::setUpForm(facts, font());
    const auto add = [&](const QString &label, const char *name, const QString &text) {
        QLabel *value = fact(QLatin1String(name), text, this);
        value->setAccessibleName(label);
        facts->addRow(label, value);
    };
    add(tr("Version"), "aboutVersion", QStringLiteral(FORMWORK_VERSION));
    add(tr("Licence"), "aboutLicence", tr("Apache License 2.0, without any warranty"));
    add(tr("Data"), "aboutData", paths.dataDirectory());
    add(tr("Secrets"), "aboutSecrets", tr("In the keychain of the desktop, never in these files"));
    add(tr("Models"), "aboutModels",
        tr("%1 of %2", "operations of services")
            .arg(tr("%1 operation(s)", nullptr, pluralOf(operations)).arg(localNumber(operations)),
                 tr("%1 service(s)", nullptr, pluralOf(services)).arg(localNumber(services))));
    add(tr("Qt"), "aboutQt", QString::fromLatin1(qVersion()));
    column->addLayout(facts);
    column->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *folder = buttons->addButton(tr("Show the data &folder"), QDialogButtonBox::ActionRole);
    connect(folder, &QPushButton::clicked, this,
            [path = paths.dataDirectory()] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(widgets::textWidth(this, 72), sizeHint().height());
}

} // namespace formwork::shell
