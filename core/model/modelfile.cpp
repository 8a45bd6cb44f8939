// SPDX-License-Identifier: Apache-2.0
#include "model/modelfile.h"

#include "model/textplace.h"

#include <QCoreApplication>
#include <QFile>

#include <zlib.h>

namespace formwork::model
{

namespace
{

QString tr(const char *text) { return QCoreApplication::translate("formwork::model", text); }

std::unexpected<Error> fault(const QString &message)
{
    return failure(Phase::Model, QStringLiteral("BadModel"), message,
                   tr("Fetch the file again from where it came from, or take it out of the models folder."));
}

std::unexpected<Error> tooLarge(const QString &origin)
{
    return fault(tr("The model file %1 is larger than 256 MiB when unpacked.").arg(origin));
}

struct Inflater {
    z_stream stream{};
    Inflater() { ready = inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK; }
    ~Inflater() { inflateEnd(&stream); }
    Q_DISABLE_COPY_MOVE(Inflater)
    bool ready = false;
};

bool isGzip(QByteArrayView bytes)
{
    return bytes.size() > 2 && quint8(bytes[0]) == 0x1f && quint8(bytes[1]) == 0x8b;
}

// The last four bytes of a gzip file are its unpacked size modulo 2^32: a hint only, it may lie.
qsizetype sizeHint(const QByteArray &packed)
{
    const auto byteAt = [&packed](qsizetype fromEnd) {
        return quint32(quint8(packed[packed.size() - fromEnd]));
    };
    if (packed.size() < 18)
        return 4096;
    const quint32 hint = byteAt(4) | byteAt(3) << 8 | byteAt(2) << 16 | byteAt(1) << 24;
    return std::clamp(qsizetype(hint) + 1, qsizetype(4096), packed.size() * 40);
}

qsizetype tooDeepAt(const QByteArray &bytes)
{
    size_t depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inText && c == '\\')
            ++i;
        else if (c == '"')
            inText = !inText;
        else if (!inText && (c == '{' || c == '[') && ++depth >= kDeepestModelFile)
            return i;
        else if (!inText && (c == '}' || c == ']') && depth > 0)
            --depth;
    }
    return bytes.size();
}

std::unexpected<Error> notJson(const QByteArray &bytes, const QString &origin, simdjson::error_code code)
{
    if (const qsizetype at = tooDeepAt(bytes); at < bytes.size())
        return fault(tr("The model file %1 is nested deeper than %2 levels at %3.")
                         .arg(origin)
                         .arg(kDeepestModelFile)
                         .arg(lineAndColumn(bytes, at)));
    if (const auto found = jsonFault(bytes))
        return fault(tr("The model file %1 is not JSON at %2: %3.").arg(origin, found->where, found->what));
    return fault(
        tr("The model file %1 is not JSON: %2").arg(origin, QLatin1String(simdjson::error_message(code))));
}

} // namespace

Result<QByteArray> unpacked(const QByteArray &bytes, const QString &origin)
{
    if (!isGzip(bytes))
        return bytes.size() > kLargestModelFile ? Result<QByteArray>(tooLarge(origin)) : bytes;
    Inflater inflater;
    if (!inflater.ready || bytes.size() > kLargestModelFile)
        return tooLarge(origin);
    z_stream &stream = inflater.stream;
    QByteArray result(sizeHint(bytes), Qt::Uninitialized);
    qsizetype used = 0;
    stream.next_in =
        reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData())); // zlib does not write there
    stream.avail_in = uInt(bytes.size());
    for (;;) {
        if (used == result.size())
            result.resize(std::min(result.size() * 2, kLargestModelFile + 1));
        stream.next_out = reinterpret_cast<Bytef *>(result.data() + used);
        stream.avail_out = uInt(result.size() - used);
        const int state = inflate(&stream, Z_NO_FLUSH);
        used = result.size() - qsizetype(stream.avail_out);
        if (used > kLargestModelFile)
            return tooLarge(origin);
        if (state == Z_STREAM_END) {
            if (stream.avail_in == 0
                || inflateReset(&stream) != Z_OK) // several members may follow one another
                break;
        } else if (state != Z_OK || (stream.avail_in == 0 && stream.avail_out != 0)) {
            return fault(
                tr("The model file %1 is damaged: its gzip data ends or breaks after %2 unpacked bytes.")
                    .arg(origin)
                    .arg(used));
        }
    }
    result.resize(used);
    return result;
}

Result<QByteArray> readModelBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fault(tr("The model file %1 cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > kLargestModelFile)
        return tooLarge(path);
    const QByteArray bytes = file.read(kLargestModelFile + 1); // a device or pipe may have no size
    if (file.error() != QFileDevice::NoError)
        return fault(tr("The model file %1 cannot be read: %2.").arg(path, file.errorString()));
    return unpacked(bytes, path);
}

Result<ModelFilePtr> parseModel(QByteArray bytes, const QString &origin)
{
    if (bytes.size() > kLargestModelFile)
        return tooLarge(origin);
    auto file = std::make_unique<ModelFile>();
    file->origin = origin;
    const qsizetype size = bytes.size();
    bytes.reserve(size + qsizetype(simdjson::SIMDJSON_PADDING)); // simdjson reads past the end
    auto error = file->parser.allocate(size_t(std::max(size, qsizetype(1))), kDeepestModelFile);
    if (!error)
        error = file->parser.parse(bytes.constData(), size_t(size), false).get(file->root);
    if (error)
        return notJson(bytes, origin, error);
    return file;
}

} // namespace formwork::model
