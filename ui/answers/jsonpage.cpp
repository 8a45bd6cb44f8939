// SPDX-License-Identifier: Apache-2.0
#include "answers/jsonpage.h"

#include "document/json.h"
#include "widgets/codeview.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QLocale>
#include <QShowEvent>
#include <QVBoxLayout>

namespace formwork::answers
{
namespace
{

constexpr qsizetype kLongest = 256 * 1024; // bytes; more takes the highlighter longer than a blink

} // namespace

JsonPage::JsonPage(const Answer *answer, QWidget *parent)
    : QWidget(parent)
    , m_answer(answer)
    , m_view(new widgets::JsonView(tr("Answer"), this))
    , m_note(widgets::helpLabel({}, this))
{
    m_view->setObjectName(QStringLiteral("answerJson"));
    m_note->setObjectName(QStringLiteral("answerJsonNote"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Tiny));
    column->addWidget(m_view, 1);
    column->addWidget(m_note);
    m_note->hide();
    const auto note = [this] {
        m_isWritten = false;
        if (isVisible())
            refresh();
    };
    connect(answer, &Answer::changed, this, note);
    connect(answer, &Answer::extended, this, note);
    connect(answer, &Answer::revealed, this, note);
}

QByteArray JsonPage::toJson() const
{
    return m_answer->shape() ? document::toJson(m_answer->shown(), *m_answer->shape())
                             : document::toPlainJson(m_answer->shown(), document::JsonStyle::Indented);
}

void JsonPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isWritten)
        refresh();
}

void JsonPage::refresh()
{
    m_isWritten = true;
    const QByteArray json = toJson();
    const bool isLong = json.size() > kLongest;
    m_view->setCode(isLong ? QString::fromUtf8(json.first(json.lastIndexOf('\n', kLongest)))
                            + QStringLiteral("\n\u2026")
                           : QString::fromUtf8(json));
    m_note->setVisible(isLong);
    const QLocale locale;
    const auto size = [&](qsizetype bytes) {
        return locale.formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
    };
    m_note->setText(tr("These are the first %1 of %2. The tree has all of it, and so has what is saved.")
                        .arg(size(kLongest), size(json.size())));
}

} // namespace formwork::answers
