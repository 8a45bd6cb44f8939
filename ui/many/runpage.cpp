// SPDX-License-Identifier: Apache-2.0
#include "many/runpage.h"

#include "client/whereabouts.h"
#include "model/effect.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

namespace formwork::many
{
namespace
{

using widgets::Space;

constexpr int kMostAtOnce = 64;
constexpr int kUsualAtOnce = 16;
constexpr int kMostFailures = 100'000;
constexpr double kFastest = 10'000; // a second

template <typename Field>
Field *named(Field *field, const char *name, const QString &said)
{
    field->setObjectName(QLatin1String(name));
    widgets::setAccessible(field, said);
    return field;
}

} // namespace

RunPage::RunPage(Job *job, QWidget *parent)
    : QWidget(parent)
    , m_job(job)
    , m_where(widgets::wrappedLabel({}, this))
    , m_count(widgets::headingLabel({}, this))
    , m_send(named(new QPushButton(this), "sendMany", {}))
    , m_rehearse(named(new QPushButton(tr("&Rehearse in the practice account"), this), "rehearseMany",
                       tr("Rehearse in the practice account")))
    , m_rehearsal(widgets::helpLabel(
          tr("A rehearsal sends the same rows to the practice account inside this program; nothing of it "
             "reaches AWS."),
          this))
    , m_busy(widgets::wrappedLabel({}, this))
{
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Large, Space::Medium);
    m_count->setObjectName(QStringLiteral("sendCount"));
    m_where->setObjectName(QStringLiteral("sendWhere"));
    column->addWidget(m_count);
    column->addWidget(m_where);
    buildForm(column);
    widgets::setFlag(m_send, "primary", true);
    for (QPushButton *button : {m_send, m_rehearse})
        button->setAutoDefault(false);
    connect(m_send, &QPushButton::clicked, this, &RunPage::sendRequested);
    connect(m_rehearse, &QPushButton::clicked, this, &RunPage::rehearseRequested);
    auto *row = new QHBoxLayout;
    row->addWidget(m_send);
    row->addWidget(m_rehearse);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_rehearsal);
    m_busy->setObjectName(QStringLiteral("sendBusy"));
    column->addWidget(m_busy);
    column->addStretch(1);
    connect(job, &Job::checkedChanged, this, &RunPage::refresh);
    connect(&job->destination(), &session::Destination::changed, this, &RunPage::refresh);
    refresh();
}

void RunPage::buildForm(QVBoxLayout *column)
{
    auto *form = new QFormLayout;
    widgets::setUpForm(form, font());
    m_pace = named(new QComboBox(this), "pace", tr("Pace"));
    m_pace->addItem(tr("As fast as the service allows"));
    m_pace->addItem(tr("A fixed number a second"));
    m_perSecond = named(new QDoubleSpinBox(this), "perSecond", tr("Requests a second"));
    m_perSecond->setRange(0.1, kFastest);
    m_perSecond->setDecimals(1);
    m_perSecond->setValue(5);
    m_perSecond->setSuffix(tr(" a second"));
    m_perSecond->setEnabled(false);
    connect(m_pace, &QComboBox::currentIndexChanged, m_perSecond,
            [this](int index) { m_perSecond->setEnabled(index == 1); });
    auto *pace = new QHBoxLayout;
    pace->addWidget(m_pace, 1);
    pace->addWidget(m_perSecond);
    auto *paceLabel = new QLabel(tr("&Pace"), this);
    paceLabel->setBuddy(m_pace);
    form->addRow(paceLabel, pace);
    m_concurrency = named(new QSpinBox(this), "atOnce", tr("Requests at once"));
    m_concurrency->setRange(1, kMostAtOnce);
    m_concurrency->setValue(kUsualAtOnce);
    form->addRow(tr("At &once"), m_concurrency);
    m_stopAfter = named(new QSpinBox(this), "stopAfter", tr("Stop after so many failures"));
    m_stopAfter->setRange(0, kMostFailures);
    m_stopAfter->setSpecialValueText(tr("Never"));
    m_stopAfter->setValue(10);
    form->addRow(tr("Stop after so many &failures"), m_stopAfter);
    m_tryOne = named(new QCheckBox(tr("Try &one row first, and ask before the others"), this), "tryOne",
                     tr("Try one row first"));
    m_tryOne->setChecked(true);
    form->addRow(QString(), m_tryOne);
    column->addLayout(form);
}

void RunPage::refresh()
{
    const client::Target target = m_job->destination().target();
    const int count = static_cast<int>(m_job->toSend());
    m_count->setText(tr("%Ln request(s) will be sent", nullptr, count));
    QStringList account{target.profile.name, target.profile.accountId};
    account.removeAll(QString());
    m_where->setText(
        tr("To the account %1 in the Region %2. %3")
            .arg(account.join(QStringLiteral(" \u00b7 ")), target.region, client::whereabouts(target).text));
    const bool creates = model::isCreate(m_job->operation()->name);
    m_send->setText(creates ? tr("&Create %Ln...", nullptr, count) : tr("&Send %Ln...", nullptr, count));
    m_send->setAccessibleName(m_send->text().remove(u'&'));
    const bool isReady = count > 0 && !m_job->isChecking() && !m_isBusy;
    m_send->setEnabled(isReady);
    const bool isPractice = client::whereabouts(target).isPractice();
    const bool mayRehearse = session::Session::canRehearse(*m_job->operation()->service);
    m_rehearse->setVisible(!isPractice && mayRehearse && m_job->into() == 0);
    m_rehearsal->setVisible(m_rehearse->isVisibleTo(this));
    m_rehearse->setEnabled(isReady);
}

void RunPage::setBusy(const QString &sentence)
{
    m_isBusy = !sentence.isEmpty();
    m_busy->setText(sentence);
    refresh();
}

bool RunPage::triesOne() const { return m_tryOne->isChecked() && m_job->toSend() > 1; }

bulk::RunWishes RunPage::wishes() const
{
    bulk::RunWishes wishes;
    wishes.concurrency = m_concurrency->value();
    wishes.pace = m_pace->currentIndex() == 1 ? m_perSecond->value() : 0;
    wishes.stopAfter = m_stopAfter->value();
    return wishes;
}

} // namespace formwork::many
