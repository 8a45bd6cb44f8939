// SPDX-License-Identifier: Apache-2.0
#include "widgets/tokens.h"

namespace formwork::widgets
{

const ToneColours &Tokens::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Created:
        return created;
    case Tone::Rejected:
        return rejected;
    case Tone::Unknown:
        return unknown;
    case Tone::Sending:
        return sending;
    case Tone::Warning:
        return warning;
    case Tone::Neutral:
        break;
    }
    return neutral;
}

// Every text colour reaches a contrast of 4.5 to 1 on `window`, on `surface` and on the background of its
// tone.
const Tokens &lightTokens()
{
    static const Tokens tokens{
        .window = 0xf6f7f9,
        .surface = 0xffffff,
        .border = 0xd5dae2,
        .hover = 0xeef1f5,
        .text = 0x1c2430,
        .muted = 0x5f6878,
        .accent = 0x2463d1,
        .onAccent = 0xffffff,
        .accentSoft = 0xe6eefb,
        .codeKey = 0x2058b8,
        .codeString = 0x18794a,
        .codeNumber = 0x9a4d00,
        .neutral = {0x4b5565, 0xe9ecf1},
        .created = {0x17734a, 0xe4f4ec},
        .rejected = {0xb3261e, 0xfdeae8},
        .unknown = {0x6d3fc0, 0xf0e9fb},
        .sending = {0x1f59bd, 0xe6eefb},
        .warning = {0x8a5300, 0xfdf1da},
    };
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens{
        .window = 0x181b20,
        .surface = 0x20242b,
        .border = 0x3a414c,
        .hover = 0x2a2f38,
        .text = 0xe5e8ed,
        .muted = 0x9ba3b1,
        .accent = 0x6ea0ff,
        .onAccent = 0x10151d,
        .accentSoft = 0x24334f,
        .codeKey = 0x7fabff,
        .codeString = 0x5dcb97,
        .codeNumber = 0xe8b06a,
        .neutral = {0xb6bdc9, 0x2f353f},
        .created = {0x5dcb97, 0x1d3029},
        .rejected = {0xff9485, 0x422523},
        .unknown = {0xbba3f5, 0x32284a},
        .sending = {0x86b0ff, 0x24334f},
        .warning = {0xe8bd6a, 0x3a301c},
    };
    return tokens;
}

} // namespace formwork::widgets
