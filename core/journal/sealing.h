// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/sealer.h"
#include "model/shape.h"

#include <QCborValue>
#include <QStringList>

// Documents on their way to and from the history's file.
namespace formwork::journal
{

// A copy in which every secret value is a tagged byte string that only `sealer` opens.
[[nodiscard]] QCborValue sealedDocument(const QCborValue &value, const model::Shape &shape,
                                        const Sealer &sealer);

// The way back: the very document, order of members included. Error: the first value that cannot be opened.
[[nodiscard]] Result<QCborValue> openedDocument(const QCborValue &sealed, const Sealer &sealer);

// For showing: every sealed value replaced by document::kSealedText.
[[nodiscard]] QCborValue veiledDocument(const QCborValue &sealed);

// SHA-256 of the document with sorted keys and without its top-level member `tokenMember`. Secrets take part
// as keyed hashes: with a plain hash beside the rest of the input a short password could be guessed.
[[nodiscard]] QByteArray inputDigest(const QCborValue &value, const model::Shape &shape,
                                     const QString &tokenMember, const Sealer &sealer);

// The secret texts of a sealed document, for document::scrubbed(); what cannot be opened is left out.
[[nodiscard]] QStringList secretTexts(const QCborValue &sealed, const Sealer &sealer);

} // namespace formwork::journal
