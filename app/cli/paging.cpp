// SPDX-License-Identifier: Apache-2.0
#include "cli/paging.h"

#include "base/figures.h"
#include "base/tr.h"
#include "cli/output.h"

namespace formwork::cli
{

Result<QCborValue> withPageSize(const Arguments &arguments, const model::Operation &operation,
                                const QCborValue &input)
{
    if (arguments.pageSize == 0)
        return input;
    const std::optional<client::Paging> paging = client::Paging::of(operation);
    const model::Member *member =
        paging && !paging->pageSize().isEmpty() ? operation.input->member(paging->pageSize()) : nullptr;
    if (!member)
        return failure(Phase::Local, QStringLiteral("Usage"),
                       Tr::tr("%1 takes no size of its pages.").arg(operation.name),
                       Tr::tr("Leave --page-size out. Nothing was sent."));
    QCborMap map = input.toMap();
    map[member->name] = member->target->isText() ? QCborValue(QString::number(arguments.pageSize))
                                                 : QCborValue(arguments.pageSize);
    return map;
}

Result<client::PagesPtr> pagesOf(const Arguments &arguments, const model::Operation &operation,
                                 const QCborValue &input)
{
    if (!arguments.allPages && arguments.maxItems == 0 && arguments.startingToken.isEmpty())
        return nullptr;
    client::PageToken start;
    if (!arguments.startingToken.isEmpty()) {
        const Result<client::PageToken> read =
            client::PageToken::fromText(arguments.startingToken.toUtf8(), operation);
        if (!read)
            return std::unexpected(read.error());
        start = *read;
    }
    const std::optional<client::Paging> paging = client::Paging::of(operation);
    if (!paging)
        return nullptr;
    return std::make_shared<client::Pages>(*paging, input, arguments.maxItems, start);
}

void tellOfPages(const client::Pages &pages, client::CallResult &result)
{
    const std::optional<client::PageToken> &rest = pages.rest();
    if (result.outcome == journal::Outcome::Succeeded && rest) {
        QCborMap output = result.output.toMap();
        output[QStringLiteral("NextToken")] = QString::fromLatin1(rest->toText());
        result.output = output;
        complain(
            Tr::tr("%n item(s) (is|are) printed; the service has more. The rest begins at the NextToken of "
                   "the output: --starting-token.",
                   nullptr, pluralOf(pages.items())));
    }
    if (result.outcome != journal::Outcome::Succeeded && pages.count() > 0)
        complain(Tr::tr("%1 with %2 had been fetched; nothing of it is printed.")
                     .arg(Tr::tr("%n page(s)", nullptr, pages.count()),
                          Tr::tr("%n item(s)", nullptr, pluralOf(pages.items()))));
}

} // namespace formwork::cli
