// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "forms/fieldrow.h"
#include "forms/formview.h"
#include "quirks/quirks.h"
#include "ui/windowfixture.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCborArray>
#include <QCborMap>

using namespace formwork;
using namespace formwork::forms;
using document::Pointer;
using model::Member;
using model::ShapeType;

namespace
{

// Every so many operations, or all of them (some minutes) where FORMWORK_EVERY_OPERATION is set.
constexpr qsizetype kStep = 20;

// A text that a service could take as far as its length goes: a skeleton has empty ones.
QCborValue filled(const QCborValue &value, const Member &member)
{
    const model::Shape &shape = *member.target;
    if (value.isMap()) {
        QCborMap map;
        for (const auto &[key, entry] : value.toMap()) {
            const Member *inside =
                shape.type == ShapeType::Map ? &shape.element : shape.member(key.toString());
            map.insert(key, inside ? filled(entry, *inside) : entry);
        }
        return map;
    }
    if (value.isArray()) {
        QCborArray array;
        for (const QCborValue &entry : value.toArray())
            array.append(filled(entry, shape.element));
        return array;
    }
    if (value.isString() && value.toString().isEmpty())
        return QString(qMax<qint64>(3, member.effectiveConstraints().minLength.value_or(0)), u'x');
    return value;
}

QCborValue filledSkeleton(const model::Operation &operation)
{
    Member whole;
    whole.target = operation.input;
    return filled(document::skeleton(*operation.input, false), whole);
}

bool hasEventStream(const model::Operation &operation)
{
    return std::ranges::any_of(operation.shapes, [](const model::Shape &shape) { return shape.eventStream; });
}

bool isFilledIn(const Member &member) // by a person: not made by the form itself
{
    return member.required && !member.idempotencyToken && member.target->type != ShapeType::Structure;
}

} // namespace

// The form of every operation of the models at hand: those of the project, and what AWS publishes where a
// copy of it is there (FORMWORK_SHARED).
class EveryFormTest : public QObject
{
    Q_OBJECT

private:
    void checkForm(const model::OperationPtr &operation)
    {
        const guide::GuidePtr guide = m_fixture->environment->guides->guideFor(*operation);
        FormModel form(operation, guide, [operation, guide](const QCborValue &document) {
            return client::check(*operation, *guide, guide->visible(document));
        });
        QSet<Pointer> fields;
        for (qsizetype step = 0; step < guide->steps.size(); ++step) {
            FormView view(form);
            view.resize(800, 700);
            view.showStep(step);
            view.show();
            for (const FieldRow *row : view.findChildren<FieldRow *>()) {
                fields.insert(row->pointer());
                QVERIFY2(!row->editor()->input()->accessibleName().isEmpty(),
                         qPrintable(row->pointer().toString()));
            }
        }
        bool needsSomebody = false;
        const QCborMap filled = quirks::rewritten(*operation, {}); // what clients fill in themselves
        for (const Member &member : operation->input->members) {
            const Pointer place = Pointer().child(member.name);
            if (member.required && !member.idempotencyToken && form.isRevealed(place)) {
                // What a guide shows after a choice has a step at least.
                const bool isChosen = !guide->reveals.isEmpty() && form.stepOf(place) >= 0;
                const bool isThere = isChosen || std::ranges::any_of(fields, [&place](const Pointer &field) {
                                         return field.startsWith(place);
                                     });
                QVERIFY2(isThere, qPrintable(place.toString()));
            }
            needsSomebody = needsSomebody || (isFilledIn(member) && !filled.contains(member.name));
        }
        form.checkNow();
        QCOMPARE(!form.problems().isEmpty() || !needsSomebody, true);
        for (const document::Problem &problem : form.problems())
            QVERIFY(!problem.sentence.isEmpty());
    }

    // What is prepared, or the sentence that says why it cannot be.
    void checkRequest(const model::OperationPtr &operation)
    {
        const client::Environment &environment = *m_fixture->environment;
        const QCborValue input =
            client::withToken(*operation, filledSkeleton(*operation), *environment.tokens);
        client::Target target = m_fixture->session->target();
        target.profile.kind = credentials::ProfileKind::AccessKeys;
        const auto request =
            client::prepare(environment, *operation, input, target,
                            {QStringLiteral("AKIDEXAMPLE"), QStringLiteral("example"), {}, {}},
                            QDateTime::currentDateTimeUtc());
        if (request) {
            ++m_prepared;
            return;
        }
        ++m_refused;
        QVERIFY(!request.error().message.isEmpty());
        if (!hasEventStream(*operation))
            m_refusals.append(operation->service->id + u' ' + operation->name + QStringLiteral(": ")
                              + request.error().sentence());
    }

    void walk(const catalog::CatalogPtr &catalog, qsizetype step)
    {
        qsizetype at = 0;
        for (const model::ServicePtr &service : catalog->services()) {
            for (const model::OperationSummary &summary : service->operations) {
                if (at++ % step != 0)
                    continue;
                const auto operation = catalog->operation(service->id, summary.name);
                QVERIFY2(operation, qPrintable(service->id + u' ' + summary.name));
                checkForm(*operation);
                checkRequest(*operation);
                if (QTest::currentTestFailed()) {
                    qWarning("in %s %s", qPrintable(service->id), qPrintable(summary.name));
                    return;
                }
            }
        }
        qInfo("%lld operations: %lld requests prepared, %lld refused with a sentence", qlonglong(at / step),
              qlonglong(m_prepared), qlonglong(m_refused));
        for (const QString &refusal : std::as_const(m_refusals))
            qInfo("%s", qPrintable(refusal));
        QVERIFY(m_prepared > 0);
        // A skeleton cannot know everything: an account id in a host name, a shard of a stream.
        QVERIFY(m_refusals.size() * 50 <= m_prepared + m_refused);
    }

private Q_SLOTS:
    void initTestCase() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_prepared = 0;
        m_refused = 0;
        m_refusals.clear();
    }
    void cleanup() { m_fixture.reset(); }

    void builtIn() { walk(catalog::Catalog::build({}), 1); }

    void published_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("botocore") << "botocore";
        QTest::newRow("smithy") << "smithy";
    }

    void published()
    {
        QFETCH(QString, folder);
        const QString path = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/") + folder;
        if (!QFileInfo(path).isDir())
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        walk(catalog::Catalog::build({path}),
             qEnvironmentVariableIsSet("FORMWORK_EVERY_OPERATION") ? 1 : kStep);
    }

private:
    std::unique_ptr<tests::WindowFixture> m_fixture;
    qsizetype m_prepared = 0;
    qsizetype m_refused = 0;
    QStringList m_refusals;
};

QTEST_MAIN(EveryFormTest)
#include "tst_everyform.moc"
