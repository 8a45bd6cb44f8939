// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "client/pages.h"

// Long answers: --all-pages, --max-items, --page-size and --starting-token, as the AWS CLI means them.
namespace formwork::cli
{

// The input with the size of --page-size in it. Error: an operation that takes none.
[[nodiscard]] Result<QCborValue> withPageSize(const Arguments &arguments, const model::Operation &operation,
                                              const QCborValue &input);

// The pages that are asked for; null where one answer is all that is wanted, or all there is. Error: a token
// for an operation without pages.
[[nodiscard]] Result<client::PagesPtr> pagesOf(const Arguments &arguments, const model::Operation &operation,
                                               const QCborValue &input);

// Puts the token where the rest begins into an output that was cut; says on standard error what is not there.
void tellOfPages(const client::Pages &pages, client::CallResult &result);

} // namespace formwork::cli
