// SPDX-License-Identifier: Apache-2.0
#include "forms/textnote.h"

#include "widgets/stylesheet.h"

#include <QMenu>

namespace formwork::forms
{
namespace
{

constexpr qsizetype kMostFindings = 6; // that are listed; the rest come to light as these are mended

QString link(const QString &target, const QString &text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(target, text.toHtmlEscaped());
}

} // namespace

TextNote::TextNote(FormModel &form, document::Pointer pointer, texts::Use use, QWidget *parent)
    : LinkLabel(parent)
    , m_form(form)
    , m_pointer(std::move(pointer))
    , m_use(std::move(use))
{
    setObjectName(m_pointer.toString() + QStringLiteral("#note"));
    widgets::setRole(this, "help");
    setWordWrap(true);
    connect(this, &QLabel::linkActivated, this, &TextNote::follow);
    connect(&form, &FormModel::problemsChanged, this, &TextNote::refresh);
    refresh();
}

void TextNote::refresh()
{
    const QString text = m_form.value(m_pointer).toString();
    const QString note = texts::note(m_use, text, QDateTime::currentDateTimeUtc(), zone());
    QStringList plain;
    QStringList rich;
    const auto say = [&](const QString &said, const QString &html) {
        plain.append(said);
        rich.append(html);
    };
    if (!note.isEmpty())
        say(note, note.toHtmlEscaped());
    if (!texts::samplesOf(m_use).isEmpty())
        say(tr("Samples"), link(QStringLiteral("samples"), tr("Samples...")));
    QString said = plain.join(u' ');
    QString html = rich.join(QStringLiteral(" &nbsp; "));
    const QList<texts::Finding> found = m_form.isProblemShown(m_pointer) && m_use.isLong()
        ? m_form.textFindings(m_pointer)
        : QList<texts::Finding>();
    for (const texts::Finding &finding : found.first(qMin(kMostFindings, found.size()))) {
        const QString line = tr("Line %1").arg(finding.place.line);
        const QString target = QStringLiteral("%1:%2").arg(finding.place.line).arg(finding.place.column);
        html += QStringLiteral("<br>") + link(target, line) + QStringLiteral(" ")
            + finding.phrase.toHtmlEscaped();
        said += u' ' + line + QStringLiteral(": ") + finding.phrase;
    }
    if (this->text() != html) {
        setText(html);
        setAccessibleName(said.trimmed());
    }
    setVisible(!html.isEmpty());
}

void TextNote::follow(const QString &link)
{
    if (link == u"samples") {
        offerSamples();
        return;
    }
    const QStringList place = link.split(u':');
    Q_EMIT placeChosen(place.value(0).toInt(), place.value(1).toInt());
}

// A sample takes the place of what is there, as one change that can be taken back.
void TextNote::offerSamples()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(objectName() + QStringLiteral("#samples"));
    for (const texts::Sample &sample : texts::samplesOf(m_use)) {
        QAction *action = menu->addAction(QString(sample.title).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, text = sample.text] {
            m_form.setValue(m_pointer, text);
            m_form.touch(m_pointer);
            Q_EMIT placeChosen(1, 1);
        });
    }
    menu->popup(mapToGlobal(rect().bottomLeft()));
}

// EventBridge Scheduler keeps the zone of ScheduleExpression in ScheduleExpressionTimezone.
QByteArray TextNote::zone() const
{
    if (m_pointer.isRoot())
        return {};
    const QString name = m_pointer.last() + QStringLiteral("Timezone");
    return m_form.value(m_pointer.parent().child(name)).toString().toUtf8();
}

} // namespace formwork::forms
