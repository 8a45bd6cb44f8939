// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QSet>
#include <QString>

namespace formwork::fuzz
{

// What one fuzzer starts from: a file a seed, and the words of them all beside it, as FOLDER.dict.
class Folder
{
public:
    Folder(const QDir &where, const QString &name);
    ~Folder();
    Q_DISABLE_COPY_MOVE(Folder)

    void add(const QByteArray &seed);

private:
    QString m_path;
    QSet<QString> m_words;
    int m_count = 0;
};

// Expressions, texts, files and whatever else is typed or pasted and no message of a protocol.
void addWhatPeopleWrite(const QDir &where);

} // namespace formwork::fuzz
