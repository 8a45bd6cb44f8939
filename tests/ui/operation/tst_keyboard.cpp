// SPDX-License-Identifier: Apache-2.0
#include "operationfixture.h"

#include "forms/formview.h"
#include "forms/structureeditor.h"
#include "widgets/sidebar.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

using namespace formwork;
using namespace formwork::tests;
using operation::OperationDialog;

namespace
{

constexpr qsizetype kGenerated = 200; // operations
constexpr int kMostAdded = 12; // entries and structures added to one form
constexpr int kMostStops = 2000;

const QList<std::pair<QString, QString>> kTrapsOnce = {
    {QStringLiteral("lambda"), QStringLiteral("CreateFunction")},
    {QStringLiteral("ecs"), QStringLiteral("CreateService")},
    {QStringLiteral("ec2"), QStringLiteral("RunInstances")},
};

// Where the models are that AWS publishes; empty: nowhere.
QString publishedModels()
{
    for (const QString &path : {qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore"),
                                QStringLiteral("/usr/lib/python3/dist-packages/botocore/data")}) {
        if (QFileInfo(path).isDir())
            return path;
    }
    return {};
}

QString nameOf(const QWidget *widget)
{
    if (!widget)
        return QStringLiteral("nothing");
    return QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
}

// Every widget a person could want to reach, found without looking at any order. Of radio buttons one is
// enough: arrows go on from there.
QSet<QWidget *> reachable(QWidget *root)
{
    QSet<QWidget *> found;
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        const bool isPart = qobject_cast<QComboBox *>(widget->parentWidget())
            || qobject_cast<QAbstractSpinBox *>(widget->parentWidget());
        if (widget->isVisible() && widget->isEnabled() && !isPart && !widget->focusProxy()
            && widget->focusPolicy() & Qt::TabFocus && !qobject_cast<QRadioButton *>(widget))
            found.insert(widget);
    }
    return found;
}

forms::FormView *formOf(OperationDialog *dialog)
{
    for (auto *form : dialog->findChildren<forms::FormView *>()) {
        if (form->isVisible())
            return form;
    }
    return nullptr;
}

// From the widget with the focus once round; empty if it does not come round.
QList<QWidget *> walk(Qt::Key key)
{
    QWidget *first = QApplication::focusWidget();
    QList<QWidget *> visited = {first};
    while (visited.size() < kMostStops) {
        QTest::keyClick(QApplication::focusWidget(), key);
        QWidget *now = QApplication::focusWidget();
        if (now == first)
            return visited;
        if (!now || visited.contains(now))
            return {};
        visited.append(now);
    }
    return {};
}

bool isAdder(const QPushButton *button)
{
    return button->isVisible() && button->isEnabled() && button->objectName().startsWith(u'/')
        && !button->objectName().contains(u'#') && button->text().startsWith(u"Add");
}

// One entry in every list and map, every optional structure, and those inside of them, to a number.
void addThings(forms::FormView *form)
{
    QSet<QString> done;
    for (int added = 0; added < kMostAdded; ++added) {
        QPushButton *next = nullptr;
        for (QPushButton *button : form->findChildren<QPushButton *>()) {
            if (!next && isAdder(button) && !done.contains(button->objectName()))
                next = button;
        }
        if (!next)
            return;
        done.insert(next->objectName());
        const QString newKey = next->objectName() + QStringLiteral("#newKey");
        next->click();
        if (form->findChild<QToolButton *>(next->objectName() + QStringLiteral("/0#down"))
            && next->isVisible() && next->isEnabled())
            next->click(); // two, so that their order can be changed
        if (auto *key = form->findChild<QLineEdit *>(newKey); key && key->isVisible()) {
            QTest::keyClicks(key, QStringLiteral("name"));
            QTest::keyClick(key, Qt::Key_Tab);
        }
        QCoreApplication::processEvents();
    }
}

} // namespace

// The dialog without a mouse.
class KeyboardTest : public QObject
{
    Q_OBJECT

private:
    void checkWalk(OperationDialog *dialog)
    {
        forms::FormView *form = formOf(dialog);
        QVERIFY(form);
        form->focusFirst();
        QVERIFY(QApplication::focusWidget());
        const QList<QWidget *> forth = walk(Qt::Key_Tab);
        QVERIFY2(!forth.isEmpty(),
                 qPrintable(QStringLiteral("Tab does not come round; it is at ")
                            + nameOf(QApplication::focusWidget())));
        QList<QWidget *> back = walk(Qt::Key_Backtab);
        QVERIFY2(!back.isEmpty(),
                 qPrintable(QStringLiteral("Shift+Tab does not come round; it is at ")
                            + nameOf(QApplication::focusWidget())));
        back.append(back.takeFirst());
        std::ranges::reverse(back);
        QCOMPARE(back, forth);
        for (QWidget *widget : reachable(dialog))
            QVERIFY2(forth.contains(widget), qPrintable(nameOf(widget)));
        for (const QRadioButton *radio : form->findChildren<QRadioButton *>()) {
            const bool isReached = !radio->isVisible() || std::ranges::any_of(forth, [radio](QWidget *stop) {
                return qobject_cast<QRadioButton *>(stop) && stop->parentWidget() == radio->parentWidget();
            });
            QVERIFY2(isReached, qPrintable(nameOf(radio)));
        }
        // Once out of the form it is on what goes on from here, and it does not come back halfway.
        bool wasOut = !form->isAncestorOf(forth.first()); // a step with nothing to fill in
        for (qsizetype i = 1; i < forth.size(); ++i) {
            const bool isIn = form->isAncestorOf(forth[i]);
            if (!isIn && !wasOut)
                QVERIFY2(forth[i]->objectName() == u"stepNext", qPrintable(nameOf(forth[i])));
            wasOut = wasOut || !isIn;
        }
    }

    void checkLetters(OperationDialog *dialog)
    {
        QHash<int, QString> taken;
        for (QWidget *widget : dialog->findChildren<QWidget *>()) {
            if (!widget->isVisible())
                continue;
            const auto *button = qobject_cast<QAbstractButton *>(widget);
            const auto *label = qobject_cast<QLabel *>(widget);
            const QString text = button   ? button->text()
                : label && label->buddy() ? label->text()
                                          : QString();
            const QKeySequence keys = QKeySequence::mnemonic(text);
            if (keys.isEmpty())
                continue;
            const int letter = keys[0].key();
            QVERIFY2(!taken.contains(letter),
                     qPrintable(taken.value(letter) + QStringLiteral(" and ") + text));
            taken.insert(letter, text);
        }
    }

    // What is announced has the words that are seen in it, and no two buttons are announced alike.
    void checkNames(OperationDialog *dialog)
    {
        QSet<QString> names;
        for (const QAbstractButton *button : formOf(dialog)->findChildren<QAbstractButton *>()) {
            if (!button->isVisible())
                continue;
            const QString seen = button->text().remove(u'&').remove(QStringLiteral("...")).simplified();
            const QString said = button->accessibleName().isEmpty() ? seen : button->accessibleName();
            const auto describe = [&] {
                return button->objectName() + u' ' + seen + QStringLiteral(" / ") + said;
            };
            QVERIFY2(said.simplified().remove(u'&').contains(seen), qPrintable(describe()));
            const bool isInForm = button->objectName().startsWith(u'/');
            QVERIFY2(!isInForm || !names.contains(said), qPrintable(describe()));
            names.insert(said);
        }
        checkIcons(dialog);
    }

    // What has no text says what it does, and with what.
    void checkIcons(OperationDialog *dialog)
    {
        const QList<std::pair<QString, QString>> verbs{{QStringLiteral("#remove"), QStringLiteral("Remove ")},
                                                       {QStringLiteral("#up"), QStringLiteral("Move ")},
                                                       {QStringLiteral("#down"), QStringLiteral("Move ")}};
        for (const QToolButton *button : formOf(dialog)->findChildren<QToolButton *>()) {
            for (const auto &[end, verb] : verbs) {
                if (button->objectName().endsWith(end))
                    QVERIFY2(button->accessibleName().startsWith(verb)
                                 && button->accessibleName().size() > verb.size(),
                             qPrintable(button->objectName() + u' ' + button->accessibleName()));
                m_seen += button->isVisible() && button->isEnabled() && button->objectName().endsWith(end)
                    ? QStringList(end)
                    : QStringList();
            }
        }
    }

    void checkDialog(const QString &service, const QString &name)
    {
        OperationDialog *dialog = m_fixture->open(service, name);
        QCoreApplication::processEvents();
        if (!formOf(dialog))
            return delete dialog; // there is nothing to fill in
        checkWalk(dialog);
        if (QTest::currentTestFailed())
            return;
        addThings(formOf(dialog));
        checkWalk(dialog);
        if (!QTest::currentTestFailed())
            checkLetters(dialog);
        if (!QTest::currentTestFailed())
            checkNames(dialog);
        delete dialog;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<OperationFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void tabGoesRoundInEveryGuidedForm()
    {
        for (const guide::Card &card : m_fixture->environment->guides->cards()) {
            OperationDialog *dialog = m_fixture->open(card.service, card.operation);
            for (int step = 0; step < card.steps; ++step) {
                QCoreApplication::processEvents();
                checkWalk(dialog);
                addThings(formOf(dialog));
                checkWalk(dialog);
                checkLetters(dialog);
                checkNames(dialog);
                if (QTest::currentTestFailed()) {
                    qWarning("in step %d of %s", step + 1, qPrintable(card.title));
                    return;
                }
                click(dialog, "stepNext");
            }
        }
        for (const char *end : {"#remove", "#up", "#down"}) // were among what was walked over
            QVERIFY2(m_seen.contains(QLatin1String(end)), end);
    }

    // A found bug: "Protection and watching" was cut off in the list of steps, however wide the window was.
    void stepsAreNamedInFull()
    {
        const QString models = publishedModels();
        if (models.isEmpty())
            QSKIP("There are no models that AWS publishes: neither FORMWORK_SHARED nor Debian's botocore.");
        m_fixture->environment->catalog = catalog::Catalog::build({models});
        for (const auto &[service, name] : kTrapsOnce) {
            if (!m_fixture->environment->catalog->operation(service, name))
                continue;
            OperationDialog *dialog = m_fixture->open(service, name);
            dialog->resize(900, 600);
            QTRY_COMPARE(dialog->size(), QSize(900, 600));
            const auto *steps = find<widgets::SideBar>(dialog, "stepList");
            QTRY_VERIFY2(steps->width() >= steps->widthFor(QStringLiteral("2")), qPrintable(name));
            delete dialog;
        }
    }

    void tabGoesRoundInGeneratedForms()
    {
        const QString models = publishedModels();
        if (models.isEmpty())
            QSKIP("There are no models that AWS publishes: neither FORMWORK_SHARED nor Debian's botocore.");
        m_fixture->environment->catalog = catalog::Catalog::build({models});
        QList<std::pair<QString, QString>> operations;
        for (const model::ServicePtr &service : m_fixture->environment->catalog->services()) {
            for (const model::OperationSummary &summary : service->operations) {
                if (summary.name.startsWith(u"Create") || summary.name.startsWith(u"Put")
                    || summary.name.startsWith(u"Update"))
                    operations.append({service->id, summary.name});
            }
        }
        for (const auto &known : kTrapsOnce) { // where Tab was trapped
            if (m_fixture->environment->catalog->operation(known.first, known.second))
                checkDialog(known.first, known.second);
        }
        const qsizetype step = qMax<qsizetype>(1, operations.size() / kGenerated);
        QElapsedTimer clock;
        clock.start();
        qsizetype checked = 0;
        for (qsizetype i = 0; i < operations.size(); i += step, ++checked) {
            checkDialog(operations[i].first, operations[i].second);
            if (QTest::currentTestFailed()) {
                qWarning("in %s %s", qPrintable(operations[i].first), qPrintable(operations[i].second));
                return;
            }
        }
        qInfo("%lld forms walked in %lld s", qlonglong(checked), qlonglong(clock.elapsed() / 1000));
    }

private:
    std::unique_ptr<OperationFixture> m_fixture;
    QStringList m_seen; // ends of the names of buttons that could be reached
};

QTEST_MAIN(KeyboardTest)
#include "tst_keyboard.moc"
