// SPDX-License-Identifier: Apache-2.0
#include "operation/answerplace.h"

#include "answers/saving.h"
#include "operation/submission.h"
#include "widgets/announce.h"
#include "widgets/elidedlabel.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>

namespace formwork::operation
{
namespace
{

enum Kind { IntoFile, IntoWindow };

} // namespace

AnswerPlace::AnswerPlace(Submission *submission, QWidget *parent)
    : QWidget(parent)
    , m_submission(submission)
    , m_kind(new QComboBox(this))
    , m_file(new widgets::ElidedLabel({}, this))
    , m_choose(new QPushButton(tr("Save &as..."), this))
{
    m_kind->setObjectName(QStringLiteral("answerPlace"));
    m_kind->addItem(tr("Save the answer to a file"), IntoFile);
    m_kind->addItem(tr("Keep the answer in this window; the history keeps its size and digest"), IntoWindow);
    widgets::setAccessible(m_kind, tr("Where the data of the answer goes"));
    m_file->setObjectName(QStringLiteral("answerFile"));
    m_file->setElideMode(Qt::ElideMiddle);
    widgets::setRole(m_file, "muted");
    m_choose->setObjectName(QStringLiteral("answerFileButton"));
    m_choose->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    widgets::setSpacing(row, font(), widgets::Space::Small, widgets::Space::Small);
    row->addWidget(m_kind);
    row->addWidget(m_choose);
    row->addWidget(m_file, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this,
            [this] { m_submission->setSavesAnswer(m_kind->currentData().toInt() == IntoFile); });
    connect(m_choose, &QPushButton::clicked, this, &AnswerPlace::choose);
    connect(m_submission, &Submission::answerPlaceChanged, this, &AnswerPlace::refresh);
    refresh();
}

void AnswerPlace::choose()
{
    answers::chooseAnswerFile(window(), m_submission->suggestedAnswerFile(),
                              [submission = QPointer(m_submission)](const QString &path) {
                                  if (submission && !path.isEmpty())
                                      submission->setAnswerFile(path);
                              });
}

void AnswerPlace::refresh()
{
    const bool saves = m_submission->savesAnswer();
    const QString path = QDir::toNativeSeparators(m_submission->answerFile());
    m_kind->setCurrentIndex(m_kind->findData(saves ? IntoFile : IntoWindow));
    m_choose->setVisible(saves);
    m_file->setFullText(!saves               ? tr("For small answers: all of it is held in memory.")
                            : path.isEmpty() ? tr("You are asked where when you send it.")
                                             : path);
    m_choose->setAccessibleName(tr("Choose the file for the answer"));
    m_choose->setAccessibleDescription(m_file->fullText());
}

} // namespace formwork::operation
