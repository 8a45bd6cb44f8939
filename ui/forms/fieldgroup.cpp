// SPDX-License-Identifier: Apache-2.0
#include "forms/fieldgroup.h"

#include "forms/fieldpicker.h"
#include "forms/fieldrow.h"
#include "guide/order.h"
#include "widgets/icon.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "wording/plaintext.h"

#include <QBoxLayout>
#include <QPushButton>

namespace formwork::forms
{

using document::Pointer;
using model::Member;
using widgets::Space;

namespace
{

// With more optional members than these, a form shows what is needed and lets the rest be added one by one.
constexpr int kManyOptional = 8;

// Where nothing is needed, these are shown to begin with.
constexpr int kFirstOptional = 6;

} // namespace

FieldGroup::FieldGroup(FormModel &form, const QList<Pointer> &members, Style style, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_style(style)
    , m_rows(new QBoxLayout(style == Style::Across ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, Space::Medium));
    m_rows->setSpacing(widgets::space(this, style == Style::Across ? Space::Small : Space::Medium));
    column->addLayout(m_rows);
    sortOut(members);
    makeButtons();
    update();
    connect(&form, &FormModel::revealsChanged, this, &FieldGroup::update);
    connect(&form, &FormModel::changed, this, [this](const Pointer &changed) {
        for (const Field &field : m_fields) { // a document from elsewhere may set what was not added yet
            if (!field.isShown && (changed.startsWith(field.pointer) || field.pointer.startsWith(changed)))
                return update();
        }
    });
}

QList<Pointer> FieldGroup::membersOf(const FormModel &form, const Pointer &structure)
{
    const Member *member = structure.isRoot() ? nullptr : form.memberAt(structure);
    const model::Shape &shape = member ? *member->target : *form.operation().input;
    const Member *token = form.operation().tokenMember();
    QList<Pointer> members;
    for (const Member *entry : guide::inOrder(shape)) {
        if (entry != token)
            members.append(structure.child(entry->name));
    }
    return members;
}

QList<FieldRow *> FieldGroup::rows() const
{
    QList<FieldRow *> shown;
    for (const Field &field : m_fields) {
        if (field.isShown)
            shown.append(field.row);
    }
    return shown;
}

QWidget *FieldGroup::reach(const Pointer &pointer)
{
    for (Field &field : m_fields) {
        if (pointer.startsWith(field.pointer) && m_form.isRevealed(field.pointer))
            return open(field, pointer);
    }
    for (Field &field : m_fields) { // something above: the first that is on the screen
        if (field.pointer.startsWith(pointer) && field.isShown)
            return open(field, field.pointer);
    }
    return nullptr;
}

void FieldGroup::sortOut(const QList<Pointer> &members)
{
    int optional = 0;
    int essentials = 0;
    for (const Pointer &pointer : members) {
        const Member *member = m_form.memberAt(pointer);
        if (!member)
            continue;
        Field field{pointer};
        const guide::Hint *hint = m_form.hintOf(pointer);
        if (hint && hint->advanced)
            field.kind = Kind::Advanced;
        else if (!member->required && !hint && !m_form.isChosenElsewhere(pointer))
            field.kind = Kind::OnDemand;
        optional += field.kind == Kind::OnDemand ? 1 : 0;
        m_fields.push_back(std::move(field));
    }
    const bool isAnyPlain =
        std::any_of(m_fields.begin(), m_fields.end(), [](const Field &f) { return f.kind == Kind::Plain; });
    for (Field &field : m_fields) { // what defines the thing is never one to be added
        if (optional > kManyOptional && field.kind == Kind::OnDemand && essentials < kFirstOptional
            && guide::isEssential(*m_form.memberAt(field.pointer))) {
            field.kind = Kind::Plain;
            ++essentials;
        }
    }
    int left = optional <= kManyOptional ? optional : isAnyPlain ? 0 : kFirstOptional;
    for (Field &field : m_fields) {
        const bool isDeprecated = optional > kManyOptional && m_form.memberAt(field.pointer)->deprecated;
        if (field.kind == Kind::OnDemand && !isDeprecated && left-- > 0)
            field.kind = Kind::Plain;
    }
}

void FieldGroup::update()
{
    bool isOther = false;
    for (Field &field : m_fields) {
        const bool isWantedNow = isWanted(field);
        if (isWantedNow == field.isShown)
            continue;
        isOther = true;
        if (isWantedNow)
            show(field);
        else
            field.row->hide();
        field.isShown = isWantedNow;
    }
    refreshButtons();
    if (isOther)
        Q_EMIT layoutChanged();
}

void FieldGroup::show(Field &field)
{
    if (!field.row) {
        const auto look = m_style == Style::Across ? FieldRow::Look::Brief
            : m_style == Style::Alone              ? FieldRow::Look::UnderTitle
                                                   : FieldRow::Look::Full;
        field.row = new FieldRow(m_form, field.pointer, this, look);
        connect(field.row->editor(), &Editor::layoutChanged, this, &FieldGroup::layoutChanged);
        QBoxLayout *rows = field.kind == Kind::Advanced ? m_advancedRows : m_rows;
        int at = 0;
        for (const Field &before : m_fields) {
            if (&before == &field)
                break;
            at += before.row && (before.kind == Kind::Advanced) == (field.kind == Kind::Advanced) ? 1 : 0;
        }
        rows->insertWidget(at, field.row);
    }
    field.row->show();
}

bool FieldGroup::isWanted(const Field &field) const
{
    if (!m_form.isRevealed(field.pointer))
        return false;
    switch (field.kind) {
    case Kind::Plain:
        return true;
    case Kind::OnDemand:
        return field.isAdded || field.isShown || m_form.isSet(field.pointer);
    case Kind::Advanced:
        return m_fold && m_fold->isChecked();
    }
    return true;
}

void FieldGroup::makeButtons()
{
    auto *column = static_cast<QBoxLayout *>(layout());
    const auto count = [this](Kind kind) {
        return std::count_if(m_fields.begin(), m_fields.end(),
                             [kind](const Field &f) { return f.kind == kind; });
    };
    const auto makeQuiet = [this](const QString &iconName) {
        auto *button = new QPushButton(this);
        button->setIcon(widgets::icon(iconName, widgets::Tone::Sending));
        button->setAutoDefault(false);
        widgets::setFlag(button, "quiet", true);
        return button;
    };
    if (count(Kind::OnDemand) > 0) {
        m_add = makeQuiet(QStringLiteral("plus"));
        m_add->setObjectName(QStringLiteral("addField"));
        m_add->setText(tr("Add a field"));
        connect(m_add, &QPushButton::clicked, this, &FieldGroup::openPicker);
        column->addWidget(m_add, 0, Qt::AlignLeft);
    }
    if (count(Kind::Advanced) > 0) {
        m_fold = makeQuiet(QStringLiteral("chevron-right"));
        m_fold->setObjectName(QStringLiteral("advanced"));
        m_fold->setCheckable(true);
        connect(m_fold, &QPushButton::toggled, this, [this](bool open) {
            m_fold->setIcon(widgets::icon(open ? QStringLiteral("chevron") : QStringLiteral("chevron-right"),
                                          widgets::Tone::Sending));
            update();
        });
        column->addWidget(m_fold, 0, Qt::AlignLeft);
        m_advancedRows = new QVBoxLayout;
        m_advancedRows->setSpacing(m_rows->spacing());
        column->addLayout(m_advancedRows);
    }
}

void FieldGroup::refreshButtons()
{
    int left = 0;
    int advanced = 0;
    for (const Field &field : m_fields) {
        const bool isRevealed = field.isShown || m_form.isRevealed(field.pointer);
        left += field.kind == Kind::OnDemand && !field.isShown && isRevealed ? 1 : 0;
        advanced += field.kind == Kind::Advanced && isRevealed ? 1 : 0;
    }
    if (m_add) {
        m_add->setVisible(left > 0);
        m_add->setText(tr("Add a field (%n more)", nullptr, left));
        m_add->setAccessibleDescription(tr("%n more field(s) can be filled in.", nullptr, left));
    }
    if (m_fold) {
        m_fold->setVisible(advanced > 0);
        m_fold->setText(tr("Advanced (%n field(s))", nullptr, advanced));
    }
}

void FieldGroup::openPicker()
{
    QList<FieldPicker::Entry> entries;
    QList<FieldPicker::Entry> deprecated; // below the others
    for (const Field &field : m_fields) {
        if (field.kind != Kind::OnDemand || field.isShown || !m_form.isRevealed(field.pointer))
            continue;
        const Member &member = *m_form.memberAt(field.pointer);
        (member.deprecated ? deprecated : entries)
            .append({field.pointer.toString(), m_form.labelOf(field.pointer),
                     wording::firstSentence(member.documentation), member.deprecated.has_value()});
    }
    auto *picker = new FieldPicker(tr("Add a field"), entries + deprecated, this);
    connect(picker, &FieldPicker::picked, this, [this](const QString &id) {
        if (QWidget *input = reach(Pointer::parse(id)))
            input->setFocus(Qt::OtherFocusReason);
    });
    picker->popUp(m_add);
}

QWidget *FieldGroup::open(Field &field, const Pointer &pointer)
{
    if (field.kind == Kind::Advanced && m_fold && !m_fold->isChecked())
        m_fold->setChecked(true);
    if (field.kind == Kind::OnDemand && !field.isShown) {
        field.isAdded = true;
        update();
    }
    return field.row ? field.row->editor()->reach(pointer) : nullptr;
}

} // namespace formwork::forms
