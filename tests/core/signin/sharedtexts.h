// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/sharedfiles.h"

// The two shared files, as texts.
namespace sharedtexts
{

inline formwork::signin::SharedFiles read(const char *config, const char *credentials = nullptr)
{
    using formwork::signin::FileBytes;
    const FileBytes first{QStringLiteral("/h/.aws/config"), QByteArray(config)};
    const FileBytes second{QStringLiteral("/h/.aws/credentials"),
                           credentials ? std::optional(QByteArray(credentials)) : std::nullopt};
    return formwork::signin::merged(first, second, formwork::signin::Dialect::Cli);
}

} // namespace sharedtexts
