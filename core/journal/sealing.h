// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/sealer.h"
#include "model/shape.h"

#include <QCborValue>
#include <QStringList>

// Documents on their way to and from the history's file.
namespace formwork::journal
{

// Where a document stands; what is sealed in it opens there and nowhere else, under the same member.
struct DocumentPlace {
    QByteArray name; // "request 12 input"
};

// A copy in which every secret value is a tagged byte string that only `sealer` opens.
[[nodiscard]] QCborValue sealedDocument(const QCborValue &value, const model::Shape &shape,
                                        const Sealer &sealer, const DocumentPlace &place);

// The way back: the very document, order of members included. Error: the first value that cannot be opened.
// Values sealed by versions that did not bind them to their place open too.
[[nodiscard]] Result<QCborValue> openedDocument(const QCborValue &sealed, const Sealer &sealer,
                                                const DocumentPlace &place);

// For showing: every sealed value replaced by document::kSealedText.
[[nodiscard]] QCborValue veiledDocument(const QCborValue &sealed);

// SHA-256 of the document with sorted keys and without its top-level member `tokenMember`. Secrets take part
// as keyed hashes: with a plain hash beside the rest of the input a short password could be guessed.
[[nodiscard]] QByteArray inputDigest(const QCborValue &value, const model::Shape &shape,
                                     const QString &tokenMember, const Sealer &sealer);

// Whether a stored document is the one that `digest` was made of, whatever counted as secret then. True where
// its sealed values cannot be opened: that is another matter.
[[nodiscard]] bool fitsDigest(const QCborValue &sealed, const QByteArray &digest, const QString &tokenMember,
                              const Sealer &sealer, const DocumentPlace &place);

// The secret texts of a document, longest first; of a sealed one, what cannot be opened is left out.
[[nodiscard]] QStringList secretTexts(const QCborValue &clear, const model::Shape &shape);
[[nodiscard]] QStringList secretTexts(const QCborValue &sealed, const Sealer &sealer,
                                      const DocumentPlace &place);

} // namespace formwork::journal
