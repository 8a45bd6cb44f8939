// SPDX-License-Identifier: Apache-2.0
#include "preferences/preferencesdialog.h"

#include "client/marker.h"
#include "preferences/guidespage.h"
#include "preferences/modelspage.h"
#include "preferences/retention.h"
#include "widgets/announce.h"
#include "widgets/idlecover.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTabWidget>
#include <QVBoxLayout>

namespace formwork::preferences
{
namespace
{

using widgets::Scheme;

QString hideKey() { return QStringLiteral("privacy/hideAfterMinutes"); }

int hideAfterMinutes(const QSettings &settings)
{
    return qBound(0, settings.value(hideKey()).toInt(), 24 * 60);
}

QString schemeKey() { return QStringLiteral("appearance/scheme"); }

Scheme schemeOf(const QString &name)
{
    return name == u"light" ? Scheme::Light : name == u"dark" ? Scheme::Dark : Scheme::System;
}

} // namespace

void applyHiding(const QSettings &settings)
{
    widgets::IdleCover::ofApplication().setPatience(std::chrono::minutes(hideAfterMinutes(settings)));
}

PreferencesDialog::PreferencesDialog(session::Session *session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("preferencesDialog"));
    setWindowTitle(tr("Preferences"));
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("preferenceTabs"));
    auto *general = new QWidget(tabs);
    auto *form = new QFormLayout(general);
    widgets::setUpForm(form, font());
    const int margin = widgets::space(this, widgets::Space::Medium);
    form->setContentsMargins(margin, margin, margin, margin);
    addAppearance(form);
    addHistory(form);
    addHiding(form);
    addPlaces(form);
    tabs->addTab(general, tr("&General"));
    tabs->addTab(new ModelsPage(session, tabs), tr("Service &models"));
    tabs->addTab(new GuidesPage(session, tabs), tr("G&uides"));
    column->addWidget(tabs, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(widgets::textWidth(this, 88), sizeHint().height());
}

void PreferencesDialog::addAppearance(QFormLayout *form)
{
    auto *scheme = new QComboBox(this);
    scheme->setObjectName(QStringLiteral("scheme"));
    scheme->addItem(tr("As the desktop"), QStringLiteral("system"));
    scheme->addItem(tr("Light"), QStringLiteral("light"));
    scheme->addItem(tr("Dark"), QStringLiteral("dark"));
    scheme->setCurrentIndex(qMax(0, scheme->findData(m_session->settings().value(schemeKey()))));
    connect(scheme, &QComboBox::activated, this, [this, scheme] {
        const QString name = scheme->currentData().toString();
        m_session->settings().setValue(schemeKey(), name);
        widgets::Theme::apply(*qApp, schemeOf(name));
    });
    widgets::setAccessible(scheme, tr("Appearance"));
    form->addRow(tr("&Appearance"), scheme);
}

void PreferencesDialog::addHistory(QFormLayout *form)
{
    auto *keep = new QComboBox(this);
    keep->setObjectName(QStringLiteral("retention"));
    keep->addItem(tr("For ever"), 0);
    for (const int days : {30, 90, 365})
        keep->addItem(tr("%n day(s)", nullptr, days), days);
    keep->setCurrentIndex(qMax(0, keep->findData(retentionDays(m_session->settings()))));
    connect(keep, &QComboBox::activated, this,
            [this, keep] { setRetentionDays(m_session->settings(), keep->currentData().toInt()); });
    widgets::setAccessible(keep, tr("Keep the history"),
                           tr("Older requests are removed when Formwork starts."));
    form->addRow(tr("&Keep the history"), keep);
    form->addRow(
        QString(),
        widgets::helpLabel(
            tr("Older requests are removed when Formwork starts. Those with an unknown outcome always stay."),
            this));
    auto *marks = new QCheckBox(tr("&Mark requests in their User-Agent"), this);
    marks->setObjectName(QStringLiteral("marksRequests"));
    marks->setChecked(client::marksByDefault(m_session->paths().settings()));
    connect(marks, &QCheckBox::toggled, this,
            [this](bool on) { client::setMarksByDefault(m_session->paths().settings(), on); });
    const QString help =
        tr("16 characters at random, the same for each attempt of a request. CloudTrail keeps "
           "them, and so can tell whether a request happened. They say nothing else.");
    widgets::setAccessible(marks, tr("Mark requests in their User-Agent"), help);
    form->addRow(QString(), marks);
    form->addRow(QString(), widgets::helpLabel(help, this));
}

void PreferencesDialog::addHiding(QFormLayout *form)
{
    auto *hide = new QComboBox(this);
    hide->setObjectName(QStringLiteral("hideAfter"));
    hide->addItem(tr("Never"), 0);
    for (const int minutes : {1, 5, 15, 60})
        hide->addItem(tr("After %n minute(s)", nullptr, minutes), minutes);
    hide->setCurrentIndex(qMax(0, hide->findData(hideAfterMinutes(m_session->settings()))));
    connect(hide, &QComboBox::activated, this, [this, hide] {
        m_session->settings().setValue(hideKey(), hide->currentData().toInt());
        applyHiding(m_session->settings());
    });
    const QString help =
        tr("Covers the windows when nobody has touched them for a while. It is no lock: a click "
           "shows them again.");
    widgets::setAccessible(hide, tr("Hide the windows"), help);
    form->addRow(tr("&Hide the windows"), hide);
    form->addRow(QString(), widgets::helpLabel(help, this));
}

void PreferencesDialog::addPlaces(QFormLayout *form)
{
    auto *folder = new QLineEdit(m_session->paths().dataDirectory(), this);
    folder->setObjectName(QStringLiteral("dataDirectory"));
    folder->setReadOnly(true);
    widgets::setAccessible(folder, tr("Data directory"));
    form->addRow(tr("&Data directory"), folder);
    form->addRow(QString(),
                 widgets::helpLabel(
                     tr("Start Formwork with --data-dir or FORMWORK_DATA_DIR to use another one."), this));
}

} // namespace formwork::preferences
