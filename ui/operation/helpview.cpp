// SPDX-License-Identifier: Apache-2.0
#include "operation/helpview.h"

#include "wording/richtext.h"

#include <QDesktopServices>
#include <QUrl>

namespace formwork::operation
{
namespace
{

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
        lines += HelpView::tr("Pattern: %1").arg(limits.pattern);
    if (limits.uniqueItems)
        lines += HelpView::tr("Every entry may stand in it once.");
    QString html;
    for (const QString &line : lines)
        html += paragraph(line);
    return html;
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
    connect(this, &QTextBrowser::anchorClicked, this, [](const QUrl &url) {
        if (url.scheme() == u"https" || url.scheme() == u"http")
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

void HelpView::showMember(const model::Member *member, const QString &label)
{
    QString html;
    if (member) {
        html = QStringLiteral("<h3>") + label.toHtmlEscaped() + QStringLiteral("</h3>")
            + paragraph(member->name + (member->required ? tr(" (required)") : QString()));
        html += wording::safeHtml(member->documentation.isEmpty() ? member->target->documentation
                                                                  : member->documentation);
        html += limitsHtml(*member);
        html += valuesHtml(*member->target);
    }
    if (html == m_memberHtml)
        return;
    m_memberHtml = html;
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
    setHtml(m_memberHtml.isEmpty() ? m_operationHtml
                                   : m_memberHtml + QStringLiteral("<hr>") + m_operationHtml);
}

} // namespace formwork::operation
