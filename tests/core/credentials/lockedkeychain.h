// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/keychain.h"

namespace formwork::tests
{

inline QCoro::Task<Result<credentials::Secret>> refuseRead(Error error) { co_return std::unexpected(error); }
inline QCoro::Task<Result<void>> refuse(Error error) { co_return std::unexpected(error); }

// A keychain that is locked for good.
class LockedKeychain final : public credentials::Keychain
{
public:
    QCoro::Task<Result<credentials::Secret>> read(QString) override { return refuseRead(error()); }
    QCoro::Task<Result<void>> write(QString, QByteArray) override { return refuse(error()); }
    QCoro::Task<Result<void>> remove(QString) override { return refuse(error()); }
    QCoro::Task<Result<void>> checkOpen() override { return refuse(error()); }
    QCoro::Task<Result<void>> retry() override { return refuse(error()); }
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    static Error error()
    {
        return Error{Phase::Credentials,
                     QStringLiteral("KeychainLocked"),
                     QStringLiteral("The keychain is locked."),
                     {}};
    }
};

} // namespace formwork::tests
