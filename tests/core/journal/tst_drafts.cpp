// SPDX-License-Identifier: Apache-2.0
#include "document/redact.h"
#include "journal/drafts.h"
#include "samples.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <tuple>

using namespace formwork;
using namespace formwork::journal;

class DraftsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesBackWhatWasKept();
    void keepsNoSecretInClear();
    void replacesADraftOfTheSameId();
    void listsTheNewestFirst();
    void tellsOfEveryChange();
    void refusesTheKeyOfAnother();
    void leavesOutWhatIsDamaged();
    void takesNoPathForAName_data();
    void takesNoPathForAName();
    void saysWhyItCannotBeSaved();
    void writesInOrderOnAThreadOfItsOwn();
    void writesWhatIsUnderwayBeforeItEnds();

private:
    std::unique_ptr<DraftStore> store(char key = 'k')
    {
        return std::make_unique<DraftStore>(m_folder->filePath(QStringLiteral("drafts")), m_clock,
                                            std::make_shared<RandomTokenSource>(),
                                            std::make_shared<Sealer>(QByteArray(32, key)));
    }
    QString save(DraftStore &drafts, Draft draft = {})
    {
        return drafts.save(std::move(draft), samples::input(), *samples::operation()).value_or(QString());
    }
    QString file(const QString &id) const
    {
        return m_folder->filePath(QStringLiteral("drafts/%1.draft").arg(id));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FixedClock> m_clock;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_shared<FixedClock>(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC));
    }
};

void DraftsTest::givesBackWhatWasKept()
{
    Draft draft;
    draft.service = QStringLiteral("things");
    draft.operation = QStringLiteral("CreateThing");
    draft.title = QStringLiteral("Thing");
    draft.what = QStringLiteral("Finance");
    draft.parent = 7;
    draft.isAutomatic = true;
    const QString id = save(*store(), draft);
    const auto later = store(); // another run
    const Draft read = later->draft(id).value_or(Draft());
    QCOMPARE(read.id, id);
    QCOMPARE(read.service, draft.service);
    QCOMPARE(read.operation, draft.operation);
    QCOMPARE(read.title, draft.title);
    QCOMPARE(read.what, draft.what);
    QCOMPARE(read.parent, 7);
    QVERIFY(read.isAutomatic);
    QCOMPARE(read.savedAt, m_clock->nowUtc());
    QCOMPARE(later->openInput(id).value(), QCborValue(samples::input()));
}

void DraftsTest::keepsNoSecretInClear()
{
    const auto drafts = store();
    const QString id = save(*drafts);
    QFile written(file(id));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray bytes = written.readAll();
    QVERIFY(bytes.contains("Finance"));
    QVERIFY(!bytes.contains("canary"));
    QCOMPARE(document::valueAt(drafts->draft(id)->input, document::Pointer::parse(u"/Password")).toString(),
             document::kSealedText);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(written.permissions() & others));
    QVERIFY(!(QFile::permissions(m_folder->filePath(QStringLiteral("drafts"))) & others));
}

void DraftsTest::replacesADraftOfTheSameId()
{
    const auto drafts = store();
    Draft draft;
    draft.id = save(*drafts);
    draft.what = QStringLiteral("renamed");
    QCOMPARE(save(*drafts, draft), draft.id);
    QCOMPARE(drafts->drafts().size(), 1);
    QCOMPARE(drafts->drafts().first().what, draft.what);
}

void DraftsTest::listsTheNewestFirst()
{
    const auto drafts = store();
    const QString first = save(*drafts);
    m_clock->advance(1000);
    const QString second = save(*drafts);
    QCOMPARE(drafts->drafts().size(), 2);
    QCOMPARE(drafts->drafts()[0].id, second);
    QCOMPARE(drafts->drafts()[1].id, first);
}

void DraftsTest::tellsOfEveryChange()
{
    const auto drafts = store();
    QSignalSpy changed(drafts.get(), &DraftStore::changed);
    const QString id = save(*drafts);
    QCOMPARE(changed.size(), 1);
    drafts->remove(id);
    QCOMPARE(changed.size(), 2);
    drafts->remove(id); // not there
    drafts->remove({});
    QCOMPARE(changed.size(), 2);
    QVERIFY(drafts->drafts().isEmpty());
}

void DraftsTest::refusesTheKeyOfAnother()
{
    const QString id = save(*store());
    const auto other = store('x');
    QVERIFY(other->draft(id)); // what is no secret can be read
    const Result<QCborValue> input = other->openInput(id);
    QVERIFY(!input);
    QCOMPARE(input.error().code, QStringLiteral("OtherKey"));
}

void DraftsTest::leavesOutWhatIsDamaged()
{
    const auto drafts = store();
    const QString good = save(*drafts);
    const QString bad = save(*drafts);
    QFile broken(file(bad));
    QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
    broken.write("not a draft");
    broken.close();
    QCOMPARE(drafts->drafts().size(), 1);
    QCOMPARE(drafts->drafts().first().id, good);
    const Result<Draft> read = drafts->draft(bad);
    QVERIFY(!read);
    QVERIFY(read.error().message.contains(bad));
}

void DraftsTest::takesNoPathForAName_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << QString();
    QTest::newRow("parent") << QStringLiteral("../drafts/x");
    QTest::newRow("backslash") << QStringLiteral("..\\x");
}

void DraftsTest::takesNoPathForAName()
{
    QFETCH(const QString, id);
    QVERIFY(!store()->draft(id));
}

void DraftsTest::saysWhyItCannotBeSaved()
{
    QFile inTheWay(m_folder->filePath(QStringLiteral("drafts")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly)); // a file where the folder should be
    const auto drafts = store();
    QSignalSpy changed(drafts.get(), &DraftStore::changed);
    const Result<QString> saved = drafts->save({}, samples::input(), *samples::operation());
    QVERIFY(!saved);
    QVERIFY(saved.error().message.contains(inTheWay.fileName()));
    QVERIFY(!saved.error().advice.isEmpty());
    QVERIFY(changed.isEmpty());
}

void DraftsTest::writesInOrderOnAThreadOfItsOwn()
{
    const auto drafts = store();
    QSignalSpy changed(drafts.get(), &DraftStore::changed);
    Draft draft;
    draft.id = QStringLiteral("one");
    QList<QFuture<Result<QString>>> written;
    for (int i = 0; i < 20; ++i) {
        draft.what = QString::number(i);
        written.append(drafts->saveLater(draft, samples::input(), *samples::operation()));
    }
    for (QFuture<Result<QString>> &one : written)
        QCOMPARE(one.result().value_or(QString()), draft.id);
    QCOMPARE(drafts->drafts().size(), 1);
    QCOMPARE(drafts->drafts().first().what, QStringLiteral("19"));
    QVERIFY(changed.isEmpty()); // it is told on the thread that asked
    QTRY_COMPARE(changed.size(), 20);

    written = {drafts->saveLater(draft, samples::input(), *samples::operation())};
    drafts->remove(draft.id); // and is not written after it
    QVERIFY(written.first().isFinished());
    QVERIFY(drafts->drafts().isEmpty());
}

void DraftsTest::writesWhatIsUnderwayBeforeItEnds()
{
    for (int i = 0; i < 20; ++i)
        std::ignore = store()->saveLater({}, samples::input(), *samples::operation());
    QCOMPARE(store()->drafts().size(), 20);
}

QTEST_GUILESS_MAIN(DraftsTest)
#include "tst_drafts.moc"
