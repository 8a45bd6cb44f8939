// SPDX-License-Identifier: Apache-2.0
#include "readers/modelfile.h"

#include "base/figures.h"
#include "base/tr.h"
#include "readers/longnumbers.h"
#include "readers/mixins.h"
#include "readers/textplace.h"

#include <QFile>

#include <zlib.h>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace formwork::readers
{

namespace
{

std::unexpected<Error> fault(const QString &message)
{
    return failure(
        Phase::Model, QStringLiteral("BadModel"), message,
        Tr::tr("Fetch the file again from where it came from, or take it out of the models folder."));
}

std::unexpected<Error> tooLarge(const QString &origin)
{
    return fault(Tr::tr("The model file %1 is larger than 64 MiB when unpacked.").arg(origin));
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
    return std::clamp(qsizetype(hint) + 1, qsizetype(4096), std::max(packed.size() * 40, qsizetype(4096)));
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
        return fault(Tr::tr("The model file %1 is nested deeper than %2 levels at %3.")
                         .arg(origin)
                         .arg(kDeepestModelFile)
                         .arg(lineAndColumn(bytes, at)));
    if (const auto found = jsonFault(bytes))
        return fault(
            Tr::tr("The model file %1 is not JSON at %2: %3.").arg(origin, found->where, found->what));
    return fault(Tr::tr("The model file %1 is not JSON: %2")
                     .arg(origin, QLatin1String(simdjson::error_message(code))));
}

// Fills `result` anew and keeps what it has allocated.
Result<void> unpack(const QByteArray &bytes, const QString &origin, QByteArray &result)
{
    Inflater inflater;
    if (!inflater.ready || bytes.size() > kLargestModelFile)
        return tooLarge(origin);
    z_stream &stream = inflater.stream;
    result.resize(std::max(sizeHint(bytes), result.capacity()));
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
                Tr::tr(
                    "The model file %1 is damaged: its gzip data ends or breaks after %2 unpacked byte(s).",
                    nullptr, pluralOf(qint64(used)))
                    .arg(origin)
                    .arg(used));
        }
    }
    result.resize(used);
    return {};
}

std::unexpected<Error> unreadable(const QString &path, const QString &why)
{
    return fault(Tr::tr("The model file %1 cannot be read: %2.").arg(path, why));
}

// Opens without waiting for the other end of a pipe.
Result<void> openRegular(QFile &file)
{
    const QString path = file.fileName();
#ifdef Q_OS_UNIX
    if (!path.startsWith(u':')) {
        const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (descriptor < 0)
            return unreadable(path, qt_error_string(errno));
        struct stat about{};
        if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
            ::close(descriptor);
            return unreadable(path, Tr::tr("it is not a regular file"));
        }
        if (!file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
            return unreadable(path, file.errorString());
        return {};
    }
#endif
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(path, file.errorString());
    return {};
}

// The file as it is on disk, into `bytes`, which keeps what it has allocated.
Result<void> readPacked(const QString &path, QByteArray &bytes)
{
    QFile file(path);
    if (const Result<void> opened = openRegular(file); !opened)
        return opened;
    const qint64 size = file.size();
    if (size > kLargestModelFile)
        return tooLarge(path);
    bytes.reserve(size + qsizetype(simdjson::SIMDJSON_PADDING));
    bytes.resize(size);
    const qint64 got = file.read(bytes.data(), size);
    if (got < 0)
        return unreadable(path, file.errorString());
    bytes.resize(got); // less than was told: the file has shrunk meanwhile
    return {};
}

// simdjson reads past the end of the text, so that much has to be allocated.
simdjson::error_code parseText(ModelFile &file)
{
    file.size = file.bytes.size();
    file.bytes.reserve(file.size + qsizetype(simdjson::SIMDJSON_PADDING));
    simdjson::error_code error = simdjson::SUCCESS;
    if (file.parser.capacity() < size_t(file.size) || file.parser.capacity() == 0)
        error = file.parser.allocate(size_t(std::max(file.size, qsizetype(1))), kDeepestModelFile);
    return error ? error : file.parser.parse(file.bytes.constData(), size_t(file.size), false).get(file.root);
}

// A text in place of the one that was read, where there is one.
simdjson::error_code parseInstead(ModelFile &file, std::optional<QByteArray> text)
{
    file.bytes = *std::move(text);
    return parseText(file);
}

Result<void> parse(ModelFile &file)
{
    if (file.bytes.size() > kLargestModelFile)
        return tooLarge(file.origin);
    simdjson::error_code error = parseText(file);
    if (error == simdjson::NUMBER_ERROR) {
        if (auto marked = withLongNumbersMarked(file.bytes))
            error = parseInstead(file, std::move(marked));
    }
    if (error)
        return notJson(file.bytes, file.origin, error);
    if (auto plain = withoutMixins(file.root, file.bytes); plain && parseInstead(file, std::move(plain)))
        return fault(Tr::tr("The mixins of the model file %1 cannot be read.").arg(file.origin));
    return {};
}

} // namespace

Result<QByteArray> unpacked(const QByteArray &bytes, const QString &origin)
{
    if (!isGzip(bytes))
        return bytes.size() > kLargestModelFile ? Result<QByteArray>(tooLarge(origin)) : bytes;
    QByteArray result;
    if (const Result<void> done = unpack(bytes, origin, result); !done)
        return std::unexpected(done.error());
    return result;
}

Result<QByteArray> readModelBytes(const QString &path)
{
    QByteArray bytes;
    if (const Result<void> read = readPacked(path, bytes); !read)
        return std::unexpected(read.error());
    return unpacked(bytes, path);
}

Result<ModelFilePtr> parseModel(QByteArray bytes, const QString &origin)
{
    auto file = std::make_shared<ModelFile>();
    file->origin = origin;
    file->bytes = std::move(bytes);
    const Result<void> parsed = parse(*file);
    file->bytes.clear();
    if (!parsed)
        return std::unexpected(parsed.error());
    return file;
}

Result<ModelFilePtr> openModelFile(const QString &path)
{
    Result<QByteArray> bytes = readModelBytes(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    return parseModel(std::move(*bytes), path);
}

Result<void> openModelFile(const QString &path, ModelFile &file)
{
    file.origin = path;
    if (const Result<void> read = readPacked(path, file.bytes); !read)
        return read;
    if (isGzip(file.bytes)) {
        const QByteArray packed(file.bytes.constData(), file.bytes.size()); // a copy of the small one
        if (const Result<void> done = unpack(packed, path, file.bytes); !done)
            return done;
    }
    return parse(file);
}

} // namespace formwork::readers
