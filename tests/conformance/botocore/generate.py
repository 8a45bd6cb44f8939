# SPDX-License-Identifier: Apache-2.0
"""Random inputs of operations, as botocore's models describe them.

An input comes in two forms: as JSON (what the AWS CLI reads with --cli-input-json) and as the Python values that
botocore takes, which differ in blobs only.
"""
import base64
import random
import string

HOSTILE = [
    '', ' ', '  two  spaces ', '/', '//', '/leading', 'trailing/', 'a//b', '.', '..', './a/../b', 'a/./b', '%', '%41',
    '100%', '%zz', '+', 'a+b', '~', '~user', '&', 'a=b&c=d', '?', 'what?', '#', '<tag attribute="x">', '</end>',
    ']]>', '&amp;', "'", '"', '"quoted"', 'a"b', 'a,b', ',', '"a,b"', '\\', 'a\\b', '\\"', ';', ':', '@', '!$*()[]{}',
    '{label}', '{label+}', 'é', 'ü ß', '日本語', '😀', '👩‍👩‍👧 family', 'a\u0301', '\u00a0', '\u200b', '\ufeff', '\u2028',
    'null', 'true', 'NaN', '0', '-1', '1e5', "'; DROP TABLE x; --", '${x}', '{{x}}', '$(x)', '`x`', 'a|b', '^',
    'x' * 300, 'Ω≈ç√∫', 'مرحبا', '\U0001F1E9\U0001F1EA',
]
# Characters that end lines or that some body languages cannot hold; used where a JSON, CBOR or form body carries them.
CONTROL = ['\t', '\n', '\r\n', 'line\nbreak', '\x01', '\x1f', '\x7f', 'tab\there', '\r']

NUMBERS = {
    'integer': [0, 1, -1, 42, 2147483647, -2147483648],
    'long': [0, 1, -1, 1 << 40, 9223372036854775807, -9223372036854775808, 9007199254740993],
    'float': [0.0, 1.0, -1.5, 0.5, 3.25, 1e10, 100.0, -0.0, 1234.5],
    'double': [0.0, 1.0, -1.5, 0.1, 3.14159, 1e20, 1e16, 123456789.125, 1e-7, 100.0, -0.0, 5e-324],
}
TIMES = ['2026-01-02T03:04:05Z', '1999-12-31T23:59:59Z', 1767323045, 0, '2024-02-29T12:00:00+02:00', 4102444800]


class Generator:
    """Makes inputs; the same seed makes the same ones."""

    def __init__(self, seed, hostile=False, controls=False):
        self._random = random.Random(seed)
        self._hostile = hostile
        self._controls = controls

    def input(self, operation, fullness):
        """(JSON params, native params); `fullness` is the share of optional members that are given."""
        shape = operation.input_shape
        if shape is None:
            return {}, {}
        self._fullness = fullness
        self._plain_names = _names_in_addresses(operation)
        self._carries_controls = self._controls and operation.service_model.metadata.get('protocol') != 'rest-xml'
        return self._structure(shape, 0, top=True)

    def _structure(self, shape, depth, top=False):
        members = list(shape.members.items())
        if getattr(shape, 'is_tagged_union', False):
            members = [self._random.choice(members)] if members else []
            required = [name for name, _ in members]
        else:
            required = set(shape.required_members)
        given, native = {}, {}
        for name, member in members:
            is_token = top and name in _tokens(shape)
            wanted = name in required or is_token
            if not wanted and (depth > 4 or self._random.random() > self._fullness / (1 + depth)):
                continue
            if not wanted and getattr(member, 'type_name', '') == 'structure' and member.serialization.get('eventstream'):
                continue
            made = self._value(member, depth + 1, name, top)
            if made is not None:
                given[name], native[name] = made
        return given, native

    def _value(self, shape, depth, name, top=False):
        kind = shape.type_name
        if depth > 12:
            return None if kind in ('structure', 'list', 'map') else self._scalar(shape, kind, name, False)
        if kind == 'structure':
            if getattr(shape, 'is_document_type', False):
                document = self._document(2)
                return document, document
            return self._structure(shape, depth)
        if kind == 'list':
            return self._list(shape, depth, name, top)
        if kind == 'map':
            return self._map(shape, depth, name, top)
        return self._scalar(shape, kind, name, top)

    def _list(self, shape, depth, name, top):
        least = int(shape.metadata.get('min', 0))
        size = max(least, 0 if depth > 4 else self._random.choice([0, 1, 1, 2, 3]))
        items = [self._value(shape.member, depth + 1, name, top) for _ in range(size)]
        items = [item for item in items if item is not None]
        return [item[0] for item in items], [item[1] for item in items]

    def _map(self, shape, depth, name, top):
        least = int(shape.metadata.get('min', 0))
        size = max(least, 0 if depth > 4 else self._random.choice([0, 1, 2]))
        given, native = {}, {}
        in_headers = shape.serialization.get('location') == 'headers'
        for number in range(size):
            key = f'key-{number}' if in_headers else self._text(shape.key, 'key', False) + str(number)
            made = self._value(shape.value, depth + 1, name, top)
            if made is not None:
                given[key], native[key] = made
        return given, native

    def _scalar(self, shape, kind, name, top):
        if kind == 'boolean':
            value = self._random.random() < 0.5
        elif kind in NUMBERS:
            value = self._number(shape, kind)
        elif kind == 'timestamp':
            value = self._random.choice(TIMES)
        elif kind == 'blob':
            least = int(shape.metadata.get('min', 0))
            raw = self._random.randbytes(max(least, self._random.choice([0, 1, 3, 20])))
            return base64.b64encode(raw).decode(), raw
        else:
            value = self._text(shape, name, top)
        return value, value

    def _number(self, shape, kind):
        value = self._random.choice(NUMBERS[kind])
        least, most = shape.metadata.get('min'), shape.metadata.get('max')
        if least is not None and value < least:
            value = type(value)(least)
        if most is not None and value > most and (least is None or most >= least):
            value = type(value)(most)
        return value

    def _text(self, shape, name, top):
        least = int(shape.metadata.get('min', 0))
        values = getattr(shape, 'enum', None)
        in_address = top and name in self._plain_names
        if in_address:
            return _address_part(name, self._random, least)
        if values and not (self._hostile and self._random.random() < 0.2):
            return self._random.choice(values)
        is_header = shape.serialization.get('location') in ('header', 'headers')
        if self._hostile:
            choices = HOSTILE + (CONTROL if self._carries_controls and not is_header and not top else [])
            value = self._random.choice(choices)
            if is_header:  # blanks around a header's value do not survive the wire
                value = value.strip() or 'x'
        else:
            value = ''.join(self._random.choices(string.ascii_letters + string.digits + '-', k=self._random.randint(1, 12)))
        while len(value) < least:
            value += 'x'
        location = shape.serialization.get('location')
        return 'label' if location == 'uri' and not value else value

    def _document(self, depth):
        leaf = [self._words(), 1, 2.5, True, None, False, -3]
        if depth == 0:
            return self._random.choice(leaf)
        return {self._words() + str(i): self._random.choice([self._document(depth - 1), [self._document(0)]])
                for i in range(self._random.randint(0, 3))}

    def _words(self):
        return self._random.choice(HOSTILE if self._hostile else ['alpha', 'beta', 'gamma'])


def _tokens(shape):
    return [name for name, member in shape.members.items() if member.metadata.get('idempotencyToken')]


def _names_in_addresses(operation):
    """Members of the input that a host name or the choice of an endpoint is made of."""
    names = {name for name, member in operation.input_shape.members.items()
             if member.serialization.get('hostLabel') or 'contextParam' in member.serialization}
    parameters = getattr(operation, 'context_parameters', [])
    names |= {parameter.member_name for parameter in parameters}
    return names | ({'PredictEndpoint', 'SourceRegion'} & set(operation.input_shape.members))


def _address_part(name, chance, least):
    if name == 'SourceRegion':
        return 'eu-west-1'
    if name == 'AccountId':
        return '123456789012'
    if name == 'PredictEndpoint':
        return 'https://realtime.machinelearning.us-east-1.amazonaws.com'
    if name == 'Bucket':
        return chance.choice(['plain-bucket', 'dotted.bucket.name', 'Upper_Case', 'abc', 'my-bucket-2026',
                              'arn:aws:s3:us-west-2:123456789012:accesspoint/my-point'])
    if name.lower().endswith('arn'):
        return 'arn:aws:service:us-east-1:123456789012:thing/name'
    value = 'name' + str(chance.randint(1, 999))
    return value + 'x' * max(0, least - len(value))
