// SPDX-License-Identifier: Apache-2.0
#include "forms/blobeditor.h"

#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/stylesheet.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::forms
{

BlobEditor::BlobEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_choose(new QPushButton(tr("Choose file..."), this))
    , m_type(new QPushButton(tr("Type text"), this))
    , m_clear(new QPushButton(tr("Not set"), this))
    , m_state(widgets::mutedLabel({}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    auto *row = new QHBoxLayout;
    row->addWidget(m_choose);
    row->addWidget(m_type);
    row->addWidget(m_clear);
    row->addWidget(m_state, 1);
    column->addLayout(row);
    m_state->setWordWrap(true);
    m_choose->setObjectName(pointer.toString());
    m_type->setObjectName(pointer.toString() + QStringLiteral("#type"));
    m_clear->setObjectName(pointer.toString() + QStringLiteral("#clear"));
    widgets::setFlag(m_clear, "quiet", true);
    m_type->setCheckable(true);
    for (QPushButton *button : {m_choose, m_type, m_clear})
        button->setAutoDefault(false);
    connect(m_choose, &QPushButton::clicked, this, &BlobEditor::chooseFile);
    connect(m_type, &QPushButton::toggled, this, &BlobEditor::showText);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_fileName.clear();
        commit(QCborValue(QCborValue::Undefined));
        touch();
    });
    refreshQuietly();
}

QWidget *BlobEditor::input() { return m_choose; }

void BlobEditor::refresh()
{
    const QCborValue now = value();
    const QByteArray bytes = now.toByteArray();
    m_clear->setVisible(isOptional() && !now.isUndefined());
    if (now.isUndefined())
        m_state->setText(tr("Not set"));
    else if (!now.isByteArray())
        m_state->setText(tr("Not bytes"));
    else
        m_state->setText(m_fileName.isEmpty()
                             ? QLocale().formattedDataSize(bytes.size())
                             : tr("%1 from %2").arg(QLocale().formattedDataSize(bytes.size()), m_fileName));
    if (m_text && m_text->toPlainText().toUtf8() != bytes)
        m_text->setPlainText(QString::fromUtf8(bytes));
}

void BlobEditor::describe(const QString &name, const QString &description, bool isInvalid)
{
    m_choose->setAccessibleName(tr("Choose a file for %1").arg(name));
    m_choose->setAccessibleDescription(QStringList{m_state->text(), description}.join(QStringLiteral(". ")));
    m_type->setAccessibleName(tr("Type text for %1").arg(name));
    m_clear->setAccessibleName(tr("Leave %1 not set").arg(name));
    if (m_text) {
        m_text->setAccessibleName(name);
        m_text->setAccessibleDescription(description);
        widgets::setFlag(m_text, "invalid", isInvalid);
    }
}

void BlobEditor::useFile(const QString &path)
{
    const QFileInfo file(path);
    const QString size = QLocale().formattedDataSize(file.size());
    if (file.size() > kNeverAbove) {
        widgets::tell(window(), widgets::Question::Kind::Warning, tr("%1 is too large.").arg(file.fileName()),
                      tr("The file has %1; a request can hold at most %2. Choose a smaller file.")
                          .arg(size, QLocale().formattedDataSize(kNeverAbove)));
        return;
    }
    if (file.size() <= kAskAbove) {
        read(path);
        return;
    }
    widgets::Question question;
    question.title = tr("Read all of %1?").arg(file.fileName());
    question.text = tr("The file has %1. All of it goes into the request and into the history.").arg(size);
    question.answers = {{QStringLiteral("read"), tr("Read the file"), true}};
    widgets::ask(window(), question, [self = QPointer(this), path](const QString &answer) {
        if (self && answer == u"read")
            self->read(path);
    });
}

// The dialog is not waited for: it tells when a file is chosen.
void BlobEditor::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BlobEditor::useFile);
    dialog->open();
}

void BlobEditor::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        form().setEditorProblem(pointer(),
                                tr("%1 cannot be read: %2. Choose another file.")
                                    .arg(QFileInfo(path).fileName(), file.errorString()));
        touch();
        return;
    }
    form().setEditorProblem(pointer(), {});
    m_fileName = QFileInfo(path).fileName();
    commit(file.read(kNeverAbove));
    touch();
}

void BlobEditor::showText(bool shown)
{
    if (!m_text && shown) {
        m_text = new QPlainTextEdit(this);
        m_text->setObjectName(pointer().toString() + QStringLiteral("#text"));
        m_text->setAccessibleName(form().labelOf(pointer()));
        m_text->setTabChangesFocus(true);
        m_text->setFixedHeight(widgets::lineHeight(font()) * 5);
        m_text->setPlainText(QString::fromUtf8(value().toByteArray()));
        layout()->addWidget(m_text);
        connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
            if (isRefreshing())
                return;
            m_fileName.clear();
            commit(m_text->toPlainText().toUtf8());
        });
        Q_EMIT layoutChanged();
    }
    if (m_text) {
        m_text->setVisible(shown);
        m_text->setFocus();
    }
}

} // namespace formwork::forms
