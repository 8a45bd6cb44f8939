// SPDX-License-Identifier: Apache-2.0
#include "operationfixture.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTabWidget>

namespace formwork::tests
{

OperationFixture::OperationFixture()
    : environment(std::make_shared<client::Environment>())
    , sealer(std::make_shared<journal::Sealer>())
{
    const Paths paths = Paths::fromEnvironment(folder.path());
    if (!paths.create())
        qFatal("no folder");
    environment->clock = std::make_shared<SystemClock>();
    environment->tokens = std::make_shared<RandomTokenSource>();
    environment->transport = transport::networkTransport({});
    environment->catalog = catalog::Catalog::build({});
    environment->guides = std::make_shared<guide::Guides>(QStringLiteral(":/guides"), paths.guides());
    environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
    environment->retryQuota = std::make_shared<asking::RetryQuota>();
    environment->historyLock = std::make_shared<client::HistoryLock>(client::HistoryLock{sealer});
    practice = std::make_unique<practice::Server>(paths.practice(), environment->catalog, environment->guides,
                                                  environment->clock, environment->tokens);
    if (!practice->listen())
        qFatal("no practice account");
    environment->practiceUrl = [server = practice.get()]() -> Result<QString> { return server->url(); };
    environment->profiles = std::make_shared<credentials::ProfileStore>(
        paths.profiles(), credentials::memoryKeychain(), [server = practice.get()] {
            const signing::Keys keys = server->keys();
            return credentials::Credentials{QString::fromLatin1(keys.accessKeyId),
                                            QString::fromLatin1(keys.secretAccessKey),
                                            {},
                                            QStringLiteral("practice")};
        });
    if (!environment->profiles->load())
        qFatal("no profiles");
    auto history = journal::Journal::open(paths.history(), paths.locks(), environment->clock, sealer);
    if (!history)
        qFatal("no history: %s", qPrintable(history.error().sentence()));
    environment->journal = *history;
    drafts = std::make_shared<journal::DraftStore>(paths.drafts(), environment->clock, environment->tokens,
                                                   sealer);
    environment->saved =
        std::make_shared<keeping::SavedForms>(paths.savedForms(), environment->clock, environment->tokens);
    session = std::make_unique<session::Session>(environment, drafts, practice.get(), paths);
    session->selectProfile(credentials::practiceProfile().id);
}

OperationFixture::~OperationFixture()
{
    for (const QPointer<operation::OperationDialog> &dialog : opened)
        delete dialog;
}

operation::OperationDialog *OperationFixture::open(const QString &service, const QString &operation)
{
    operation::OpenRequest request;
    request.service = service;
    request.operation = operation;
    return open(request);
}

operation::OperationDialog *OperationFixture::open(const operation::OpenRequest &request)
{
    QPointer<operation::OperationDialog> dialog;
    operation::openDialog(session.get(), request, nullptr,
                          [&dialog](operation::OperationDialog *made) { dialog = made; });
    if (!QTest::qWaitFor([&dialog] { return !dialog.isNull(); }) || !QTest::qWaitForWindowActive(dialog))
        qFatal("the dialog did not open");
    opened.append(dialog);
    return dialog;
}

QList<journal::Record> OperationFixture::rows() const
{
    journal::Filter filter;
    QList<journal::Record> records;
    for (const qint64 id : environment->journal->ids(filter).value())
        records.append(environment->journal->record(id).value_or(journal::Record()));
    return records;
}

QByteArray OperationFixture::everyFile() const
{
    QByteArray all;
    QDirIterator walk(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

void click(QWidget *root, const char *button)
{
    if (auto *found = find<QAbstractButton>(root, button)) {
        if (!found->isVisible() || !found->isEnabled())
            qWarning("%s cannot be pressed", button);
        QTest::mouseClick(found, Qt::LeftButton);
    }
}

bool isShown(const QWidget *root, const char *name)
{
    const auto *found = root->findChild<QWidget *>(QLatin1String(name));
    return found && found->isVisible();
}

void pasteJson(QWidget *dialog, const QString &json)
{
    find<QTabWidget>(dialog, "sidePanel")->setCurrentIndex(2);
    auto *editor = find<QPlainTextEdit>(dialog, "jsonEditor");
    QTest::mouseClick(editor->viewport(), Qt::LeftButton);
    QTest::keySequence(editor, QKeySequence::SelectAll);
    QApplication::clipboard()->setText(json);
    QTest::keySequence(editor, QKeySequence::Paste);
}

QString answer(QWidget *window, const char *button)
{
    QPointer<QMessageBox> box;
    if (!QTest::qWaitFor([&] {
            const QList<QMessageBox *> boxes = window->findChildren<QMessageBox *>();
            for (QMessageBox *one : boxes) {
                if (one->isVisible())
                    box = one;
            }
            return !box.isNull();
        })) {
        qWarning("nothing was asked");
        return {};
    }
    const QString text = box->text() + u' ' + box->informativeText();
    click(box, button);
    return text;
}

QString tourInput(const QString &name)
{
    QFile file(QStringLiteral(TOUR_DIR "/") + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("there is no %s", qPrintable(file.fileName()));
    return QString::fromUtf8(file.readAll());
}

} // namespace formwork::tests
