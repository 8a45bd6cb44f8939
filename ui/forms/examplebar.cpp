// SPDX-License-Identifier: Apache-2.0
#include "forms/examplebar.h"

#include "forms/flowlayout.h"
#include "forms/formmodel.h"
#include "widgets/announce.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QCborMap>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::forms
{
namespace
{

constexpr qsizetype kLongestTitle = 80; // characters of a menu entry

// The example over what a new form holds: structures that are required stay, and so does the client token.
QCborValue filledIn(const FormModel &form, const QCborValue &example)
{
    QCborMap document = FormModel::startingDocument(form.operation(), form.guide()).toMap();
    for (const auto &[key, value] : example.toMap())
        document.insert(key, value);
    if (const model::Member *token = form.operation().tokenMember()) {
        const QCborValue kept = form.value(document::Pointer().child(token->name));
        if (!kept.isUndefined())
            document.insert(token->name, kept);
    }
    return document;
}

} // namespace

ExampleBar::ExampleBar(FormModel &form, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_fill(new QPushButton(tr("Fill with an example"), this))
    , m_undo(new QPushButton(tr("Undo"), this))
    , m_about(widgets::helpLabel({}, this))
{
    setObjectName(QStringLiteral("exampleBar"));
    m_fill->setObjectName(QStringLiteral("fillExample"));
    m_fill->setIcon(widgets::icon(QStringLiteral("edit"), widgets::Tone::Sending));
    m_fill->setAccessibleDescription(
        tr("AWS publishes examples of this operation. One of them is put into the form; nothing is sent."));
    m_fill->setToolTip(m_fill->accessibleDescription());
    m_undo->setObjectName(QStringLiteral("undoExample"));
    m_undo->setAccessibleName(tr("Undo the example"));
    for (QPushButton *button : {m_fill, m_undo}) {
        button->setAutoDefault(false);
        widgets::setFlag(button, "quiet", true);
    }
    m_undo->hide();
    m_about->hide();
    auto *buttons = new QWidget(this);
    auto *line = new FlowLayout(buttons);
    line->setSpacing(widgets::space(this, widgets::Space::Small));
    line->addWidget(m_fill);
    line->addWidget(m_undo);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Tiny));
    column->addWidget(buttons);
    column->addWidget(m_about);
    connect(m_fill, &QPushButton::clicked, this, &ExampleBar::choose);
    connect(m_undo, &QPushButton::clicked, this, &ExampleBar::undo);
}

// Read when they are asked for: opening a form does not wait for them.
void ExampleBar::choose()
{
    const QList<guide::Example> examples = guide::examplesOf(m_form.operation());
    if (examples.isEmpty()) {
        m_about->setText(tr("The example of this operation has nothing to fill in."));
        m_about->show();
        return;
    }
    if (examples.size() == 1) {
        fill(examples.first());
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("exampleMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const guide::Example &example : examples) {
        QString title = example.title.left(kLongestTitle);
        QAction *action = menu->addAction(title.replace(u'&', QStringLiteral("&&")));
        action->setToolTip(example.documentation);
        connect(action, &QAction::triggered, this, [this, example] { fill(example); });
    }
    menu->popup(m_fill->mapToGlobal(QPoint(0, m_fill->height())));
}

void ExampleBar::fill(const guide::Example &example)
{
    if (m_undo->isHidden())
        m_before = m_form.document();
    m_form.setDocument(filledIn(m_form, example.input));
    m_undo->show();
    m_about->setText(example.documentation.isEmpty() ? example.title : example.documentation);
    m_about->show();
    widgets::announce(this, tr("Filled with the example: %1").arg(example.title));
}

void ExampleBar::undo()
{
    m_form.setDocument(m_before);
    m_undo->hide();
    m_about->hide();
    m_fill->setFocus();
}

} // namespace formwork::forms
