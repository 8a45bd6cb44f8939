// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <QJsonObject>
#include <QList>
#include <QUrl>

// What both places of the practice account where one signs in have in common: pages that a person reads, and
// answers in JSON.
namespace formwork::practice
{

struct PageLink {
    QString caption;
    QUrl url;
};

// The one value of a query's parameter.
[[nodiscard]] QString queryValue(const http::Request &request, const char *name);
// Nothing of a page comes from the request but what is escaped here.
[[nodiscard]] http::Response signInPage(const QString &text, const QList<PageLink> &links = {});
// The address of the request with what a person chose on its page.
[[nodiscard]] QUrl withAnswer(const http::Request &request, const QString &answer);
// Whether the browser would come back to a program on this machine.
[[nodiscard]] bool isOwnMachine(const QUrl &url);
// Sends the browser back with the code, or with a refusal where that is empty.
[[nodiscard]] http::Response sentBack(const http::Request &request, const QString &code);

[[nodiscard]] http::Response jsonAnswer(const QJsonObject &body, int status = 200,
                                        const QByteArray &type = {});

} // namespace formwork::practice
