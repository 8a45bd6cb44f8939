// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/holdings.h"
#include "practice/performer.h"
#include "practice/router.h"
#include "practice/server.h"
#include "practice/strongbox.h"
#include "practice/trailkeeper.h"
#include "relations/relations.h"

namespace formwork::practice
{

// What became of one request: an answer, and for the record which operation it was.
struct Served {
    http::Response response;
    QString service; // empty where the request was not understood that far
    QString operation;
    std::optional<Waiting> waiting = std::nullopt; // there: nothing is to be answered yet
};

// The account behind the endpoint: signature, operation, input, what the guide and the ledger say, answer; in
// the order that resources/guides/README.md gives. Knows nothing of sockets.
class Account
{
public:
    Account(Ledger &ledger, Router &router, guide::GuidesPtr guides, TokenSourcePtr tokens,
            signing::Keys keys);

    // `now` is the account's own time, `first` when the request came if it has waited since.
    [[nodiscard]] Served serve(const http::Request &request, const QDateTime &now, Fault::Kind fault,
                               const QDateTime &first = {});
    // The topics that changed since they were taken last.
    [[nodiscard]] QSet<QString> takeStirred() { return std::exchange(m_stirred, {}); }
    [[nodiscard]] const signing::Keys &keys() const { return m_keys; }
    void setTiming(const Timing &timing) { m_timing = timing; }
    void setTrailDelay(std::chrono::milliseconds delay) { m_trailDelay = delay; }
    void setChecksReferences(bool checks) { m_checksReferences = checks; }
    [[nodiscard]] bool checksReferences() const { return m_checksReferences; }
    [[nodiscard]] Result<QList<Holding>> holdings(const QDateTime &now, int most);
    void forgetSecrets() { m_secrets->clear(); }

private:
    struct Manner { // of an answer
        bool isMadeUp = false;
        int status = 0; // of HTTP; 0: the model's
        std::optional<Waiting> waiting;
    };

    [[nodiscard]] Outcome<QCborValue> perform(Call call, const http::Request &request, Fault::Kind fault,
                                              Manner &manner);
    [[nodiscard]] relations::ServiceRelationsPtr relationsOf(const QString &service);
    [[nodiscard]] Call callOf(const model::OperationPtr &operation, const http::Request &request,
                              const QString &region, const QDateTime &now);

    Ledger &m_ledger;
    Router &m_router;
    guide::GuidesPtr m_guides;
    TokenSourcePtr m_tokens;
    signing::Keys m_keys;
    catalog::CatalogPtr m_catalog; // that the relations are of
    std::unique_ptr<relations::Relations> m_relations;
    QHash<QString, relations::ServiceRelationsPtr> m_known; // by service
    QHash<QString, StatesPtr> m_states; // by "service.Operation" that creates
    QHash<QString, LineagesPtr> m_lineages; // by service
    Timing m_timing;
    std::chrono::milliseconds m_trailDelay{1000}; // until CloudTrail shows what arrived
    bool m_checksReferences = false;
    std::shared_ptr<StrongBox> m_secrets = std::make_shared<StrongBox>();
    std::shared_ptr<TrailKeeper> m_trail;
    QList<std::shared_ptr<Behaviour>> m_behaviours;
    QSet<QString> m_stirred;
};

// Keys of a practice account: random, of the shape AWS gives out.
[[nodiscard]] signing::Keys freshKeys();

} // namespace formwork::practice
