// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/unlock.h"
#include "operation/operationdialog.h"
#include "session/session.h"

#include <QTemporaryDir>
#include <QTest>

class QAbstractButton;

namespace formwork::tests
{

// A whole program but for its main window, in a folder of its own; the practice account is selected.
struct OperationFixture {
    OperationFixture();
    ~OperationFixture();
    OperationFixture(const OperationFixture &) = delete;
    OperationFixture &operator=(const OperationFixture &) = delete;

    // Opened, active, first step shown.
    operation::OperationDialog *open(const QString &service, const QString &operation);
    operation::OperationDialog *open(const operation::OpenRequest &request);

    [[nodiscard]] QList<journal::Record> rows() const; // newest first
    [[nodiscard]] QByteArray everyFile() const; // whatever stands in the folder

    QTemporaryDir folder;
    std::shared_ptr<client::Environment> environment;
    std::shared_ptr<journal::Sealer> sealer;
    std::shared_ptr<journal::DraftStore> drafts;
    std::unique_ptr<practice::Server> practice;
    std::unique_ptr<session::Session> session;
    QList<QPointer<operation::OperationDialog>> opened;
};

// The widget of that object name that is there for the person; fails the test with its name otherwise.
template <typename Widget>
Widget *find(QWidget *root, const char *name)
{
    auto *found = root->findChild<Widget *>(QLatin1String(name));
    if (!found)
        qWarning("there is no %s", name);
    return found;
}

// Whether it is there and to be seen; what a dialog makes only when it is needed may not be there yet.
[[nodiscard]] bool isShown(const QWidget *root, const char *name);

void click(QWidget *root, const char *button); // with the mouse
void pasteJson(QWidget *dialog, const QString &json); // over what stands in the JSON tab, by keyboard
QString answer(QWidget *window, const char *button); // a question; its text
[[nodiscard]] QString tourInput(const QString &name); // installer/tour/NAME.json

} // namespace formwork::tests
