// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>
#include <QStringList>

// Services repeat what they do not like in the message of an error. One rule takes secrets out of such texts,
// before anybody sees them and before they are kept.
namespace formwork::document
{

// The texts that a secret value holds, those inside of it too; bytes as text and in base64.
void collectTexts(const QCborValue &value, QStringList &texts);

// In the order in which scrubbed() needs them, the longest first, and without those of fewer than four
// characters: too little to hide, and too likely to be part of something else.
[[nodiscard]] QStringList scrubbable(QStringList secrets);

// The text with every occurrence of a secret replaced by kSealedText: as it is, escaped as in JSON or XML,
// percent-encoded, in hexadecimal, and in base64, there also as a part of something longer ("user:password").
[[nodiscard]] QString scrubbed(QString text, const QStringList &secrets);

} // namespace formwork::document
