// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/entry.h"
#include "guide/guide.h"

namespace formwork::guide
{

// Members of the graph below `root` that a pointer with "*" stands for, each once; none where it leads
// nowhere.
[[nodiscard]] QList<const model::Member *> membersAt(const model::Shape &root,
                                                     const document::Pointer &pattern);

// Holds a guide's entries against the model they speak of.
class ModelCheck
{
public:
    explicit ModelCheck(const model::Operation &operation)
        : m_operation(operation)
    {
    }

    [[nodiscard]] const model::Operation &operation() const { return m_operation; }

    // The pointer in the entry; a fault where it leads to no member.
    [[nodiscard]] document::Pointer inputPointer(const Entry &entry) const;
    [[nodiscard]] document::Pointer inputPointer(const Entry &entry, const QString &text) const;
    [[nodiscard]] document::Pointer outputPointer(const Entry &entry) const;
    [[nodiscard]] QList<document::Pointer> inputPointers(const Entry &entry) const;

    [[nodiscard]] QList<const model::Member *> inputMembers(const document::Pointer &pointer) const;

    // A value that the member at the pointer can have: of its type, and of its enumeration where it has one.
    void inputValue(const Entry &entry, const document::Pointer &pointer, const QCborValue &value) const;

    [[nodiscard]] QString errorCode(const Entry &entry, const QString &code) const; // one the operation lists

private:
    const model::Operation &m_operation;
};

} // namespace formwork::guide
