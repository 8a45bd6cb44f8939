# SPDX-License-Identifier: Apache-2.0
"""Differences that are meant, each with its reason."""

import oracle


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


def _bucket_name(service, operation, given, kind, ours, theirs):
    return kind == 'botocore refuses' and 'Invalid bucket name' in theirs


def _empty_label(service, operation, given, kind, ours, theirs):
    return kind == 'formwork refuses' and 'is empty, and it is part of the address' in ours


def _old(service, operation, given, kind, ours, theirs):
    """What botocore does otherwise today; Debian 12 has 1.29."""
    if tuple(map(int, oracle.VERSION.split('.')[:2])) >= (1, 43):
        return False
    checksums = ('x-amz-checksum', 'content-md5', 'x-amz-sdk-checksum-algorithm', 'content-encoding', 'x-amz-content-sha256',
                 'x-amz-decoded-content-length', 'x-amz-trailer')
    if kind.startswith('header ') and kind[7:].startswith(checksums) and service in ('s3', 's3control'):
        return True
    if kind.startswith('header ') and str(theirs) in ('True', 'False'):
        return True
    if kind in ('url netloc', 'header host', 'presigned address') and service in ('sts', 's3control'):
        return True
    return kind == 'body' and (b'x-amz-checksum-' in ours or b'"clientToken"' in ours and b'clientToken' not in theirs)


def _document_in_cbor(service, operation, given, kind, ours, theirs):
    return kind == 'botocore refuses' and theirs.startswith('KeyError') and '/operation/' in ours


def _breaks_in_cbor(service, operation, given, kind, ours, theirs):
    return (kind == 'botocore refuses' and '/operation/' in ours
            and theirs.startswith(('TypeError', 'AttributeError', 'UnicodeDecodeError')))


def _presigned_headers(service, operation, given, kind, ours, theirs):
    return kind == 'presigned X-Amz-SignedHeaders' and ours == [theirs[0] + ';x-amz-glacier-version']


def _sent_as_post(service, operation, given, kind, ours, theirs):
    return kind == 'formwork refuses' and 'it is not sent as GET' in ours


def _repeated(service, operation, given, kind, ours, theirs):
    return kind.startswith('presigned ') and isinstance(ours, list) and len(ours) > 1 and theirs == ours[:1]


def _global_region(service, operation, given, kind, ours, theirs):
    return kind == 'presigned address' and ('.aws-global.amazonaws.com' in theirs
                                            or service == 's3' and 's3.amazonaws.com/' in theirs)


def _rules_region(service, operation, given, kind, ours, theirs):
    return kind == 'presigned X-Amz-Credential' and service in ('artifact', 'route53-recovery-control-config')


def _older_region(service, operation, given, kind, ours, theirs):
    return kind == 'signature scope' and service == 'health'


def _cut_recursion(service, operation, given, kind, ours, theirs):
    return kind == 'botocore refuses' and theirs.startswith('ParamValidationError') and (
        'value: 0, valid min length' in theirs or 'Missing required parameter' in theirs)


def _version_two(service, operation, given, kind, ours, theirs):
    return kind == 'body' and service == 'importexport' and b'SignatureVersion=2' in ours and b'Signature' not in theirs


REASONS = [
    (_document_in_cbor, 'botocore has no way to write a document in CBOR.'),
    (_breaks_in_cbor, 'botocore changes what it takes for a form or for JSON, and breaks where it is CBOR.'),
    (_old, 'This botocore is old: no checksums by default, other endpoints, True for true, an older model than ours.'),
    (_empty_label, 'Without a part of its address a call would be another one; Formwork refuses it.'),
    (_content_type, 'The specification of the protocol has a content type where botocore sends none.'),
    (_checksum_kind, 'This botocore lacks an algorithm of checksums that Formwork computes.'),
    (_bucket_name, 'botocore checks names of buckets; Formwork leaves that to validation and the service.'),
    (_presigned_headers, 'Glacier asks for its version in every request; botocore leaves it out of presigned URLs.'),
    (_sent_as_post, 'What botocore turns into POST when it is called is no URL of a GET.'),
    (_repeated, 'botocore presigns the first of several values of a parameter only.'),
    (_global_region, "botocore presigns for S3's host of no Region, as it did before there were rules; Formwork for the Region's."),
    (_rules_region, 'The endpoint rules name the Region to sign for; botocore heeds that in calls, not in presigned URLs.'),
    (_older_region, 'botocore takes the Region to sign for from its older list of endpoints; the rules have the one of the address.'),
    (_cut_recursion, 'The end of an endless shape is an empty list here, and Formwork is told not to validate.'),
    (_version_two, 'Signed as its model says; botocore has no such service outside of aws and signs it in the way of all others.'),
]
