// SPDX-License-Identifier: Apache-2.0
#include "forms/structureeditor.h"

#include "forms/fieldgroup.h"
#include "widgets/announce.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "wording/nouns.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::forms
{

using document::Pointer;

namespace
{

constexpr qsizetype kDeepest = 24;

} // namespace

StructureEditor::StructureEditor(FormModel &form, const Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_button(new QPushButton(this))
    , m_name(form.labelOf(pointer))
    , m_spoken(form.spokenNameOf(pointer))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Small));
    column->addWidget(m_button, 0, Qt::AlignLeft);
    m_button->setObjectName(pointer.toString());
    m_button->setAutoDefault(false);
    widgets::setFlag(m_button, "quiet", true);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (this->form().isSet(this->pointer())) {
            // Kept aside: adding it again brings back what was typed.
            this->form().remember(this->pointer(), value());
            this->form().remove(this->pointer()); // and its form offers to undo that
            return;
        }
        const QCborValue before = this->form().remembered(this->pointer());
        if (before.isMap())
            this->form().setValue(this->pointer(), before);
        else
            this->form().addStructure(this->pointer());
        if (QWidget *first = m_group ? m_group->reach(this->pointer()) : nullptr)
            first->setFocus(Qt::TabFocusReason);
    });
    refreshQuietly();
}

QWidget *StructureEditor::input() { return m_button; }

void StructureEditor::refresh()
{
    const bool isOpen = !isFree() || value().isMap();
    if (isOpen)
        open();
    const bool wasOpen = m_frame && m_frame->isVisibleTo(this);
    if (m_frame)
        m_frame->setVisible(isOpen);
    nameButton(isOpen);
    m_button->setIcon(
        widgets::icon(isOpen ? QStringLiteral("cross") : QStringLiteral("plus"), widgets::Tone::Sending));
    m_button->setVisible(isFree());
    if (wasOpen != isOpen)
        Q_EMIT layoutChanged();
}

void StructureEditor::describe(const QString &name, const QString &description, bool)
{
    m_spoken = name;
    nameButton(!isFree() || value().isMap());
    m_button->setAccessibleDescription(description);
    setAccessibleName(name);
}

// What is said follows what is seen.
void StructureEditor::nameButton(bool isOpen)
{
    const QString name = wording::inSentence(m_name);
    m_button->setText(isOpen ? tr("Remove %1").arg(name) : tr("Add %1").arg(name));
    const QString spoken = wording::inSentence(m_spoken);
    m_button->setAccessibleName(isOpen ? tr("Remove %1").arg(spoken) : tr("Add %1").arg(spoken));
}

QWidget *StructureEditor::reach(const Pointer &target)
{
    if (m_group && m_frame->isVisibleTo(this)) {
        if (QWidget *found = m_group->reach(target))
            return found;
    }
    return m_button->isVisibleTo(this) ? m_button : nullptr;
}

bool StructureEditor::isSmall(const model::Shape &shape)
{
    return shape.type == model::ShapeType::Structure && shape.members.size() <= 3
        && std::all_of(shape.members.begin(), shape.members.end(), [](const model::Member &member) {
               return member.target->isText() || member.target->isNumber();
           });
}

bool StructureEditor::isFree() const
{
    const bool isDeep = pointer().tokens().size() > kDeepest; // a structure that requires itself
    return isDeep || (isOptional() && !form().isChosenElsewhere(pointer()));
}

void StructureEditor::open()
{
    if (m_group)
        return;
    auto *frame = new QFrame(this);
    const bool isInline = isEntry() && isSmall(shape());
    auto *column = new QVBoxLayout(frame);
    const bool isNested = !isEntry() && !form().isChosenElsewhere(pointer());
    column->setContentsMargins(isNested ? widgets::space(this, widgets::Space::Medium) : 0, 0, 0, 0);
    if (isNested)
        widgets::setRole(frame, "nested");
    m_group = new FieldGroup(form(), FieldGroup::membersOf(form(), pointer()),
                             isInline ? FieldGroup::Style::Across : FieldGroup::Style::Down, frame);
    connect(m_group, &FieldGroup::layoutChanged, this, &StructureEditor::layoutChanged);
    if (shape().members.empty())
        column->addWidget(
            widgets::helpLabel(tr("There is nothing to fill in here; it is sent as it is."), frame));
    column->addWidget(m_group);
    m_frame = frame;
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, frame);
}

} // namespace formwork::forms
