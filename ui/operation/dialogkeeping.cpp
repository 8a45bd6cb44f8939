// SPDX-License-Identifier: Apache-2.0
// What the dialog of an operation keeps of its values, to be used again.
#include "guide/ownguides.h"
#include "operation/footer.h"
#include "operation/formvariables.h"
#include "operation/operationdialog.h"
#include "operation/savedialog.h"

#include <QInputDialog>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>

namespace formwork::operation
{

void OperationDialog::connectKeeping()
{
    connect(m_footer, &Footer::valuesMenuRequested, this, &OperationDialog::fillValuesMenu);
    connect(new QShortcut(QKeySequence::Save, this), &QShortcut::activated, this, [this] {
        if (m_center->currentIndex() == 0)
            saveValues();
    });
    // Another account, another Region: its variables have other values.
    connect(&m_submission->destination(), &session::Destination::changed, m_form,
            &forms::FormModel::checkNow);
}

void OperationDialog::saveValues()
{
    m_form->checkNow(); // what is still in a field's hands comes to the form
    auto *dialog = new SaveDialog(m_session, m_form, m_variables, m_submission->destination().target(),
                                  m_opened.saved, this);
    connect(dialog, &SaveDialog::saved, this, [this](const keeping::SavedForm &form) {
        m_opened.saved = form;
        m_variables->setSaved(form.variables, {}); // the secrets are here still
        m_drafts->setVariables(form.variables);
        m_form->checkNow();
        say(widgets::Tone::Created, tr("Saved as \u201c%1\u201d.").arg(form.name),
            tr("You find it under Saved."));
    });
    dialog->open();
}

// What stands in the form is where each new form of the operation begins from now on.
void OperationDialog::saveAsGuide()
{
    m_form->checkNow();
    const guide::GuidesPtr guides = m_session->environment()->guides;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("guideDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as a guide"));
    dialog->setLabelText(
        tr("Every new form of %1 begins with the steps and values of this one; secrets are left "
           "out.%2\n\n&Title")
            .arg(m_opened.operation->name,
                 m_opened.guide->isOwn ? u' ' + tr("Your guide that there is already is replaced.")
                                       : QString()));
    dialog->setTextValue(m_opened.guide->title);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, guides](const QString &title) {
        const QByteArray json =
            guide::guideFrom(*m_opened.guide, *m_opened.operation, m_form->typedDocument(),
                             title.trimmed().isEmpty() ? m_opened.guide->title : title.trimmed());
        const Result<QString> file = guide::saveOwnGuide(guides->ownFolder(), json, *m_opened.operation);
        if (!file) {
            say(widgets::Tone::Warning, {}, file.error().sentence());
            return;
        }
        guides->reload();
        say(widgets::Tone::Created, tr("Saved as your guide."),
            tr("The next form of this kind begins so. The file can be edited: %1").arg(*file));
    });
    dialog->open();
}

void OperationDialog::fillValuesMenu(QMenu *menu)
{
    menu->clear();
    QAction *save = menu->addAction(tr("&Save values..."), this, &OperationDialog::saveValues);
    save->setShortcut(QKeySequence::Save);
    save->setShortcutVisibleInContextMenu(true);
    save->setShortcutContext(Qt::WidgetShortcut); // the dialog's own one acts
    save->setObjectName(QStringLiteral("saveValuesAction"));
    menu->addAction(tr("Save as a &guide..."), this, &OperationDialog::saveAsGuide)
        ->setObjectName(QStringLiteral("saveGuideAction"));
    constexpr qsizetype most = 12;
    qsizetype count = 0;
    for (const keeping::SavedForm &form : m_session->saved().forms()) {
        if (form.service != m_opened.operation->service->id || form.operation != m_opened.operation->name
            || form.id == m_opened.saved.id || ++count > most)
            continue;
        if (count == 1)
            menu->addSection(tr("Open saved values"));
        QString name = form.name;
        menu->addAction(name.replace(u'&', QStringLiteral("&&")), this,
                        [this, id = form.id] { Q_EMIT savedRequested(id); });
    }
}

} // namespace formwork::operation
