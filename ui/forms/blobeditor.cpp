// SPDX-License-Identifier: Apache-2.0
#include "forms/blobeditor.h"

#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/stylesheet.h"
#include "widgets/textarea.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace formwork::forms
{
namespace
{

// One file of this computer; empty: something else.
QString droppedFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    const QString path = urls.size() == 1 ? urls.first().toLocalFile() : QString();
    return QFileInfo(path).isFile() ? path : QString();
}

} // namespace

BlobEditor::BlobEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_choose(new QPushButton(tr("Choose a file..."), this))
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
    setAcceptDrops(true);
    connect(m_choose, &QPushButton::clicked, this, &BlobEditor::chooseFile);
    connect(m_type, &QPushButton::toggled, this, &BlobEditor::showText);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_fileName.clear();
        this->form().setEditorProblem(this->pointer(), {});
        const bool hadFocus = m_clear->hasFocus();
        commit(QCborValue(QCborValue::Undefined));
        touch();
        if (hadFocus)
            m_choose->setFocus(); // the button that had it is gone
    });
    refreshQuietly();
}

QWidget *BlobEditor::input() { return m_choose; }

void BlobEditor::refresh()
{
    const QByteArray bytes = value().toByteArray();
    m_clear->setVisible(mayClear());
    m_state->setText(stateText());
    if (m_text && m_text->toPlainText().toUtf8() != bytes)
        m_text->setPlainText(QString::fromUtf8(bytes));
}

bool BlobEditor::mayClear() const { return isOptional() && !value().isUndefined(); }

QString BlobEditor::stateText() const
{
    const QCborValue now = value();
    if (now.isUndefined())
        return tr("Not set");
    if (!now.isByteArray())
        return tr("Not bytes");
    const QString size = QLocale().formattedDataSize(now.toByteArray().size());
    return m_fileName.isEmpty() ? size : tr("%1 from %2").arg(size, m_fileName);
}

void BlobEditor::setClearText(const QString &text) { m_clear->setText(text); }

void BlobEditor::putStateBelow()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    static_cast<QHBoxLayout *>(column->itemAt(0)->layout())->addStretch(1);
    column->addWidget(m_state);
}

void BlobEditor::hideText() { m_type->setChecked(false); }

void BlobEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (droppedFile(*event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_state->setText(tr("Drop it here to choose it."));
}

void BlobEditor::dragLeaveEvent(QDragLeaveEvent *) { m_state->setText(stateText()); }

void BlobEditor::dropEvent(QDropEvent *event)
{
    const QString path = droppedFile(*event->mimeData());
    m_state->setText(stateText());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    useFile(path);
}

void BlobEditor::describe(const QString &name, const QString &description, bool isInvalid)
{
    m_choose->setAccessibleName(tr("Choose a file for %1").arg(name));
    m_choose->setAccessibleDescription(QStringList{m_state->text(), description}.join(QStringLiteral(". ")));
    m_type->setAccessibleName(tr("Type text for %1").arg(name));
    m_clear->setAccessibleName(tr("%1: %2").arg(m_clear->text(), name));
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
        m_text = new widgets::TextArea(this);
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
        if (shown)
            m_text->setFocus();
    }
}

} // namespace formwork::forms
