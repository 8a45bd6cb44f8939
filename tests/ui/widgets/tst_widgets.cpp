// SPDX-License-Identifier: Apache-2.0
#include "widgets/banner.h"
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/codeview.h"
#include "widgets/copybutton.h"
#include "widgets/elidedlabel.h"
#include "widgets/labels.h"
#include "widgets/qrcode.h"
#include "widgets/question.h"
#include "widgets/searchfield.h"
#include "widgets/sidebar.h"
#include "widgets/textarea.h"
#include "widgets/theme.h"
#include "widgets/whenready.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextLayout>
#include <QVBoxLayout>
#include <QWindow>

#include <memory>

using namespace formwork::widgets;

class TestWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void cardIsPressedByKeyboardAndMouse()
    {
        Card card({QStringLiteral("Directory group"), QStringLiteral("Directory Service Data"),
                   QStringLiteral("A security group."), QStringLiteral("Closed to new customers.")});
        QCOMPARE(card.accessibleName(), QStringLiteral("Directory group"));
        QVERIFY(card.accessibleDescription().contains(QStringLiteral("Closed to new customers.")));
        card.resize(300, 120);
        card.show();
        QSignalSpy clicked(&card, &Card::clicked);
        card.setFocus();
        QTest::keyClick(&card, Qt::Key_Return);
        QTest::keyClick(&card, Qt::Key_Space);
        QTest::mouseClick(&card, Qt::LeftButton);
        QCOMPARE(clicked.count(), 3);
    }

    // In a pane that is too low for all it holds, the message is what stays whole.
    void bannersAreNotCut()
    {
        QWidget pane;
        QVBoxLayout column(&pane);
        Banner banner(Tone::Created);
        column.addWidget(&banner);
        auto *below = new TextArea(&pane);
        below->setMinimumHeight(200);
        column.addWidget(below, 1);
        pane.resize(300, 240);
        pane.show();
        banner.setText({}, QStringLiteral("It was found out, and it happened. ").repeated(8));
        auto *label = banner.findChild<QLabel *>(QString(), Qt::FindDirectChildrenOnly);
        for (QLabel *one : banner.findChildren<QLabel *>())
            label = one->text().isEmpty() ? label : one;
        QTRY_VERIFY(label->height() > 3 * label->fontMetrics().height());
        QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()),
                     qPrintable(QString::number(label->height())));
        pane.resize(600, 240);
        QTRY_VERIFY(label->height() >= label->heightForWidth(label->width()));
    }

    void nothingCanBePastedAndDropped()
    {
        TextArea area;
        area.show();
        area.setFocus();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        QTest::keySequence(&area, QKeySequence::Paste); // whatever a fresh desktop has
        QTest::mouseClick(area.viewport(), Qt::MiddleButton);
        for (const char *kind : {"empty", "text", "picture", "file", "none"}) {
            auto *data = new QMimeData;
            if (kind == QByteArrayView("text"))
                data->setData(QStringLiteral("text/plain"), {});
            else if (kind == QByteArrayView("picture"))
                data->setImageData(QImage(1, 1, QImage::Format_RGB32));
            else if (kind == QByteArrayView("file"))
                data->setData(QStringLiteral("application/x-nothing"), "abc");
            QMimeData dropped;
            for (const QString &format : data->formats())
                dropped.setData(format, data->data(format));
            QDropEvent drop({5, 5}, Qt::CopyAction, &dropped, Qt::LeftButton, {});
            QCoreApplication::sendEvent(area.viewport(), &drop);
            if (kind == QByteArrayView("none"))
                QApplication::clipboard()->clear();
            QApplication::clipboard()->setMimeData(data);
            QTest::keySequence(&area, QKeySequence::Paste);
            area.paste();
            QCOMPARE(area.toPlainText(), QString());
        }
        QApplication::clipboard()->setText(QStringLiteral("one\ntwo"));
        area.paste();
        QCOMPARE(area.toPlainText(), QStringLiteral("one\ntwo"));
        QTest::keySequence(&area, QKeySequence::Undo);
        QCOMPARE(area.toPlainText(), QString());
        area.setReadOnly(true);
        area.paste();
        QCOMPARE(area.toPlainText(), QString());
    }

    void pastingNothingLeavesASelectedLineAlone()
    {
        QLineEdit line(QStringLiteral("a token"));
        line.show();
        line.selectAll();
        QApplication::clipboard()->clear();
        QTest::keySequence(&line, QKeySequence::Paste);
        QCOMPARE(line.text(), QStringLiteral("a token"));
        QApplication::clipboard()->setText(QStringLiteral("another"));
        QTest::keySequence(&line, QKeySequence::Paste);
        QCOMPARE(line.text(), QStringLiteral("another"));
    }

    void copyButtonCopiesWhatIsThereNow()
    {
        CopyButton button(QStringLiteral("client token"));
        QString token = QStringLiteral("first");
        button.setSource([&token] { return token; });
        token = QStringLiteral("second");
        QTest::mouseClick(&button, Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("second"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Copy client token"));
        QVERIFY(button.accessibleDescription().contains(QStringLiteral("Copied")));
    }

    void elidedLabelKeepsTheWholeText()
    {
        const QString text = QStringLiteral("arn:aws:iam::123456789012:role/a-rather-long-name-of-a-role");
        ElidedLabel label(text);
        label.resize(80, 20);
        label.show();
        QVERIFY(label.text().size() < text.size());
        QCOMPARE(label.toolTip(), text);
        QCOMPARE(label.accessibleName(), text);
        label.resize(2000, 20);
        QCOMPARE(label.text(), text);
        QVERIFY(label.toolTip().isEmpty());
    }

    void bannerTakesTextAsText()
    {
        Banner banner(Tone::Unknown);
        banner.setText(QStringLiteral("2 <requests>"), QStringLiteral("<b>not bold</b>"));
        QCOMPARE(banner.accessibleName(), QStringLiteral("2 <requests> <b>not bold</b>"));
        int pressed = 0;
        QPushButton *button = banner.addButton(QStringLiteral("Show"), [&pressed] { ++pressed; });
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(pressed, 1);
        banner.clearButtons();
        QVERIFY(button->isHidden());
    }

    void sideBarSkipsHeadings()
    {
        SideBar bar(QStringLiteral("Places"));
        bar.addPlace(QStringLiteral("home"), QStringLiteral("Home"), QStringLiteral("home"));
        bar.addHeading(QStringLiteral("Guided"));
        bar.addPlace(QStringLiteral("history"), QStringLiteral("History"));
        bar.setBadge(QStringLiteral("history"), QStringLiteral("2"), Tone::Unknown, SideBar::Badge::Pill);
        QSignalSpy chosen(&bar, &SideBar::placeChosen);
        bar.setCurrentId(QStringLiteral("home"));
        QCOMPARE(chosen.count(), 0);
        bar.show();
        bar.setFocus();
        QTest::keyClick(&bar, Qt::Key_Down);
        QCOMPARE(bar.currentId(), QStringLiteral("history"));
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(bar.currentItem()->data(Qt::AccessibleTextRole).toString(), QStringLiteral("History, 2"));
        bar.grab(); // paints every kind of row
    }

    void searchFieldHandsTheArrowsOn()
    {
        SearchField field(QStringLiteral("Find"));
        field.setShortcutHint(QStringLiteral("Ctrl K"));
        QSignalSpy stepped(&field, &SearchField::stepped);
        QSignalSpy cancelled(&field, &SearchField::cancelled);
        QTest::keyClicks(&field, QStringLiteral("abc"));
        QTest::keyClick(&field, Qt::Key_Down);
        QCOMPARE(stepped.value(0).value(0).toInt(), 1);
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
        QCOMPARE(cancelled.count(), 0);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
    }

    void codeIsColouredByKind()
    {
        JsonView view(QStringLiteral("Request"));
        view.setCode(QStringLiteral("{\n  \"name\": \"va\\\"lue\",\n  \"count\": -12\n}"));
        view.show();
        const auto colourAt = [&view](int line, int column) {
            const QTextBlock block = view.document()->findBlockByNumber(line);
            for (const QTextLayout::FormatRange &range : block.layout()->formats()) {
                if (column >= range.start && column < range.start + range.length)
                    return range.format.foreground().color();
            }
            return QColor();
        };
        QTRY_COMPARE(colourAt(1, 3), Theme::tokens().codeKey);
        QCOMPARE(colourAt(1, 16), Theme::tokens().codeString);
        QCOMPARE(colourAt(2, 12), Theme::tokens().codeNumber);
        view.markError(2, 3);
        QCOMPARE(view.extraSelections().size(), 1);
        view.markError(0, 0);
        QVERIFY(view.extraSelections().isEmpty());
    }

    void questionAnswersThroughTheCallback()
    {
        QWidget window;
        window.show();
        Question question;
        question.title = QStringLiteral("Send it again?");
        question.answers = {{QStringLiteral("send"), QStringLiteral("Send it again"), true}};
        QString answer;
        QPointer<QMessageBox> box = ask(&window, question, [&answer](const QString &id) { answer = id; });
        QVERIFY(answer.isEmpty());
        QTest::mouseClick(box->findChild<QPushButton *>(QStringLiteral("send")), Qt::LeftButton);
        QCOMPARE(answer, QStringLiteral("send"));
        QTRY_VERIFY(!box);
        box = ask(&window, question, [&answer](const QString &id) { answer = id; });
        QTest::keyClick(box, Qt::Key_Escape);
        QCOMPARE(answer, kCancelAnswer.toString());
        box = ask(&window, question, [&answer](const QString &id) { answer = id; });
        answer.clear();
        QTest::keyClick(box, Qt::Key_Return); // the default is the harmless one
        QCOMPARE(answer, kCancelAnswer.toString());
    }

    // Its height for a width is remembered, and made anew with whatever it depends on.
    void wrappedLabelIsAsHighAsItsText()
    {
        const std::unique_ptr<QLabel> label(wrappedLabel(QStringLiteral("One line.")));
        const int line = label->heightForWidth(200);
        QCOMPARE(label->heightForWidth(200), line);
        label->setText(QStringLiteral("Far more words than one line of this width can hold, so they wrap."));
        const int wrapped = label->heightForWidth(200);
        QVERIFY(wrapped > line);
        QVERIFY(label->heightForWidth(2000) < wrapped);
        QFont large = label->font();
        large.setPixelSize(60);
        label->setFont(large);
        QVERIFY(label->heightForWidth(200) > wrapped);
    }

    void readinessIsToldOnceAfterTheFirstPaint()
    {
        QWidget window;
        window.show();
        int told = 0;
        whenReady(&window, [&told] { ++told; });
        QCOMPARE(told, 0);
        QTRY_COMPARE(told, 1);
        window.hide();
        window.show();
        QTRY_VERIFY(window.windowHandle()->isExposed());
        QCOMPARE(told, 1);
    }

    // What a camera looks for: a quiet zone, and in three corners a ring around a square.
    void qrCodeIsDrawnInWholeCells()
    {
        QWidget window;
        auto *code = new QrCode(&window);
        window.show();
        QVERIFY(!code->isVisible());
        code->setText(QStringLiteral("https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH"));
        QVERIFY(code->isVisible());
        code->resize(code->sizeHint());
        const QImage image = code->grab().toImage();
        QCOMPARE(image.width(), image.height());
        int cell = 0; // from the first dark pixel on the diagonal, which is four cells in
        while (cell < image.width() && qGray(image.pixel(cell, cell)) > 128)
            ++cell;
        QCOMPARE(cell % 4, 0);
        cell /= 4;
        QVERIFY(cell >= 3);
        QCOMPARE(image.width() % cell, 0);
        const int last = image.width() / cell - 1 - 4;
        const auto isDark = [&](int x, int y) {
            return qGray(image.pixel(x * cell + cell / 2, y * cell + cell / 2)) < 128;
        };
        const QList<bool> ring{true, false, true, true, true, false, true}; // through the middle of one
        for (int i = 0; i < ring.size(); ++i) {
            QCOMPARE(isDark(4 + i, 7), ring.at(i));
            QCOMPARE(isDark(last - 6 + i, 7), ring.at(i));
            QCOMPARE(isDark(7, last - 6 + i), ring.at(i));
            QVERIFY(!isDark(i, 0) && !isDark(0, i));
        }
        code->setText(QString(5000, u'x')); // no code holds it
        QVERIFY(!code->isVisible());
        code->setText({});
        QVERIFY(!code->isVisible());
    }

    void chipHoldsItsText()
    {
        const ChipLook look{QStringLiteral("Created"), QStringLiteral("check"), Tone::Created};
        Chip chip(look);
        QCOMPARE(chip.accessibleName(), QStringLiteral("Created"));
        QVERIFY(chip.sizeHint().width() > QFontMetrics(chip.font()).horizontalAdvance(look.text));
        chip.grab();
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
