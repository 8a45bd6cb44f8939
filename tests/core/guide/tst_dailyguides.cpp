// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "document/redact.h"
#include "guide/guide.h"

#include <QDir>
#include <QTest>

using namespace formwork;
using namespace formwork::guide;
using document::Pointer;

namespace
{

constexpr auto kFolder = ":/guides/daily";

// Where published models may be: today's, and those that Debian installs.
QStringList places()
{
    return {qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore"),
            QStringLiteral("/usr/lib/python3/dist-packages/botocore/data")};
}

QStringList names()
{
    return QDir(QString::fromLatin1(kFolder))
        .entryList({QStringLiteral("*.*.json")}, QDir::Files, QDir::Name);
}

} // namespace

// The guides of operations whose models do not come with the program, against the models that are there.
class TestDailyGuides : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // They cost nothing until one is opened: no card, and nothing listed.
    void theHomePageKnowsNothingOfThem()
    {
        QVERIFY(names().size() >= 35);
        const auto guides = Guides::builtIn();
        for (const Card &card : guides->cards())
            QVERIFY2(!names().contains(card.service + u'.' + card.operation + QStringLiteral(".json")),
                     qPrintable(card.operation));
    }

    void everyGuide_data()
    {
        QTest::addColumn<QString>("models");
        QTest::addColumn<QString>("name");
        for (const QString &place : places()) {
            for (const QString &name : names())
                QTest::addRow("%s in %s", qPrintable(name), qPrintable(QDir(place).dirName()))
                    << place << name;
        }
    }

    void everyGuide()
    {
        QFETCH(QString, models);
        QFETCH(QString, name);
        if (!QFileInfo(models).isDir())
            QSKIP("No published models here.");
        const catalog::CatalogPtr catalog = catalogOf(models);
        const QStringList parts = name.split(u'.');
        const auto operation = catalog->operation(parts[0], parts[1]);
        if (!operation)
            QSKIP("These models do not know the operation.");
        const auto guides = Guides::builtIn();
        const GuidePtr guide = guides->guideFor(**operation);
        QVERIFY2(guides->problems().isEmpty(), qPrintable(guides->problems().join(u'\n')));
        QVERIFY(guide->steps.size() >= 1 && !guide->summary.isEmpty() && !guide->noun.isEmpty());
        for (const Step &step : guide->steps)
            QVERIFY2(!step.title.isEmpty(), qPrintable(name));
        checkHints(**operation, *guide);
        for (const Rule &rule : guide->rules)
            QVERIFY2(rule.message.endsWith(u'.'), qPrintable(rule.id));
    }

    // What a new form starts with breaks none of the guide's own rules but those about what is not there yet.
    void safeStartsAreSafe_data() { everyGuide_data(); }
    void safeStartsAreSafe()
    {
        QFETCH(QString, models);
        QFETCH(QString, name);
        if (!QFileInfo(models).isDir())
            QSKIP("No published models here.");
        const QStringList parts = name.split(u'.');
        const auto operation = catalogOf(models)->operation(parts[0], parts[1]);
        if (!operation)
            QSKIP("These models do not know the operation.");
        const GuidePtr guide = Guides::builtIn()->guideFor(**operation);
        QCborValue start = QCborMap();
        for (const auto &[pointer, hint] : guide->hints) {
            if (!hint.initial.isUndefined() && !pointer.tokens().contains(u"*"))
                document::setValue(start, pointer, hint.initial);
        }
        for (const document::Problem &problem : guide->check(start)) {
            const bool isSet = document::contains(start, problem.pointer);
            QVERIFY2(!isSet || problem.severity != document::Severity::Warning, qPrintable(problem.sentence));
        }
    }

    // What has to be there is folded away nowhere; what the thing is recognised by comes in the first step,
    // and tags come last.
    void requiredComesFirstAndTagsLast_data() { everyGuide_data(); }
    void requiredComesFirstAndTagsLast()
    {
        QFETCH(QString, models);
        QFETCH(QString, name);
        if (!QFileInfo(models).isDir())
            QSKIP("No published models here.");
        const QStringList parts = name.split(u'.');
        const auto operation = catalogOf(models)->operation(parts[0], parts[1]);
        if (!operation)
            QSKIP("These models do not know the operation.");
        const GuidePtr guide = Guides::builtIn()->guideFor(**operation);
        for (const auto &[pointer, hint] : guide->hints) {
            const model::Member *member = memberAt(*(*operation)->input, pointer);
            QVERIFY2(!hint.advanced || !member || !member->required, qPrintable(pointer.toString()));
        }
        for (const Rule &rule : guide->rules) { // what a rule always wants is as good as required
            const bool isWanted = rule.severity == document::Severity::Error
                && rule.when.kind == Condition::Kind::Always && rule.require.kind == Condition::Kind::IsSet
                && rule.require.values.value(0).toBool(true);
            const Hint *hint = isWanted ? guide->hint(rule.at) : nullptr;
            QVERIFY2(!hint || !hint->advanced, qPrintable(rule.id));
        }
        const auto isIn = [](const Step &step, const Pointer &place) {
            return std::ranges::any_of(step.members, [&](const Pointer &one) {
                return place.startsWith(one) || one.startsWith(place);
            });
        };
        QVERIFY(guide->what.isRoot() || isIn(guide->steps.first(), guide->what));
        const QStringList tags{QStringLiteral("Tags"), QStringLiteral("tags"),
                               QStringLiteral("TagSpecifications")};
        for (qsizetype i = 0; i + 1 < guide->steps.size(); ++i) {
            for (const Pointer &place : guide->steps[i].members)
                QVERIFY2(!tags.contains(place.last()), qPrintable(guide->steps[i].title));
        }
    }

private:
    static const model::Member *memberAt(const model::Shape &input, const Pointer &pointer)
    {
        const model::Shape *shape = &input;
        const model::Member *member = nullptr;
        for (const QString &token : pointer.tokens()) {
            const bool isList = shape->type == model::ShapeType::List || shape->type == model::ShapeType::Map;
            member = isList ? &shape->element : shape->member(token);
            if (!member)
                return nullptr;
            shape = member->target;
        }
        return member;
    }

    static void checkHints(const model::Operation &operation, const Guide &guide)
    {
        for (const auto &[pointer, hint] : guide.hints) {
            QVERIFY2(hint.help.isEmpty() || hint.help.endsWith(u'.') || hint.help.endsWith(u')')
                         || hint.help.endsWith(u'/'),
                     qPrintable(pointer.toString()));
            QVERIFY2(hint.label.size() < 60, qPrintable(hint.label));
        }
        QVERIFY(guide.what.isRoot() || operation.input->member(guide.what.tokens().first()));
    }

    catalog::CatalogPtr catalogOf(const QString &folder)
    {
        catalog::CatalogPtr &known = m_catalogs[folder];
        if (!known)
            known = catalog::Catalog::build({folder});
        return known;
    }

    QHash<QString, catalog::CatalogPtr> m_catalogs;
};

QTEST_GUILESS_MAIN(TestDailyGuides)
#include "tst_dailyguides.moc"
