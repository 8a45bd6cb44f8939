// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QSet>
#include <QString>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace formwork::relations
{

// What the rules cannot know, from resources/relations.json; the only place where services and operations are
// named.
class Corrections
{
public:
    // Where values are found that another service keeps: "roleArn" is told by the end of its name.
    struct Elsewhere {
        std::vector<std::string> ends; // of the member's plain name
        std::vector<std::string> names; // the whole of it
        QString service;
        QString operation;
        QString path; // where the name wants an ARN or says nothing
        QString idPath; // where it wants an id; empty: as `path`
        QString namePath; // likewise a name
    };

    Corrections(); // reads ":/relations.json"

    [[nodiscard]] const std::string &sameWord(const std::string &word) const; // empty: none
    [[nodiscard]] bool isVerb(std::string_view role,
                              const std::string &verb) const; // "reads", "deletes", ...
    [[nodiscard]] const std::vector<Elsewhere> &elsewhere() const { return m_elsewhere; }
    [[nodiscard]] bool hasSharedNames(const QString &service, const QString &operation) const;
    [[nodiscard]] bool answersAlike(const QString &service, const QString &operation) const;
    [[nodiscard]] bool isUntagged(const QString &service, const QString &operation) const;
    [[nodiscard]] QString tagType(const QString &service, const QString &operation) const; // empty: none
    // Of "service.Operation", in place of what the rules find.
    [[nodiscard]] QString noun(const QString &service, const QString &operation) const;
    [[nodiscard]] QString ownName(const QString &service, const QString &operation) const; // member
    [[nodiscard]] QString readOperation(const QString &service, const QString &operation) const;

private:
    std::unordered_map<std::string, std::string> m_sameWords;
    QHash<QString, QSet<QString>> m_verbs;
    std::vector<Elsewhere> m_elsewhere;
    QSet<QString> m_sharedNames;
    QSet<QString> m_answerAlike;
    QSet<QString> m_untagged;
    QHash<QString, QString> m_tagTypes;
    QHash<QString, QString> m_nouns;
    QHash<QString, QString> m_ownNames;
    QHash<QString, QString> m_reads;
};

[[nodiscard]] const Corrections &corrections();

} // namespace formwork::relations
