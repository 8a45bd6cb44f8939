// SPDX-License-Identifier: Apache-2.0
#include "client/requesttag.h"
#include "core/awaiting.h"
#include "operation/submission.h"
#include "operationfixture.h"

#include <QSignalSpy>

using namespace formwork;
using operation::Submission;
using Kind = Submission::Kind;

namespace
{

const document::Pointer kName({QStringLiteral("SAMAccountName")});

// A form of one group and its submission, with nothing drawn.
struct Group {
    explicit Group(const tests::OperationFixture &fixture)
        : program(fixture)
    {
        const model::OperationPtr operation = *program.environment->catalog->operation(
            QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        form =
            std::make_unique<forms::FormModel>(operation, program.environment->guides->guideFor(*operation),
                                               [](const QCborValue &) { return QList<document::Problem>(); });
        submission = std::make_unique<Submission>(program.session.get(), operation, form.get());
        form->setValue(document::Pointer({QStringLiteral("DirectoryId")}), QStringLiteral("d-1234567890"));
        form->setValue(kName, QStringLiteral("finance"));
        submission->renewToken();
        form->checkNow();
    }

    void rename(const QString &name)
    {
        form->setValue(kName, name);
        form->checkNow();
    }

    bool sent() const
    {
        QSignalSpy finished(submission.get(), &Submission::finished);
        submission->send(false, {}, program.session->target());
        return !finished.isEmpty() || finished.wait(20'000);
    }

    bool sentAgain() const
    {
        QSignalSpy finished(submission.get(), &Submission::finished);
        submission->sendAgain(false, {});
        return !finished.isEmpty() || finished.wait(20'000);
    }

    const tests::OperationFixture &program;
    std::unique_ptr<forms::FormModel> form;
    std::unique_ptr<Submission> submission;
};

} // namespace

// Which token goes with which input (DESIGN 3.3).
class TestSubmission : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNewBeforeAnythingIsSent();
    void sendsTheSameRowAgainWhileNothingChanges();
    void renewsTheTokenWithTheFirstEditAndBack();
    void leavesATokenOfThePersonsAlone();
    void linksTheEditedRequestToTheOldRow();
    void startsAfreshWithoutAParent();
    void keepsTheTokenOfARequestThatWasNotRecorded();
    void tagsWhereTheAccountWantsIt();
};

void TestSubmission::tagsWhereTheAccountWantsIt()
{
    tests::OperationFixture program;
    credentials::Profile account = program.session->profile();
    account.tagsRequests = true;
    QVERIFY(tests::await(program.session->profiles().save(account, std::nullopt)));
    const model::OperationPtr operation = *program.environment->catalog->operation(
        QStringLiteral("proton"), QStringLiteral("CreateEnvironmentAccountConnection"));
    forms::FormModel form(operation, program.environment->guides->guideFor(*operation),
                          [](const QCborValue &) { return QList<document::Problem>(); });
    Submission submission(program.session.get(), operation, &form);
    form.setValue(document::Pointer({QStringLiteral("managementAccountId")}), QStringLiteral("123456789012"));
    form.setValue(document::Pointer({QStringLiteral("environmentName")}), QStringLiteral("oak"));
    form.setValue(document::Pointer({QStringLiteral("roleArn")}),
                  QStringLiteral("arn:aws:iam::123456789012:role/oak"));
    submission.renewToken();
    form.checkNow();
    const QCborValue shown = submission.destination().asSent(*operation, form.visibleDocument());
    const QString tag = client::requestTagIn(*operation, shown);
    QCOMPARE(tag.size(), 20);
    QVERIFY(client::requestTagIn(*operation, form.visibleDocument()).isEmpty()); // no matter of the form
    QSignalSpy finished(&submission, &Submission::finished);
    submission.send(false, {}, submission.destination().target());
    QVERIFY(!finished.isEmpty() || finished.wait(20'000));
    QCOMPARE(submission.result().outcome, journal::Outcome::Succeeded);
    QCOMPARE(client::requestTagIn(*operation, submission.sentInput()), tag);
    QCOMPARE(submission.kind(), Kind::Again); // it is the form that was sent
}

void TestSubmission::isNewBeforeAnythingIsSent()
{
    tests::OperationFixture program;
    Group group(program);
    const QString token = group.submission->token();
    group.rename(QStringLiteral("accounting"));
    QCOMPARE(group.submission->kind(), Kind::New);
    QCOMPARE(group.submission->token(), token); // it belongs to nothing yet
}

void TestSubmission::sendsTheSameRowAgainWhileNothingChanges()
{
    tests::OperationFixture program;
    program.practice->setFault({practice::Fault::Kind::HangUpAfterWork, 3, 0});
    Group group(program);
    const QString token = group.submission->token();
    QVERIFY(group.sent());
    QCOMPARE(group.submission->result().outcome, journal::Outcome::Unknown);
    QCOMPARE(group.submission->kind(), Kind::Again);
    program.practice->setFault({});
    QVERIFY(group.sentAgain());
    QCOMPARE(group.submission->result().outcome, journal::Outcome::Succeeded);
    QCOMPARE(program.rows().size(), 1);
    QCOMPARE(program.rows().first().request.clientToken, token);
    QCOMPARE(program.practice->resourceCount(), 1);
}

void TestSubmission::renewsTheTokenWithTheFirstEditAndBack()
{
    tests::OperationFixture program;
    Group group(program);
    const QString token = group.submission->token();
    QVERIFY(group.sent());
    group.rename(QStringLiteral("accounting"));
    QCOMPARE(group.submission->kind(), Kind::Edited);
    const QString second = group.submission->token();
    QVERIFY(second != token);
    group.rename(QStringLiteral("accounting-emea"));
    QCOMPARE(group.submission->token(), second); // one new token for one new request
    group.rename(QStringLiteral("finance"));
    QCOMPARE(group.submission->token(), token);
    group.form->checkNow();
    QCOMPARE(group.submission->kind(), Kind::Again);
}

void TestSubmission::leavesATokenOfThePersonsAlone()
{
    tests::OperationFixture program;
    Group group(program);
    QVERIFY(group.sent());
    group.submission->setToken(QStringLiteral("my-own-token"));
    group.form->checkNow();
    QCOMPARE(group.submission->kind(), Kind::Edited);
    group.rename(QStringLiteral("accounting"));
    group.rename(QStringLiteral("finance"));
    QCOMPARE(group.submission->token(), QStringLiteral("my-own-token"));
    QCOMPARE(group.submission->kind(), Kind::Edited);
}

void TestSubmission::linksTheEditedRequestToTheOldRow()
{
    tests::OperationFixture program;
    Group first(program);
    QVERIFY(first.sent());
    Group second(program); // the same name once more: refused
    QVERIFY(second.sent());
    QCOMPARE(second.submission->result().outcome, journal::Outcome::Rejected);
    const qint64 refused = second.submission->result().journalId;
    second.rename(QStringLiteral("accounting"));
    QVERIFY(second.sent());
    QCOMPARE(second.submission->result().outcome, journal::Outcome::Succeeded);
    const QList<journal::Record> rows = program.rows();
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].request.parent, refused);
    QVERIFY(rows[0].request.clientToken != rows[1].request.clientToken);
}

void TestSubmission::startsAfreshWithoutAParent()
{
    tests::OperationFixture program;
    Group group(program);
    const QString token = group.submission->token();
    QVERIFY(group.sent());
    group.submission->startAfresh();
    QCOMPARE(group.submission->kind(), Kind::New);
    QVERIFY(group.submission->token() != token);
    group.rename(QStringLiteral("accounting"));
    QVERIFY(group.sent());
    QCOMPARE(program.rows().first().request.parent, 0);
}

void TestSubmission::keepsTheTokenOfARequestThatWasNotRecorded()
{
    tests::OperationFixture program;
    Group group(program);
    group.rename({}); // too short
    const QString token = group.submission->token();
    QVERIFY(group.sent());
    QCOMPARE(group.submission->result().journalId, 0);
    QVERIFY(program.rows().isEmpty());
    QCOMPARE(group.submission->kind(), Kind::New);
    group.rename(QStringLiteral("finance"));
    QCOMPARE(group.submission->token(), token);
}

QTEST_MAIN(TestSubmission)
#include "tst_submission.moc"
