// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTranslator>

namespace formwork
{

// The texts of the program are English and need no catalogue, but for their plurals: what is written "%n
// request(s)", or "%n (request was|requests were) deleted", is put into words for the number. Install it
// before the translators of other languages, which are asked first.
class EnglishPlurals final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *sourceText,
                                    const char *disambiguation = nullptr, int n = -1) const override;
};

} // namespace formwork
