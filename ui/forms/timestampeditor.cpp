// SPDX-License-Identifier: Apache-2.0
#include "forms/timestampeditor.h"

#include "forms/shapewords.h"
#include "forms/textfield.h"
#include "widgets/icon.h"

#include <QActionGroup>
#include <QCalendarWidget>
#include <QHBoxLayout>
#include <QMenu>
#include <QTimeZone>
#include <QToolButton>
#include <QWidgetAction>

namespace formwork::forms
{

TimestampEditor::TimestampEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_field(new TextField(this))
    , m_button(new QToolButton(this))
    , m_menu(new QMenu(m_button))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_field, 1);
    row->addWidget(m_button);
    setFocusProxy(m_field);
    m_field->setObjectName(pointer.toString());
    m_field->setClearButtonEnabled(isOptional());
    m_button->setObjectName(pointer.toString() + QStringLiteral("#time"));
    m_button->setIcon(widgets::icon(QStringLiteral("calendar")));
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &TimestampEditor::fillMenu);
    refreshQuietly();
    connect(m_field, &TextField::textChanged, this, [this](const QString &text) {
        refuse({});
        const auto moment = read(text, m_zone);
        const bool isUnset = text.isEmpty() && !isEntry();
        commit(isUnset      ? QCborValue(QCborValue::Undefined)
                   : moment ? document::momentValue(*moment)
                            : QCborValue(text));
    });
    connect(m_field, &TextField::pasteRefused, this, &TimestampEditor::refuse);
    connect(m_field, &TextField::editingFinished, this, [this] {
        if (m_field->isModified())
            touch();
    });
}

QWidget *TimestampEditor::input() { return m_field; }

void TimestampEditor::refresh()
{
    const QCborValue now = value();
    const auto typed = read(m_field->text(), m_zone);
    const bool saysTheSame = typed && typed == document::momentOf(now);
    if (!saysTheSame)
        m_field->showText(now.isDateTime() ? textOf(now.toDateTime()) : editText(now));
    m_field->setPlaceholderText(isOptional() ? tr("Not set, or 2026-01-31T09:30:00Z")
                                             : QStringLiteral("2026-01-31T09:30:00Z"));
}

void TimestampEditor::describe(const QString &name, const QString &description, bool isInvalid)
{
    Editor::describe(name, description, isInvalid);
    m_button->setAccessibleName(tr("Choose a time for %1").arg(name));
    m_button->setToolTip(tr("Now, a calendar, and the time zone"));
}

QDateTime TimestampEditor::parse(const QString &text, Qt::TimeSpec zone)
{
    const auto moment = read(text, zone);
    return moment ? moment->toDateTime() : QDateTime();
}

std::optional<document::Moment> TimestampEditor::read(const QString &text, Qt::TimeSpec zone)
{
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    trimmed.toDouble(&isNumber);
    if (trimmed.size() < (isNumber ? 5 : 10)) // four digits are a year being typed
        return std::nullopt;
    const auto written = document::parseWritten(trimmed);
    if (!written)
        return std::nullopt;
    document::Moment moment = written->moment;
    if (!written->hasZone && zone == Qt::LocalTime) {
        const QDateTime whole = document::Moment{moment.seconds, 0}.toDateTime();
        moment.seconds = QDateTime(whole.date(), whole.time(), Qt::LocalTime).toSecsSinceEpoch();
    }
    return moment;
}

void TimestampEditor::fillMenu()
{
    if (!m_menu->isEmpty())
        return;
    m_menu->addAction(tr("Now"), this, [this] {
        QDateTime now = QDateTime::currentDateTimeUtc();
        now.setTime(QTime(now.time().hour(), now.time().minute(), now.time().second()));
        take(now);
    });
    auto *calendar = new QCalendarWidget(m_menu);
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    auto *holder = new QWidgetAction(m_menu);
    holder->setDefaultWidget(calendar);
    m_menu->addAction(holder);
    connect(m_menu, &QMenu::aboutToShow, calendar, [this, calendar] {
        if (value().isDateTime())
            calendar->setSelectedDate(value().toDateTime().toTimeSpec(m_zone).date());
    });
    connect(calendar, &QCalendarWidget::activated, this, [this](QDate date) {
        const QDateTime before = value().toDateTime();
        const QTime time = before.isValid() ? before.toTimeSpec(m_zone).time() : QTime(0, 0);
        take(QDateTime(date, time, m_zone).toUTC());
        m_menu->close();
    });
    m_menu->addSeparator();
    auto *zones = new QActionGroup(m_menu);
    const QString here = QString::fromUtf8(QTimeZone::systemTimeZoneId());
    const std::pair<QString, Qt::TimeSpec> entries[] = {
        {tr("Times in UTC"), Qt::UTC},
        {tr("Times of this computer (%1)").arg(here), Qt::LocalTime},
    };
    for (const auto &[text, zone] : entries) {
        QAction *action = m_menu->addAction(text, this, [this, chosen = zone] { setZone(chosen); });
        action->setCheckable(true);
        action->setChecked(zone == m_zone);
        zones->addAction(action);
    }
}

void TimestampEditor::setZone(Qt::TimeSpec zone)
{
    m_zone = zone;
    if (value().isDateTime())
        m_field->showText(textOf(value().toDateTime()));
}

QString TimestampEditor::textOf(const QDateTime &moment) const
{
    const QDateTime local =
        m_zone == Qt::UTC ? moment.toUTC() : moment.toOffsetFromUtc(moment.toLocalTime().offsetFromUtc());
    return local.toString(local.time().msec() ? Qt::ISODateWithMs : Qt::ISODate);
}

void TimestampEditor::take(const QDateTime &moment)
{
    m_field->setText(textOf(moment));
    touch();
}

} // namespace formwork::forms
