// SPDX-License-Identifier: Apache-2.0
#include "shell/pastedesk.h"

#include "operation/alikeopening.h"
#include "shell/commandpalette.h"
#include "widgets/question.h"

#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

namespace formwork::shell
{

namespace
{

// The one file that is dragged, if it may be a template or an answer; empty: none.
QString fileOf(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    static const QStringList kEnds{QStringLiteral("json"),     QStringLiteral("yaml"), QStringLiteral("yml"),
                                   QStringLiteral("template"), QStringLiteral("txt"),  QStringLiteral("sh")};
    const QString path = urls.first().toLocalFile();
    return kEnds.contains(QFileInfo(path).suffix().toLower()) ? path : QString();
}

} // namespace

PasteDesk::PasteDesk(session::Session *session, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

void PasteDesk::read(const QString &text, QObject *receiver, std::function<void(const alike::Pasted &)> done)
{
    QThreadPool::globalInstance()->start([tools = operation::toolsOf(m_session),
                                          guides = m_session->environment()->guides, text,
                                          guard = QPointer(receiver), done = std::move(done)] {
        const alike::Pasted pasted = alike::understood(tools, guides, text);
        QMetaObject::invokeMethod(
            qApp,
            [guard, done, pasted, tools] { // what the tools hold goes where it came from
                if (guard)
                    done(pasted);
            },
            Qt::QueuedConnection);
    });
}

void PasteDesk::serve(CommandPalette *palette)
{
    connect(palette, &CommandPalette::pasted, this, [this, palette](const QString &text, int round) {
        read(text, palette,
             [palette, round](const alike::Pasted &pasted) { palette->showPasted(pasted, round); });
    });
    connect(palette, &CommandPalette::formChosen, this,
            [this](const alike::Pasted &pasted, qsizetype form) { open(pasted, form); });
}

void PasteDesk::open(const alike::Pasted &pasted, qsizetype form)
{
    const auto tell = [self = QPointer(this)](operation::OperationDialog *dialog) {
        if (self)
            Q_EMIT self->opened(dialog);
    };
    if (form < 0)
        operation::openAlikeArn(m_session, pasted.arn, m_window, tell);
    else
        operation::openDialog(m_session, operation::requestOf(pasted.found.value(form)), m_window, tell);
}

void PasteDesk::take(const QString &path)
{
    QFile file(path);
    if (file.size() > alike::kMostPasted || !file.open(QIODevice::ReadOnly)) {
        widgets::tell(m_window, widgets::Question::Kind::Warning, tr("%1 cannot be read.").arg(path),
                      file.isOpen() || file.size() <= alike::kMostPasted
                          ? file.errorString()
                          : tr("It is larger than 4 MB, which no template and no answer is."));
        return;
    }
    const QString text = QString::fromUtf8(file.readAll());
    read(text, this, [this, path, text](const alike::Pasted &pasted) {
        if (pasted.found.size() == 1)
            open(pasted, 0);
        else if (!pasted.found.isEmpty())
            Q_EMIT choiceNeeded(text);
        else
            widgets::tell(m_window, widgets::Question::Kind::Information,
                          tr("No form can be filled from %1.").arg(QFileInfo(path).fileName()),
                          pasted.problem);
    });
}

bool PasteDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::DragEnter) {
        auto *drag = static_cast<QDragEnterEvent *>(event);
        if (!fileOf(drag->mimeData()).isEmpty()) {
            drag->acceptProposedAction();
            return true;
        }
    }
    if (watched == m_window && event->type() == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event);
        if (const QString path = fileOf(drop->mimeData()); !path.isEmpty()) {
            drop->acceptProposedAction();
            take(path);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace formwork::shell
