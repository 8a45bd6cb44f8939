# SPDX-License-Identifier: Apache-2.0
"""Whether two requests say the same: what differs, as a list of (kind, ours, botocore's)."""
import base64
import gzip
import hashlib
import json
import struct
import zlib
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

# What differs between any two clients, and what the transport adds.
MEANINGLESS = {'user-agent', 'x-amz-user-agent', 'amz-sdk-invocation-id', 'amz-sdk-request', 'authorization', 'host',
               'content-length', 'transfer-encoding', 'x-amz-date', 'x-amz-security-token', 'connection'}


def differences(ours, prepared):
    """`ours` as formwork-cli answers, `prepared` an AWSPreparedRequest."""
    found = []
    if ours['method'] != prepared.method:
        found.append(('method', ours['method'], prepared.method))
    found += _urls(ours['url'], prepared.url)
    mine = {name.lower(): value for name, value in ours['headers'].items()}
    theirs = {name.lower(): _text(value) for name, value in prepared.headers.items()}
    if mine.get('host') != urlsplit(prepared.url).netloc:
        found.append(('header host', mine.get('host'), urlsplit(prepared.url).netloc))
    kind = theirs.get('content-type') or mine.get('content-type') or ''
    body, right = base64.b64decode(ours['body']), _body(prepared)
    for name in sorted((mine.keys() | theirs.keys()) - MEANINGLESS):
        one, other = mine.get(name), theirs.get(name)
        if _header(name, one) != _header(name, other) and not (one and other and body != right and _is_digest(name, one, body)):
            found.append((f'header {name}', one, other))
    left = body
    if left != right and _body_value(kind, mine, left) != _body_value(kind, theirs, right):
        found.append(('body', left, right))
    return found


def _text(value):
    return value.decode('utf-8', 'replace') if isinstance(value, bytes) else str(value)


def _header(name, value):
    if value is None:
        return None
    if name == 'content-type':  # the specification of the query protocols has no charset
        value = value.replace('; charset=utf-8', '')
    return value.replace(', ', ',').strip()


def _is_digest(name, value, body):
    """Bodies that say the same in other bytes have other digests; then ours must be that of our body."""
    digests = {'x-amz-content-sha256': lambda: hashlib.sha256(body).hexdigest(),
               'x-amz-sha256-tree-hash': lambda: hashlib.sha256(body).hexdigest(),
               'content-md5': lambda: base64.b64encode(hashlib.md5(body).digest()).decode(),
               'x-amz-checksum-crc32': lambda: base64.b64encode(zlib.crc32(body).to_bytes(4, 'big')).decode()}
    for algorithm in ('sha1', 'sha256', 'sha512'):
        digests[f'x-amz-checksum-{algorithm}'] = (
            lambda algorithm=algorithm: base64.b64encode(hashlib.new(algorithm, body).digest()).decode())
    return name in digests and digests[name]() == value


def _urls(ours, theirs):
    left, right = urlsplit(ours), urlsplit(theirs)
    found = []
    for part in ('scheme', 'netloc', 'path'):
        if (getattr(left, part) or '/') != (getattr(right, part) or '/'):
            found.append((f'url {part}', getattr(left, part), getattr(right, part)))
    if _query(left.query) != _query(right.query):
        found.append(('url query', left.query, right.query))
    return found


def _query(text):
    pairs = [part.partition('=')[::2] for part in text.split('&') if part]
    return sorted((unquote(name), unquote(value)) for name, value in pairs)


def _body(prepared):
    body = prepared.body
    if body is None:
        return b''
    if hasattr(body, 'read'):
        body = body.read()
    return body.encode('utf-8') if isinstance(body, str) else bytes(body)


def _body_value(kind, headers, body):
    if headers.get('content-encoding', '').endswith('gzip'):
        body = gzip.decompress(body)
    try:
        if ('json' in kind or body.startswith(b'{')) and body:
            return _strict(json.loads(body))
        if 'cbor' in kind and body:
            return _strict(Cbor(body).all())
        if 'urlencoded' in kind:
            pairs = parse_qsl(body.decode('utf-8'), keep_blank_values=True)
            return sorted((name, sorted(value.split('&')) if 'X-Amz-Signature=' in value else [value])
                          for name, value in pairs)
        if body.startswith(b'<'):
            return _element(ElementTree.fromstring(body))
    except Exception as error:  # not readable: then only the same bytes are the same
        return repr(error), body
    return body


def _strict(value):
    """Python takes True for 1 and 1 for 1.0; JSON's readers only the latter."""
    if isinstance(value, bool) or value is None:
        return ('word', value)
    if isinstance(value, float) and value != value:
        return 'NaN'
    if isinstance(value, list):
        return [_strict(item) for item in value]
    if isinstance(value, dict):
        return {name: _strict(item) for name, item in value.items()}
    return value


def _element(node):
    children = [_element(child) for child in node]
    text = (node.text or '') if not children else (node.text or '').strip()
    return node.tag, sorted(node.attrib.items()), text, children


class Cbor:
    """Just enough of RFC 8949 to compare requests."""

    def __init__(self, data):
        self._data = data
        self._at = 0

    def all(self):
        value = self._item()
        if self._at != len(self._data):
            raise ValueError('bytes after the end')
        return value

    def _take(self, size):
        if self._at + size > len(self._data):
            raise ValueError('too short')
        self._at += size
        return self._data[self._at - size:self._at]

    def _argument(self, low):
        if low < 24:
            return low
        return int.from_bytes(self._take(1 << (low - 24)), 'big') if low < 28 else None

    def _items(self, count):
        items = []
        while count is None or len(items) < count:
            if count is None and self._data[self._at] == 0xff:
                self._at += 1
                break
            items.append(self._item())
        return items

    def _item(self):
        first = self._take(1)[0]
        major, low = first >> 5, first & 31
        if major == 7:
            return self._simple(low)
        argument = self._argument(low)
        if major in (0, 1):
            return argument if major == 0 else -1 - argument
        if major in (2, 3):
            raw = self._take(argument) if argument is not None else b''.join(
                item if isinstance(item, bytes) else item.encode() for item in self._items(None))
            return ('bytes', raw) if major == 2 else raw.decode()
        if major == 4:
            return self._items(argument)
        if major == 5:
            flat = self._items(None if argument is None else argument * 2)
            return {str(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
        return {'tag': argument, 'value': self._item()}

    def _simple(self, low):
        if low in (20, 21):
            return low == 21
        if low in (22, 23):
            return None
        size, form = {25: (2, '>e'), 26: (4, '>f'), 27: (8, '>d')}[low]
        return struct.unpack(form, self._take(size))[0]
