// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/pointer.h"

// The protocol-neutral value that a form fills in and an answer becomes. Carried by QCborValue:
// - structure, map: Map with string keys, order kept; union: Map with exactly one entry; list: Array
// - string, enum: String; bigInteger, bigDecimal: String of digits; blob: ByteArray
// - boolean: True or False; byte to long, intEnum: Integer
// - float, double: Double, NaN and infinities included; null: Null
// - timestamp: DateTime (UTC; a String where it is finer, see timestamp.h)
// - document: any of these without blobs and date-times
// Unset is the absence of the key; it is not an empty string, list or map. A value that a person has typed
// and that does not fit (text for a number) stays as typed, so that validation can speak of it.
namespace formwork::document
{

[[nodiscard]] QCborValue valueAt(const QCborValue &root,
                                 const Pointer &pointer); // Undefined where there is none
[[nodiscard]] bool contains(const QCborValue &root, const Pointer &pointer);

// Sets the value, creating the maps and (for the next index only) list entries on the way; an entry "0" of
// nothing makes a list. Does nothing for an index beyond the next. Edits in place where `root` is not shared.
void setValue(QCborValue &root, const Pointer &pointer, const QCborValue &value);

// Removes it; maps that become empty on the way stay (unset is not empty). List entries after it move up.
void removeValue(QCborValue &root, const Pointer &pointer);

// Drops members that are Undefined, deeply.
[[nodiscard]] QCborValue pruned(const QCborValue &root);

} // namespace formwork::document
