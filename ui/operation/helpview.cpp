// SPDX-License-Identifier: Apache-2.0
#include "operation/helpview.h"

#include "validation/patternwords.h"
#include "wording/richtext.h"

#include <QDesktopServices>
#include <QUrl>

namespace formwork::operation
{
namespace
{

const QString kPatternLink = QStringLiteral("formwork:pattern");

QString paragraph(const QString &text)
{
    return QStringLiteral("<p>") + text.toHtmlEscaped() + QStringLiteral("</p>");
}

QString limitsHtml(const model::Member &member)
{
    const model::Constraints limits = member.effectiveConstraints();
    QStringList lines;
    if (limits.minLength || limits.maxLength) {
        const QString low = limits.minLength ? QString::number(*limits.minLength) : QStringLiteral("0");
        const QString high = limits.maxLength ? QString::number(*limits.maxLength) : QString();
        lines += high.isEmpty() ? HelpView::tr("Length: at least %1").arg(low)
                                : HelpView::tr("Length: %1 to %2").arg(low, high);
    }
    if (limits.minValue || limits.maxValue) {
        const QString low =
            limits.minValue ? QString::number(*limits.minValue, 'g', 17) : HelpView::tr("any");
        const QString high =
            limits.maxValue ? QString::number(*limits.maxValue, 'g', 17) : HelpView::tr("any");
        lines += HelpView::tr("Range: %1 to %2").arg(low, high);
    }
    if (!limits.pattern.isEmpty())
        lines += validation::patternInWords(limits.pattern);
    if (limits.uniqueItems)
        lines += HelpView::tr("Every entry may stand in it once.");
    QString html;
    for (const QString &line : std::as_const(lines)) {
        if (!line.isEmpty())
            html += paragraph(line);
    }
    return html;
}

// The pattern itself is for who wants to copy it: it stands there once it is asked for.
QString patternHtml(const QString &pattern, bool isShown)
{
    if (pattern.isEmpty())
        return {};
    const QString link = isShown ? HelpView::tr("Hide the pattern") : HelpView::tr("Show the pattern");
    return QStringLiteral("<p><a href=\"%1\">%2</a></p>").arg(kPatternLink, link.toHtmlEscaped())
        + (isShown ? QStringLiteral("<p><code>%1</code></p>").arg(pattern.toHtmlEscaped()) : QString());
}

// What the values of a choice mean, where the model says so.
QString valuesHtml(const model::Shape &shape)
{
    QString html;
    for (const model::EnumValue &value : shape.enumValues) {
        QString said = wording::safeHtml(value.documentation);
        if (value.deprecated)
            said += paragraph(HelpView::tr("Deprecated. %1").arg(value.deprecated->message).trimmed());
        if (!said.isEmpty())
            html +=
                QStringLiteral("<dt><code>%1</code></dt><dd>%2</dd>").arg(value.value.toHtmlEscaped(), said);
    }
    return html.isEmpty() ? html : QStringLiteral("<dl>") + html + QStringLiteral("</dl>");
}

} // namespace

HelpView::HelpView(const model::Operation &operation, const guide::Guide &guide, QWidget *parent)
    : QTextBrowser(parent)
{
    setAccessibleName(tr("Help"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (url.toString() == kPatternLink)
            togglePattern();
        else if (url.scheme() == u"https" || url.scheme() == u"http")
            QDesktopServices::openUrl(url);
    });
    m_operationHtml = QStringLiteral("<h3>") + guide.title.toHtmlEscaped() + QStringLiteral("</h3>")
        + wording::safeHtml(operation.documentation);
    for (const guide::Step &step : guide.steps) {
        if (!step.help.isEmpty())
            m_operationHtml += QStringLiteral("<h4>") + step.title.toHtmlEscaped() + QStringLiteral("</h4>")
                + paragraph(step.help);
    }
    refresh();
}

void HelpView::togglePattern()
{
    m_isPatternShown = !m_isPatternShown;
    refresh();
}

void HelpView::showMember(const model::Member *member, const QString &label)
{
    QString html;
    QString pattern;
    if (member) {
        html = QStringLiteral("<h3>") + label.toHtmlEscaped() + QStringLiteral("</h3>")
            + paragraph(member->name + (member->required ? tr(" (required)") : QString()));
        html += wording::safeHtml(member->documentation.isEmpty() ? member->target->documentation
                                                                  : member->documentation);
        html += limitsHtml(*member);
        html += valuesHtml(*member->target);
        pattern = member->effectiveConstraints().pattern;
    }
    if (html == m_memberHtml && pattern == m_pattern)
        return;
    m_memberHtml = html;
    m_pattern = pattern;
    m_isPatternShown = false;
    refresh();
}

QVariant HelpView::loadResource(int type, const QUrl &name)
{
    Q_UNUSED(type)
    Q_UNUSED(name)
    return {};
}

void HelpView::refresh()
{
    if (m_memberHtml.isEmpty()) {
        setHtml(m_operationHtml);
        return;
    }
    setHtml(m_memberHtml + patternHtml(m_pattern, m_isPatternShown) + QStringLiteral("<hr>")
            + m_operationHtml);
}

} // namespace formwork::operation
