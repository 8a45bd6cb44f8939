// SPDX-License-Identifier: Apache-2.0
#include "guide/entry.h"
#include "guide/guide.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace formwork::guide
{

namespace
{

QString textAt(const simdjson::dom::element &root, const char *pointer)
{
    std::string_view text;
    return root.at_pointer(pointer).get(text) == simdjson::SUCCESS ? toText(text) : QString();
}

// The few entries a card needs; a file that is wrong elsewhere still gets its card, and a plain form.
std::optional<Card> readCard(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QByteArray json = file.readAll();
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(json.constData(), static_cast<size_t>(json.size())).get(root) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    Card card{.service = textAt(root, "/service"),
              .operation = textAt(root, "/operation"),
              .title = textAt(root, "/title"),
              .summary = textAt(root, "/summary"),
              .noticeBrief = textAt(root, "/notice/brief")};
    simdjson::dom::array steps;
    if (root.at_pointer("/steps").get(steps) == simdjson::SUCCESS) {
        card.steps = static_cast<int>(steps.size());
    }
    int64_t order = 0;
    if (root.at_pointer("/order").get(order) == simdjson::SUCCESS) {
        card.order = static_cast<int>(order);
    }
    return card.service.isEmpty() || card.operation.isEmpty() ? std::nullopt : std::optional(card);
}

} // namespace

Guides::Guides(QString folder)
    : m_folder(std::move(folder))
{
}

std::shared_ptr<Guides> Guides::builtIn() { return std::make_shared<Guides>(QStringLiteral(":/guides")); }

GuidePtr Guides::guideFor(const model::Operation &operation)
{
    const QString key = operation.service->id + u'.' + operation.name;
    const auto cached = m_cache.constFind(key);
    if (cached != m_cache.constEnd()) {
        return cached.value();
    }
    GuidePtr guide;
    // "daily" is for operations whose models a machine may have or not: no card on the home page, and nothing
    // is read before one of them is opened; "older" for models of some years ago that want it otherwise.
    QStringList problems;
    for (const QString &folder :
         {m_folder, m_folder + QStringLiteral("/daily"), m_folder + QStringLiteral("/daily/older")}) {
        QFile file(folder + u'/' + key + QStringLiteral(".json"));
        if (guide != nullptr || !file.open(QIODevice::ReadOnly)) {
            continue;
        }
        auto read = readGuide(file.readAll(), key + QStringLiteral(".json"), operation);
        if (read) {
            guide = *read;
        } else {
            problems.append(read.error().message);
        }
    }
    if (guide == nullptr) {
        m_problems += problems;
    }
    if (guide == nullptr) {
        guide = generatedGuide(operation);
    }
    m_cache.insert(key, guide);
    return guide;
}

const QList<Card> &Guides::cards() const
{
    if (m_cards) {
        return *m_cards;
    }
    QList<Card> cards;
    const QStringList names = QDir(m_folder).entryList({QStringLiteral("*.*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        if (auto card = readCard(m_folder + u'/' + name)) {
            cards.insert(std::ranges::upper_bound(cards, card->order, {}, &Card::order),
                         *card); // by name within
        }
    }
    m_cards = std::move(cards);
    return *m_cards;
}

QList<std::pair<QString, QString>> Guides::guided() const
{
    QList<std::pair<QString, QString>> list;
    const auto &all = cards();
    for (const Card &card : all) {
        list.append({card.service, card.operation});
    }
    return list;
}

} // namespace formwork::guide
