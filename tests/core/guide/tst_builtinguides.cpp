// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "document/redact.h"
#include "guide/guide.h"
#include "guide/lifetimes.h"
#include "guide/modelcheck.h"
#include "guidedoperations.h"

#include <QTest>

#include <algorithm>

using namespace formwork;
using namespace formwork::guide;
using document::Pointer;
using formwork::tests::guidedOperations;

namespace
{

// Every member below a shape, once for each way to it, down to where a shape repeats itself.
using Walk = std::function<void(const Pointer &, const model::Member &)>;

void walk(const model::Shape &shape, const Pointer &place, QList<const model::Shape *> above,
          const Walk &visit)
{
    if (above.contains(&shape)) {
        return;
    }
    above.append(&shape);
    const auto go = [&](const model::Member &member, const QString &token) {
        visit(place.child(token), member);
        walk(*member.target, place.child(token), above, visit);
    };
    for (const model::Member &member : shape.members) {
        go(member, member.name);
    }
    if (shape.type == model::ShapeType::List || shape.type == model::ShapeType::Map) {
        go(shape.element, QStringLiteral("0"));
    }
}

bool isCovered(const QList<Step> &steps, const Pointer &pointer)
{
    return std::ranges::any_of(steps, [&](const Step &step) {
        return std::ranges::any_of(step.members, [&](const Pointer &named) {
            return pointer.startsWith(named) || named.startsWith(pointer);
        });
    });
}

} // namespace

// The guides that come with the program, held against the models that come with it.
class TestBuiltInGuides : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_guides = Guides::builtIn();
        m_operations = guidedOperations();
        QCOMPARE(m_operations.size(), m_guides->guided().size());
    }

    void theHomePageHasFiveInOrder()
    {
        QStringList titles;
        const auto &cards = m_guides->cards();
        for (const Card &card : cards) {
            titles.append(card.title);
            QVERIFY2(!card.summary.isEmpty() && card.steps > 0, qPrintable(card.title));
        }
        QCOMPARE(titles,
                 QStringList({QStringLiteral("Directory group"), QStringLiteral("Connector profile"),
                              QStringLiteral("Identity Center instance"),
                              QStringLiteral("Environment account connection"),
                              QStringLiteral("Engagement context")}));
        QCOMPARE(cards.at(1).steps, 4);
        QVERIFY(!cards.at(3).noticeBrief.isEmpty());
    }

    void everyGuide_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_operations.size(); ++i) {
            QTest::newRow(qPrintable(m_operations.at(i)->name)) << i;
        }
    }

    // The guide under test; a fresh Guides each time, so that problems are this guide's.
    void everyGuide()
    {
        QFETCH(int, index);
        const model::Operation &operation = *m_operations.at(index);
        const auto guides = Guides::builtIn();
        const GuidePtr guide = guides->guideFor(operation);
        QVERIFY2(guides->problems().isEmpty(), qPrintable(guides->problems().join(u'\n')));
        checkSteps(operation, *guide);
        checkRead(operation, *guide);
        checkWords(operation, *guide);
        checkErrors(operation, *guide);
        checkToken(operation, *guide);
        checkRequired(operation, *guide);
        QVERIFY(!guide->practice.isEmpty());
        QVERIFY(guide->practice.tokenLifetime.count() > 0);
        QVERIFY(!guide->practice.mismatchMessage.isEmpty());
        QVERIFY(!guide->practice.output.isUndefined());
        QVERIFY(!guide->resultIds.isEmpty());
    }

    void everyChoiceRevealsSomethingOrSaysThatItDoesNot_data() { everyGuide_data(); }
    void everyChoiceRevealsSomethingOrSaysThatItDoesNot()
    {
        QFETCH(int, index);
        const model::Operation &operation = *m_operations.at(index);
        const GuidePtr guide = m_guides->guideFor(operation);
        QHash<QString, QStringList>
            named; // pointer of a choice -> values that a reveal or a plain choice names
        for (const Reveal &reveal : guide->reveals) {
            collect(reveal.when, named);
        }
        const auto exempt = [&](const QString &pointer,
                                const QString &value) { // a plain yes or no asks for nothing
            return std::ranges::any_of(guide->plainChoices, [&](const PlainChoice &choice) {
                return choice.at.toString() == pointer && choice.values.contains(value);
            });
        };
        for (auto it = named.cbegin(); it != named.cend(); ++it) {
            const auto members = membersAt(*operation.input, Pointer::parse(it.key()));
            QCOMPARE(members.size(), 1);
            const auto &values = members.first()->target->enumValues;
            if (values.size() <= 3 && it.key() != QStringLiteral("/Type")) {
                continue; // either shown or not, by one of the values
            }
            for (const model::EnumValue &value : values) {
                QVERIFY2(it.value().contains(value.value) || exempt(it.key(), value.value),
                         qPrintable(it.key() + u' ' + value.value));
            }
        }
    }

    void onlyTheChosenConnectorIsSent()
    {
        const model::Operation &operation = *m_operations.at(1);
        const GuidePtr guide = m_guides->guideFor(operation);
        const QString config = QStringLiteral("/connectorProfileConfig");
        const QStringList parts{config + QStringLiteral("/connectorProfileProperties"),
                                config + QStringLiteral("/connectorProfileCredentials")};
        const QCborValue all = document::skeleton(*operation.input, true);
        const auto types = operation.input->member(u"connectorType")->target->enumValues;
        for (const auto &type : types) {
            QCborValue document = all;
            document::setValue(document, Pointer::parse(u"/connectorType"), type.value);
            const QCborValue sent = guide->visible(document);
            const bool isPlain = guide->plainChoices.first().values.contains(type.value);
            for (const QString &part : parts) {
                const QCborMap kept = document::valueAt(sent, Pointer::parse(part)).toMap();
                QVERIFY2(kept.size() == (isPlain ? 0 : 1), qPrintable(type.value));
                QVERIFY2(isPlain
                             || kept.keys().first().toString().compare(type.value, Qt::CaseInsensitive) == 0,
                         qPrintable(type.value));
            }
            QCOMPARE(document::contains(sent, Pointer::parse(u"/connectorLabel")),
                     type.value == QStringLiteral("CustomConnector"));
        }
    }

    void typeAndPayloadMustAgree()
    {
        const GuidePtr guide = m_guides->guideFor(*m_operations.at(4));
        const auto wrong = document::fromPlainJson(R"({"Catalog": "Sandbox", "Type": "Lead",
            "EngagementIdentifier": "eng-0123456789abcd", "Payload": {"CustomerProject": {"Project": {}}}})");
        const auto problems = guide->check(*wrong);
        QVERIFY(std::ranges::any_of(problems, [](const document::Problem &problem) {
            return problem.severity == document::Severity::Error && problem.pointer.toString() == u"/Payload";
        }));
        const auto right = document::fromPlainJson(R"({"Catalog": "Sandbox", "Type": "CustomerProject",
            "EngagementIdentifier": "eng-0123456789abcd", "Payload": {"CustomerProject": {"Project": {}}}})");
        QVERIFY(guide->check(*right).isEmpty());
    }

    void aRoleIsAdvised()
    {
        const GuidePtr guide = m_guides->guideFor(*m_operations.at(3));
        QVERIFY(guide->notice);
        const auto none = guide->check(*document::fromPlainJson(R"({"environmentName": "e"})"));
        QCOMPARE(none.size(), 1);
        QCOMPARE(none.first().severity, document::Severity::Advice);
    }

private:
    static void collect(const Condition &condition, QHash<QString, QStringList> &named)
    {
        for (const QCborValue &value : condition.values) {
            if (value.isString()) {
                named[condition.pointer.toString()].append(value.toString());
            }
        }
        for (const Condition &part : condition.parts) {
            collect(part, named);
        }
    }

    static void checkSteps(const model::Operation &operation, const Guide &guide)
    {
        walk(*operation.input, {}, {}, [&](const Pointer &pointer, const model::Member &member) {
            QVERIFY2(member.idempotencyToken || isCovered(guide.steps, pointer),
                     qPrintable(pointer.toString()));
        });
        QVERIFY(std::ranges::none_of(
            guide.steps, [](const Step &step) { return step.title == QStringLiteral("Other settings"); }));
    }

    // The operation that shows what was made; its model may be one that does not come with the program.
    static void checkRead(const model::Operation &operation, const Guide &guide)
    {
        QVERIFY(guide.read);
        const auto service =
            readers::readService(QStringLiteral(":/models/%1.json").arg(guide.service), guide.service);
        QVERIFY(service);
        QVERIFY(guide.read->operation != operation.name);
        if ((*service)->indexOf(guide.read->operation) < 0)
            return;
        const auto reading = readers::readOperation(*service, guide.read->operation);
        QVERIFY(reading);
        QVERIFY2((*reading)->readOnly, qPrintable((*reading)->name));
        for (const auto &[member, value] : guide.read->input)
            QVERIFY2((*reading)->input->member(member.toString()), qPrintable(member.toString()));
        const model::Shape *shape = (*reading)->output;
        for (QString step : guide.read->path.split(u'.', Qt::SkipEmptyParts)) {
            const bool isList = step.endsWith(QStringLiteral("[]"));
            const model::Member *member = shape->member(isList ? step.chopped(2) : step);
            QVERIFY2(member, qPrintable(step));
            QCOMPARE(member->target->type == model::ShapeType::List, isList);
            shape = isList ? member->target->element.target : member->target;
        }
        QCOMPARE(shape->type, model::ShapeType::Structure);
    }

    // Each member has words of its own; those with a value have a sentence below, too, unless the label says
    // it all.
    static void checkWords(const model::Operation &operation, const Guide &guide)
    {
        walk(*operation.input, {}, {}, [&](const Pointer &pointer, const model::Member &member) {
            const bool isEntry = pointer.last() == u"0" && !member.target->isAggregate();
            const Hint *hint = guide.hint(pointer);
            QVERIFY2(member.idempotencyToken || isEntry || (hint != nullptr && !hint->label.isEmpty()),
                     qPrintable(pointer.toString()));
            if (hint == nullptr) {
                return;
            }
            QVERIFY2(hint->label.size() <= 60, qPrintable(pointer.toString()));
            QVERIFY2(hint->help.isEmpty() || hint->help.endsWith(u'.')
                         || hint->help.contains(QStringLiteral(": ")),
                     qPrintable(pointer.toString()));
            QVERIFY2(!document::isSecret(member) || hint->example.isUndefined(),
                     qPrintable(pointer.toString()));
            for (const model::EnumValue &value : member.target->enumValues) {
                QVERIFY2(hint->valueLabels.isEmpty() || hint->valueLabels.contains(value.value),
                         qPrintable(pointer.toString() + u' ' + value.value));
            }
        });
    }

    static void checkErrors(const model::Operation &operation, const Guide &guide)
    {
        for (const model::Shape *error : operation.errors) {
            const ErrorHelp help = guide.errors.value(error->name);
            QVERIFY2(help.meaning.endsWith(u'.') && help.advice.endsWith(u'.'), qPrintable(error->name));
        }
    }

    static void checkToken(const model::Operation &operation, const Guide &guide)
    {
        QVERIFY(operation.tokenMember() != nullptr);
        QCOMPARE(guide.tokenLifetime, publishedLifetime(guide.service, guide.operation));
        QVERIFY(!guide.tokenMismatchError.isEmpty());
    }

    // A new form offers every required member; the guide hides none of them for good.
    static void checkRequired(const model::Operation &operation, const Guide &guide)
    {
        for (const model::Member &member : operation.input->members) {
            QVERIFY2(!member.required || guide.isRevealed(Pointer().child(member.name), QCborMap()),
                     qPrintable(member.name));
        }
    }

    GuidesPtr m_guides;
    QList<model::OperationPtr> m_operations;
};

QTEST_GUILESS_MAIN(TestBuiltInGuides)
#include "tst_builtinguides.moc"
