// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

// The colours everything is drawn with; one table for light, one for dark.
namespace formwork::widgets
{

// What a colour says. The first four are the outcomes of a request.
enum class Tone { Neutral, Created, Rejected, Unknown, Sending, Warning };

struct ToneColours {
    QColor text;
    QColor background;
};

struct Tokens {
    QColor window; // behind everything
    QColor surface; // fields, cards, side bars
    QColor border;
    QColor hover;
    QColor text;
    QColor muted;
    QColor accent;
    QColor onAccent;
    QColor accentSoft; // selected rows and the current entry of a side bar
    QColor codeKey;
    QColor codeString;
    QColor codeNumber;
    ToneColours neutral;
    ToneColours created;
    ToneColours rejected;
    ToneColours unknown;
    ToneColours sending;
    ToneColours warning;

    [[nodiscard]] const ToneColours &tone(Tone tone) const;
};

[[nodiscard]] const Tokens &lightTokens();
[[nodiscard]] const Tokens &darkTokens();

} // namespace formwork::widgets
