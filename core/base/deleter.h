// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace formwork
{

// Of what a C library has given: std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>.
template <auto Free>
struct Deleter {
    template <typename T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};

} // namespace formwork
