// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/modelcheck.h"

// Readers of the larger parts of a guide; each checks what it reads against the model.
namespace formwork::guide
{

[[nodiscard]] Condition readCondition(const Entry &entry, const ModelCheck &check);
[[nodiscard]] QList<std::pair<document::Pointer, Hint>> readHints(const Entry &entry,
                                                                  const ModelCheck &check);
[[nodiscard]] QList<Reveal> readReveals(const Entry &entry, const ModelCheck &check);
[[nodiscard]] QList<PlainChoice> readPlainChoices(const Entry &entry, const ModelCheck &check);
[[nodiscard]] QList<Rule> readRules(const Entry &entry, const ModelCheck &check);

// `guide` has its rules and its token already; practice refers to them.
[[nodiscard]] Practice readPractice(const Entry &entry, const ModelCheck &check, const Guide &guide);

} // namespace formwork::guide
