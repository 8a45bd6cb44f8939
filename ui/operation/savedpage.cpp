// SPDX-License-Identifier: Apache-2.0
#include "operation/savedpage.h"

#include "base/figures.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/entrydelegate.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/searchedlist.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>

namespace formwork::operation
{
namespace
{

enum Role { IdRole = Qt::UserRole, UnreadableRole };

} // namespace

SavedPage::SavedPage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_search(new widgets::SearchField(tr("Search saved forms"), this))
    , m_list(new QListWidget(this))
    , m_empty(widgets::wrappedLabel({}, this))
    , m_removed(new widgets::Banner(widgets::Tone::Neutral, this))
{
    setObjectName(QStringLiteral("savedPage"));
    m_search->setObjectName(QStringLiteral("savedSearch"));
    m_search->setAccessibleName(tr("Search saved forms"));
    m_list->setObjectName(QStringLiteral("savedList"));
    m_list->setAccessibleName(tr("Saved forms"));
    m_list->setItemDelegate(new widgets::EntryDelegate(true, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_removed->setObjectName(QStringLiteral("savedRemoved"));
    m_removed->hide();
    widgets::setRole(m_empty, "muted");
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    column->addWidget(widgets::titleLabel(tr("Saved forms")));
    column->addWidget(m_search);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    column->addStretch(0);
    column->addWidget(m_removed);
    column->addWidget(buildButtons());
    connect(m_search, &QLineEdit::textChanged, this, &SavedPage::refresh);
    connect(m_search, &widgets::SearchField::stepped, this,
            [this](int rows) { m_list->setCurrentRow(widgets::steppedRow(*m_list, rows)); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(false); });
    connect(m_list, &QListWidget::itemActivated, this, [this] { choose(false); });
    connect(m_list, &QListWidget::currentItemChanged, this, &SavedPage::refreshButtons);
    const auto addKey = [this](const QKeySequence &keys, void (SavedPage::*act)()) {
        auto *key = new QShortcut(keys, m_list);
        key->setContext(Qt::WidgetShortcut);
        connect(key, &QShortcut::activated, this, act);
    };
    addKey(QKeySequence::Delete, &SavedPage::remove);
    addKey(Qt::Key_F2, &SavedPage::rename);
    addKey(QKeySequence::Undo, &SavedPage::putBack);
    connect(&m_session->saved(), &keeping::SavedForms::changed, this, &SavedPage::refresh);
    refresh();
}

QWidget *SavedPage::buildButtons()
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    const auto add = [&](const QString &text, const char *name, auto act) {
        auto *button = new QPushButton(text, box);
        button->setObjectName(QLatin1String(name));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, act);
        row->addWidget(button);
        m_buttons.append(button);
        return button;
    };
    add(tr("&Delete"), "deleteSaved", [this] { remove(); });
    add(tr("&Rename..."), "renameSaved", [this] { rename(); });
    add(tr("D&uplicate"), "duplicateSaved", [this] { duplicate(); });
    row->addStretch(1);
    m_run = add(tr("Revie&w and send..."), "runSaved", [this] { choose(true); });
    widgets::setFlag(add(tr("&Open"), "openSaved", [this] { choose(false); }), "primary", true);
    return box;
}

void SavedPage::refresh()
{
    const QString current = currentId();
    m_list->clear();
    const bool isSearching = !m_search->text().trimmed().isEmpty();
    for (const keeping::SavedForm &form : m_session->saved().find(m_search->text()))
        addForm(form);
    for (const keeping::UnreadableForm &form : m_session->saved().unreadable()) {
        if (!isSearching)
            addUnreadable(form);
    }
    select(current);
    const bool any = m_list->count() > 0;
    m_empty->setText(
        isSearching
            ? tr("No saved form matches \u201c%1\u201d.").arg(m_search->text())
            : tr("None yet. \u201cValues\u201d, \u201cSave values...\u201d in any form (Ctrl+S) keeps "
                 "what stands in it under a name, to be used again. A text may hold {{region}}, "
                 "{{account}}, {{partition}}, {{date}} and variables of your own, which each account "
                 "has in Accounts."));
    m_empty->setVisible(!any);
    m_list->setVisible(any);
    m_search->setVisible(any || isSearching);
    for (QPushButton *button : std::as_const(m_buttons))
        button->setVisible(any);
    refreshButtons();
}

void SavedPage::addForm(const keeping::SavedForm &form)
{
    auto *item = new QListWidgetItem(form.name, m_list);
    item->setData(IdRole, form.id);
    item->setData(widgets::DetailRole, QString(form.service + u' ' + form.operation));
    QStringList help;
    if (!form.note.isEmpty())
        help.append(form.note);
    if (!form.account.isEmpty()) {
        const QString name =
            m_session->profiles().profile(form.account).value_or(credentials::Profile()).name;
        help.append(tr("for %1, Region %2").arg(name.isEmpty() ? form.account : name, form.region));
    }
    for (const QString &name : form.variables)
        help.append(QStringLiteral("{{") + name + QStringLiteral("}}"));
    help.append(tr("changed %1").arg(momentText(form.changedAt.toLocalTime())));
    item->setData(widgets::HelpRole, help.join(QStringLiteral(" \u00b7 ")));
    item->setToolTip(item->data(widgets::HelpRole).toString());
    item->setData(Qt::AccessibleTextRole,
                  QStringList({form.name, item->data(widgets::DetailRole).toString(),
                               item->data(widgets::HelpRole).toString()})
                      .join(QStringLiteral(", ")));
}

// What was saved is there still, for whoever can mend the file or has the Formwork that wrote it.
void SavedPage::addUnreadable(const keeping::UnreadableForm &form)
{
    auto *item = new QListWidgetItem(tr("A saved form that cannot be read"), m_list);
    item->setData(IdRole, form.id);
    item->setData(UnreadableRole, true);
    item->setData(widgets::HelpRole, form.why);
    item->setData(widgets::WarningRole, tr("Not readable"));
    item->setToolTip(form.why);
    item->setData(Qt::AccessibleTextRole, QString(item->text() + QStringLiteral(": ") + form.why));
}

void SavedPage::select(const QString &id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(IdRole).toString() == id)
            m_list->setCurrentRow(row);
    }
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
}

void SavedPage::refreshButtons()
{
    const QListWidgetItem *item = m_list->currentItem();
    const bool isReadable = item && !item->data(UnreadableRole).toBool();
    for (QPushButton *button : std::as_const(m_buttons))
        button->setEnabled(isReadable || (item && button->objectName() == u"deleteSaved"));
}

QString SavedPage::currentId() const
{
    return m_list->currentItem() ? m_list->currentItem()->data(IdRole).toString() : QString();
}

std::optional<keeping::SavedForm> SavedPage::current() const
{
    const Result<keeping::SavedForm> form = m_session->saved().form(currentId());
    return form ? std::optional(*form) : std::nullopt;
}

void SavedPage::choose(bool isToBeSent)
{
    if (const QString id = currentId(); m_run->isEnabled() && !id.isEmpty())
        Q_EMIT formChosen(id, isToBeSent);
}

void SavedPage::rename()
{
    const std::optional<keeping::SavedForm> form = current();
    if (!form)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("renameDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the saved form"));
    dialog->setLabelText(tr("&Name"));
    dialog->setTextValue(form->name);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, form = *form](const QString &name) {
        keeping::SavedForm renamed = form;
        renamed.name = name;
        if (const Result<void> done = m_session->saved().change(renamed); !done)
            tell(done.error());
    });
    dialog->open();
}

void SavedPage::duplicate()
{
    const Result<QString> copy = m_session->saved().duplicate(currentId());
    if (copy)
        select(*copy);
    else
        tell(copy.error());
}

void SavedPage::remove()
{
    const QString id = currentId();
    if (id.isEmpty())
        return;
    const Result<keeping::SavedForm> removed = m_session->saved().remove(id);
    if (!removed) {
        tell(removed.error());
        return;
    }
    m_last = *removed;
    const bool canComeBack = !m_last.name.isEmpty();
    m_removed->clearButtons();
    m_removed->setText({},
                       canComeBack ? tr("\u201c%1\u201d was deleted.").arg(m_last.name)
                                   : tr("The file that could not be read was deleted."));
    if (canComeBack)
        m_removed->addButton(tr("Undo"), [this] { putBack(); })->setObjectName(QStringLiteral("undoDelete"));
    m_removed->show();
    widgets::announce(m_removed, m_removed->accessibleName());
    if (m_list->isVisible())
        m_list->setFocus();
}

void SavedPage::putBack()
{
    if (m_last.name.isEmpty())
        return;
    const keeping::SavedForm form = std::exchange(m_last, {});
    m_removed->hide();
    const Result<void> done = m_session->saved().putBack(form);
    if (done)
        select(form.id);
    else
        tell(done.error());
}

void SavedPage::tell(const Error &error)
{
    widgets::tell(this, widgets::Question::Kind::Warning, error.message, error.advice);
}

} // namespace formwork::operation
