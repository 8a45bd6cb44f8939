# SPDX-License-Identifier: Apache-2.0
# What services do with their own things, through botocore: versions of objects, the trail, tags of everything, Cloud Control,
# policies and groups, secrets, many things of one call, items of tables, messages. URL [NAME...]. Prints a line of JSON for each story: {"story", "why"}.
import json
import threading
import time

from botocore_stories import TRUST, client, refused, session, story, tell_all, url


@story
def versions():
    s3 = client("s3")
    bucket = {"Bucket": "versions-1"}
    s3.create_bucket(**bucket)
    s3.put_object(**bucket, Key="old", Body=b"0")
    assert "Status" not in s3.get_bucket_versioning(**bucket)
    s3.put_bucket_versioning(**bucket, VersioningConfiguration={"Status": "Enabled"})
    assert s3.get_bucket_versioning(**bucket)["Status"] == "Enabled"
    ids = [s3.put_object(**bucket, Key="k", Body=body)["VersionId"] for body in (b"one", b"two", b"three")]
    assert len(set(ids)) == 3
    assert s3.get_object(**bucket, Key="k")["Body"].read() == b"three"
    assert s3.get_object(**bucket, Key="k", VersionId=ids[0])["Body"].read() == b"one"
    gone = s3.delete_object(**bucket, Key="k")
    assert gone["DeleteMarker"] and gone["VersionId"] not in ids
    refused("NoSuchKey", s3.get_object, **bucket, Key="k")
    refused("MethodNotAllowed", s3.get_object, **bucket, Key="k", VersionId=gone["VersionId"])
    listed = s3.list_object_versions(**bucket)
    assert [v["VersionId"] for v in listed["Versions"]] == list(reversed(ids)) + ["null"], listed
    assert [m["VersionId"] for m in listed["DeleteMarkers"]] == [gone["VersionId"]] and listed["DeleteMarkers"][0]["IsLatest"]
    assert [o["Key"] for o in s3.list_objects_v2(**bucket)["Contents"]] == ["old"]
    seen, marker = [], {}
    while True:
        page = s3.list_object_versions(**bucket, MaxKeys=2, **marker)
        seen += [v["VersionId"] for v in page.get("Versions", []) + page.get("DeleteMarkers", [])]
        if not page["IsTruncated"]:
            break
        marker = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page["NextVersionIdMarker"]}
    assert sorted(seen) == sorted(ids + ["null", gone["VersionId"]]), seen
    assert s3.delete_object(**bucket, Key="k", VersionId=gone["VersionId"])["DeleteMarker"]
    assert s3.get_object(**bucket, Key="k")["Body"].read() == b"three"  # the mark is gone, so it is there again
    s3.delete_object(**bucket, Key="k", VersionId=ids[2])
    assert s3.get_object(**bucket, Key="k")["Body"].read() == b"two"
    s3.copy_object(**bucket, Key="copy", CopySource={"Bucket": "versions-1", "Key": "k", "VersionId": ids[0]})
    assert s3.get_object(**bucket, Key="copy")["Body"].read() == b"one"
    s3.put_bucket_versioning(**bucket, VersioningConfiguration={"Status": "Suspended"})
    assert s3.put_object(**bucket, Key="k", Body=b"null 1")["VersionId"] == "null"
    assert s3.put_object(**bucket, Key="k", Body=b"null 2")["VersionId"] == "null"
    assert s3.get_object(**bucket, Key="k", VersionId=ids[1])["Body"].read() == b"two"
    refused("BucketNotEmpty", s3.delete_bucket, **bucket)
    refused("NoSuchVersion", s3.get_object, **bucket, Key="k", VersionId="none")
    listed = s3.list_object_versions(**bucket)
    assert sum(v["Key"] == "k" and v["VersionId"] == "null" for v in listed["Versions"]) == 1
    every = [{"Key": v["Key"], "VersionId": v["VersionId"]} for v in listed["Versions"] + listed.get("DeleteMarkers", [])]
    s3.delete_objects(**bucket, Delete={"Objects": every})
    s3.delete_bucket(**bucket)


@story
def items():
    db = client("dynamodb")
    name = {"TableName": "items-1"}
    db.create_table(**name, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "place", "KeyType": "RANGE"}],
                    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "place", "AttributeType": "N"},
                                          {"AttributeName": "colour", "AttributeType": "S"}],
                    GlobalSecondaryIndexes=[{"IndexName": "by-colour", "KeySchema": [{"AttributeName": "colour", "KeyType": "HASH"}],
                                             "Projection": {"ProjectionType": "ALL"}}])
    item = {"id": {"S": "a"}, "place": {"N": "1"}, "bytes": {"B": b"\0\xff"}, "colour": {"S": "red"}, "list": {"L": [{"BOOL": True}, {"NULL": True}]}}
    db.put_item(**name, Item=item)
    assert db.get_item(**name, Key={"id": {"S": "a"}, "place": {"N": "1.0"}})["Item"] == item
    assert "Item" not in db.get_item(**name, Key={"id": {"S": "a"}, "place": {"N": "2"}})
    refused("ConditionalCheckFailedException", db.put_item, **name, Item=item, ConditionExpression="attribute_not_exists(id)")
    refused("ValidationException", db.get_item, **name, Key={"id": {"S": "a"}})
    refused("ResourceNotFoundException", db.get_item, TableName="none", Key={"id": {"S": "a"}})
    key = {"id": {"S": "a"}, "place": {"N": "1"}}
    new = db.update_item(**name, Key=key, UpdateExpression="SET #n = if_not_exists(#n, :zero) + :one ADD tags :tags REMOVE bytes", ReturnValues="ALL_NEW",
                         ExpressionAttributeNames={"#n": "count"}, ExpressionAttributeValues={":zero": {"N": "0"}, ":one": {"N": "1"}, ":tags": {"SS": ["x"]}})["Attributes"]
    assert new["count"] == {"N": "1"} and new["tags"] == {"SS": ["x"]} and "bytes" not in new
    for start in range(2, 42, 20):
        requests = [{"PutRequest": {"Item": {"id": {"S": "a"}, "place": {"N": str(n)}, "colour": {"S": "blue" if n % 2 else "red"}}}} for n in range(start, start + 20)]
        assert db.batch_write_item(RequestItems={"items-1": requests})["UnprocessedItems"] == {}
    query = {"KeyConditionExpression": "id = :id AND place BETWEEN :a AND :b", "ExpressionAttributeValues": {":id": {"S": "a"}, ":a": {"N": "5"}, ":b": {"N": "14"}}}
    pages = list(db.get_paginator("query").paginate(**name, **query, PaginationConfig={"PageSize": 4}))
    assert [i["place"]["N"] for page in pages for i in page["Items"]] == [str(n) for n in range(5, 15)] and len(pages) == 3
    found = db.query(**name, IndexName="by-colour", KeyConditionExpression="colour = :c", FilterExpression="place < :t",
                     ExpressionAttributeValues={":c": {"S": "blue"}, ":t": {"N": "9"}}, ScanIndexForward=False)
    assert [i["place"]["N"] for i in found["Items"]] == ["7", "5", "3"] and found["ScannedCount"] == 20, found
    assert sum(db.scan(**name, Segment=n, TotalSegments=3, Select="COUNT")["Count"] for n in range(3)) == 41
    assert db.describe_table(**name)["Table"]["ItemCount"] == 41
    read = db.batch_get_item(RequestItems={"items-1": {"Keys": [key], "ProjectionExpression": "#n, tags", "ExpressionAttributeNames": {"#n": "count"}}})
    assert read["Responses"]["items-1"] == [{"count": {"N": "1"}, "tags": {"SS": ["x"]}}] and read["UnprocessedKeys"] == {}
    try:
        db.transact_write_items(TransactItems=[{"Delete": {**name, "Key": key}}, {"ConditionCheck": {
            **name, "Key": {"id": {"S": "b"}, "place": {"N": "1"}}, "ConditionExpression": "attribute_exists(id)"}}])
        assert False, "not cancelled"
    except db.exceptions.TransactionCanceledException as error:
        assert [r["Code"] for r in error.response["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]
    assert "Item" in db.get_item(**name, Key=key)
    assert db.delete_item(**name, Key=key, ReturnValues="ALL_OLD")["Attributes"] == new
    db.delete_table(**name)


@story
def messages():
    sqs = client("sqs")
    url = {"QueueUrl": sqs.create_queue(QueueName="messages-1", Attributes={"VisibilityTimeout": "20"})["QueueUrl"]}
    attribute = {"colour": {"DataType": "String", "StringValue": "red"}, "raw": {"DataType": "Binary", "BinaryValue": b"\0\xff"}}
    sent = sqs.send_message(**url, MessageBody="one", MessageAttributes=attribute)
    assert sent["MD5OfMessageBody"] == "f97c5d29941bfb1b2fdab0874906ab82"
    batch = sqs.send_message_batch(**url, Entries=[{"Id": str(n), "MessageBody": "n%d" % n} for n in range(10)])
    assert [e["Id"] for e in batch["Successful"]] == [str(n) for n in range(10)]
    refused("AWS.SimpleQueueService.EmptyBatchRequest", sqs.send_message_batch, **url, Entries=[])
    got = sqs.receive_message(**url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], AttributeNames=["All"])["Messages"]
    assert len(got) == 10 and got[0]["Body"] == "one" and got[0]["MessageAttributes"] == attribute, got
    assert got[0]["Attributes"]["ApproximateReceiveCount"] == "1" and got[0]["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    left = sqs.receive_message(**url, MaxNumberOfMessages=10)["Messages"]
    assert [m["Body"] for m in left] == ["n9"] and "Messages" not in sqs.receive_message(**url)
    sqs.change_message_visibility(**url, ReceiptHandle=left[0]["ReceiptHandle"], VisibilityTimeout=0)
    counts = sqs.get_queue_attributes(**url, AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"])["Attributes"]
    assert counts == {"ApproximateNumberOfMessages": "1", "ApproximateNumberOfMessagesNotVisible": "10"}, counts
    sqs.delete_message_batch(**url, Entries=[{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(got)])
    refused("ReceiptHandleIsInvalid", sqs.delete_message, **url, ReceiptHandle="no")
    sqs.purge_queue(**url)
    assert set(sqs.get_queue_attributes(**url, AttributeNames=["All"])["Attributes"][k] for k in counts) == {"0"}
    sqs.delete_queue(**url)
    refused("AWS.SimpleQueueService.NonExistentQueue", sqs.send_message, **url, MessageBody="x")


# Two clients that wait on connections of their own, and one that sends meanwhile.
@story
def waiting():
    url = client("sqs").create_queue(QueueName="long", Attributes={"ReceiveMessageWaitTimeSeconds": "20"})["QueueUrl"]
    got = []
    threads = [threading.Thread(target=lambda sqs: got.append(sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"]), args=(client("sqs"),))
               for _ in range(2)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for body in ("a", "b"):
        client("sqs").send_message(QueueUrl=url, MessageBody=body)
    for thread in threads:
        thread.join(19)
    assert sorted(got) == ["a", "b"], got
    assert time.monotonic() - begun < 15
    begun = time.monotonic()
    assert "Messages" not in client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=1)
    assert time.monotonic() - begun >= 0.9


@story
def trail():
    ec2 = client("ec2", user_agent_extra="md/fw#story")
    trail = client("cloudtrail")
    def events(key, value, **more):
        return trail.lookup_events(LookupAttributes=[{"AttributeKey": key, "AttributeValue": value}], **more)["Events"]

    ec2.describe_vpcs()  # models are read at their first request, which takes a while too
    assert events("EventName", "CreateVpc") == []
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    assert events("EventName", "CreateVpc") == []  # it takes a while
    refused("InvalidVpcID.NotFound", ec2.delete_vpc, VpcId="vpc-none")
    client("secretsmanager").create_secret(Name="trail-1", SecretString="canary-secret-0001")
    client("logs").create_log_group(logGroupName="/trail/1")
    time.sleep(2.2)
    made = events("EventName", "CreateVpc")[0]
    details = json.loads(made["CloudTrailEvent"])
    assert made["EventSource"] == "ec2.amazonaws.com" and made["Username"] == "practice" and made["ReadOnly"] == "false"
    assert made["AccessKeyId"] == session.get_credentials().access_key
    assert "md/fw#story" in details["userAgent"] and details["requestParameters"]["cidrBlock"] == "10.0.0.0/16"
    assert details["responseElements"]["vpc"]["vpcId"] == vpc and "errorCode" not in details
    assert {"ResourceType": "AWS::EC2::Vpc", "ResourceName": vpc} in made["Resources"]
    assert [e["EventId"] for e in events("ResourceName", vpc)] == [made["EventId"]]
    no = json.loads(events("EventName", "DeleteVpc")[0]["CloudTrailEvent"])
    assert no["errorCode"] == "InvalidVpcID.NotFound" and no["requestParameters"]["vpcId"] == "vpc-none"
    secret = events("EventName", "CreateSecret")[0]["CloudTrailEvent"]
    assert "canary" not in secret and json.loads(secret)["requestParameters"]["secretString"] == "HIDDEN_DUE_TO_SECURITY_REASONS"
    assert events("EventId", made["EventId"])[0]["EventName"] == "CreateVpc"
    assert len(events("EventSource", "logs.amazonaws.com")) == 1
    assert events("EventName", "CreateVpc", EndTime=made["EventTime"].timestamp() - 60) == []
    pages = list(trail.get_paginator("lookup_events").paginate(PaginationConfig={"PageSize": 2}))
    ids = [e["EventId"] for page in pages for e in page["Events"]]
    assert len(pages) > 1 and len(ids) == len(set(ids)) and made["EventId"] in ids
    times = [e["EventTime"] for page in pages for e in page["Events"]]
    assert times == sorted(times, reverse=True)
    refused("InvalidNextTokenException", trail.lookup_events, NextToken="no")


@story
def tags():
    sqs, sns, ec2, tagging = client("sqs"), client("sns"), client("ec2"), client("resourcegroupstaggingapi")
    sns.create_topic(Name="tags-1", Tags=[{"Key": "team", "Value": "red"}, {"Key": "tags", "Value": "1"}])
    sns.create_topic(Name="tags-2")
    sqs.create_queue(QueueName="tags-1", tags={"team": "blue"})
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16",
                         TagSpecifications=[{"ResourceType": "vpc", "Tags": [{"Key": "team", "Value": "red"}]}])["Vpc"]["VpcId"]

    def arns(**filters):
        found = tagging.get_resources(**filters)
        assert found["PaginationToken"] == ""
        return sorted(r["ResourceARN"] for r in found["ResourceTagMappingList"])

    topic = "arn:aws:sns:eu-west-1:000000000000:tags-1"
    red = arns(TagFilters=[{"Key": "team", "Values": ["red"]}])
    assert red == ["arn:aws:ec2:eu-west-1:000000000000:vpc/" + vpc, topic], red
    assert arns(TagFilters=[{"Key": "team"}], ResourceTypeFilters=["sns"]) == [topic]
    assert arns(ResourceTypeFilters=["ec2:vpc"]) == red[:1]
    pages = list(tagging.get_paginator("get_resources").paginate(TagFilters=[{"Key": "team"}], ResourcesPerPage=1))
    assert [len(page["ResourceTagMappingList"]) for page in pages] == [1, 1, 1]
    assert {"tags", "team"} <= set(tagging.get_tag_keys()["TagKeys"])
    assert tagging.get_tag_values(Key="team")["TagValues"] == ["blue", "red"]
    other = "arn:aws:sns:eu-west-1:000000000000:tags-2"
    failed = tagging.tag_resources(ResourceARNList=[other, topic + "-none"], Tags={"team": "green"})["FailedResourcesMap"]
    assert list(failed) == [topic + "-none"]
    assert arns(TagFilters=[{"Key": "team", "Values": ["green"]}]) == [other]
    assert sns.list_tags_for_resource(ResourceArn=other)["Tags"] == [{"Key": "team", "Value": "green"}]
    tagging.untag_resources(ResourceARNList=[other, red[0]], TagKeys=["team"])
    assert arns(TagFilters=[{"Key": "team", "Values": ["green", "red"]}]) == [topic]
    assert "Tags" not in ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0] or ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["Tags"] == []


@story
def cloud_control():
    api, s3, logs = client("cloudcontrol"), client("s3"), client("logs")

    def done(answer):
        token = answer["ProgressEvent"]["RequestToken"]
        for _ in range(20):
            event = api.get_resource_request_status(RequestToken=token)["ProgressEvent"]
            if event["OperationStatus"] != "IN_PROGRESS":
                return event
            time.sleep(0.2)

    kind = "AWS::Logs::LogGroup"
    made = done(api.create_resource(TypeName=kind, DesiredState='{"LogGroupName":"/cc/1","RetentionInDays":7,"Tags":[{"Key":"a","Value":"b"}]}'))
    assert (made["OperationStatus"], made["Identifier"], made["Operation"]) == ("SUCCESS", "/cc/1", "CREATE"), made
    assert [g["logGroupName"] for g in logs.describe_log_groups(logGroupNamePrefix="/cc")["logGroups"]] == ["/cc/1"]
    has = json.loads(api.get_resource(TypeName=kind, Identifier="/cc/1")["ResourceDescription"]["Properties"])
    assert has["LogGroupName"] == "/cc/1" and has["RetentionInDays"] == 7 and has["Tags"] == [{"Key": "a", "Value": "b"}], has
    again = done(api.create_resource(TypeName=kind, DesiredState='{"LogGroupName":"/cc/1"}'))
    assert (again["OperationStatus"], again["ErrorCode"]) == ("FAILED", "AlreadyExists"), again
    changed = done(api.update_resource(TypeName=kind, Identifier="/cc/1", PatchDocument='[{"op":"replace","path":"/RetentionInDays","value":30}]'))
    assert changed["OperationStatus"] == "SUCCESS"
    assert json.loads(api.get_resource(TypeName=kind, Identifier="/cc/1")["ResourceDescription"]["Properties"])["RetentionInDays"] == 30
    refused("InvalidRequestException", api.update_resource, TypeName=kind, Identifier="/cc/1", PatchDocument='[{"op":"remove","path":"/No"}]')
    logs.create_log_group(logGroupName="/cc/2")  # made by its own service, seen here
    listed = [r["Identifier"] for page in api.get_paginator("list_resources").paginate(TypeName=kind, PaginationConfig={"PageSize": 1})
              for r in page["ResourceDescriptions"]]
    assert [name for name in listed if name.startswith("/cc")] == ["/cc/1", "/cc/2"], listed
    assert done(api.delete_resource(TypeName=kind, Identifier="/cc/1"))["OperationStatus"] == "SUCCESS"
    refused("ResourceNotFoundException", api.get_resource, TypeName=kind, Identifier="/cc/1")
    assert [g["logGroupName"] for g in logs.describe_log_groups(logGroupNamePrefix="/cc")["logGroups"]] == ["/cc/2"]
    bucket = done(api.create_resource(TypeName="AWS::S3::Bucket", DesiredState="{}"))
    s3.head_bucket(Bucket=bucket["Identifier"])
    vpc = done(api.create_resource(TypeName="AWS::EC2::VPC", DesiredState='{"CidrBlock":"10.1.0.0/16"}'))["Identifier"]
    assert client("ec2").describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["CidrBlock"] == "10.1.0.0/16"
    refused("TypeNotFoundException", api.create_resource, TypeName="AWS::No::Thing", DesiredState="{}")
    refused("RequestTokenNotFoundException", api.get_resource_request_status, RequestToken="no")
    token = "0" * 36
    first = api.create_resource(TypeName=kind, DesiredState='{"LogGroupName":"/cc/3"}', ClientToken=token)["ProgressEvent"]["RequestToken"]
    assert first == api.create_resource(TypeName=kind, DesiredState='{"LogGroupName":"/cc/3"}', ClientToken=token)["ProgressEvent"]["RequestToken"]


@story
def policies():
    iam = client("iam")
    iam.create_role(RoleName="bond", AssumeRolePolicyDocument=TRUST)
    iam.create_user(UserName="bond")
    iam.create_group(GroupName="bond")
    own = iam.create_policy(PolicyName="bond", PolicyDocument=TRUST)["Policy"]["Arn"]
    aws = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    for kind in ("role", "user", "group"):
        name = {"%sName" % kind.title(): "bond"}
        attached = lambda: [p["PolicyArn"] for p in getattr(iam, "list_attached_%s_policies" % kind)(**name)["AttachedPolicies"]]
        attach, detach = getattr(iam, "attach_%s_policy" % kind), getattr(iam, "detach_%s_policy" % kind)
        attach(**name, PolicyArn=own)
        attach(**name, PolicyArn=own)  # twice is once
        attach(**name, PolicyArn=aws)
        assert attached() == [own, aws], attached()
        refused("NoSuchEntity", attach, **name, PolicyArn=own + "-none")
        refused("NoSuchEntity", attach, **{list(name)[0]: "none"}, PolicyArn=own)
        refused("DeleteConflict", getattr(iam, "delete_" + kind), **name)
        refused("DeleteConflict", iam.delete_policy, PolicyArn=own)
        detach(**name, PolicyArn=own)
        detach(**name, PolicyArn=aws)
        assert attached() == []
        refused("NoSuchEntity", detach, **name, PolicyArn=own)
        getattr(iam, "put_%s_policy" % kind)(**name, PolicyName="inline", PolicyDocument=TRUST)
        assert getattr(iam, "list_%s_policies" % kind)(**name)["PolicyNames"] == ["inline"]
        read = getattr(iam, "get_%s_policy" % kind)(**name, PolicyName="inline")
        assert read["PolicyDocument"] == json.loads(TRUST), read
        getattr(iam, "delete_%s_policy" % kind)(**name, PolicyName="inline")
        refused("NoSuchEntity", getattr(iam, "get_%s_policy" % kind), **name, PolicyName="inline")
    iam.add_user_to_group(GroupName="bond", UserName="bond")
    assert [u["UserName"] for u in iam.get_group(GroupName="bond")["Users"]] == ["bond"]
    assert iam.get_group(GroupName="bond")["Group"]["GroupName"] == "bond"
    assert [g["GroupName"] for g in iam.list_groups_for_user(UserName="bond")["Groups"]] == ["bond"]
    iam.remove_user_from_group(GroupName="bond", UserName="bond")
    assert iam.list_groups_for_user(UserName="bond")["Groups"] == []
    for _ in range(2):  # the second time nothing stands in the way
        iam.delete_role(RoleName="bond")
        iam.create_role(RoleName="bond", AssumeRolePolicyDocument=TRUST)
    iam.delete_user(UserName="bond")
    iam.delete_group(GroupName="bond")
    iam.delete_policy(PolicyArn=own)


@story
def secrets():
    api, ssm = client("secretsmanager"), client("ssm")
    arn = api.create_secret(Name="held", SecretString="canary-secret-0001")["ARN"]
    assert api.get_secret_value(SecretId=arn)["SecretString"] == "canary-secret-0001"
    assert "canary" not in str(api.describe_secret(SecretId=arn)) + str(api.list_secrets())
    api.put_secret_value(SecretId="held", SecretString="canary-secret-0002")
    assert api.get_secret_value(SecretId="held")["SecretString"] == "canary-secret-0002"
    api.create_secret(Name="bytes", SecretBinary=b"canary-secret-0003")
    assert api.get_secret_value(SecretId="bytes")["SecretBinary"] == b"canary-secret-0003"
    ssm.put_parameter(Name="plain", Value="v", Type="String")
    assert ssm.get_parameter(Name="plain")["Parameter"]["Value"] == "v"
    refused("ParameterAlreadyExists", ssm.put_parameter, Name="plain", Value="w", Type="String")
    ssm.put_parameter(Name="plain", Value="w", Type="String", Overwrite=True)
    assert ssm.get_parameter(Name="plain")["Parameter"]["Value"] == "w"
    ssm.put_parameter(Name="sealed", Value="canary-secret-0004", Type="SecureString")
    assert "canary" not in str(ssm.get_parameter(Name="sealed"))
    assert ssm.get_parameter(Name="sealed", WithDecryption=True)["Parameter"]["Value"] == "canary-secret-0004"
    rds = client("rds")
    rds.create_db_instance(DBInstanceIdentifier="held", DBInstanceClass="db.t3.micro", Engine="mysql", MasterUserPassword="canary-secret-0006")
    assert "canary" not in str(rds.describe_db_instances())


@story
def many():
    ec2 = client("ec2")
    made = ec2.run_instances(ImageId="ami-12345678", MinCount=1, MaxCount=3)
    ids = [i["InstanceId"] for i in made["Instances"]]
    assert len(set(ids)) == 3
    shown = [i["InstanceId"] for r in ec2.describe_instances(InstanceIds=ids)["Reservations"] for i in r["Instances"]]
    assert sorted(shown) == sorted(ids)
    ec2.terminate_instances(InstanceIds=ids[:1])


tell_all()
