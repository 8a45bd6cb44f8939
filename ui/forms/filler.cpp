// SPDX-License-Identifier: Apache-2.0
#include "forms/filler.h"

namespace formwork::forms
{

Filler::~Filler() = default;

} // namespace formwork::forms
