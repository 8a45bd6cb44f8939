// SPDX-License-Identifier: Apache-2.0
#include "operation/draftspage.h"

#include "base/figures.h"
#include "widgets/entrydelegate.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>

namespace formwork::operation
{
namespace
{

enum Role { IdRole = Qt::UserRole, UnreadableRole };

QString savedWords(const QDateTime &time)
{
    return DraftsPage::tr("Saved %1").arg(momentText(time.toLocalTime()));
}

} // namespace

DraftsPage::DraftsPage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_list(new QListWidget(this))
    , m_empty(widgets::wrappedLabel(tr("No drafts. \u201cSave draft\u201d in any form keeps what you have "
                                       "typed here; so does closing the form, if you want it to."),
                                    this))
    , m_open(new QPushButton(tr("&Open"), this))
    , m_delete(new QPushButton(tr("&Delete..."), this))
{
    setObjectName(QStringLiteral("draftsPage"));
    m_list->setObjectName(QStringLiteral("draftList"));
    m_list->setAccessibleName(tr("Drafts"));
    m_list->setItemDelegate(new widgets::EntryDelegate(true, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_open->setObjectName(QStringLiteral("openDraft"));
    m_delete->setObjectName(QStringLiteral("deleteDraft"));
    widgets::setFlag(m_open, "primary", true);
    widgets::setRole(m_empty, "muted");

    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    column->addWidget(widgets::titleLabel(tr("Drafts")));
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    column->addStretch(0); // the title stays above where there is no list
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_delete);
    buttons->addWidget(m_open);
    column->addLayout(buttons);

    connect(m_list, &QListWidget::itemActivated, this, &DraftsPage::open);
    connect(m_list, &QListWidget::currentItemChanged, this, &DraftsPage::refreshButtons);
    auto *remove = new QShortcut(QKeySequence::Delete, m_list);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &DraftsPage::askToDelete);
    connect(m_open, &QPushButton::clicked, this, &DraftsPage::open);
    connect(m_delete, &QPushButton::clicked, this, &DraftsPage::askToDelete);
    connect(&m_session->drafts(), &journal::DraftStore::changed, this, &DraftsPage::refresh);
    refresh();
}

void DraftsPage::refresh()
{
    const QString current = currentId();
    m_list->clear();
    for (const journal::Draft &draft : m_session->drafts().drafts())
        addDraft(draft);
    for (const journal::UnreadableDraft &draft : m_session->drafts().unreadable())
        addUnreadable(draft);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(IdRole).toString() == current)
            m_list->setCurrentRow(row);
    }
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    const bool any = m_list->count() > 0;
    m_empty->setVisible(!any);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_list, m_open, m_delete})
        widget->setVisible(any);
    refreshButtons();
}

void DraftsPage::addDraft(const journal::Draft &draft)
{
    const QString name =
        draft.what.isEmpty() ? draft.title : draft.title + QStringLiteral(" \u00b7 ") + draft.what;
    const QString when = savedWords(draft.savedAt);
    auto *item = new QListWidgetItem(name, m_list);
    item->setData(IdRole, draft.id);
    item->setData(widgets::DetailRole, draft.service + u' ' + draft.operation);
    item->setData(widgets::HelpRole,
                  draft.isAutomatic ? tr("%1, kept while the form was open").arg(when) : when);
    item->setData(Qt::AccessibleTextRole,
                  QStringList({name, item->data(widgets::DetailRole).toString(),
                               item->data(widgets::HelpRole).toString()})
                      .join(QStringLiteral(", ")));
}

// What was typed is there still, for whoever can mend the file or has the Formwork that wrote it.
void DraftsPage::addUnreadable(const journal::UnreadableDraft &draft)
{
    auto *item = new QListWidgetItem(tr("A draft that cannot be read"), m_list);
    item->setData(IdRole, draft.id);
    item->setData(UnreadableRole, true);
    item->setData(widgets::DetailRole, savedWords(draft.savedAt));
    item->setData(widgets::HelpRole, draft.why);
    item->setData(widgets::WarningRole, tr("Not readable"));
    item->setToolTip(draft.why);
    item->setData(Qt::AccessibleTextRole, item->text() + QStringLiteral(": ") + draft.why);
}

void DraftsPage::refreshButtons()
{
    const QListWidgetItem *item = m_list->currentItem();
    m_open->setEnabled(item && !item->data(UnreadableRole).toBool());
    m_delete->setEnabled(item != nullptr);
}

QString DraftsPage::currentId() const
{
    return m_list->currentItem() ? m_list->currentItem()->data(IdRole).toString() : QString();
}

void DraftsPage::open()
{
    if (const QString id = currentId(); m_open->isEnabled() && !id.isEmpty())
        Q_EMIT draftChosen(id);
}

void DraftsPage::askToDelete()
{
    const QString id = currentId();
    if (id.isEmpty())
        return;
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("Delete this draft?");
    question.text = m_list->currentItem()->data(Qt::AccessibleTextRole).toString();
    question.answers = {{QStringLiteral("delete"), tr("Delete the draft"), true}};
    widgets::ask(this, question, [this, id](const QString &answer) {
        if (answer == u"delete")
            m_session->drafts().remove(id);
    });
}

} // namespace formwork::operation
