// SPDX-License-Identifier: Apache-2.0
#include "asking/commonerrors.h"

#include "base/tr.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace formwork::asking
{

namespace
{

struct Common {
    QLatin1StringView code; // without "Exception", which some services add
    const char *advice;
};

constexpr const char *kExpired =
    QT_TRANSLATE_NOOP("Formwork", "These credentials are no longer valid. Get new ones and send it again.");
constexpr const char *kUnknownKey =
    QT_TRANSLATE_NOOP("Formwork",
                      "The service does not know the access key ID. Check that it is complete, active and of "
                      "this partition of AWS, and "
                      "that a temporary one comes with its session token.");
constexpr const char *kSignature = QT_TRANSLATE_NOOP(
    "Formwork", "Check that the secret access key belongs to the access key ID, and that it is complete.");
constexpr const char *kDenied = QT_TRANSLATE_NOOP(
    "Formwork",
    "Ask whoever manages the account's permissions to allow this action, or choose another account.");
constexpr const char *kOptIn = QT_TRANSLATE_NOOP(
    "Formwork",
    "The account is not subscribed to this service or Region. Enable it in the account's settings first.");

constexpr std::array kCommon{
    Common{QLatin1StringView("ExpiredToken"), kExpired},
    Common{QLatin1StringView("UnrecognizedClient"), kUnknownKey},
    Common{QLatin1StringView("InvalidClientTokenId"), kUnknownKey},
    Common{QLatin1StringView("InvalidAccessKeyId"), kUnknownKey},
    Common{QLatin1StringView("AuthFailure"), kUnknownKey},
    Common{QLatin1StringView("InvalidSignature"), kSignature},
    Common{QLatin1StringView("SignatureDoesNotMatch"), kSignature},
    Common{QLatin1StringView("AccessDenied"), kDenied},
    Common{QLatin1StringView("UnauthorizedOperation"), kDenied},
    Common{QLatin1StringView("NotAuthorized"), kDenied},
    Common{QLatin1StringView("OptInRequired"), kOptIn},
    Common{QLatin1StringView("SubscriptionRequired"), kOptIn},
};

const char *adviceFor(const QString &code)
{
    const QString plain = code.endsWith(QLatin1String("Exception")) ? code.chopped(9) : code;
    const auto found =
        std::ranges::find_if(kCommon, [&](const Common &common) { return plain == common.code; });
    return found == kCommon.end() ? nullptr : found->advice;
}

} // namespace

QString commonAdvice(const QString &code)
{
    const char *advice = adviceFor(code);
    return advice ? Tr::tr(advice) : QString();
}

bool saysKeysRanOut(const Error &error)
{
    static const QStringList codes{QStringLiteral("ExpiredToken"), QStringLiteral("ExpiredTokenException"),
                                   QStringLiteral("RequestExpired"), QStringLiteral("TokenRefreshRequired")};
    return codes.contains(error.code);
}

bool saysKeysAreWrong(const Error &error)
{
    static const QStringList ofTheSignature{
        QStringLiteral("RequestTimeTooSkewed"), QStringLiteral("IncompleteSignature"),
        QStringLiteral("MissingAuthenticationToken"), QStringLiteral("MissingAuthenticationTokenException"),
        QStringLiteral("InvalidToken")};
    const char *advice = adviceFor(error.code);
    return saysKeysRanOut(error) || ofTheSignature.contains(error.code) || advice == kExpired
        || advice == kUnknownKey || advice == kSignature;
}

} // namespace formwork::asking
