// SPDX-License-Identifier: Apache-2.0
#include "seedfolder.h"

#include "harness.h"

#include <QFile>
#include <QRegularExpression>

namespace formwork::fuzz
{

namespace
{

void save(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "seeds are written");
}

} // namespace

Folder::Folder(const QDir &where, const QString &name)
    : m_path(where.filePath(name))
{
    QDir(m_path).removeRecursively();
    where.mkpath(name);
}

Folder::~Folder()
{
    QStringList words(m_words.cbegin(), m_words.cend());
    words.sort(); // a run with a seed tries the same everywhere
    QByteArray dictionary;
    for (const QString &word : std::as_const(words))
        dictionary += '"' + word.toUtf8() + "\"\n";
    save(m_path + QStringLiteral(".dict"), dictionary);
}

void Folder::add(const QByteArray &seed)
{
    save(QStringLiteral("%1/%2").arg(m_path).arg(++m_count, 3, 10, QLatin1Char('0')), seed);
    static const QRegularExpression word(QStringLiteral("[A-Za-z_][A-Za-z0-9_.#:/-]{1,40}"));
    for (auto found = word.globalMatch(QString::fromLatin1(seed)); found.hasNext() && m_words.size() < 1000;)
        m_words.insert(found.next().captured());
}

} // namespace formwork::fuzz
