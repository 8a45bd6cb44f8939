// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "credentials/profile.h"
#include "model/shape.h"

#include <QCborValue>
#include <QStringList>

namespace formwork::asking
{

// The secret texts of a request: those of its input and its keys. Of fewer than four characters they are left
// out: too little to hide, and too likely to be part of something else.
[[nodiscard]] QStringList secretTexts(const QCborValue &input, const model::Shape &shape,
                                      const credentials::Credentials &credentials);

// Services repeat what they do not like in the message of an error: takes the secrets out of it.
void scrub(Error &error, const QStringList &secrets);

// Likewise of what comes with an error.
[[nodiscard]] QCborValue scrubbed(const QCborValue &value, const QStringList &secrets);

} // namespace formwork::asking
