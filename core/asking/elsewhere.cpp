// SPDX-License-Identifier: Apache-2.0
#include "asking/elsewhere.h"

#include "base/tr.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

namespace formwork::asking
{

namespace
{

// What an XML error says of the place, whatever it is wrapped in.
struct Place {
    QString code;
    QString message;
    QString region;
    QString endpoint;
    QString requestId;
};

Place placeIn(const QByteArray &body)
{
    Place place;
    if (!body.trimmed().startsWith('<'))
        return place;
    QXmlStreamReader xml(body);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        for (const auto &[name, text] :
             {std::pair(u"Code", &place.code), std::pair(u"Message", &place.message),
              std::pair(u"Region", &place.region), std::pair(u"Endpoint", &place.endpoint),
              std::pair(u"RequestId", &place.requestId)}) {
            if (xml.name() == QStringView(name) && text->isEmpty())
                *text = xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        }
    }
    return place;
}

bool isRegion(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$"));
    return shape.match(text).hasMatch();
}

// "bucket.s3-ap-northeast-1.amazonaws.com", "bucket.s3.eu-west-1.amazonaws.com"
QString regionOfHost(const QString &host)
{
    static const QRegularExpression shape(
        QStringLiteral("(?:^|\\.)s3[.-](?:dualstack\\.)?([a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2})\\."));
    return shape.match(host).captured(1);
}

QString regionOf(const http::Response &response, const Place &place, const QString &where)
{
    for (const QString &region : {QString::fromLatin1(response.headers.value("x-amz-bucket-region")),
                                  place.region, regionOfHost(place.endpoint), regionOfHost(where)}) {
        if (isRegion(region))
            return region;
    }
    return {};
}

void notModified(Error &error)
{
    error.phase = Phase::Service;
    error.code = QStringLiteral("NotModified");
    error.message = Tr::tr("It has not changed since, so the service sent nothing (HTTP 304).");
    error.advice.clear();
}

} // namespace

QString tellWhere(const model::Operation &operation, const http::Response &response, Error &error)
{
    if (response.status == 304) {
        notModified(error);
        return {};
    }
    const QString where = QString::fromLatin1(response.headers.value("location").left(200));
    const Place place = placeIn(response.body);
    const QString region = regionOf(response, place, where);
    const bool isRedirect = response.status < 400;
    // Other errors than redirects name a Region only where the request went to another one.
    const bool isElsewhere = isRedirect
        || (!region.isEmpty()
            && (response.status == 400 || error.code == QLatin1String("AuthorizationHeaderMalformed")
                || error.code == QLatin1String("IllegalLocationConstraintException")));
    if (!isElsewhere)
        return {};
    if (isRedirect) {
        error.phase = Phase::Service;
        error.httpStatus = response.status;
        error.code = !place.code.isEmpty() ? place.code
            : region.isEmpty()             ? QStringLiteral("Redirect")
            : response.status == 307       ? QStringLiteral("TemporaryRedirect")
                                           : QStringLiteral("PermanentRedirect");
        if (error.requestId.isEmpty())
            error.requestId = place.requestId;
        const QString target = place.endpoint.isEmpty() ? where : place.endpoint;
        error.message = target.isEmpty()
            ? Tr::tr("The endpoint answers that the request belongs elsewhere (HTTP %1).")
                  .arg(response.status)
            : Tr::tr("The endpoint answers that the request belongs at %1 (HTTP %2).")
                  .arg(target)
                  .arg(response.status);
        error.advice = Tr::tr("Formwork follows no redirects, because a signature and its data are for one "
                              "host only. Check the endpoint.");
    }
    if (region.isEmpty())
        return {};
    if (error.phase == Phase::Parse && !place.code.isEmpty()) { // the answer of S3, whatever was asked
        error.phase = Phase::Service;
        error.code = place.code;
        error.message = place.message;
    }
    const bool isBucket = operation.input && operation.input->member(u"Bucket");
    error.advice = isBucket
        ? Tr::tr("The bucket is in %1: use --region %1, or choose that Region.").arg(region)
        : Tr::tr("It is in %1: use --region %1, or choose that Region.").arg(region);
    return region;
}

} // namespace formwork::asking
