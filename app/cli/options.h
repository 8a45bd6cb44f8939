// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"

#include <span>
#include <variant>

// The commands and the options of formwork-cli, each in one place: what parses them, refuses them where they
// do not belong, and explains them reads these tables.
namespace formwork::cli
{

// "history list" is one of its own.
inline constexpr int kSeveralWords = 16; // of a command that takes as many as there are, from the least on

struct Command {
    QLatin1StringView name;
    int minWords;
    int maxWords;
    const char *words; // as they are written
    const char *help;
};

struct Number {
    int Arguments::*member;
    int low;
    int high;
};

using Read = Result<void> (*)(Arguments &arguments, const QString &value);
using Destination = std::variant<bool Arguments::*, QString Arguments::*, Number, Read>;

struct Option {
    QLatin1StringView name;
    const char *value; // how its value is called; empty: it has none
    const char *commands; // separated by commas; "*": all
    Destination destination;
    const char
        *help; // what it is for; more lines begin with a command of which that is said instead: "bulk: ..."

    [[nodiscard]] bool isCommon() const { return QLatin1StringView(commands) == QLatin1StringView("*"); }
    [[nodiscard]] QStringList commandNames() const;
    [[nodiscard]] bool fits(const QString &command) const;
};

[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] std::span<const Option> options();

// --presign without a number means this many seconds.
inline constexpr int kUsualExpiry = 15 * 60;

} // namespace formwork::cli
