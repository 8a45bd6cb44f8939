# SPDX-License-Identifier: Apache-2.0
"""Differences that are meant, each with its reason."""

import base64
import json


def reason(service, operation, given, kind, ours, theirs):
    """Why this difference is right; None where it is not."""
    for test, text in REASONS:
        if test(service, operation, given, kind, ours, theirs):
            return text
    return None


def _content_type(service, operation, given, kind, ours, theirs):
    return kind == 'header content-type' and theirs is None and ours in (
        'application/xml', 'application/octet-stream', 'text/plain')


def _checksum_kind(service, operation, given, kind, ours, theirs):
    return kind == 'botocore refuses' and ('additional dependency' in theirs or 'Unsupported checksum algorithm' in theirs)


def _unknown_checksum(service, operation, given, kind, ours, theirs):
    return kind == 'formwork refuses' and 'cannot compute a checksum' in ours


def _bucket_name(service, operation, given, kind, ours, theirs):
    return kind == 'botocore refuses' and 'Invalid bucket name' in theirs


def _metadata(service, operation, given, kind, ours, theirs):
    return kind == 'botocore refuses' and 'Non ascii characters found in S3 metadata' in theirs


def _event_stream(service, operation, given, kind, ours, theirs):
    return getattr(operation, 'has_event_stream_input', False)


def _empty_label(service, operation, given, kind, ours, theirs):
    return kind == 'formwork refuses' and 'is empty, and it is part of the address' in ours


def _json_already(service, operation, given, kind, ours, theirs):
    if not kind.startswith('header ') or not ours or not theirs:
        return False
    try:
        return base64.b64decode(ours).decode() == json.loads(base64.b64decode(theirs))
    except ValueError:
        return False


REASONS = [
    (_empty_label, 'Without a part of its address a call would be another one; Formwork refuses it.'),
    (_json_already, 'A text that is JSON goes into a JSON header as it is; botocore quotes it once more.'),
    (_content_type, 'The specification of the protocol has a content type where botocore sends none.'),
    (_checksum_kind, 'This botocore lacks an algorithm of checksums that Formwork computes.'),
    (_bucket_name, 'botocore checks names of buckets; Formwork leaves that to validation and the service.'),
    (_metadata, 'botocore checks metadata; Formwork leaves that to the service.'),
    (_event_stream, 'Streams of events towards the service are not sent by Formwork; it says so.'),
]
