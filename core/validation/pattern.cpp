// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include "validation/pattern.h"

#include <QHash>
#include <QMutex>

#include <algorithm>
#include <memory>

#include <pcre2.h>

namespace formwork::validation
{

namespace
{

// A pattern is work for every keystroke in a form: a few milliseconds at most, whatever it is.
constexpr qsizetype kLongestPattern = 20'000;
constexpr qsizetype kLongestText = 64 * 1024;
constexpr qsizetype kCharacters =
    20'000'000; // an item of a pattern may look at every character, so many in all
constexpr qsizetype kMostSteps = 100'000;
constexpr qsizetype kLeastSteps = 500;
constexpr uint32_t kMatchLimit = 500'000;
constexpr uint32_t kDepthLimit = 5'000;
constexpr uint32_t kHeapLimitKib = 8 * 1024;
constexpr qsizetype kMostKept = 4096;

struct CodeFree {
    void operator()(pcre2_code *code) const { pcre2_code_free(code); }
};
using Code = std::shared_ptr<pcre2_code>;

// Called before every item of a pattern. PCRE2's own match limit begins anew at every place of the text where
// a search begins, which is a factor of the text's length too many.
int countStep(pcre2_callout_block *, void *steps)
{
    return --*static_cast<qsizetype *>(steps) < 0 ? PCRE2_ERROR_CALLOUT : 0;
}

struct MatchParts {
    pcre2_match_data *data = pcre2_match_data_create(1, nullptr);
    pcre2_match_context *context = pcre2_match_context_create(nullptr);

    MatchParts()
    {
        pcre2_set_match_limit(context, kMatchLimit);
        pcre2_set_depth_limit(context, kDepthLimit);
        pcre2_set_heap_limit(context, kHeapLimitKib);
    }
    ~MatchParts()
    {
        pcre2_match_data_free(data);
        pcre2_match_context_free(context);
    }
    MatchParts(const MatchParts &) = delete;
    MatchParts &operator=(const MatchParts &) = delete;
};

Code compile(const QString &pattern)
{
    if (pattern.size() > kLongestPattern)
        return {};
    const QByteArray text = toPcre(pattern).toUtf8();
    const std::unique_ptr<pcre2_compile_context, decltype(&pcre2_compile_context_free)> context(
        pcre2_compile_context_create(nullptr), &pcre2_compile_context_free);
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_ANYCRLF);
    int error = 0;
    PCRE2_SIZE offset = 0;
    // Not PCRE2_UCP: for the services \d, \w and \s are ASCII.
    constexpr uint32_t kOptions =
        PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_AUTO_CALLOUT;
    return Code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.constData()),
                              static_cast<PCRE2_SIZE>(text.size()), kOptions, &error, &offset, context.get()),
                CodeFree());
}

// Empty: cannot be read.
Code compiled(const QString &pattern)
{
    static QMutex mutex;
    static QHash<QString, Code> kept;
    const QMutexLocker locker(&mutex);
    if (const auto known = kept.constFind(pattern); known != kept.cend())
        return *known;
    if (kept.size() >= kMostKept)
        kept.clear();
    return *kept.insert(pattern, compile(pattern));
}

} // namespace

namespace
{

Verdict match(const QString &pattern, const QString &text, uint32_t options, qsizetype &steps)
{
    const Code code = compiled(pattern);
    if (!code)
        return Verdict::Unreadable;
    if (text.size() > kLongestText)
        return Verdict::GaveUp;
    thread_local const MatchParts parts;
    const QByteArray subject = text.toUtf8();
    pcre2_set_callout(parts.context, countStep, &steps);
    const int result = pcre2_match(code.get(), reinterpret_cast<PCRE2_SPTR>(subject.constData()),
                                   static_cast<PCRE2_SIZE>(subject.size()), 0, PCRE2_NO_UTF_CHECK | options,
                                   parts.data, parts.context);
    if (result >= 0 || result == PCRE2_ERROR_PARTIAL)
        return Verdict::Matches;
    return result == PCRE2_ERROR_NOMATCH ? Verdict::Differs : Verdict::GaveUp;
}

} // namespace

Verdict search(const QString &pattern, const QString &text)
{
    qsizetype steps = std::clamp(kCharacters / (text.size() + 1), kLeastSteps, kMostSteps);
    return match(pattern, text, 0, steps);
}

Verdict couldGoOn(const QString &pattern, const QString &beginning, qsizetype &steps)
{
    if (beginning.isEmpty())
        return Verdict::Matches; // PCRE2 wants to have seen a character
    const QString whole = QStringLiteral("^(?:") + pattern + QStringLiteral(")$");
    return match(whole, beginning, PCRE2_PARTIAL_HARD | PCRE2_ANCHORED, steps);
}

} // namespace formwork::validation
