// SPDX-License-Identifier: Apache-2.0
#include "relations/ownname.h"

#include "relations/corrections.h"

#include <algorithm>
#include <limits>

namespace formwork::relations
{

namespace
{

bool holds(const Words &words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

// Names that several things may share, whatever the errors of the operation.
bool isPassing(const Words &noun)
{
    static const Words passing{"token", "session", "url", "credential", "version", "tag"};
    return noun.empty() || holds(passing, noun.back());
}

// A bare "Id" may be that of what it belongs to, so it names nothing for sure.
bool namesForSure(const Stem &stem, const Words &noun)
{
    const bool isBareId = stem.noun.empty() && stem.kind != Kind::Name;
    return !isBareId && !isPassing(noun) && ownNameRank(stem, noun) > 0;
}

// What remains of "DBClusterAlreadyExistsFault" without the words that every such error has.
Words subjectOf(const Words &error)
{
    static const Words common{"already", "exist",     "exists",   "conflict", "duplicate",
                              "in",      "use",       "fault",    "name",     "exception",
                              "error",   "item",      "resource", "entity",   "object",
                              "invalid", "operation", "state",    "waf"};
    Words subject;
    for (const std::string &word : error) {
        if (!holds(common, word))
            subject.push_back(singular(word));
    }
    return subject;
}

} // namespace

int ownNameRank(const Stem &stem, const Words &noun)
{
    const std::string whole = joined(noun);
    const std::string &own = stem.noun;
    const bool isTail = !own.empty() && own != whole && whole.ends_with(own)
        && std::ranges::any_of(noun, [&](const std::string &word) { // whole words only
               const auto from = size_t(&word - noun.data());
               return joined(Words(noun.begin() + std::ptrdiff_t(from), noun.end())) == own;
           });
    switch (stem.kind) {
    case Kind::Name:
        if (own.empty())
            return 9;
        return own == whole ? 10 : isTail ? 6 : own == "new" + whole || own == "db" + whole ? 3 : 0;
    case Kind::Id:
        if (own.empty())
            return 2;
        return own == whole ? 8 : isTail ? 5 : 0;
    case Kind::None:
        return own == whole ? 4 : 0;
    case Kind::Arn:
    case Kind::Url:
        break;
    }
    return 0;
}

bool isConflict(std::string_view errorName, const Words &noun, const Stem &ownName)
{
    const Words words = wordsOf(errorName);
    const bool exists = holds(words, "exists") || holds(words, "exist") || holds(words, "duplicate");
    const bool denies = holds(words, "not") || holds(words, "no") || holds(words, "non")
        || holds(words, "does") || holds(words, "doesnt") || holds(words, "concurrent")
        || holds(words, "retryable") || holds(words, "idempotency") || holds(words, "token")
        || holds(words, "conflicting") || holds(words, "version");
    const bool inUse = holds(words, "in") && holds(words, "use");
    if (denies || !(exists || inUse || holds(words, "conflict")))
        return false;
    if (inUse && !holds(words, "resource") && !holds(words, "name"))
        return false; // busy with something else
    const Words subject = subjectOf(words);
    if (subject.empty())
        return true;
    return std::ranges::any_of(subject, [&](const std::string &word) {
        return holds(noun, word) || (!ownName.noun.empty() && ownName.noun.contains(word));
    });
}

std::optional<UniqueName> uniqueName(const model::Operation &operation)
{
    return operation.input && operation.tokenMember() ? std::nullopt : nameOfItsOwn(operation);
}

namespace
{

// The required member that names what is made.
const model::Member *requiredName(const model::Operation &operation, const OperationWords &words)
{
    const QString corrected = corrections().ownName(operation.service->id, operation.name);
    const model::Member *best = nullptr;
    int bestRank = 0;
    for (const model::Member &member : operation.input->members) {
        if (!member.required || !member.target || member.target->type != model::ShapeType::String)
            continue;
        const Stem stem = stemOf(member.name.toStdString());
        const bool isCorrected = member.name == corrected;
        const int rank = isCorrected         ? std::numeric_limits<int>::max()
            : namesForSure(stem, words.noun) ? ownNameRank(stem, words.noun)
                                             : 0;
        if (rank > bestRank) {
            best = &member;
            bestRank = rank;
        }
    }
    return best;
}

// With the errors that say that one of that name is there; maybe none.
std::optional<UniqueName> nameWithErrors(const model::Operation &operation)
{
    const OperationWords words = operationWords(operation.name.toStdString());
    if (operation.readOnly || !operation.input || !operation.service
        || !corrections().isVerb("creates", words.verb)
        || corrections().hasSharedNames(operation.service->id, operation.name))
        return std::nullopt;
    const model::Member *best = requiredName(operation, words);
    if (!best)
        return std::nullopt;
    UniqueName unique{best->name, {}};
    const Stem own = stemOf(best->name.toStdString());
    for (const model::Shape *error : operation.errors) {
        const QString &code = error->error.queryCode.isEmpty() ? error->name : error->error.queryCode;
        if (isConflict(error->name.toStdString(), words.noun, own)
            || isConflict(code.toStdString(), words.noun, own))
            unique.errors.append(code);
    }
    return unique;
}

} // namespace

std::optional<UniqueName> nameOfItsOwn(const model::Operation &operation)
{
    std::optional<UniqueName> unique = nameWithErrors(operation);
    return unique && !unique->errors.isEmpty() ? unique : std::nullopt;
}

Alike answersAlike(const model::Operation &operation)
{
    if (operation.service && corrections().answersAlike(operation.service->id, operation.name))
        return Alike::Known;
    // Some models tell no errors at all, and then their silence says nothing.
    if (operation.errors.isEmpty() || !operation.input || operation.tokenMember())
        return Alike::No;
    const std::optional<UniqueName> name = nameWithErrors(operation);
    return name && name->errors.isEmpty() ? Alike::Likely : Alike::No;
}

} // namespace formwork::relations
