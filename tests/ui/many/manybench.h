// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "many/manywindow.h"
#include "many/rowsmodel.h"
#include "ui/windowfixture.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

#include <tuple>

namespace formwork::tests
{

// A window over a session of its own, and what a person does with it.
struct Bench {
    Bench() { open(); }
    // For another operation, of models in that folder.
    Bench(const QString &models, QString ofService, QString named)
        : program({models})
        , service(std::move(ofService))
        , creation(std::move(named))
        , fixed(QCborMap())
    {
        open();
    }
    ~Bench() { delete window.data(); }

    void open()
    {
        window = many::openMany(program.session.get(), program.operation(service, creation), fixed, nullptr);
    }

    QString write(const QByteArray &text)
    {
        const QString path = program.folder.filePath(QStringLiteral("groups.csv"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no file");
        return path;
    }

    void read(const QByteArray &text)
    {
        window->readFile(write(text));
        const bool isRead = QTest::qWaitFor(
            [this] { return label("rowsSummary").contains(QStringLiteral("can be sent")); }, 20'000);
        QVERIFY2(isRead, qPrintable(label("rowsSummary") + u' ' + label("fileSummary")));
    }

    [[nodiscard]] QString label(const char *name) const
    {
        const auto *found = window->findChild<QLabel *>(QLatin1String(name));
        return found ? found->text() : QString();
    }

    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return window->findChild<QPushButton *>(QLatin1String(name));
    }

    void press(const char *name)
    {
        QPushButton *found = button(name);
        QVERIFY2(found, name);
        QTRY_VERIFY2_WITH_TIMEOUT(found->isEnabled() && found->isVisible(), name, 20'000);
        QTest::mouseClick(found, Qt::LeftButton);
    }

    // What the question says; the answer of that name is given.
    QString answer(const char *name)
    {
        QPointer<QMessageBox> box;
        const bool isAsked = QTest::qWaitFor(
            [&] {
                for (QMessageBox *one : window->findChildren<QMessageBox *>())
                    box = one->isVisible() ? one : box.data();
                return box && box->isVisible();
            },
            20'000);
        if (!isAsked)
            return {};
        const QString text = box->text() + u' ' + box->informativeText();
        auto *found = box->findChild<QPushButton *>(QLatin1String(name));
        if (found)
            QTest::mouseClick(found, Qt::LeftButton);
        std::ignore = QTest::qWaitFor([&] { return !box || !box->isVisible(); });
        return text;
    }

    void toRun()
    {
        for (int step = 0; step < 3; ++step)
            press("manyNext");
    }

    // Every row, without one to try first.
    void sendAll()
    {
        toRun();
        window->findChild<QCheckBox *>(QStringLiteral("tryOne"))->setChecked(false);
        press("sendMany");
        answer("send");
    }

    [[nodiscard]] journal::BatchCounts counts(qint64 batch) const
    {
        return program.environment->journal->batch(batch).value().counts;
    }

    bool waitForEnd(qint64 batch)
    {
        return QTest::qWaitFor(
            [&] {
                const Result<journal::Batch> now = program.environment->journal->batch(batch);
                return now && !now->isRunning;
            },
            60'000);
    }

    [[nodiscard]] many::RowsModel *rows() const { return window->findChild<many::RowsModel *>(); }

    WindowFixture program;
    QString service = QStringLiteral("ds-data");
    QString creation = QStringLiteral("CreateGroup");
    QCborValue fixed = QCborMap{{QStringLiteral("DirectoryId"), QStringLiteral("d-926703a1b2")}};
    QPointer<many::ManyWindow> window;
};

inline QByteArray names(int first, int count)
{
    QByteArray text = "SAM account name,Team\n";
    for (int i = first; i < first + count; ++i)
        text += "group-" + QByteArray::number(i) + ",sales\n";
    return text;
}

} // namespace formwork::tests
