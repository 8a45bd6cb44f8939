// SPDX-License-Identifier: Apache-2.0
#include "operation/notesstrip.h"

#include "base/tr.h"
#include "widgets/banner.h"
#include "widgets/metrics.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::operation
{

namespace
{

constexpr qsizetype kShown = 3; // sentences in the strip
constexpr qsizetype kLongest = 150; // characters of each

QStringList allOf(const alike::Filled &filled)
{
    QStringList all = alike::sentences(filled.notes);
    if (!filled.region.isEmpty() || !filled.profile.isEmpty())
        all.append(filled.profile.isEmpty()
                       ? formwork::Tr::tr("It was for the Region %1; this form goes where its bar says.")
                             .arg(filled.region)
                       : formwork::Tr::tr(
                             "It was for the profile %1 of the AWS CLI; this form goes where its bar says.")
                             .arg(filled.profile));
    return all;
}

QString shortened(const QString &sentence)
{
    if (sentence.size() <= kLongest)
        return sentence;
    const qsizetype end = sentence.lastIndexOf(u' ', kLongest);
    return sentence.first(end > 0 ? end : kLongest) + QStringLiteral(" \u2026");
}

void showAll(QWidget *parent, const QStringList &all)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("notesDialog"));
    dialog->setWindowTitle(formwork::Tr::tr("What did not come along"));
    auto *column = new QVBoxLayout(dialog);
    widgets::setSpacing(column, dialog->font(), widgets::Space::Medium, widgets::Space::Small);
    auto *list = new QListWidget(dialog);
    list->setObjectName(QStringLiteral("notesList"));
    list->setAccessibleName(dialog->windowTitle());
    list->setWordWrap(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->addItems(all);
    column->addWidget(list, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog->resize(widgets::textWidth(dialog, 90), widgets::textWidth(dialog, 50));
    dialog->open();
}

} // namespace

widgets::Banner *notesStrip(const alike::Filled &filled, QWidget *parent)
{
    const QStringList all = allOf(filled);
    const bool isWhole = all.isEmpty();
    auto *strip = new widgets::Banner(isWhole ? widgets::Tone::Neutral : widgets::Tone::Warning, parent);
    strip->setObjectName(QStringLiteral("alikeNotice"));
    QStringList shown;
    for (const QString &sentence : all.first(qMin(kShown, all.size())))
        shown.append(shortened(sentence));
    strip->setText(formwork::Tr::tr("Filled from %1.").arg(filled.from),
                   isWhole ? formwork::Tr::tr("Everything came along.") : shown.join(u' '));
    if (shown != all)
        strip->addButton(formwork::Tr::tr("Show &all"), [strip, all] { showAll(strip->window(), all); })
            ->setObjectName(QStringLiteral("showAllNotes"));
    strip->setClosable(true);
    return strip;
}

} // namespace formwork::operation
