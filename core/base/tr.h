// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>

namespace formwork
{

// The texts of everything that is no QObject, in one context, so that they are looked up where lupdate puts
// them. A text with a number: Tr::tr("%n row(s)", nullptr, count). A class with Q_OBJECT has a tr() of its
// own.
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Formwork)
};

} // namespace formwork
