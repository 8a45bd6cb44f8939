// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace formwork::document
{

// Whether a name promises a password, a secret key or a token that lets somebody in, judged by its words and
// by what the last of them is about: `masterUserPassword`, `client_secret` and `privateKeyBase64` do, but not
// `PasswordPolicy`, `SecretArn`, `apiKeyHeader` or `NextToken`.
[[nodiscard]] bool isSecretName(QStringView name);

// Likewise of a name that people gave: the key of a map, an environment variable. There any token that is not
// one of pages or requests counts: `GITHUB_TOKEN`.
[[nodiscard]] bool isSecretKey(QStringView name);

// Whether a member that only says "value" or "token" is one because of the structure it stands in: the value
// of an `ApiKey`.
[[nodiscard]] bool isSecretIn(QStringView container, QStringView member);

// Whether values of a shape of that name point to something, as ARNs, IDs and paths do, and are no secret
// whatever the member is called.
[[nodiscard]] bool isReferenceShape(QStringView shapeName);

// What the rule cannot know, from resources/secrets.json: "Member/Shape" pairs that are secret, and pairs or
// members that are not.
[[nodiscard]] bool isKnownSecret(const QString &member, const QString &shape);
[[nodiscard]] bool isKnownHarmless(const QString &member, const QString &shape);

// Whether a text shows by itself that it is a secret, whatever it is called: a private key in PEM, a JSON Web
// Token, a URL that is signed or holds a password or a token, a connection string with a password.
[[nodiscard]] bool isSecretText(const QString &text);

} // namespace formwork::document
