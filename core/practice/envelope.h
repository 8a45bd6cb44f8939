// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace formwork::practice
{

// A text under a key, with AES-256 in Galois/Counter mode: the key's name is in front of it, and what it
// belongs to has to be said again to open it. A form of the practice account's own, that no service reads.
constexpr qsizetype kEnvelopeKeyLength = 32; // bytes

[[nodiscard]] std::optional<QByteArray> sealed(const QByteArray &plain, const QString &keyName,
                                               const QByteArray &key, const QByteArray &context);
[[nodiscard]] QString keyNameOf(const QByteArray &envelope); // empty: it is none of ours
// Nothing: it was changed, or is of another key or context.
[[nodiscard]] std::optional<QByteArray> opened(const QByteArray &envelope, const QByteArray &key,
                                               const QByteArray &context);
[[nodiscard]] QByteArray randomBytes(qsizetype count);

} // namespace formwork::practice
