// SPDX-License-Identifier: Apache-2.0
#include "relations/cloning.h"

#include <algorithm>
#include <array>

namespace formwork::relations
{

namespace
{

using model::ShapeType;

// A member of the structure that a read operation answers with.
struct Answer {
    std::string path;
    const Outline::Member *member;
    int depth;
};

class Matching
{
public:
    Matching(const ServiceMap &map, const std::string &noun)
        : m_map(map)
        , m_noun(noun)
    {
    }

    void collect(const Outline::Shape &structure, const std::string &prefix = {}, int depth = 0)
    {
        for (const Outline::Member &member : m_map.members(structure)) {
            const std::string path = prefix + std::string(member.name);
            m_answers.push_back({path, &member, depth});
            if (depth < 1 && m_map.target(member).type == ShapeType::Structure)
                collect(m_map.target(member), path + '.', depth + 1);
        }
    }

    // Null where nothing of the answer is the member's value.
    [[nodiscard]] const Answer *answerFor(const Outline::Member &wanted) const
    {
        const Answer *best = nullptr;
        int bestRank = 0;
        for (const Answer &answer : m_answers) {
            const int found = rank(wanted, answer);
            if (found > bestRank) {
                best = &answer;
                bestRank = found;
            }
        }
        return best;
    }

private:
    // "ConnectorProfileName" is the name of a connector profile, as "name" is.
    [[nodiscard]] std::string bare(const std::string &plain) const
    {
        return plain.size() > m_noun.size() && plain.starts_with(m_noun) ? plain.substr(m_noun.size())
                                                                         : plain;
    }

    [[nodiscard]] bool fits(const Outline::Shape &wanted, const Outline::Shape &given) const
    {
        const auto isText = [](ShapeType type) {
            return type == ShapeType::String || type == ShapeType::Enum;
        };
        if (isText(wanted.type) && isText(given.type))
            return true;
        if (wanted.type != given.type)
            return false;
        const bool isList = wanted.type == ShapeType::List || wanted.type == ShapeType::Map;
        if (!isList)
            return true;
        const ShapeType one = m_map.shape(wanted.element).type;
        const ShapeType other = m_map.shape(given.element).type;
        return one == other || (isText(one) && isText(other));
    }

    [[nodiscard]] int rank(const Outline::Member &wanted, const Answer &answer) const
    {
        const Outline::Shape &to = m_map.target(wanted);
        const Outline::Shape &from = m_map.target(*answer.member);
        const bool wouldShow = answer.member->sensitive && !wanted.sensitive;
        if (wouldShow || !fits(to, from))
            return 0;
        const std::string &name = m_map.plain(wanted);
        const std::string &other = m_map.plain(*answer.member);
        int found = name == other ? 30 : bare(name) == bare(other) ? 20 : 0;
        const bool isTelling = to.type >= ShapeType::List && to.name == from.name;
        if (found == 0 && isTelling && answer.depth == 0 && to.type == ShapeType::Structure)
            found = 10;
        return found == 0 ? 0 : found - 4 * answer.depth + (isTelling ? 2 : 0);
    }

    const ServiceMap &m_map;
    std::string m_noun;
    std::vector<Answer> m_answers;
};

// The shape that a path leads to.
const Outline::Shape *shapeAt(const ServiceMap &map, const Outline::Shape &from, const QString &path)
{
    const Outline::Shape *at = &from;
    for (QString step : path.split(u'.', Qt::SkipEmptyParts)) {
        const bool isList = step.endsWith(QLatin1StringView("[]"));
        if (isList)
            step.chop(2);
        const std::string name = step.toStdString();
        const auto members = map.members(*at);
        const auto found = std::ranges::find(members, std::string_view(name), &Outline::Member::name);
        if (found == members.end())
            return nullptr;
        at = &map.target(*found);
        if (isList && at->type == ShapeType::List)
            at = &map.shape(at->element);
    }
    return at;
}

// Services answer with stars, or nothing, where they took one.
bool isSecret(const Outline::Member &member)
{
    static constexpr std::array<std::string_view, 5> words{"password", "secret", "passphrase", "credential",
                                                           "private"};
    const Words name = singulars(wordsOf(member.name));
    return member.sensitive && std::ranges::any_of(name, [](const std::string &word) {
               return std::ranges::find(words, word) != words.end();
           });
}

bool isTokenByName(const std::string &plain)
{
    return plain == "clienttoken" || plain == "clientrequesttoken" || plain == "idempotencytoken"
        || plain == "clientidempotencytoken" || plain == "creatorrequestid" || plain == "callerreference";
}

// What fills the input from one structure of an answer.
Cloning fillsFrom(const ServiceMap &map, const ServiceMap::Named &named, const QString &operation,
                  const QString &path, const Outline::Shape &structure)
{
    Matching matching(map, named.noun);
    matching.collect(structure);
    Cloning cloning{operation, path, {}, 0};
    for (const Outline::Member &member : map.inputOf(named)) {
        if (member.token || isTokenByName(map.plain(member)))
            continue;
        ++cloning.members;
        if (const Answer *answer = isSecret(member) ? nullptr : matching.answerFor(member))
            cloning.fills.insert(toText(std::string(member.name)), toText(answer->path));
    }
    return cloning;
}

} // namespace

Cloning cloningFrom(const ServiceMap &map, const ServiceMap::Named &named, const QString &operation,
                    const QString &path)
{
    const ServiceMap::Named *reading = map.find(operation.toStdString());
    if (!reading || reading->operation->output < 0)
        return {operation, path, {}, 0};
    const Outline::Shape *structure = shapeAt(map, map.shape(quint32(reading->operation->output)), path);
    return structure && structure->type == ShapeType::Structure
        ? fillsFrom(map, named, operation, path, *structure)
        : Cloning{operation, path, {}, 0};
}

Cloning cloningOf(const ServiceMap &map, const ServiceMap::Named &named, const Relation &relation)
{
    Cloning best;
    for (const Related &read : relation.reads + relation.lists) {
        const ServiceMap::Named *reading = map.find(read.operation.toStdString());
        if (!reading || reading->operation->output < 0 || reading->words.isScoped)
            continue;
        const Outline::Shape &answer = map.shape(quint32(reading->operation->output));
        // Some answers tell half of it beside the structure that has the thing's name.
        const bool isOfMany =
            map.listing(*reading) && (reading->words.isPlural || reading->words.verb == "list");
        const QStringList paths =
            isOfMany || read.path.isEmpty() ? QStringList{read.path} : QStringList{read.path, QString()};
        for (const QString &path : paths) {
            const Outline::Shape *structure = shapeAt(map, answer, path);
            if (!structure || structure->type != ShapeType::Structure)
                continue;
            const Cloning cloning = fillsFrom(map, named, read.operation, path, *structure);
            if (best.operation.isEmpty() || cloning.fills.size() > best.fills.size())
                best = cloning;
        }
    }
    return best;
}

} // namespace formwork::relations
