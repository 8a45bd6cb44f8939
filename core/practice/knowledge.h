// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"

#include <QCborMap>
#include <QHash>
#include <QMap>

#include <optional>

namespace formwork::practice
{

using TagMap = QMap<QString, QString>;

// What is known of one thing, to be found by the names that members of answers have for it: "Arn" is what was
// answered as "TopicArn" when the thing is a topic.
class Knowledge
{
public:
    Knowledge() = default;
    explicit Knowledge(QString noun)
        : m_noun(std::move(noun).toLower())
    {
    }

    // What is added later wins. With `deep` also the members of structures that stand in it, which lose.
    void add(const QCborMap &values, bool deep = false);
    void setTags(TagMap tags) { m_tags = std::move(tags); }
    void setOwnName(const QString &name) { m_ownName = name; }

    [[nodiscard]] const QString &noun() const { return m_noun; } // in small letters
    [[nodiscard]] const QString &ownName() const { return m_ownName; } // empty: it has none

    // Under that name, in whatever case and with whatever between the words ("vpc-id"); Undefined: nothing.
    [[nodiscard]] QCborValue named(const QString &name) const;
    [[nodiscard]] std::optional<QString> tag(const QString &key) const;

    // The value as the member has it; nothing where none is known that fits.
    [[nodiscard]] std::optional<QCborValue> value(const model::Member &member) const;

private:
    [[nodiscard]] QString key(const QString &name) const;

    QString m_noun;
    QString m_ownName;
    QHash<QString, QList<QCborValue>> m_values; // by key, the last first
    std::optional<TagMap> m_tags;
};

// A value as far as it fits a shape; Undefined where nothing of it does.
[[nodiscard]] QCborValue conformed(const QCborValue &value, const model::Shape &shape);

// Members of the structures in it beside the others: what was told as a whole is told anew part by part.
[[nodiscard]] QCborMap flattened(const QCborMap &map);

// Tags in any of the forms that services have for them: a map, a list of keys and values, such a list for
// each type of resource.
[[nodiscard]] TagMap tagsIn(const QCborValue &value);
[[nodiscard]] std::optional<QCborValue> tagsAs(const TagMap &tags, const model::Shape &shape);
[[nodiscard]] TagMap tagsGiven(const QCborMap &input, const model::Shape &shape); // of a request
[[nodiscard]] QCborMap asMap(const TagMap &tags);
[[nodiscard]] bool isForTags(const QString &memberName);

// Without what the model marks as secret, or what is known to be one.
// but for the members of these names, by which the thing is asked for.
[[nodiscard]] QCborMap withoutSecrets(const QCborMap &map, const model::Shape &shape,
                                      const QStringList &names = {});

} // namespace formwork::practice
