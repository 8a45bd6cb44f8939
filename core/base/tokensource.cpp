// SPDX-License-Identifier: Apache-2.0
#include "base/tokensource.h"

#include <QRandomGenerator>

namespace formwork
{

double RandomTokenSource::nextFraction() { return QRandomGenerator::global()->generateDouble(); }

} // namespace formwork
