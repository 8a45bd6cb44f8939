// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/value.h"

#include <optional>
#include <span>
#include <string_view>

namespace formwork::endpoint
{

// The functions of the rules language (Smithy 2.0, "Rules engine standard library" and "AWS rules engine
// library functions") that look at nothing but their arguments. isSet, getAttr, coalesce and ite are part of
// evaluation too, but need no more than values either.
enum class Function : quint8 {
    IsSet,
    Not,
    GetAttr, // its path is part of the expression
    StringEquals,
    BooleanEquals,
    ParseUrl,
    Substring,
    UriEncode,
    IsValidHostLabel,
    Split,
    Coalesce,
    Ite,
    AwsPartition,
    AwsParseArn,
    AwsIsVirtualHostableS3Bucket,
};

struct FunctionInfo {
    std::string_view name;
    Function function;
    size_t fewest; // arguments
    size_t most;
};

[[nodiscard]] std::optional<FunctionInfo> functionByName(std::string_view name);

// Unset where an argument is unset or of the wrong kind, or the function has no answer. Never fails.
[[nodiscard]] Value applyFunction(Function function, std::span<const Value> arguments);

} // namespace formwork::endpoint
