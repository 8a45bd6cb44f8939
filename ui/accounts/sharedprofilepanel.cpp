// SPDX-License-Identifier: Apache-2.0
#include "accounts/sharedprofilepanel.h"

#include "accounts/accountwords.h"
#include "signin/explained.h"
#include "widgets/banner.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace formwork::accounts
{

using credentials::Profile;

SharedProfilePanel::SharedProfilePanel(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(widgets::titleLabel({}, this))
    , m_summary(widgets::wrappedLabel({}, this))
    , m_problem(new widgets::Banner(widgets::Tone::Warning, this))
    , m_settings(new QTreeWidget(this))
    , m_notes(widgets::helpLabel({}, this))
{
    m_summary->setObjectName(QStringLiteral("sharedSummary"));
    m_problem->setObjectName(QStringLiteral("sharedProblem"));
    m_notes->setObjectName(QStringLiteral("sharedNotes"));
    m_settings->setObjectName(QStringLiteral("sharedSettings"));
    m_settings->setAccessibleName(tr("Settings of the profile"));
    m_settings->setHeaderLabels({tr("Setting"), tr("Value"), tr("Where it stands")});
    m_settings->setRootIsDecorated(false);
    m_settings->setUniformRowHeights(true);
    m_settings->setTextElideMode(
        Qt::ElideMiddle); // a place ends in what one looks for: the file and its line
    m_settings->header()->setStretchLastSection(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Small));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_summary, m_problem})
        column->addWidget(widget);
    column->addWidget(m_settings);
    column->addWidget(m_notes);
}

void SharedProfilePanel::show(const Profile &profile)
{
    m_title->setText(profile.name);
    QStringList parts{kindInWords(profile), placeInWords(profile),
                      stateInWords(profile, m_session->identities())};
    parts.removeAll(QString());
    m_summary->setText(parts.join(QStringLiteral(" \u00b7 ")));
    m_problem->setText({}, profile.problem);
    m_problem->setVisible(!profile.problem.isEmpty());
    const bool isShared = profile.kind == credentials::ProfileKind::Shared;
    m_settings->setVisible(isShared);
    if (isShared)
        fillSettings(profile);
    else
        m_notes->setText(tr("You sign in for it at %1. What is got there lies sealed under a key of the "
                            "keychain.")
                             .arg(profile.signIn.startUrl.isEmpty() ? profile.signIn.consoleIdentity
                                                                    : profile.signIn.startUrl));
}

// As high as its lines, up to a number: what can be set below stays in sight.
void SharedProfilePanel::fitHeight()
{
    constexpr int most = 8;
    const int lines = qBound(1, m_settings->topLevelItemCount(), most);
    const int line = qMax(m_settings->sizeHintForRow(0), widgets::lineHeight(font()));
    m_settings->setFixedHeight(m_settings->header()->sizeHint().height() + lines * line
                               + 2 * m_settings->frameWidth() + 2);
}

void SharedProfilePanel::fillSettings(const Profile &profile)
{
    const signin::Machine machine = signin::Machine::ofThisProcess();
    const signin::SharedFiles files = signin::loadSharedFiles(machine);
    m_settings->clear();
    const signin::SharedProfile *found = files.profile(profile.id.section(u':', 1));
    const QList<signin::ShownSetting> settings =
        found ? signin::explained(*found, files) : QList<signin::ShownSetting>();
    for (const signin::ShownSetting &setting : settings) {
        auto *item = new QTreeWidgetItem(m_settings, {setting.name, setting.value, setting.place});
        for (int part = 0; part < 3; ++part)
            item->setToolTip(part, item->text(part));
    }
    for (const int part : {0, 1}) {
        m_settings->resizeColumnToContents(part);
        m_settings->setColumnWidth(part, qMin(m_settings->columnWidth(part), widgets::textWidth(this, 32)));
    }
    fitHeight();
    QStringList sentences;
    for (const signin::Note &note : files.notes)
        sentences.append(note.sentence());
    sentences.append(overriddenSentence());
    sentences.append(tr("Formwork reads these files and does not write them."));
    sentences.removeAll(QString());
    m_notes->setText(sentences.join(u'\n'));
}

} // namespace formwork::accounts
