// SPDX-License-Identifier: Apache-2.0
#include "operation/draftspage.h"

#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>

namespace formwork::operation
{

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
    m_open->setObjectName(QStringLiteral("openDraft"));
    m_delete->setObjectName(QStringLiteral("deleteDraft"));
    widgets::setFlag(m_open, "primary", true);
    widgets::setRole(m_empty, "muted");

    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    column->addWidget(widgets::titleLabel(tr("Drafts")));
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_delete);
    buttons->addWidget(m_open);
    column->addLayout(buttons);

    connect(m_list, &QListWidget::itemActivated, this, &DraftsPage::open);
    connect(m_open, &QPushButton::clicked, this, &DraftsPage::open);
    connect(m_delete, &QPushButton::clicked, this, &DraftsPage::askToDelete);
    connect(&m_session->drafts(), &journal::DraftStore::changed, this, &DraftsPage::refresh);
    refresh();
}

void DraftsPage::refresh()
{
    const QString current = currentId();
    m_list->clear();
    for (const journal::Draft &draft : m_session->drafts().drafts()) {
        const QString name =
            draft.what.isEmpty() ? draft.title : draft.title + QStringLiteral(" \u00b7 ") + draft.what;
        const QString when = QLocale().toString(draft.savedAt.toLocalTime(), QLocale::ShortFormat);
        const QString note = draft.isAutomatic ? tr("kept while the form was open") : QString();
        auto *item = new QListWidgetItem(QStringList({name, when, note}).join(u"   ").trimmed(), m_list);
        item->setData(Qt::UserRole, draft.id);
        if (draft.id == current)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    const bool any = m_list->count() > 0;
    m_empty->setVisible(!any);
    m_list->setVisible(any);
    m_open->setEnabled(any);
    m_delete->setEnabled(any);
    if (!any && layout())
        static_cast<QVBoxLayout *>(layout())->setAlignment(m_empty, Qt::AlignTop);
}

QString DraftsPage::currentId() const
{
    return m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
}

void DraftsPage::open()
{
    if (const QString id = currentId(); !id.isEmpty())
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
    question.text = m_list->currentItem()->text();
    question.answers = {{QStringLiteral("delete"), tr("Delete the draft"), true}};
    widgets::ask(this, question, [this, id](const QString &answer) {
        if (answer == u"delete")
            m_session->drafts().remove(id);
    });
}

} // namespace formwork::operation
