// SPDX-License-Identifier: Apache-2.0
#include "keeping/savedforms.h"
#include "sampleform.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using keeping::SavedForm;
using keeping::SavedForms;

class SavedFormsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_shared<FixedClock>(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC));
    }
    void givesBackWhatWasSaved();
    void keepsNeitherSecretsNorTheToken();
    void isTheOwnersAlone();
    void findsByWords();
    void hasOneOfEachName();
    void changesAllButTheValues();
    void goesAndComesBack();
    void duplicates();
    void leavesTheRestUsableBesideADamagedOne();
    void twoProgramsSeeEachOther();
    void takesNoPathForAName_data();
    void takesNoPathForAName();
    void saysWhyItCannotBeSaved();
    void saysWhatThereIs();

private:
    std::unique_ptr<SavedForms> store()
    {
        return std::make_unique<SavedForms>(m_folder->filePath(QStringLiteral("saved")), m_clock,
                                            std::make_shared<RandomTokenSource>());
    }
    static SavedForm form(const QString &name)
    {
        SavedForm made;
        made.name = name;
        made.service = QStringLiteral("things");
        made.operation = QStringLiteral("CreateThing");
        made.title = QStringLiteral("Thing");
        return made;
    }
    static QCborMap input()
    {
        return {{QStringLiteral("Name"), QStringLiteral("{{team}}-thing")},
                {QStringLiteral("Password"), QStringLiteral("canary-secret-0001")},
                {QStringLiteral("Tags"),
                 QCborArray{sampleform::tagged(QStringLiteral("Team"), QStringLiteral("blue")),
                            sampleform::tagged(QStringLiteral("DB_PASSWORD"),
                                               QStringLiteral("canary-secret-0002"))}},
                {QStringLiteral("ClientToken"), QStringLiteral("0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f11")}};
    }
    QString save(SavedForms &forms, const QString &name)
    {
        return forms.keep(form(name), input(), *sampleform::operation()).value_or(QString());
    }
    QString fileOf(const QString &id) const
    {
        return m_folder->filePath(QStringLiteral("saved/%1.form").arg(id));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FixedClock> m_clock;
};

void SavedFormsTest::givesBackWhatWasSaved()
{
    SavedForm made = form(QStringLiteral("Weekly thing"));
    made.note = QStringLiteral("for the team");
    made.account = QStringLiteral("aws:prod");
    made.region = QStringLiteral("eu-west-1");
    made.variables = {QStringLiteral("team")};
    const Result<QString> id = store()->keep(made, input(), *sampleform::operation());
    QVERIFY(id);
    const SavedForm read = store()->form(*id).value_or(SavedForm()); // another run
    QCOMPARE(read.name, made.name);
    QCOMPARE(read.note, made.note);
    QCOMPARE(read.service, made.service);
    QCOMPARE(read.operation, made.operation);
    QCOMPARE(read.account, made.account);
    QCOMPARE(read.region, made.region);
    QCOMPARE(read.variables, made.variables);
    QCOMPARE(read.createdAt, m_clock->nowUtc());
    QCOMPARE(read.document.toMap().value(QStringLiteral("Name")).toString(),
             QStringLiteral("{{team}}-thing"));
    QCOMPARE(store()->form(QStringLiteral("weekly THING")).value_or(SavedForm()).id, *id);
}

void SavedFormsTest::keepsNeitherSecretsNorTheToken()
{
    const auto forms = store();
    const QString id = save(*forms, QStringLiteral("one"));
    QFile file(fileOf(id));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("blue"));
    QVERIFY(!bytes.contains("canary-secret"));
    QVERIFY(!bytes.contains("0e8a9f5a"));
    const SavedForm read = forms->form(id).value_or(SavedForm());
    QStringList leftOut;
    for (const document::Pointer &place : read.leftOut)
        leftOut.append(place.toString());
    leftOut.sort();
    QCOMPARE(leftOut, QStringList({QStringLiteral("/Password"), QStringLiteral("/Tags/1/Value")}));
}

void SavedFormsTest::isTheOwnersAlone()
{
    const QString id = save(*store(), QStringLiteral("one"));
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(fileOf(id)).permissions() & others));
    QVERIFY(!(QFileInfo(m_folder->filePath(QStringLiteral("saved"))).permissions() & others));
}

void SavedFormsTest::findsByWords()
{
    const auto forms = store();
    save(*forms, QStringLiteral("Staging role"));
    save(*forms, QStringLiteral("bucket"));
    QCOMPARE(forms->find({}).size(), 2);
    QCOMPARE(forms->find({}).first().name, QStringLiteral("bucket")); // by name, whatever the case
    QCOMPARE(forms->find(QStringLiteral("ROLE creatething")).size(), 1);
    QCOMPARE(forms->find(QStringLiteral("role bucket")).size(), 0);
}

void SavedFormsTest::hasOneOfEachName()
{
    const auto forms = store();
    const QString id = save(*forms, QStringLiteral("one"));
    const Result<QString> again =
        forms->keep(form(QStringLiteral(" ONE ")), input(), *sampleform::operation());
    QVERIFY(!again);
    QCOMPARE(again.error().code, QStringLiteral("NameTaken"));
    SavedForm replacement = form(QStringLiteral("One"));
    replacement.id = id;
    QVERIFY(forms->keep(replacement, QCborMap{}, *sampleform::operation()));
    QCOMPARE(forms->forms().size(), 1);
    QVERIFY(!forms->keep(form(QStringLiteral("  ")), input(), *sampleform::operation()));
}

void SavedFormsTest::changesAllButTheValues()
{
    const auto forms = store();
    SavedForm one = forms->form(save(*forms, QStringLiteral("one"))).value_or(SavedForm());
    m_clock->advance(3600 * 1000);
    one.name = QStringLiteral("two");
    one.note = QStringLiteral("renamed");
    one.document = QCborMap{};
    QVERIFY(forms->change(one));
    const SavedForm read = forms->form(one.id).value_or(SavedForm());
    QCOMPARE(read.name, QStringLiteral("two"));
    QCOMPARE(read.note, QStringLiteral("renamed"));
    QVERIFY(!read.document.toMap().isEmpty());
    QCOMPARE(read.createdAt.secsTo(read.changedAt), 3600);
}

void SavedFormsTest::goesAndComesBack()
{
    const auto forms = store();
    const QString id = save(*forms, QStringLiteral("one"));
    const Result<SavedForm> removed = forms->remove(id);
    QVERIFY(removed);
    QVERIFY(forms->forms().isEmpty());
    QVERIFY(!forms->remove(id));
    QVERIFY(forms->putBack(*removed));
    const SavedForm read = forms->form(id).value_or(SavedForm());
    QCOMPARE(read.document, removed->document);
    QCOMPARE(read.createdAt, removed->createdAt);
    QCOMPARE(read.leftOut, removed->leftOut);
}

void SavedFormsTest::duplicates()
{
    const auto forms = store();
    const QString id = save(*forms, QStringLiteral("one"));
    const Result<QString> copy = forms->duplicate(id);
    QVERIFY(copy);
    QVERIFY(forms->duplicate(id));
    QStringList names;
    for (const SavedForm &one : forms->forms())
        names.append(one.name);
    QCOMPARE(names,
             QStringList({QStringLiteral("one"), QStringLiteral("one (2)"), QStringLiteral("one (3)")}));
    QCOMPARE(forms->form(*copy)->document, forms->form(id)->document);
}

void SavedFormsTest::leavesTheRestUsableBesideADamagedOne()
{
    const auto forms = store();
    const QString id = save(*forms, QStringLiteral("one"));
    QFile damaged(fileOf(QStringLiteral("broken")));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("\xff\xff not a form");
    damaged.close();
    QCOMPARE(forms->forms().size(), 1);
    QCOMPARE(forms->unreadable().size(), 1);
    QVERIFY(forms->unreadable().first().why.contains(damaged.fileName()));
    QVERIFY(save(*forms, QStringLiteral("two")) != id);
    QVERIFY(QFile::exists(damaged.fileName())); // nothing is lost
    QVERIFY(!forms->form(QStringLiteral("broken")));
    QVERIFY(forms->remove(QStringLiteral("broken"))); // only when the person says so
    QVERIFY(forms->unreadable().isEmpty());
}

void SavedFormsTest::twoProgramsSeeEachOther()
{
    const auto one = store();
    const auto other = store();
    const QString id = save(*one, QStringLiteral("one"));
    QVERIFY(other->form(id));
    QVERIFY(!other->keep(form(QStringLiteral("one")), input(), *sampleform::operation()));
    // Renamed here, while the other keeps new values: both stand.
    SavedForm replacement = other->form(id).value_or(SavedForm());
    SavedForm renamed = one->form(id).value_or(SavedForm());
    QVERIFY(other->keep(replacement, QCborMap{{QStringLiteral("Name"), QStringLiteral("new")}},
                        *sampleform::operation()));
    renamed.name = QStringLiteral("two");
    QVERIFY(one->change(renamed));
    const SavedForm read = other->form(id).value_or(SavedForm());
    QCOMPARE(read.name, QStringLiteral("two"));
    QCOMPARE(read.document.toMap().value(QStringLiteral("Name")).toString(), QStringLiteral("new"));
}

void SavedFormsTest::takesNoPathForAName_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("above") << QStringLiteral("../profiles");
    QTest::newRow("absolute") << QStringLiteral("/etc/passwd");
    QTest::newRow("nothing") << QString();
    QTest::newRow("hidden") << QStringLiteral(".lock");
}

void SavedFormsTest::takesNoPathForAName()
{
    QFETCH(const QString, id);
    const auto forms = store();
    save(*forms, QStringLiteral("one"));
    QVERIFY(!forms->form(id));
    QVERIFY(!forms->remove(id));
}

void SavedFormsTest::saysWhyItCannotBeSaved()
{
    QFile file(m_folder->filePath(QStringLiteral("saved")));
    QVERIFY(file.open(QIODevice::WriteOnly)); // a file where the folder would be
    const Result<QString> kept =
        store()->keep(form(QStringLiteral("one")), input(), *sampleform::operation());
    QVERIFY(!kept);
    QVERIFY(kept.error().message.contains(file.fileName()));
}

void SavedFormsTest::saysWhatThereIs()
{
    const auto forms = store();
    save(*forms, QStringLiteral("Weekly"));
    const Result<SavedForm> none = forms->form(QStringLiteral("monthly"));
    QVERIFY(!none);
    QCOMPARE(none.error().code, QStringLiteral("NoSuchForm"));
    QVERIFY(none.error().advice.contains(QStringLiteral("Weekly")));
}

QTEST_GUILESS_MAIN(SavedFormsTest)
#include "tst_savedforms.moc"
