// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "catalog/covers.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "readers/openfiles.h"
#include "readers/reader.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::cli
{

namespace
{

// A place as --skipped tells it: what was found there, and what was left out and why.
struct Place {
    QString path;
    QString kind;
    qsizetype found = 0;
    qsizetype used = 0;
    QList<catalog::Catalog::Skipped> skipped;

    [[nodiscard]] QCborMap asJson() const
    {
        QCborArray left;
        for (const catalog::Catalog::Skipped &one : skipped)
            left.append(QCborMap{{QStringLiteral("path"), one.path}, {QStringLiteral("reason"), one.reason}});
        return {{QStringLiteral("path"), path},
                {QStringLiteral("kind"), kind},
                {QStringLiteral("found"), found},
                {QStringLiteral("used"), used},
                {QStringLiteral("skipped"), left}};
    }

    [[nodiscard]] QString asText() const
    {
        QString text = QStringLiteral("%1  (%2)  %3 found, %4 used\n").arg(path, kind).arg(found).arg(used);
        for (const catalog::Catalog::Skipped &one : skipped)
            text += QStringLiteral("  ") + one.reason + u'\n';
        return text;
    }
};

// Why a found model is not the one that a guided operation is read from; nothing where it is.
std::optional<QString> whyNotFound(const model::Service &found, const model::Operation &used)
{
    if (found.origin == used.service->origin)
        return {};
    readers::OpenFiles files;
    const Result<model::OperationPtr> theirs =
        readers::readOperation(std::make_shared<const model::Service>(found), used.name,
                               [&files](const QString &path) { return files.open(path); });
    const std::optional<QString> lack = theirs
        ? catalog::lacking(**theirs, used)
        : std::optional(theirs.error().message.chopped(theirs.error().message.endsWith(u'.') ? 1 : 0));
    return Tr::tr("The built-in model of %1 goes before that of %2: %3.")
        .arg(used.name, found.origin, lack.value_or(QString()));
}

// Guides are held against whichever model of their operation won.
Place guides(const client::Environment &environment)
{
    Place place{QStringLiteral(":/guides"), Tr::tr("guides"), 0, 0, {}};
    for (const auto &[id, name] : environment.guides->guided()) {
        ++place.found;
        const QString path = place.path + u'/' + id + u'.' + name + QStringLiteral(".json");
        const Result<model::ServicePtr> service = environment.catalog->service(id);
        const Result<model::OperationPtr> operation = environment.catalog->operation(id, name);
        if (!service || !operation) {
            place.skipped.append({path, operation.error().sentence()});
            continue;
        }
        const qsizetype before = environment.guides->problems().size();
        static_cast<void>(environment.guides->guideFor(**operation));
        const QStringList problems = environment.guides->problems().sliced(before);
        place.used += problems.isEmpty() ? 1 : 0;
        for (const QString &problem : problems)
            place.skipped.append(
                {path, QStringLiteral("%1: %2").arg((*operation)->service->origin, problem)});
        if (const std::optional<QString> why = whyNotFound(**service, **operation))
            place.skipped.append({(*service)->origin, *why});
    }
    return place;
}

} // namespace

int listPlaces(const Arguments &arguments, const EnvironmentPtr &environment)
{
    QList<Place> places;
    for (const catalog::Catalog::Source &source : environment->catalog->sources())
        places.append({source.place.path, catalog::kindInWords(source.place.kind), source.found, source.used,
                       source.skipped});
    places.append(guides(*environment));
    QCborArray json;
    QString text;
    for (const Place &place : std::as_const(places)) {
        json.append(place.asJson());
        text += place.asText();
    }
    arguments.json ? printJson(json) : print(text);
    return Done;
}

} // namespace formwork::cli
