// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIODevice>

namespace formwork::client
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
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_offset == m_bytes.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_offset; }
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] bool wasRead() const { return m_wasRead; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        m_wasRead = true;
        const qint64 count = qMin(maxSize, m_bytes.size() - m_offset);
        if (count <= 0)
            return -1;
        std::copy_n(m_bytes.constData() + m_offset, count, data);
        m_offset += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_offset = 0;
    bool m_wasRead = false;
};

} // namespace formwork::client
