// SPDX-License-Identifier: Apache-2.0
#include "checking/checkpanel.h"

#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

namespace formwork::checking
{

using evidence::Finding;
using evidence::Report;
using evidence::Rung;
using evidence::Verdict;
using widgets::Space;
using widgets::Tone;

namespace
{

QString rungInWords(Rung rung)
{
    switch (rung) {
    case Rung::Answer:
        return CheckPanel::tr("The answer");
    case Rung::Read:
        return CheckPanel::tr("Read it");
    case Rung::Again:
        return CheckPanel::tr("Look again");
    case Rung::Tag:
        return CheckPanel::tr("Look for its tag");
    case Rung::List:
        return CheckPanel::tr("List and compare");
    case Rung::Trail:
        return CheckPanel::tr("CloudTrail");
    case Rung::History:
        return CheckPanel::tr("The history");
    case Rung::Person:
        break;
    }
    return CheckPanel::tr("Said by a person");
}

Tone toneOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Happened:
        return Tone::Created;
    case Verdict::Refused:
        return Tone::Rejected;
    case Verdict::NotSeen:
    case Verdict::CannotTell:
        break;
    }
    return Tone::Unknown;
}

QPushButton *button(const QString &text, const char *name, QWidget *parent)
{
    auto *result = new QPushButton(text, parent);
    result->setObjectName(QLatin1String(name));
    result->setAutoDefault(false);
    return result;
}

} // namespace

CheckPanel::CheckPanel(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_lines(new QVBoxLayout)
    , m_now(widgets::mutedLabel({}, this))
    , m_cancel(button(tr("&Stop looking"), "checkCancel", this))
    , m_verdict(new widgets::Banner(Tone::Unknown, this))
    , m_word(new QWidget(this))
    , m_note(new QLineEdit(m_word))
    , m_isThere(button(tr("It is &there"), "checkIsThere", m_word))
    , m_isNotThere(button(tr("It is &not there"), "checkIsNotThere", m_word))
{
    setObjectName(QStringLiteral("checkPanel"));
    m_now->setObjectName(QStringLiteral("checkNow"));
    m_now->setWordWrap(true);
    m_verdict->setObjectName(QStringLiteral("checkVerdict"));
    m_note->setObjectName(QStringLiteral("checkNote"));
    m_note->setPlaceholderText(tr("How you know, if you like"));
    widgets::setAccessible(m_note, tr("Note"), tr("Kept in the history with your name and the time."));
    widgets::setAccessible(m_isThere, tr("It is there"),
                           tr("The request was carried out. It is not sent again."));
    widgets::setAccessible(m_isNotThere, tr("It is not there"),
                           tr("The request did nothing. It may be sent again."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, Space::Small));
    m_lines->setSpacing(widgets::space(this, Space::Tiny));
    column->addLayout(m_lines);
    auto *now = new QHBoxLayout;
    now->addWidget(m_now, 1);
    now->addWidget(m_cancel);
    column->addLayout(now);
    column->addWidget(m_verdict);
    auto *word = new QHBoxLayout(m_word);
    word->setContentsMargins({});
    word->addWidget(widgets::mutedLabel(tr("Do you know more?"), m_word));
    word->addWidget(m_isThere);
    word->addWidget(m_isNotThere);
    word->addWidget(m_note, 1);
    column->addWidget(m_word);
    connect(m_cancel, &QPushButton::clicked, this, &CheckPanel::cancel);
    connect(m_isThere, &QPushButton::clicked, this, [this] { settle(true); });
    connect(m_isNotThere, &QPushButton::clicked, this, [this] { settle(false); });
    clear();
}

CheckPanel::~CheckPanel() { cancel(); }

void CheckPanel::cancel()
{
    if (m_cancellation)
        m_cancellation->cancel();
}

void CheckPanel::clear()
{
    cancel();
    m_cancellation = nullptr;
    m_id = 0;
    while (QLayoutItem *line = m_lines->takeAt(0)) {
        delete line->widget();
        delete line;
    }
    m_note->clear();
    for (QWidget *one : std::initializer_list<QWidget *>{m_now, m_cancel, m_verdict, m_word})
        one->hide();
}

void CheckPanel::start(qint64 id)
{
    clear();
    m_id = id;
    check(false);
}

void CheckPanel::check(bool otherKeys)
{
    m_cancellation = std::make_shared<transport::Cancellation>();
    m_now->setText(tr("Looking..."));
    m_now->show();
    m_cancel->setEnabled(true);
    m_cancel->show();
    m_verdict->hide();
    m_word->hide();
    evidence::CheckOptions options;
    options.cancellation = m_cancellation;
    options.otherKeys = otherKeys;
    // What another check tells late is not this one's.
    const auto isCurrent = [self = QPointer(this), mine = m_cancellation] {
        return self && self->m_cancellation == mine;
    };
    options.climbing = [self = QPointer(this), isCurrent](Rung rung, const QString &asked) {
        if (isCurrent())
            self->climbing(rung, asked);
    };
    options.told = [self = QPointer(this), isCurrent](const Finding &finding) {
        if (isCurrent())
            self->tell(finding);
    };
    evidence::check(m_session->environment(), m_id, options)
        .then([self = QPointer(this), isCurrent](const Result<Report> &report) {
            if (isCurrent())
                self->showReport(report);
        });
}

void CheckPanel::addLine(const QString &text)
{
    QLabel *line = widgets::wrappedLabel(text, this);
    line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lines->addWidget(line);
    widgets::announce(this, text);
}

void CheckPanel::climbing(Rung rung, const QString &asked)
{
    m_now->setText(QStringLiteral("%1: %2...").arg(rungInWords(rung), asked));
}

void CheckPanel::tell(const Finding &finding)
{
    addLine(QStringLiteral("%1: %2").arg(rungInWords(finding.rung), finding.sentence));
    m_now->setText(finding.rung == Rung::Read || finding.rung == Rung::Again
                       ? tr("A service may not show at once what it has made. Looking again soon...")
                       : tr("Looking..."));
}

void CheckPanel::showReport(const Result<Report> &report)
{
    m_cancellation = nullptr;
    m_now->hide();
    m_cancel->hide();
    if (!report && report.error().code == u"OtherKeys") {
        askAboutKeys(report.error().message);
        return;
    }
    if (report) {
        showVerdict(*report);
    } else {
        m_verdict->setTone(Tone::Unknown);
        m_verdict->setText({}, report.error().sentence());
        m_verdict->show();
        m_word->show();
    }
    Q_EMIT ended();
    if (report && report->isSettled)
        Q_EMIT settled(m_id);
}

void CheckPanel::askAboutKeys(const QString &sentence)
{
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("Look with the keys of now?");
    question.text = sentence;
    question.answers = {{QStringLiteral("look"), tr("Look with these keys"), false}};
    widgets::ask(this, question, [self = QPointer(this)](const QString &answer) {
        if (!self)
            return;
        if (answer == u"look")
            self->check(true);
        else
            Q_EMIT self->ended();
    });
}

void CheckPanel::showVerdict(const Report &report)
{
    m_verdict->setTone(toneOf(report.verdict));
    m_verdict->setText({}, report.sentence);
    m_verdict->show();
    m_word->setVisible(!report.isSettled);
    widgets::announce(this, report.sentence);
}

void CheckPanel::settle(bool itHappened)
{
    m_isThere->setEnabled(false);
    m_isNotThere->setEnabled(false);
    const evidence::PersonsWord word{itHappened, m_note->text().trimmed(), {}};
    evidence::settle(m_session->environment(), m_id, word)
        .then([self = QPointer(this), id = m_id](const Result<Report> &report) {
            if (!self || self->m_id != id)
                return;
            self->m_isThere->setEnabled(true);
            self->m_isNotThere->setEnabled(true);
            if (!report) {
                self->m_verdict->setText({}, report.error().sentence());
                self->m_verdict->show();
                return;
            }
            self->showVerdict(*report);
            Q_EMIT self->settled(id);
        });
}

} // namespace formwork::checking
