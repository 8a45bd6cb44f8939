// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "everyshape.h"

#include <QCborArray>
#include <QSignalSpy>

using namespace formwork;
using namespace formwork::testing;
using document::Pointer;
using document::Problem;
using document::Severity;
using forms::FormModel;

class TestFormModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What stands at two places alike is told apart by the level where they part.
    void twinsHaveTheirLevelsName()
    {
        QByteArray text = R"({'smithy':'2.0','shapes':{
'a#S':{'type':'service','version':'1','operations':[{'target':'a#Put'}],
 'traits':{'aws.api#service':{'sdkId':'S','endpointPrefix':'s'},'aws.auth#sigv4':{'name':'s'},'aws.protocols#awsJson1_1':{}}},
'a#Put':{'type':'operation','input':{'target':'a#In'},'output':{'target':'a#Out'}},
'a#Out':{'type':'structure','members':{}},
'a#In':{'type':'structure','members':{'join':{'target':'a#Way'},'leave':{'target':'a#Way'},'only':{'target':'a#Other'}}},
'a#Way':{'type':'structure','members':{'radio':{'target':'a#Radio'}}},
'a#Other':{'type':'structure','members':{'cable':{'target':'a#Radio'}}},
'a#Radio':{'type':'structure','members':{'topic':{'target':'smithy.api#String'}}}}})";
        text.replace('\'', '"');
        const auto service =
            readers::readServiceBytes(text, QStringLiteral("s.json"), QStringLiteral("s")).value();
        const auto put = readers::readOperationBytes(text, service, u"Put").value();
        const FormModel form(put, plainGuide(*put), {});
        QCOMPARE(form.spokenNameOf(at("/join/radio/topic")), QStringLiteral("Topic (Join; Radio)"));
        QCOMPARE(form.spokenNameOf(at("/leave/radio/topic")), QStringLiteral("Topic (Leave; Radio)"));
        QCOMPARE(form.spokenNameOf(at("/only/cable/topic")), QStringLiteral("Topic (Cable)"));
    }

    void unsetIsNotEmpty()
    {
        FormModel form(m_operation, plainGuide(*m_operation), {});
        QVERIFY(!form.isSet(at("/remark")));
        form.setValue(at("/remark"), QString());
        QVERIFY(form.isSet(at("/remark")));
        QCOMPARE(form.value(at("/remark")), QCborValue(QString()));
        form.remove(at("/remark"));
        QVERIFY(!form.isSet(at("/remark")));
        form.setValue(at("/remark"), QCborValue(QCborValue::Undefined));
        QVERIFY(!form.isSet(at("/remark")));
    }

    void editsAreCheckedOnceAndLater()
    {
        int checks = 0;
        FormModel form(m_operation, plainGuide(*m_operation), [&checks](const QCborValue &) {
            ++checks;
            return QList<Problem>();
        });
        QTRY_COMPARE(checks, 1);
        QSignalSpy changed(&form, &FormModel::documentChanged);
        for (int i = 0; i < 50; ++i)
            form.setValue(at("/name"), QString::number(i));
        QCOMPARE(checks, 1);
        QTRY_COMPARE(checks, 2);
        QCOMPARE(changed.count(), 1);
        form.setValue(at("/name"), QStringLiteral("49")); // as it was
        QCoreApplication::processEvents();
        QCOMPARE(checks, 2);
    }

    void problemsAreFoundByPlace()
    {
        const auto checker = [](const QCborValue &) {
            return QList<Problem>{
                {at("/servers/1/host"), QStringLiteral("length"), QStringLiteral("advice"), Severity::Advice},
                {at("/servers/1/host"), QStringLiteral("length"), QStringLiteral("error"), Severity::Error},
                {at("/servers"), QStringLiteral("length"), QStringLiteral("few"), Severity::Error},
                {at("/name"), QStringLiteral("length"), QStringLiteral("warning"), Severity::Warning}};
        };
        const auto guide = std::make_shared<guide::Guide>();
        guide->steps = {{QStringLiteral("One"), {}, {at("/name")}},
                        {QStringLiteral("Two"), {}, {at("/servers")}}};
        FormModel form(m_operation, guide, checker);
        form.checkNow();
        QCOMPARE(form.problemAt(at("/servers/1/host"))->sentence, QStringLiteral("error"));
        QVERIFY(!form.problemAt(at("/servers/1")));
        QCOMPARE(form.errorsUnder(at("/servers")), 2);
        QCOMPARE(form.errorsInStep(0), 0);
        QCOMPARE(form.errorsInStep(1), 2);
        QCOMPARE(form.stepOf(at("/servers/1/host")), 1);
        QCOMPARE(form.stepOf(at("/remark")), -1);
        QVERIFY(!form.isProblemShown(at("/name")));
        form.touch(at("/name"));
        QVERIFY(form.isProblemShown(at("/name")));
        QVERIFY(!form.isProblemShown(at("/servers")));
        form.setShowsAllProblems(true);
        QVERIFY(form.isProblemShown(at("/servers")));
    }

    void editorProblemsStopARequest()
    {
        FormModel form(m_operation, plainGuide(*m_operation), {});
        form.setEditorProblem(at("/free"), QStringLiteral("no JSON"));
        form.checkNow();
        QCOMPARE(form.problems().size(), 1);
        QVERIFY(!form.problems().first().canSendAnyway);
        form.setEditorProblem(at("/free"), {});
        form.checkNow();
        QVERIFY(form.problems().isEmpty());
    }

    void itemsMoveAndGo()
    {
        FormModel form(m_operation, plainGuide(*m_operation), {});
        for (int i = 0; i < 4; ++i)
            form.insertItem(at("/names"), i, QString(QChar(u'a' + i)));
        form.moveItem(at("/names"), 3, 0);
        form.moveItem(at("/names"), 0, 9); // nowhere
        QCOMPARE(
            form.value(at("/names")),
            QCborArray({QStringLiteral("d"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        form.remove(at("/names/1"));
        QCOMPARE(form.value(at("/names")),
                 QCborArray({QStringLiteral("d"), QStringLiteral("b"), QStringLiteral("c")}));
    }

    void renamedKeysKeepTheirPlace()
    {
        FormModel form(m_operation, plainGuide(*m_operation), {});
        for (const char *key : {"/labels/x", "/labels/y", "/labels/z"})
            form.setValue(at(key), QString::fromLatin1(key));
        form.renameKey(at("/labels"), QStringLiteral("y"), QStringLiteral("a"));
        QStringList keys;
        for (const auto &[key, entry] : form.value(at("/labels")).toMap())
            keys.append(key.toString());
        QCOMPARE(keys, QStringList({QStringLiteral("x"), QStringLiteral("a"), QStringLiteral("z")}));
        QCOMPARE(form.value(at("/labels/a")).toString(), QStringLiteral("/labels/y"));
    }

    void structuresComeWithWhatTheyRequire()
    {
        FormModel form(m_operation, plainGuide(*m_operation), {});
        form.addStructure(at("/options"));
        QVERIFY(form.value(at("/options/server")).isMap());
        form.addStructure(at("/tree")); // within itself, but not required: ends
        QVERIFY(!form.isSet(at("/tree/left")));
    }

    void choicesRevealAndRequire()
    {
        const auto guide = plainGuide(*m_operation);
        guide::Reveal reveal;
        reveal.when.kind = guide::Condition::Kind::Equals;
        reveal.when.pointer = at("/scope");
        reveal.when.values = {QCborValue(QStringLiteral("Local"))};
        reveal.members = {at("/options")};
        reveal.required = true;
        guide->reveals.append(reveal);
        FormModel form(m_operation, guide, {});
        QSignalSpy reveals(&form, &FormModel::revealsChanged);
        QVERIFY(!form.isRevealed(at("/options")));
        QVERIFY(!form.isRequired(at("/options")));
        form.setValue(at("/remark"), QStringLiteral("x"));
        QCOMPARE(reveals.count(), 0);
        form.setValue(at("/scope"), QStringLiteral("Local"));
        QCOMPARE(reveals.count(), 1);
        QVERIFY(form.isRequired(at("/options")));
        QVERIFY(form.value(at("/options/server")).isMap());
        form.setValue(at("/options/verbose"), true);
        form.setValue(at("/scope"), QStringLiteral("Global"));
        QVERIFY(!form.visibleDocument().toMap().contains(QStringLiteral("options")));
        QVERIFY(form.isSet(at("/options/verbose"))); // comes back with the choice
    }

    void labelsOfEntries()
    {
        FormModel form(m_operation, plainGuide(*m_operation), {});
        QCOMPARE(form.labelOf(at("/names/2")), QStringLiteral("Item 3"));
        QCOMPARE(form.labelOf(at("/labels/team")), QStringLiteral("team"));
        QCOMPARE(form.memberAt(at("/nothing")), nullptr);
        QCOMPARE(form.memberAt(at("/name/deeper")), nullptr);
    }

private:
    model::OperationPtr m_operation = everyShape();
};

QTEST_GUILESS_MAIN(TestFormModel)
#include "tst_formmodel.moc"
