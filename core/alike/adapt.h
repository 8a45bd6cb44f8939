// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"
#include "model/shape.h"

#include <QCborArray>
#include <QCborValue>

#include <string>

namespace formwork::alike
{

// Where a value comes from, which says what may be made of it.
enum class Origin : quint8 {
    Answer, // of a service: empty values mean that nothing is set
    Text, // written by a person, as JSON has it: numbers may be texts, policies may be objects
};

// A name as one word: "SecurityGroupIds" is "securitygroupid".
[[nodiscard]] std::string plainName(const QString &name);

// The member that a name means: as it is, as it is on the wire, in any case, in singular or plural; for
// `noun` ("function") with or without it in front. Null: none.
[[nodiscard]] const model::Member *memberNamed(const model::Shape &shape, const QString &name,
                                               const std::string &noun = {});

// Makes values that come from somewhere else fit the input of an operation: names, types, lists for maps, and
// the other way round. What has no place is told in the notes and left out.
class Adapting
{
public:
    Adapting(Origin origin, QList<Note> &notes, std::string noun = {})
        : m_origin(origin)
        , m_notes(notes)
        , m_noun(std::move(noun))
    {
    }

    // Undefined where nothing is left. `path` is what the notes call it.
    [[nodiscard]] QCborValue value(const QCborValue &given, const model::Shape &shape, const QString &path,
                                   int depth = 0);

private:
    [[nodiscard]] QCborValue structure(const QCborMap &given, const model::Shape &shape, const QString &path,
                                       int depth);
    [[nodiscard]] QCborValue list(const QCborValue &given, const model::Shape &shape, const QString &path,
                                  int depth);
    [[nodiscard]] QCborValue map(const QCborValue &given, const model::Shape &shape, const QString &path,
                                 int depth);
    [[nodiscard]] QCborValue scalar(const QCborValue &given, const model::Shape &shape, const QString &path);
    [[nodiscard]] QCborValue tagSpecifications(const QCborArray &tags, const model::Shape &shape);
    QCborValue refuse(const QString &path, const QString &sentence = {});

    Origin m_origin;
    QList<Note> &m_notes;
    std::string m_noun; // of what is made
};

} // namespace formwork::alike
