// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "protocol/misfit.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <utility>
#include <vector>

namespace formwork::protocol
{

// An element of an answer. Names are without their prefix: AWS tells nothing by namespaces that names do not
// tell.
struct XmlElement {
    QString name;
    QString text; // of the element itself, blanks included
    std::vector<std::pair<QString, QString>> attributes; // qualified name, value
    std::vector<XmlElement> children;

    [[nodiscard]] const XmlElement *child(QStringView childName) const; // the first, null if there is none
    [[nodiscard]] QString childText(QStringView childName) const;
};

// Without blanks and a byte order mark in front, which some services send before "<?xml".
[[nodiscard]] QByteArray withoutBlanksInFront(const QByteArray &body);

// Errors: Phase::Parse with code "NotXml" (also for a document type declaration, which no service sends) or
// "TooLarge". A lenient `misfit` lets characters pass that XML does not allow, as U+FFFD.
[[nodiscard]] Result<XmlElement> readXml(const QByteArray &body, Misfit *misfit = nullptr);

} // namespace formwork::protocol
