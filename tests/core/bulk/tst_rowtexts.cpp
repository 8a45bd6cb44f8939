// SPDX-License-Identifier: Apache-2.0
#include "bulk/check.h"
#include "bulk/source.h"
#include "guide/guide.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using namespace formwork::bulk;

namespace
{

// An operation with a network among its members.
model::OperationPtr createNet()
{
    auto service = std::make_shared<model::Service>();
    service->id = service->signingName = QStringLiteral("nets");
    auto operation = std::make_shared<model::Operation>();
    operation->name = QStringLiteral("CreateNet");
    operation->service = service;
    model::Shape &text = operation->shapes.emplace_back();
    text.name = QStringLiteral("Text");
    text.type = model::ShapeType::String;
    model::Shape &input = operation->shapes.emplace_back();
    input.name = QStringLiteral("Input");
    input.type = model::ShapeType::Structure;
    for (const char *name : {"Name", "CidrBlock"}) {
        model::Member member;
        member.name = QString::fromLatin1(name);
        member.target = &text;
        input.members.push_back(member);
    }
    model::Shape &output = operation->shapes.emplace_back();
    output.name = QStringLiteral("Output");
    output.type = model::ShapeType::Structure;
    operation->input = &input;
    operation->output = &output;
    return operation;
}

} // namespace

// What a text with a language of its own says is checked in every row, too.
class RowTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreChecked()
    {
        const model::OperationPtr operation = createNet();
        const guide::GuidePtr guide = guide::generatedGuide(*operation);
        Source source;
        source.bytes = "Name,CidrBlock\na,10.0.0.0/16\nb,nonsense\nc,10.0.0.1/16\nd,10.0.0.1/16\n";
        const auto sheet = source.open(operation);
        QVERIFY(sheet);
        QList<qint64> bad;
        const Result<Checked> checked =
            checkSheet(**sheet, *guide, operation, {}, [&bad](const BadRow &row) { bad.append(row.row); });
        QVERIFY(checked);
        QCOMPARE(bad, QList<qint64>({2}));
        // What only warns stops nothing, and is said once for both.
        QCOMPARE(checked->warnings.size(), 1);
        QCOMPARE(checked->warnings.first().row, 3);
        QCOMPARE(checked->warnings.first().rows, 2);
        const QString sentence = sentenceOf(checked->warnings.first());
        QVERIFY2(sentence.contains(QStringLiteral("10.0.0.0/16")), qPrintable(sentence));
    }
};

QTEST_GUILESS_MAIN(RowTextsTest)
#include "tst_rowtexts.moc"
