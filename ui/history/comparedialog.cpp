// SPDX-License-Identifier: Apache-2.0
#include "history/comparedialog.h"

#include "document/json.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace formwork::history
{

namespace
{

using Kind = alike::Difference::Kind;

enum Column { Name, Here, There, State };

constexpr int kSameRole = Qt::UserRole;
constexpr qsizetype kLongest = 300; // characters of a value

QString stateOf(Kind kind)
{
    switch (kind) {
    case Kind::OnlyHere:
        return CompareDialog::tr("only in the first");
    case Kind::OnlyThere:
        return CompareDialog::tr("only in the second");
    case Kind::Differs:
        return CompareDialog::tr("differs");
    case Kind::Unknown:
        return CompareDialog::tr("a secret, not compared");
    case Kind::Same:
    case Kind::Inside:
        break;
    }
    return {};
}

QString shown(const QCborValue &value)
{
    if (value.isUndefined() || value.isInvalid())
        return {};
    const QString text =
        value.isString() ? value.toString() : QString::fromUtf8(document::toPlainJson(value));
    return text.size() > kLongest ? text.first(kLongest) + QStringLiteral("\u2026") : text;
}

} // namespace

CompareDialog::CompareDialog(const QString &title, const QString &here, const QString &there, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_summary(widgets::headingLabel({}, this))
    , m_notes(widgets::wrappedLabel({}, this))
    , m_onlyDifferent(new QCheckBox(tr("Only what &differs"), this))
    , m_tree(new QTreeWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("compareDialog"));
    setWindowTitle(title);
    m_summary->setObjectName(QStringLiteral("compareSummary"));
    m_notes->setObjectName(QStringLiteral("compareNotes"));
    m_onlyDifferent->setObjectName(QStringLiteral("onlyDifferent"));
    m_onlyDifferent->setChecked(true);
    m_tree->setObjectName(QStringLiteral("compareTree"));
    m_tree->setAccessibleName(title);
    m_tree->setHeaderLabels({tr("Member"), here, there, tr("How they compare")});
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Medium, widgets::Space::Small);
    column->addWidget(m_summary);
    column->addWidget(m_notes);
    column->addWidget(m_onlyDifferent);
    column->addWidget(m_tree, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    connect(m_onlyDifferent, &QCheckBox::toggled, this, &CompareDialog::hideSame);
    m_notes->hide();
    resize(widgets::openingSize(this, {1000, 640}));
    m_tree->header()->resizeSection(Name, widgets::textWidth(this, 36));
    m_tree->header()->resizeSection(Here, widgets::textWidth(this, 44));
    m_tree->header()->resizeSection(There, widgets::textWidth(this, 44));
}

void CompareDialog::say(const QString &sentence) { m_summary->setText(sentence); }

void CompareDialog::show(const alike::Difference &difference, const QStringList &notes)
{
    m_tree->clear();
    const int count = alike::countOf(difference);
    say(count == 0 ? tr("They are the same, as far as both are known.")
                   : tr("%n (member differs|members differ).", nullptr, count));
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
    for (const alike::Difference &inner : difference.inside)
        add(inner, m_tree->invisibleRootItem());
    m_tree->expandAll();
    hideSame();
}

void CompareDialog::add(const alike::Difference &difference, QTreeWidgetItem *parent)
{
    auto *item = new QTreeWidgetItem(parent);
    item->setText(Name, difference.name);
    const bool isInside = difference.kind == Kind::Inside;
    if (!isInside) {
        item->setText(Here, shown(difference.here));
        item->setText(There, shown(difference.there));
        item->setToolTip(Here, item->text(Here));
        item->setToolTip(There, item->text(There));
    }
    item->setText(State, stateOf(difference.kind));
    item->setData(Name, kSameRole, difference.kind == Kind::Same);
    if (difference.kind != Kind::Same) {
        QFont bold = item->font(Name);
        bold.setBold(true);
        item->setFont(Name, bold);
    }
    for (const alike::Difference &inner : difference.inside)
        add(inner, item);
}

void CompareDialog::hideSame()
{
    for (QTreeWidgetItemIterator at(m_tree); *at; ++at)
        (*at)->setHidden(m_onlyDifferent->isChecked() && (*at)->data(Name, kSameRole).toBool());
}

} // namespace formwork::history
