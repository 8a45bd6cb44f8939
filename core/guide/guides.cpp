// SPDX-License-Identifier: Apache-2.0
#include "guide/entry.h"
#include "guide/guide.h"
#include "guide/ownguides.h"

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

QString keyOf(const model::Operation &operation) { return operation.service->id + u'.' + operation.name; }

GuidePtr placed(const Guide &guide, const QString &path)
{
    auto copy = std::make_shared<Guide>(guide);
    copy->file = path;
    return copy;
}

} // namespace

Guides::Guides(QString folder, QString ownFolder)
    : m_folder(std::move(folder))
    , m_ownFolder(std::move(ownFolder))
{
}

std::shared_ptr<Guides> Guides::builtIn() { return std::make_shared<Guides>(QStringLiteral(":/guides")); }

GuidePtr Guides::guideFor(const model::Operation &operation)
{
    const QString key = keyOf(operation);
    const auto cached = m_cache.constFind(key);
    if (cached != m_cache.constEnd()) {
        return cached.value();
    }
    GuidePtr guide = builtInFor(operation);
    if (GuidePtr own = ownFor(operation, *guide)) {
        guide = std::move(own);
    }
    m_cache.insert(key, guide);
    return guide;
}

GuidePtr Guides::builtInFor(const model::Operation &operation)
{
    const QString name = keyOf(operation) + QStringLiteral(".json");
    // "daily" is for operations whose models a machine may have or not: no card on the home page, and nothing
    // is read before one of them is opened; "older" for models of some years ago that want it otherwise.
    QStringList problems;
    for (const QString &folder :
         {m_folder, m_folder + QStringLiteral("/daily"), m_folder + QStringLiteral("/daily/older")}) {
        const QString path = folder + u'/' + name;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const auto read = readGuide(file.readAll(), name, operation);
        if (read) {
            return placed(**read, path);
        }
        problems.append(read.error().message);
    }
    m_problems += problems;
    return generatedGuide(operation);
}

// What the service does is its own affair, whatever stands in a user's guide: with another life of its tokens
// a retry would be called safe that is not.
GuidePtr Guides::ownFor(const model::Operation &operation, const Guide &base)
{
    const QString key = keyOf(operation);
    m_ownProblems.remove(key);
    if (m_ownFolder.isEmpty()) {
        return nullptr;
    }
    const QString path = m_ownFolder + u'/' + key + QStringLiteral(".json");
    if (!QFile::exists(path)) {
        return nullptr;
    }
    const Result<GuidePtr> read = readOwnGuide(path, operation);
    if (!read) {
        m_ownProblems.insert(key, read.error().sentence());
        m_problems.append(read.error().sentence());
        return nullptr;
    }
    auto own = std::make_shared<Guide>(**read);
    own->isOwn = true;
    own->file = path;
    own->tokenLifetime = base.tokenLifetime;
    own->tokenMismatchError = base.tokenMismatchError;
    own->practice = base.practice;
    own->read = base.read;
    own->order = base.order;
    if (own->errors.isEmpty()) {
        own->errors = base.errors;
    }
    if (own->resultIds.isEmpty()) {
        own->resultIds = base.resultIds;
    }
    return own;
}

QString Guides::ownProblem(const model::Operation &operation) const
{
    return m_ownProblems.value(keyOf(operation));
}

void Guides::reload()
{
    m_cache.clear();
    m_problems.clear();
    m_ownProblems.clear();
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
