// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

// The bytes of one HTTP/1.1 exchange, as they stand on the wire. Nothing here is decoded or normalised.
namespace formwork::http
{

using Header = std::pair<QByteArray, QByteArray>; // name in the spelling to send, value without line breaks

class Headers
{
public:
    Headers() = default;
    Headers(std::initializer_list<Header> list)
        : m_list(list)
    {
    }

    [[nodiscard]] QByteArray value(QByteArrayView name) const; // first with that name, compared without case
    [[nodiscard]] QByteArrayList values(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const;
    [[nodiscard]] const QList<Header> &list() const { return m_list; }
    [[nodiscard]] auto begin() const { return m_list.cbegin(); }
    [[nodiscard]] auto end() const { return m_list.cend(); }

    void append(QByteArray name, QByteArray value) { m_list.append({std::move(name), std::move(value)}); }
    void set(const QByteArray &name, QByteArray value); // replaces every header of that name
    void remove(QByteArrayView name);

    bool operator==(const Headers &) const = default;

private:
    QList<Header> m_list;
};

struct Request {
    QByteArray method; // "POST"
    QByteArray scheme = "https"; // "https" or "http"
    QByteArray authority; // host, with ":port" unless it is the scheme's default
    QByteArray path = "/"; // percent-encoded, exactly as signed and sent
    QByteArray query; // without '?', percent-encoded, exactly as signed and sent; may be empty
    Headers headers; // without Host; the transport sends `authority`
    QByteArray body;

    [[nodiscard]] QByteArray target() const { return query.isEmpty() ? path : path + '?' + query; }
    [[nodiscard]] QByteArray url() const { return scheme + "://" + authority + target(); }
};

struct Response {
    int status = 0;
    Headers headers;
    QByteArray body;
};

} // namespace formwork::http
