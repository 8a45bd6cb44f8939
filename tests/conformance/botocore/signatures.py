# SPDX-License-Identifier: Apache-2.0
"""Whether the signature of a request is that of its bytes, by the words of the specification and nothing of ours, and
whether it is made for the same scope and over the same headers as botocore's."""
import base64
import hashlib
import hmac
import re
from urllib.parse import quote, unquote_to_bytes

import oracle

# Who passes a request on may change these, so that they are better left unsigned; botocore signs the first two.
UNSIGNED_HERE = {'cache-control', 'expect', 'content-length'}
# What differs between any two clients.
OTHERS_OWN = {'amz-sdk-invocation-id', 'amz-sdk-request', 'x-amz-user-agent', 'user-agent'}
PLAIN_PATHS = ('s3', 's3-outposts', 's3-object-lambda', 's3express')  # neither normalised nor escaped once more

_FORM = re.compile(r'AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})')


def parts(authorization):
    """(credential, names of headers, signature); None for what is no signature of version 4."""
    found = _FORM.fullmatch(authorization or '')
    return found and (found[1], found[2].split(';'), found[3])


def wrong(ours):
    """Why the signature of `ours` (as formwork-cli answers) is not that of its bytes; None where it is, or there is none."""
    headers = {name.lower(): value.encode() for name, value in ours['headers'].items()}
    signed = parts(headers.get('authorization', b'').decode())
    if not signed:
        return None
    credential, names, signature = signed
    claimed, body = headers.get('x-amz-content-sha256'), base64.b64decode(ours['body'])
    digest = hashlib.sha256(body).hexdigest().encode()
    if claimed and re.fullmatch(b'[0-9a-f]{64}', claimed) and claimed != digest:
        return 'x-amz-content-sha256 is not the digest of the body'
    missing = [name for name in headers if name.startswith('x-amz-') and name not in names]
    if missing:
        return f'not signed: {", ".join(missing)}'
    path, query = _target(ours['url'])
    lines = [name.encode() + b':' + b' '.join(headers[name].split()) for name in names]
    text = _string_to_sign(ours['method'], path, query, lines, names, claimed or digest, credential, headers['x-amz-date'])
    return None if _signature(text, credential) == signature else 'the signature is not that of the request'


def payload_of(url):
    """What a presigned URL without headers is signed over, b'UNSIGNED-PAYLOAD' or the digest of nothing; None where its
    signature fits neither."""
    path, query = _target(url)
    given = dict(_decoded(url))
    credential = given['X-Amz-Credential']
    rest = '&'.join(part for part in query.split('&') if not part.startswith('X-Amz-Signature='))
    host = url.split('://', 1)[1].partition('/')[0].partition('?')[0].encode()
    for digest in (b'UNSIGNED-PAYLOAD', hashlib.sha256(b'').hexdigest().encode()):
        text = _string_to_sign('GET', path, rest, [b'host:' + host], ['host'], digest, credential, given['X-Amz-Date'].encode())
        if _signature(text, credential) == given['X-Amz-Signature']:
            return digest
    return None


def differences(ours, prepared):
    """What is signed otherwise than by botocore, as compare.differences tells it."""
    mine = parts(next((value for name, value in ours['headers'].items() if name.lower() == 'authorization'), ''))
    value = prepared.headers.get('Authorization', '')
    theirs = parts(value.decode() if isinstance(value, bytes) else value)
    if not mine or not theirs:
        return []
    found = []
    if mine[0] != theirs[0]:
        found.append(('signature scope', mine[0], theirs[0]))
    sent = {name.lower() for name in ours['headers']}
    both = {name for name in theirs[1] if name in sent} - OTHERS_OWN - UNSIGNED_HERE
    if both - set(mine[1]):
        found.append(('signed headers', ';'.join(mine[1]), ';'.join(theirs[1])))
    return found


def url_differences(ours, theirs):
    """What is other in two presigned URLs; `ours` as formwork-cli answers."""
    url, found = ours['url'], []
    if not ours['headers']:
        mine = payload_of(url)
        if mine is None:
            found.append(('presigned signature', url, 'is not that of the URL'))
        elif 'X-Amz-SignedHeaders=host&' in theirs and mine != payload_of(theirs):
            found.append(('presigned payload', mine, payload_of(theirs)))
    if url.partition('?')[0] != theirs.partition('?')[0]:
        found.append(('presigned address', url, theirs))
    mine, its = _decoded(url), _decoded(theirs)
    for name in sorted({name for name, _ in mine + its} - {'X-Amz-Signature'}):
        one, other = ([value for key, value in pairs if key == name] for pairs in (mine, its))
        if sorted(one) != sorted(other):
            found.append((f'presigned {name}', one, other))
    return found


def _decoded(url):
    return [(unquote_to_bytes(name).decode(), unquote_to_bytes(value).decode()) for name, value in _pairs(_target(url)[1])]


def _target(url):
    rest = url.split('://', 1)[1]
    slash = min((at for at in (rest.find('/'), rest.find('?')) if at >= 0), default=len(rest))
    path, _, query = rest[slash:].partition('?')
    return path or '/', query


def _pairs(query):
    return [part.partition('=')[::2] for part in query.split('&') if part]


def _string_to_sign(method, path, query, lines, names, digest, credential, date):
    scope = credential.split('/', 1)[1]
    if scope.split('/')[2] in PLAIN_PATHS:
        path = quote(path, safe='/~%')
    else:
        path = quote(_normal(path), safe='/~')
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in _pairs(query))
    request = b'\n'.join([method.encode(), path.encode(), '&'.join(map('='.join, pairs)).encode(), *lines, b'',
                          ';'.join(names).encode(), digest])
    return b'\n'.join([b'AWS4-HMAC-SHA256', date, scope.encode(), hashlib.sha256(request).hexdigest().encode()])


def _escaped(text):
    return quote(unquote_to_bytes(text), safe='~')


def _normal(path):
    kept = []
    for segment in path.split('/'):
        if segment == '..':
            del kept[-1:]
        elif segment not in ('', '.'):
            kept.append(segment)
    return '/' + '/'.join(kept) + ('/' if kept and path.endswith('/') else '')


def _signature(text, credential):
    key = b'AWS4' + oracle.SECRET.encode()
    for part in credential.split('/')[1:]:
        key = hmac.digest(key, part.encode(), 'sha256')
    return hmac.new(key, text, hashlib.sha256).hexdigest()
