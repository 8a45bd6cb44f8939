// SPDX-License-Identifier: Apache-2.0
#include "shell/helpdialog.h"

#include "shell/helptexts.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace formwork::shell
{
namespace
{

// Two columns, so that the eye finds the line it looks for at the left.
QString asTable(const QList<HelpLine> &lines, int padding)
{
    QString html = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"%1\">").arg(padding);
    for (const HelpLine &line : lines) {
        html += line.text.isEmpty()
            ? QStringLiteral("<tr><td colspan=\"2\"><h3>%1</h3></td></tr>").arg(line.name.toHtmlEscaped())
            : QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>")
                  .arg(line.name.toHtmlEscaped(), line.text.toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

QTextBrowser *page(const QString &name, const QString &accessibleName, const QList<HelpLine> &lines,
                   QWidget *parent)
{
    auto *browser = new QTextBrowser(parent);
    browser->setObjectName(name);
    browser->setAccessibleName(accessibleName);
    browser->setFrameShape(QFrame::NoFrame);
    browser->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    browser->setHtml(asTable(lines, widgets::space(parent, widgets::Space::Tiny)));
    return browser;
}

} // namespace

HelpDialog::HelpDialog(QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("helpDialog"));
    setWindowTitle(tr("Help"));
    m_tabs->setObjectName(QStringLiteral("helpTabs"));
    m_tabs->addTab(page(QStringLiteral("helpTasks"), tr("Daily tasks"), dailyTasks(), m_tabs),
                   tr("Daily &tasks"));
    m_tabs->addTab(page(QStringLiteral("helpKeys"), tr("Keyboard shortcuts"), keyLines(), m_tabs),
                   tr("&Keyboard"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Medium, widgets::Space::Small);
    column->addWidget(m_tabs, 1);
    column->addWidget(buttons);
    resize(widgets::openingSize(this, {widgets::textWidth(this, 110), widgets::lineHeight(font()) * 34}));
    widgets::placeOnScreen(this);
}

void HelpDialog::showPage(Page page)
{
    m_tabs->setCurrentIndex(page == Page::Keys ? 1 : 0);
    show();
    raise();
    activateWindow();
    m_tabs->currentWidget()->setFocus(Qt::OtherFocusReason);
}

} // namespace formwork::shell
