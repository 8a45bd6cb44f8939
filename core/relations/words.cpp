// SPDX-License-Identifier: Apache-2.0
#include "relations/words.h"

#include "relations/corrections.h"

#include <algorithm>
#include <array>

namespace formwork::relations
{

namespace
{

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isLetterOrDigit(char c) { return isUpper(c) || isLower(c) || (c >= '0' && c <= '9'); }

// A word begins at a capital after a small letter or digit, and at the last capital of several that a small
// letter follows ("DBInstance"), unless that is the s of a plural ("ARNs").
bool beginsWord(std::string_view name, size_t at)
{
    if (!isUpper(name[at]))
        return false;
    if (at == 0 || !isUpper(name[at - 1]))
        return true;
    if (at + 1 >= name.size() || !isLower(name[at + 1]))
        return false;
    const bool isPluralEnd = name[at + 1] == 's' && (at + 2 >= name.size() || !isLower(name[at + 2]));
    return !isPluralEnd;
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

void addWord(Words &words, std::string &word)
{
    if (word.empty())
        return;
    if (word == "username" || word == "usernames") {
        words.emplace_back("user");
        word.erase(0, 4);
    }
    const std::string &same = corrections().sameWord(word);
    words.push_back(same.empty() ? word : same);
    word.clear();
}

} // namespace

Words wordsOf(std::string_view name)
{
    Words words;
    std::string word;
    for (size_t i = 0; i < name.size(); ++i) {
        if (!isLetterOrDigit(name[i])) {
            addWord(words, word);
            continue;
        }
        if (beginsWord(name, i))
            addWord(words, word);
        word += isUpper(name[i]) ? char(name[i] | 0x20) : name[i];
    }
    addWord(words, word);
    return words;
}

std::string singular(const std::string &word)
{
    struct Irregular {
        std::string_view plural;
        std::string_view one;
    };
    static constexpr std::array<Irregular, 11> irregular{{{"ids", "id"},
                                                          {"aliases", "alias"},
                                                          {"statuses", "status"},
                                                          {"analyses", "analysis"},
                                                          {"indices", "index"},
                                                          {"caches", "cache"},
                                                          {"cookies", "cookie"},
                                                          {"ips", "ip"},
                                                          {"apis", "api"},
                                                          {"matrices", "matrix"},
                                                          {"vertices", "vertex"}}};
    for (const Irregular &entry : irregular) {
        if (word == entry.plural)
            return std::string(entry.one);
    }
    if (word.size() < 4 || word.back() != 's' || isOneOf(word, {"alias", "canvas", "atlas", "series"}))
        return word;
    const auto endsWith = [&word](std::string_view end) { return word.ends_with(end); };
    if (endsWith("ies") && word.size() > 4)
        return word.substr(0, word.size() - 3) + 'y';
    if (endsWith("sses") || endsWith("shes") || endsWith("ches") || endsWith("xes"))
        return word.substr(0, word.size() - 2);
    if (endsWith("ss") || endsWith("us") || endsWith("is"))
        return word;
    return word.substr(0, word.size() - 1);
}

std::string joined(const Words &words)
{
    std::string text;
    for (const std::string &word : words)
        text += word;
    return text;
}

Words singulars(Words words)
{
    for (std::string &word : words)
        word = singular(word);
    return words;
}

std::string Stem::whole() const
{
    switch (kind) {
    case Kind::Name:
        return noun + "name";
    case Kind::Id:
        return noun + (isIdentifier ? "identifier" : "id");
    case Kind::Arn:
        return noun + "arn";
    case Kind::Url:
        return noun + "url";
    case Kind::None:
        break;
    }
    return noun;
}

Stem stemOf(std::string_view memberName)
{
    Words words = singulars(wordsOf(memberName));
    Stem stem;
    if (!words.empty()) {
        const std::string &last = words.back();
        stem.isIdentifier = last == "identifier";
        stem.kind = last == "name"              ? Kind::Name
            : last == "id" || stem.isIdentifier ? Kind::Id
            : last == "arn"                     ? Kind::Arn
            : last == "url" || last == "uri"    ? Kind::Url
                                                : Kind::None;
        if (stem.kind != Kind::None)
            words.pop_back();
    }
    stem.noun = joined(words);
    return stem;
}

OperationWords operationWords(std::string_view operationName)
{
    Words words = wordsOf(operationName);
    OperationWords result;
    while (words.size() > 2 && isOneOf(words.front(), {"batch", "bulk", "admin", "transact"})) {
        words.erase(words.begin());
        result.isBatch = true;
    }
    if (words.empty())
        return result;
    result.verb = words.front();
    words.erase(words.begin());
    for (size_t i = 1; i < words.size(); ++i) {
        if (isOneOf(words[i], {"by", "for", "in", "from", "of", "with", "to"})) {
            words.resize(i);
            result.isScoped = true;
            break;
        }
    }
    result.isPlural = !words.empty() && singular(words.back()) != words.back();
    result.noun = singulars(std::move(words));
    return result;
}

} // namespace formwork::relations
