// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QIODevice>

#include <memory>

namespace formwork::transport
{

// A request body that can be read once. QNetworkAccessManager sends a request again by itself when a server
// hangs up, unless its body cannot be rewound; so every request gets such a body, be it of no bytes.
class OnceOnlyDevice final : public QIODevice
{
    Q_OBJECT
public:
    explicit OnceOnlyDevice(QByteArray bytes, QObject *parent = nullptr)
        : QIODevice(parent)
        , m_bytes(std::move(bytes))
        , m_size(m_bytes.size())
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    // A file that is read as it is sent. It has to be `size` bytes long: one that has become shorter ends the
    // request.
    OnceOnlyDevice(std::unique_ptr<QFile> file, qint64 size, QObject *parent = nullptr)
        : QIODevice(parent)
        , m_file(std::move(file))
        , m_size(size)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_offset == m_size; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_size - m_offset; }
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }

    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] qint64 length() const { return m_size; }
    [[nodiscard]] bool wasRead() const { return m_wasRead; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        m_wasRead = true;
        qint64 count = qMin(maxSize, m_size - m_offset);
        if (count > 0 && m_file)
            count = m_file->read(data, count);
        if (count <= 0)
            return -1;
        if (!m_file)
            std::copy_n(m_bytes.constData() + m_offset, count, data);
        m_offset += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    std::unique_ptr<QFile> m_file; // instead of the bytes
    qint64 m_size;
    qint64 m_offset = 0;
    bool m_wasRead = false;
};

} // namespace formwork::transport
