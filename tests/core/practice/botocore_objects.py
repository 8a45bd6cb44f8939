# SPDX-License-Identifier: Apache-2.0
# Objects in a bucket, through botocore. URL. Prints "held" at the end, or fails.
import io
import sys
import urllib.error
import urllib.request

import botocore.config
import botocore.exceptions
import botocore.session

s3 = botocore.session.get_session().create_client(
    "s3", endpoint_url=sys.argv[1],
    config=botocore.config.Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, signature_version="s3v4"))


def code(method, **parameters):
    try:
        getattr(s3, method)(**parameters)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return ""


def same(value, expected):
    assert value == expected, "%r is not %r" % (value, expected)


assert code("put_object", Bucket="no-such", Key="a", Body=b"x") == "NoSuchBucket"
s3.create_bucket(Bucket="bucket-1")
etag = s3.put_object(Bucket="bucket-1", Key="a/b c", Body=b"hello world", ContentType="text/plain", Metadata={"k": "v"})["ETag"]
same(etag, '"5eb63bbbe01eeed093cb22bb8f5acdc3"')
answer = s3.get_object(Bucket="bucket-1", Key="a/b c")
same(answer["Body"].read(), b"hello world")
same((answer["ContentLength"], answer["ContentType"], answer["Metadata"], answer["ETag"]), (11, "text/plain", {"k": "v"}, etag))
answer = s3.get_object(Bucket="bucket-1", Key="a/b c", Range="bytes=6-8")
same((answer["Body"].read(), answer["ContentRange"], answer["ResponseMetadata"]["HTTPStatusCode"]), (b"wor", "bytes 6-8/11", 206))
same(s3.get_object(Bucket="bucket-1", Key="a/b c", Range="bytes=-5")["Body"].read(), b"world")
same(code("get_object", Bucket="bucket-1", Key="a/b c", Range="bytes=11-"), "InvalidRange")
head = s3.head_object(Bucket="bucket-1", Key="a/b c")
same((head["ContentLength"], head["ETag"]), (11, etag))
same(code("head_object", Bucket="bucket-1", Key="none"), "404")
same(code("get_object", Bucket="bucket-1", Key="none"), "NoSuchKey")
same(code("get_object", Bucket="bucket-1", Key="a/b c", IfNoneMatch=etag), "304")
same(code("get_object", Bucket="bucket-1", Key="a/b c", IfMatch='"0"'), "PreconditionFailed")
s3.copy_object(Bucket="bucket-1", Key="copy", CopySource={"Bucket": "bucket-1", "Key": "a/b c"})
same(s3.get_object(Bucket="bucket-1", Key="copy")["Body"].read(), b"hello world")
for number in range(7):
    s3.put_object(Bucket="bucket-1", Key="many/%d" % number, Body=io.BytesIO(b"x" * number))
page = s3.list_objects_v2(Bucket="bucket-1", Delimiter="/")
same([entry["Key"] for entry in page["Contents"]], ["copy"])
same([entry["Prefix"] for entry in page["CommonPrefixes"]], ["a/", "many/"])
keys = []
for page in s3.get_paginator("list_objects_v2").paginate(Bucket="bucket-1", Prefix="many/", PaginationConfig={"PageSize": 3}):
    keys += [(entry["Key"], entry["Size"]) for entry in page["Contents"]]
same(keys, [("many/%d" % number, number) for number in range(7)])
keys = []
for page in s3.get_paginator("list_objects").paginate(Bucket="bucket-1", PaginationConfig={"PageSize": 2}):
    keys += [entry["Key"] for entry in page["Contents"]]
same(len(keys), 9)
upload = s3.create_multipart_upload(Bucket="bucket-1", Key="whole")["UploadId"]
parts = [{"PartNumber": number, "ETag": s3.upload_part(Bucket="bucket-1", Key="whole", UploadId=upload, PartNumber=number, Body=body)["ETag"]}
         for number, body in ((1, b"a" * 1000), (2, b"b" * 10))]
same(len(s3.list_parts(Bucket="bucket-1", Key="whole", UploadId=upload)["Parts"]), 2)
assert s3.complete_multipart_upload(Bucket="bucket-1", Key="whole", UploadId=upload, MultipartUpload={"Parts": parts})["ETag"].endswith('-2"')
same(s3.get_object(Bucket="bucket-1", Key="whole")["Body"].read(), b"a" * 1000 + b"b" * 10)
same(code("abort_multipart_upload", Bucket="bucket-1", Key="whole", UploadId=upload), "NoSuchUpload")
address = s3.generate_presigned_url("get_object", Params={"Bucket": "bucket-1", "Key": "copy"}, ExpiresIn=60)
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
same(opener.open(address).read(), b"hello world")
try:
    opener.open(address.replace("copy", "whole"))
    assert False, "an address that was changed is good"
except urllib.error.HTTPError as error:
    same(error.code, 403)
same(code("delete_bucket", Bucket="bucket-1"), "BucketNotEmpty")
same(len(s3.delete_objects(Bucket="bucket-1", Delete={"Objects": [{"Key": "many/%d" % number} for number in range(7)]})["Deleted"]), 7)
for key in ("a/b c", "copy", "whole", "never"):
    s3.delete_object(Bucket="bucket-1", Key=key)
s3.delete_bucket(Bucket="bucket-1")
same(code("list_objects_v2", Bucket="bucket-1"), "NoSuchBucket")
print("held")
