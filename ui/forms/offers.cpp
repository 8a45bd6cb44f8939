// SPDX-License-Identifier: Apache-2.0
#include "forms/offers.h"

namespace formwork::forms
{

Listing::~Listing() = default;

void Listing::createLike(const QString &) { }

Offers::~Offers() = default;

} // namespace formwork::forms
