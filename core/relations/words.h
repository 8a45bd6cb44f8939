// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// Names of operations and members as the words they are made of: what the rules compare.
namespace formwork::relations
{

using Words = std::vector<std::string>;

// "DescribeDBInstances" -> describe, db, instances; words that mean the same are one ("app", "application").
[[nodiscard]] Words wordsOf(std::string_view name);

[[nodiscard]] std::string singular(const std::string &word); // "policies" -> "policy"
[[nodiscard]] std::string joined(const Words &words); // "dbinstance"
[[nodiscard]] Words singulars(Words words);

// What a member's name says of its value: "SubnetIds" is the Id of a "subnet", "Role" just a "role".
enum class Kind : unsigned char { None, Name, Id, Arn, Url };

struct Stem {
    std::string noun;
    Kind kind = Kind::None;
    bool isIdentifier = false; // the word was "identifier", which may be any of them

    [[nodiscard]] std::string whole() const; // noun and kind
};

[[nodiscard]] Stem stemOf(std::string_view memberName);

// The verb of an operation, without "Batch" and the like before it, and the noun it works on; what follows
// "By", "For", "From" and such says which of them, and is left out.
struct OperationWords {
    std::string verb;
    Words noun; // singular
    bool isPlural = false; // it was "Subnets"
    bool isScoped = false; // something was left out
    bool isBatch = false;
};

[[nodiscard]] OperationWords operationWords(std::string_view operationName);

} // namespace formwork::relations
