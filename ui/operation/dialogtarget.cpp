// SPDX-License-Identifier: Apache-2.0
// Where the dialog of an operation sends, and how it says so.
#include "accounts/accountwords.h"
#include "client/whereabouts.h"
#include "operation/footer.h"
#include "operation/operationdialog.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/colourdot.h"
#include "widgets/elidedlabel.h"
#include "widgets/metrics.h"

#include <QIcon>
#include <QPushButton>

namespace formwork::operation
{

// A form goes where it was opened for, whatever is selected since: it says so, and offers the other.
void OperationDialog::refreshElsewhere()
{
    const client::Target own = m_submission->destination().target();
    const client::Target selected = m_session->target();
    const auto inWords = [](const client::Target &target) {
        return tr("%1, Region %2").arg(target.profile.name, target.region);
    };
    const bool isElsewhere =
        !m_submission->destination().isSelected() && m_submission->kind() != Submission::Kind::Again;
    m_elsewhere->setVisible(isElsewhere);
    m_elsewhere->clearButtons();
    if (!isElsewhere)
        return;
    m_elsewhere->setText(tr("This form goes to %1.").arg(inWords(own)),
                         tr("It was opened for that account. Selected now: %1.").arg(inWords(selected)));
    m_elsewhere
        ->addButton(tr("Send it to %1 instead").arg(selected.profile.name),
                    [this] { m_submission->destination().follow(); })
        ->setObjectName(QStringLiteral("followSelected"));
}

void OperationDialog::refreshTarget()
{
    const client::Target target = m_submission->target();
    QStringList where{target.profile.name, target.profile.accountId, target.profile.roleName, target.region};
    where.removeAll(QString());
    if (target.profile.kind == credentials::ProfileKind::Practice)
        where.removeAll(target.profile.accountId);
    m_where->setFullText(where.join(QStringLiteral(" \u00b7 ")));
    const QString mark = accounts::markOf(target.profile);
    m_mark->setLook(
        {mark, {}, target.profile.isProduction ? widgets::Tone::Rejected : widgets::Tone::Warning});
    m_mark->setVisible(!mark.isEmpty());
    refreshElsewhere();
    if (m_foreign)
        m_foreign->setVisible(client::whereabouts(target).isPractice());
    if (m_footer)
        m_footer->refreshHits();
    const int side = widgets::iconSize(font());
    const QIcon dot = widgets::colourDot(QColor(target.profile.colour), side);
    m_colour->setPixmap(dot.pixmap(QSize(side, side), devicePixelRatioF()));
    setWindowTitle(m_opened.guide->createTitle + QStringLiteral(" \u2014 ") + m_where->fullText());
}

} // namespace formwork::operation
