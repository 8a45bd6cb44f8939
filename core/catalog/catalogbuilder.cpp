// SPDX-License-Identifier: Apache-2.0
#include "catalog/candidates.h"
#include "catalog/catalog.h"
#include "readers/modelfile.h"
#include "wording/servicenames.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

namespace formwork::catalog
{

namespace
{

// One candidate after its reading.
struct Read {
    model::ServicePtr service; // null: nothing of it could be read
    QList<Catalog::Skipped> skipped; // the candidate's newer files, or all of them
};

struct Job {
    Candidate candidate;
    qsizetype source = 0; // index of the place
    Read read;
};

// The first of the candidate's files that can be read, the latest API version first.
Read readCandidate(const Candidate &candidate, readers::ModelFile &scratch)
{
    Read result;
    for (const QString &path : candidate.paths) {
        Result<model::ServicePtr> service = readers::listService(path, candidate.id, scratch);
        if (service) {
            result.service = *service;
            break;
        }
        result.skipped.append({path, service.error().message});
    }
    return result;
}

// Long files first and each by whoever is free: no thread is left with the largest one in the end.
void readAll(std::vector<Job> &jobs, const std::stop_token &stop)
{
    std::vector<size_t> order(jobs.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::sort(order, [&jobs](size_t a, size_t b) {
        const qint64 sizeA = jobs[a].candidate.size;
        const qint64 sizeB = jobs[b].candidate.size;
        return sizeA != sizeB ? sizeA > sizeB : a < b;
    });
    std::atomic<size_t> next = 0;
    const auto work = [&] {
        readers::ModelFile scratch;
        for (size_t i = next++; i < order.size() && !stop.stop_requested(); i = next++) {
            Job &job = jobs[order[i]];
            job.read = readCandidate(job.candidate, scratch);
        }
    };
    const size_t others = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, 8) - 1;
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < std::min(others, jobs.size() / 16); ++i) // a few files are sooner read by one
        threads.emplace_back(work);
    work();
}

// The later API version wins, then the one with more operations; the earlier found where they are alike.
bool isBetter(const model::Service &candidate, const model::Service &known)
{
    if (candidate.apiVersion != known.apiVersion)
        return candidate.apiVersion > known.apiVersion;
    return candidate.operations.size() > known.operations.size();
}

// The found service with those operations in its list that only the built-in one has.
model::ServicePtr withOperationsOf(const model::ServicePtr &found, const model::Service &builtIn)
{
    auto merged = std::make_shared<model::Service>(*found);
    for (const model::OperationSummary &summary : builtIn.operations) {
        if (found->indexOf(summary.name) < 0)
            merged->operations.append(summary);
    }
    if (merged->operations.size() == found->operations.size())
        return found;
    std::sort(
        merged->operations.begin(), merged->operations.end(),
        [](const model::OperationSummary &a, const model::OperationSummary &b) { return a.name < b.name; });
    return merged;
}

} // namespace

class CatalogBuilder
{
public:
    explicit CatalogBuilder(const Catalog::Request &request)
        : m_request(request)
        , m_only(wording::canonicalServiceId(request.onlyService))
    {
    }

    std::shared_ptr<const Catalog> build()
    {
        look({QStringLiteral(":/models"), Place::Kind::BuiltIn});
        for (const Place &place : m_request.places)
            look(place);
        readAll(m_jobs, m_request.stop);
        for (Job &job : m_jobs)
            take(job);
        keepBuiltInOperations();
        for (const Winner &winner : std::as_const(m_known)) {
            m_catalog->m_services.append(winner.service);
            ++m_catalog->m_sources[winner.source].used;
        }
        std::sort(m_catalog->m_services.begin(), m_catalog->m_services.end(),
                  [](const model::ServicePtr &a, const model::ServicePtr &b) { return a->id < b->id; });
        return std::move(m_catalog);
    }

private:
    struct Winner {
        model::ServicePtr service;
        qsizetype source = 0;
    };

    void look(const Place &place)
    {
        Catalog::Source source;
        source.place = place;
        const Candidates found = candidatesIn(place, m_only);
        if (found.fault)
            source.skipped.append({place.path, *found.fault});
        for (const Candidate &candidate : found.files)
            m_jobs.push_back({candidate, m_catalog->m_sources.size(), {}});
        m_catalog->m_sources.append(source);
    }

    void take(Job &job)
    {
        Catalog::Source &source = m_catalog->m_sources[job.source];
        source.skipped += job.read.skipped;
        const model::ServicePtr &service = job.read.service;
        if (!service || (!m_only.isEmpty() && service->id != m_only))
            return;
        ++source.found;
        if (source.place.kind == Place::Kind::BuiltIn)
            m_catalog->m_builtIn.insert(service->id, service);
        Winner &slot = m_known[service->id];
        if (!slot.service || goesBefore({service, job.source}, slot))
            slot = {service, job.source};
    }

    // Who names a folder does not want an old installation with operations that AWS has taken back since.
    [[nodiscard]] bool goesBefore(const Winner &candidate, const Winner &known) const
    {
        const bool isNamed = m_catalog->m_sources[candidate.source].place.isNamed();
        const bool isSame = candidate.service->apiVersion == known.service->apiVersion;
        if (isSame && isNamed != m_catalog->m_sources[known.source].place.isNamed())
            return isNamed;
        return isBetter(*candidate.service, *known.service);
    }

    void keepBuiltInOperations()
    {
        auto &builtIn = m_catalog->m_builtIn;
        builtIn.removeIf([this](const QHash<QString, model::ServicePtr>::iterator &own) {
            return m_known.value(own.key()).service->apiVersion > own.value()->apiVersion;
        });
        for (auto own = builtIn.cbegin(); own != builtIn.cend(); ++own) {
            model::ServicePtr &service = m_known[own.key()].service;
            if (service != own.value())
                service = withOperationsOf(service, *own.value());
        }
    }

    const Catalog::Request &m_request;
    QString m_only;
    std::shared_ptr<Catalog> m_catalog = std::make_shared<Catalog>();
    std::vector<Job> m_jobs;
    QHash<QString, Winner> m_known;
};

std::shared_ptr<const Catalog> Catalog::fromPlaces(const Request &request)
{
    return CatalogBuilder(request).build();
}

} // namespace formwork::catalog
