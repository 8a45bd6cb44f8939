# SPDX-License-Identifier: Apache-2.0
# What became of things over time, through botocore: versions, revisions, labels and stages, histories, aliases, attributes, what comes
# with a thing and what stays of it when it is gone, records in their order. URL [NAME...]. Prints a line of JSON for each story: {"story", "why"}.
import json

import botocore.exceptions

from botocore_stories import TRUST, client, refused, story, tell_all

ROLE = "arn:aws:iam::000000000000:role/r"
DENY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'


def same(answer, wanted):
    assert answer == wanted, "%s, not %s" % (answer, wanted)


def gone(call, **parameters):
    try:
        answer = call(**parameters)
    except botocore.exceptions.ClientError as error:
        code = error.response["Error"]["Code"]
        assert "NotFound" in code or "NoSuch" in code, code
        return
    assert False, "is still there: %s" % answer


@story
def keys_tell_of_themselves_from_the_first():
    kms = client("kms")
    for given in ({}, {"KeyUsage": "SIGN_VERIFY", "KeySpec": "ECC_NIST_P256", "Description": "d"}, {"MultiRegion": True}):
        made = kms.create_key(**given)["KeyMetadata"]
        same(kms.describe_key(KeyId=made["KeyId"])["KeyMetadata"], made)
    policy = json.loads(kms.get_key_policy(KeyId=made["KeyId"], PolicyName="default")["Policy"])
    same(policy["Statement"][0]["Principal"], {"AWS": "arn:aws:iam::000000000000:root"})
    kms.put_key_policy(KeyId=made["KeyId"], PolicyName="default", Policy=TRUST)
    same(kms.get_key_policy(KeyId=made["KeyId"], PolicyName="default")["Policy"], TRUST)


@story
def versions_of_functions():
    api = client("lambda")
    made = api.create_function(
        FunctionName="f", Role=ROLE, Code={"ZipFile": b"PK"}, Runtime="python3.9", Handler="h.h", Description="one")
    same(made["Version"], "$LATEST")
    first = api.publish_version(FunctionName="f", Description="first")
    same((first["Version"], first["FunctionArn"], first["Description"]), ("1", made["FunctionArn"] + ":1", "first"))
    api.update_function_configuration(FunctionName="f", Description="two", Timeout=30)
    same(api.publish_version(FunctionName="f")["Timeout"], 30)
    listed = api.list_versions_by_function(FunctionName="f")["Versions"]
    same([(v["Version"], v["Timeout"]) for v in listed], [("$LATEST", 30), ("1", 3), ("2", 30)])
    same(api.get_function(FunctionName="f", Qualifier="1")["Configuration"]["Description"], "first")
    same(api.get_function_configuration(FunctionName="f")["Version"], "$LATEST")
    alias = api.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    same(alias["AliasArn"], made["FunctionArn"] + ":live")
    api.update_alias(FunctionName="f", Name="live", FunctionVersion="2")
    same(api.get_function(FunctionName="f", Qualifier="live")["Configuration"]["Version"], "2")
    same([a["Name"] for a in api.list_aliases(FunctionName="f")["Aliases"]], ["live"])
    api.delete_alias(FunctionName="f", Name="live")
    gone(api.get_alias, FunctionName="f", Name="live")
    api.delete_function(FunctionName="f", Qualifier="1")
    gone(api.get_function, FunctionName="f", Qualifier="1")
    same([v["Version"] for v in api.list_versions_by_function(FunctionName="f")["Versions"]], ["$LATEST", "2"])
    api.delete_function(FunctionName="f")
    gone(api.get_function, FunctionName="f")


@story
def versions_of_layers():
    api = client("lambda")
    made = [api.publish_layer_version(LayerName="l", Content={"ZipFile": b"PK"}, Description=text) for text in ("one", "two")]
    same([(m["Version"], m["LayerVersionArn"]) for m in made], [(1, made[0]["LayerArn"] + ":1"), (2, made[0]["LayerArn"] + ":2")])
    assert made[0]["LayerArn"].endswith(":layer:l"), made
    same([v["Version"] for v in api.list_layer_versions(LayerName="l")["LayerVersions"]], [2, 1])
    same([(e["LayerName"], e["LatestMatchingVersion"]["Version"]) for e in api.list_layers()["Layers"]], [("l", 2)])
    same(api.get_layer_version(LayerName="l", VersionNumber=1)["Description"], "one")
    api.delete_layer_version(LayerName="l", VersionNumber=1)
    gone(api.get_layer_version, LayerName="l", VersionNumber=1)
    same([v["Version"] for v in api.list_layer_versions(LayerName="l")["LayerVersions"]], [2])


@story
def versions_of_policies():
    iam = client("iam")
    policy = iam.create_policy(PolicyName="versioned", PolicyDocument=TRUST)["Policy"]
    arn = {"PolicyArn": policy["Arn"]}

    def listed():
        return [(v["VersionId"], v["IsDefaultVersion"]) for v in iam.list_policy_versions(**arn)["Versions"]]

    same((policy["DefaultVersionId"], listed()), ("v1", [("v1", True)]))
    same(iam.create_policy_version(**arn, PolicyDocument=DENY, SetAsDefault=True)["PolicyVersion"]["VersionId"], "v2")
    same(iam.create_policy_version(**arn, PolicyDocument=TRUST)["PolicyVersion"]["IsDefaultVersion"], False)
    same(listed(), [("v3", False), ("v2", True), ("v1", False)])
    same(iam.get_policy(**arn)["Policy"]["DefaultVersionId"], "v2")
    same(iam.get_policy_version(**arn, VersionId="v2")["PolicyVersion"]["Document"], json.loads(DENY))
    same(iam.get_policy_version(**arn, VersionId="v1")["PolicyVersion"]["Document"], json.loads(TRUST))
    iam.set_default_policy_version(**arn, VersionId="v1")
    same(iam.get_policy(**arn)["Policy"]["DefaultVersionId"], "v1")
    refused("DeleteConflict", iam.delete_policy_version, **arn, VersionId="v1")
    iam.delete_policy_version(**arn, VersionId="v2")
    gone(iam.get_policy_version, **arn, VersionId="v2")
    refused("DeleteConflict", iam.delete_policy, **arn)
    for _ in range(3):
        iam.create_policy_version(**arn, PolicyDocument=DENY)
    refused("LimitExceeded", iam.create_policy_version, **arn, PolicyDocument=DENY)
    same([v for v, _ in listed()], ["v6", "v5", "v4", "v3", "v1"])  # a number is given once
    for version, _ in listed()[:-1]:
        iam.delete_policy_version(**arn, VersionId=version)
    iam.delete_policy(**arn)
    gone(iam.get_policy, **arn)
    gone(iam.list_policy_versions, **arn)


@story
def what_is_said_of_roles_and_keys():
    iam = client("iam")
    iam.create_role(RoleName="trusting", AssumeRolePolicyDocument=TRUST)
    iam.update_assume_role_policy(RoleName="trusting", PolicyDocument=DENY)
    same(iam.get_role(RoleName="trusting")["Role"]["AssumeRolePolicyDocument"], json.loads(DENY))
    iam.create_user(UserName="u")
    key = iam.create_access_key(UserName="u")["AccessKey"]["AccessKeyId"]
    iam.update_access_key(UserName="u", AccessKeyId=key, Status="Inactive")
    same([(k["AccessKeyId"], k["Status"]) for k in iam.list_access_keys(UserName="u")["AccessKeyMetadata"]], [(key, "Inactive")])


@story
def what_policies_are_attached_to():
    iam = client("iam")
    arn = {"PolicyArn": iam.create_policy(PolicyName="attached", PolicyDocument=TRUST)["Policy"]["Arn"]}
    iam.create_role(RoleName="holder", AssumeRolePolicyDocument=TRUST)
    iam.create_user(UserName="holder")

    def shown():
        answer = iam.list_entities_for_policy(**arn)
        return ([r["RoleName"] for r in answer["PolicyRoles"]], [u["UserName"] for u in answer["PolicyUsers"]],
                iam.get_policy(**arn)["Policy"]["AttachmentCount"])

    same(shown(), ([], [], 0))
    for _ in range(2):
        iam.attach_role_policy(**arn, RoleName="holder")
    iam.attach_user_policy(**arn, UserName="holder")
    same(shown(), (["holder"], ["holder"], 2))
    iam.detach_role_policy(**arn, RoleName="holder")
    same(shown(), ([], ["holder"], 1))


@story
def instances_of_balancers():
    api = client("elb")
    name = {"LoadBalancerName": "lb"}
    api.create_load_balancer(**name, Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}])
    for ids in (["i-1"], ["i-1", "i-2"]):
        told = api.register_instances_with_load_balancer(**name, Instances=[{"InstanceId": i} for i in ids])["Instances"]
    same([i["InstanceId"] for i in told], ["i-1", "i-2"])
    same([(s["InstanceId"], s["State"]) for s in api.describe_instance_health(**name)["InstanceStates"]], [("i-1", "InService"), ("i-2", "InService")])
    api.deregister_instances_from_load_balancer(**name, Instances=[{"InstanceId": "i-1"}])
    same(api.describe_load_balancers()["LoadBalancerDescriptions"][0]["Instances"], [{"InstanceId": "i-2"}])
    refused("LoadBalancerNotFound", api.describe_instance_health, LoadBalancerName="nothing")


@story
def versions_of_templates():
    ec2 = client("ec2")
    name = {"LaunchTemplateName": "lt-1"}
    made = ec2.create_launch_template(**name, LaunchTemplateData={"ImageId": "ami-1"})["LaunchTemplate"]
    same((made["DefaultVersionNumber"], made["LatestVersionNumber"]), (1, 1))
    same(ec2.create_launch_template_version(**name, LaunchTemplateData={"ImageId": "ami-2"})["LaunchTemplateVersion"]["VersionNumber"], 2)
    listed = ec2.describe_launch_template_versions(**name)["LaunchTemplateVersions"]
    same([(v["VersionNumber"], v["LaunchTemplateData"]["ImageId"], v["DefaultVersion"]) for v in listed],
         [(2, "ami-2", False), (1, "ami-1", True)])
    latest = ec2.describe_launch_template_versions(**name, Versions=["$Latest"])["LaunchTemplateVersions"]
    same([v["VersionNumber"] for v in latest], [2])
    ec2.modify_launch_template(**name, DefaultVersion="2")
    shown = ec2.describe_launch_templates(LaunchTemplateNames=["lt-1"])["LaunchTemplates"][0]
    same((shown["DefaultVersionNumber"], shown["LatestVersionNumber"]), (2, 2))
    ec2.delete_launch_template_versions(**name, Versions=["1"])
    same([v["VersionNumber"] for v in ec2.describe_launch_template_versions(**name)["LaunchTemplateVersions"]], [2])


@story
def versions_where_no_data_tell():  # by the names of operations and members alone
    iot = client("iot")
    iot.create_policy(policyName="p", policyDocument=TRUST)
    same(iot.create_policy_version(policyName="p", policyDocument=DENY, setAsDefault=True)["policyVersionId"], "2")
    same([(v["versionId"], v["isDefaultVersion"]) for v in iot.list_policy_versions(policyName="p")["policyVersions"]],
         [("2", True), ("1", False)])
    same(iot.get_policy_version(policyName="p", policyVersionId="1")["policyDocument"], TRUST)
    same(iot.get_policy(policyName="p")["defaultVersionId"], "2")
    template = {"templateName": "t"}
    iot.create_provisioning_template(**template, templateBody="{}", provisioningRoleArn=ROLE)
    same(iot.create_provisioning_template_version(**template, templateBody='{"a":1}')["versionId"], 2)
    same([v["versionId"] for v in iot.list_provisioning_template_versions(**template)["versions"]], [2, 1])
    same(iot.describe_provisioning_template_version(**template, versionId=1)["templateBody"], "{}")


@story
def histories_of_parameters():
    ssm = client("ssm")
    for number, value in enumerate("abc"):
        same(ssm.put_parameter(Name="/a/b", Value=value, Type="String", Overwrite=number > 0, Description="d" + value)["Version"], number + 1)
    shown = ssm.get_parameter(Name="/a/b")["Parameter"]
    same((shown["Value"], shown["Version"]), ("c", 3))
    assert shown["ARN"].endswith(":parameter/a/b"), shown
    history = ssm.get_parameter_history(Name="/a/b")["Parameters"]
    same([(p["Value"], p["Version"], p["Description"]) for p in history], [("a", 1, "da"), ("b", 2, "db"), ("c", 3, "dc")])
    same(ssm.get_parameter(Name="/a/b:1")["Parameter"]["Value"], "a")
    ssm.label_parameter_version(Name="/a/b", ParameterVersion=2, Labels=["prod"])
    same(ssm.get_parameter(Name="/a/b:prod")["Parameter"]["Value"], "b")
    same([p["Labels"] for p in ssm.get_parameter_history(Name="/a/b")["Parameters"]], [[], ["prod"], []])
    refused("ParameterVersionNotFound", ssm.get_parameter, Name="/a/b:9")
    for secret in ("canary-secret-0007", "canary-secret-0008"):
        ssm.put_parameter(Name="/s", Value=secret, Type="SecureString", Overwrite=True)
    assert "canary" not in str(ssm.get_parameter_history(Name="/s"))
    history = ssm.get_parameter_history(Name="/s", WithDecryption=True)["Parameters"]
    same([p["Value"] for p in history], ["canary-secret-0007", "canary-secret-0008"])
    ssm.delete_parameter(Name="/a/b")
    gone(ssm.get_parameter_history, Name="/a/b")


@story
def parameters_in_folders():
    ssm = client("ssm")
    for name in ("/in/b", "/in/c/d", "/inside/x", "/other"):
        ssm.put_parameter(Name=name, Value="x", Type="String")

    def names(**parameters):
        return [p["Name"] for p in ssm.get_parameters_by_path(**parameters)["Parameters"]]

    same(names(Path="/in"), ["/in/b"])
    same(names(Path="/in", Recursive=True), ["/in/b", "/in/c/d"])
    assert set(names(Path="/", Recursive=True)) >= {"/in/b", "/in/c/d", "/inside/x", "/other"}
    filters = [{"Key": "Name", "Option": "BeginsWith", "Values": ["/in/"]}]
    same([p["Name"] for p in ssm.describe_parameters(ParameterFilters=filters)["Parameters"]], ["/in/b", "/in/c/d"])
    answer = ssm.get_parameters(Names=["/in/b", "/nothing"])
    same(([p["Name"] for p in answer["Parameters"]], answer["InvalidParameters"]), (["/in/b"], ["/nothing"]))
    same(ssm.get_parameters(Names=["/nothing"])["InvalidParameters"], ["/nothing"])
    answer = ssm.delete_parameters(Names=["/in/b", "/nothing"])
    same((answer["DeletedParameters"], answer["InvalidParameters"]), (["/in/b"], ["/nothing"]))


@story
def versions_of_documents():
    ssm = client("ssm")
    content = '{"schemaVersion":"2.2","mainSteps":[]}'
    same(ssm.create_document(Name="versioned", Content=content, DocumentType="Command")["DocumentDescription"]["DocumentVersion"], "1")
    updated = ssm.update_document(Name="versioned", Content=content.replace("[]", "[ ]"), DocumentVersion="$LATEST")
    same(updated["DocumentDescription"]["DocumentVersion"], "2")
    same([v["DocumentVersion"] for v in ssm.list_document_versions(Name="versioned")["DocumentVersions"]], ["2", "1"])
    same(ssm.describe_document(Name="versioned")["Document"]["DefaultVersion"], "1")
    same(ssm.get_document(Name="versioned")["Content"], content)
    ssm.update_document_default_version(Name="versioned", DocumentVersion="2")
    same(ssm.get_document(Name="versioned")["Content"], content.replace("[]", "[ ]"))


@story
def stages_of_secrets():
    api = client("secretsmanager")
    ids = [api.create_secret(Name="staged", SecretString="canary-secret-0011")["VersionId"]]
    put = api.put_secret_value(SecretId="staged", SecretString="canary-secret-0012")
    ids.append(put["VersionId"])
    same(put["VersionStages"], ["AWSCURRENT"])

    def value(**which):
        return api.get_secret_value(SecretId="staged", **which)["SecretString"][-1]

    same((value(), value(VersionStage="AWSPREVIOUS"), value(VersionId=ids[0])), ("2", "1", "1"))
    same(api.describe_secret(SecretId="staged")["VersionIdsToStages"], {ids[0]: ["AWSPREVIOUS"], ids[1]: ["AWSCURRENT"]})
    ids.append(api.update_secret(SecretId="staged", SecretString="canary-secret-0013")["VersionId"])
    same((value(), value(VersionStage="AWSPREVIOUS")), ("3", "2"))
    listed = api.list_secret_version_ids(SecretId="staged")["Versions"]
    same({v["VersionId"]: v["VersionStages"] for v in listed}, {ids[1]: ["AWSPREVIOUS"], ids[2]: ["AWSCURRENT"]})
    pending = api.put_secret_value(SecretId="staged", SecretString="canary-secret-0014", VersionStages=["AWSPENDING"])
    same((value(), value(VersionStage="AWSPENDING")), ("3", "4"))
    api.update_secret_version_stage(
        SecretId="staged", VersionStage="AWSCURRENT", MoveToVersionId=pending["VersionId"], RemoveFromVersionId=ids[2])
    same((value(), value(VersionStage="AWSPREVIOUS")), ("4", "3"))
    gone(api.get_secret_value, SecretId="staged", VersionStage="nothing")
    api.update_secret(SecretId="staged", Description="no other value")
    same(value(), "4")


@story
def secrets_that_come_back():
    api = client("secretsmanager")
    one = {"SecretId": "lost"}
    api.create_secret(Name="lost", SecretString="canary-secret-0015")
    begun = api.delete_secret(**one, RecoveryWindowInDays=7)
    assert 6.9 < (begun["DeletionDate"] - api.describe_secret(**one)["DeletedDate"]).total_seconds() / 86400 < 7.1, begun
    refused("InvalidRequestException", api.get_secret_value, **one)
    refused("InvalidRequestException", api.put_secret_value, **one, SecretString="canary-secret-0016")
    assert "lost" not in [s["Name"] for s in api.list_secrets()["SecretList"]]
    api.restore_secret(**one)
    assert "DeletedDate" not in api.describe_secret(**one)
    same(api.get_secret_value(**one)["SecretString"], "canary-secret-0015")
    api.delete_secret(**one, ForceDeleteWithoutRecovery=True)
    gone(api.describe_secret, **one)


@story
def services_that_are_gone():
    ecs = client("ecs")
    ecs.create_cluster(clusterName="gone")
    for name in ("w", "v"):
        ecs.register_task_definition(family="revised", containerDefinitions=[{"name": name, "image": "nginx", "memory": 128}])
    made = ecs.create_service(cluster="gone", serviceName="s", taskDefinition="revised", desiredCount=2)["service"]
    same((made["status"], made["desiredCount"]), ("ACTIVE", 2))
    one = {"cluster": "gone", "services": ["s"]}
    ecs.get_waiter("services_stable").wait(**one, WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    ecs.update_service(cluster="gone", service="s", desiredCount=0)
    shown = ecs.describe_services(**one)["services"][0]
    same((shown["desiredCount"], shown["runningCount"]), (0, 0))
    ecs.delete_service(cluster="gone", service="s")
    same(ecs.list_services(cluster="gone")["serviceArns"], [])
    same([s["status"] for s in ecs.describe_services(**one)["services"]], ["INACTIVE"])
    ecs.get_waiter("services_inactive").wait(**one, WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    failures = ecs.describe_services(cluster="gone", services=["nothing"])["failures"]
    same([f["reason"] for f in failures], ["MISSING"])
    same(ecs.create_service(cluster="gone", serviceName="s", taskDefinition="revised")["service"]["status"], "ACTIVE")
    ecs.delete_service(cluster="gone", service="s")
    ecs.delete_cluster(cluster="gone")
    same([a for a in ecs.list_clusters()["clusterArns"] if a.endswith("/gone")], [])
    same([c["status"] for c in ecs.describe_clusters(clusters=["gone"])["clusters"]], ["INACTIVE"])


@story
def revisions_of_task_definitions():
    ecs = client("ecs")

    def register(name):
        return ecs.register_task_definition(
            family="counted", containerDefinitions=[{"name": name, "image": "nginx", "memory": 128}])["taskDefinition"]

    def listed(**which):
        return [a.split("/")[-1] for a in ecs.list_task_definitions(familyPrefix="counted", **which)["taskDefinitionArns"]]

    same([register(name)["revision"] for name in ("w", "v")], [1, 2])
    same(ecs.describe_task_definition(taskDefinition="counted")["taskDefinition"]["revision"], 2)
    same(ecs.describe_task_definition(taskDefinition="counted:1")["taskDefinition"]["containerDefinitions"][0]["name"], "w")
    same((listed(), listed(sort="DESC")), (["counted:1", "counted:2"], ["counted:2", "counted:1"]))
    same(ecs.deregister_task_definition(taskDefinition="counted:1")["taskDefinition"]["status"], "INACTIVE")
    same((listed(), listed(status="INACTIVE")), (["counted:2"], ["counted:1"]))
    same(ecs.describe_task_definition(taskDefinition="counted:1")["taskDefinition"]["status"], "INACTIVE")
    same(register("u")["revision"], 3)


@story
def resources_of_apis():
    api = client("apigateway")
    rest = {"restApiId": api.create_rest_api(name="a")["id"]}
    root = api.get_resources(**rest)["items"]
    same([r["path"] for r in root], ["/"])
    pets = api.create_resource(**rest, parentId=root[0]["id"], pathPart="pets")
    one = api.create_resource(**rest, parentId=pets["id"], pathPart="{id}")
    same((pets["path"], one["path"]), ("/pets", "/pets/{id}"))
    same(sorted(r["path"] for r in api.get_resources(**rest)["items"]), ["/", "/pets", "/pets/{id}"])
    api.put_method(**rest, resourceId=pets["id"], httpMethod="GET", authorizationType="NONE")
    same(api.get_method(**rest, resourceId=pets["id"], httpMethod="GET")["authorizationType"], "NONE")
    gone(api.get_method, **rest, resourceId=pets["id"], httpMethod="POST")
    api.create_deployment(**rest, stageName="prod")
    same([s["stageName"] for s in api.get_stages(**rest)["item"]], ["prod"])
    change = [{"op": "replace", "path": "/name", "value": "z"}]
    same(api.update_rest_api(**rest, patchOperations=change)["name"], "z")
    same(api.get_rest_api(**rest)["name"], "z")
    other = api.create_rest_api(name="b")["id"]
    same([r["path"] for r in api.get_resources(restApiId=other)["items"]], ["/"])


@story
def pools_clients_and_users():
    api = client("cognito-idp")
    pool = {"UserPoolId": api.create_user_pool(PoolName="p")["UserPool"]["Id"]}
    assert pool["UserPoolId"].startswith("us-east-1_") or pool["UserPoolId"].startswith("eu-west-1_"), pool
    made = api.create_user_pool_client(**pool, ClientName="w")["UserPoolClient"]["ClientId"]
    same(api.describe_user_pool_client(**pool, ClientId=made)["UserPoolClient"]["ClientName"], "w")
    same([c["ClientId"] for c in api.list_user_pool_clients(**pool, MaxResults=10)["UserPoolClients"]], [made])
    ann = {**pool, "Username": "ann"}
    user = api.admin_create_user(**ann, UserAttributes=[{"Name": "email", "Value": "a@example.com"}])["User"]
    same((user["Username"], user["UserStatus"], user["Enabled"]), ("ann", "FORCE_CHANGE_PASSWORD", True))
    same([u["Username"] for u in api.list_users(**pool)["Users"]], ["ann"])
    refused("UsernameExistsException", api.admin_create_user, **ann)
    api.admin_disable_user(**ann)
    same(api.admin_get_user(**ann)["Enabled"], False)
    api.create_group(**pool, GroupName="g")
    api.admin_add_user_to_group(**ann, GroupName="g")
    other = {"UserPoolId": api.create_user_pool(PoolName="q")["UserPool"]["Id"]}
    same(api.list_users(**other)["Users"], [])
    api.admin_delete_user(**ann)
    gone(api.admin_get_user, **ann)


@story
def attributes_by_name():
    ec2 = client("ec2")
    vpc = {"VpcId": ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]}

    def attribute(name):
        answer = ec2.describe_vpc_attribute(**vpc, Attribute=name)
        return {key: value for key, value in answer.items() if key not in ("ResponseMetadata", "VpcId")}

    same(attribute("enableDnsSupport"), {"EnableDnsSupport": {"Value": True}})  # and nothing else
    same(attribute("enableDnsHostnames"), {"EnableDnsHostnames": {"Value": False}})
    ec2.modify_vpc_attribute(**vpc, EnableDnsHostnames={"Value": True})
    ec2.modify_vpc_attribute(**vpc, EnableDnsSupport={"Value": False})
    same(attribute("enableDnsSupport"), {"EnableDnsSupport": {"Value": False}})
    same(attribute("enableDnsHostnames"), {"EnableDnsHostnames": {"Value": True}})
    instance = ec2.run_instances(ImageId="ami-12345678", MinCount=1, MaxCount=1, InstanceType="t3.micro")["Instances"][0]["InstanceId"]
    ec2.modify_instance_attribute(InstanceId=instance, InstanceType={"Value": "t3.large"})
    ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={"Value": True})
    same(ec2.describe_instance_attribute(InstanceId=instance, Attribute="instanceType")["InstanceType"], {"Value": "t3.large"})
    same(ec2.describe_instance_attribute(InstanceId=instance, Attribute="disableApiTermination")["DisableApiTermination"], {"Value": True})


@story
def rules_of_groups():
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    group = {"GroupId": ec2.create_security_group(GroupName="g", Description="d", VpcId=vpc)["GroupId"]}

    def rules(egress=False):
        listed = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group["GroupId"]]}])
        return [r for r in listed["SecurityGroupRules"] if r["IsEgress"] == egress]

    def shown():
        return ec2.describe_security_groups(GroupIds=[group["GroupId"]])["SecurityGroups"][0]

    def tcp(port, *ranges, **other):
        return [{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": r} for r in ranges], **other}]

    same([(r["IpProtocol"], r["CidrIpv4"]) for r in rules(True)], [("-1", "0.0.0.0/0")])
    same(shown()["IpPermissionsEgress"][0]["IpRanges"], [{"CidrIp": "0.0.0.0/0"}])
    made = ec2.authorize_security_group_ingress(**group, IpPermissions=tcp(22, "10.0.0.0/8", "192.0.2.0/24"))
    same((made["Return"], len(made["SecurityGroupRules"])), (True, 2))
    refused("InvalidPermission.Duplicate", ec2.authorize_security_group_ingress, **group, IpPermissions=tcp(22, "10.0.0.0/8"))
    ec2.authorize_security_group_ingress(**group, IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="0.0.0.0/0")
    same([(r["FromPort"], r["CidrIpv4"]) for r in rules()], [(22, "10.0.0.0/8"), (22, "192.0.2.0/24"), (443, "0.0.0.0/0")])
    same(len({r["SecurityGroupRuleId"] for r in rules()}), 3)
    same([(p["FromPort"], len(p["IpRanges"])) for p in shown()["IpPermissions"]], [(22, 2), (443, 1)])
    ec2.revoke_security_group_ingress(**group, IpPermissions=tcp(22, "10.0.0.0/8"))
    ec2.revoke_security_group_ingress(**group, SecurityGroupRuleIds=[rules()[1]["SecurityGroupRuleId"]])
    same([(p["FromPort"], p["IpRanges"]) for p in shown()["IpPermissions"]], [(22, [{"CidrIp": "192.0.2.0/24"}])])
    refused("InvalidPermission.NotFound", ec2.revoke_security_group_ingress, **group, IpPermissions=tcp(22, "10.0.0.0/8"))
    one = rules()[0]["SecurityGroupRuleId"]
    try:
        ec2.describe_security_group_rules(SecurityGroupRuleIds=[one, "sgr-0123456789abcdef0"])
        assert False, "a rule that is not there was listed"
    except botocore.exceptions.ClientError as error:  # names the one that is missing
        assert "sgr-0123456789abcdef0" in error.response["Error"]["Message"], error
    ec2.modify_security_group_rules(**group, SecurityGroupRules=[{
        "SecurityGroupRuleId": one, "SecurityGroupRule": {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIpv4": "192.0.2.0/24"}}])
    same([(r["SecurityGroupRuleId"], r["FromPort"]) for r in rules()], [(one, 80)])
    ec2.revoke_security_group_egress(**group, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
    same((rules(True), shown()["IpPermissionsEgress"]), ([], []))
    other = ec2.create_security_group(GroupName="h", Description="d", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=other, IpPermissions=tcp(80, UserIdGroupPairs=[group]))
    pairs = ec2.describe_security_groups(GroupIds=[other])["SecurityGroups"][0]["IpPermissions"][0]["UserIdGroupPairs"]
    same([p["GroupId"] for p in pairs], [group["GroupId"]])
    refused("InvalidGroup.NotFound", ec2.authorize_security_group_ingress, GroupId="sg-00000000000000000", IpPermissions=tcp(80, "10.0.0.0/8"))


@story
def records_in_order():
    api = client("route53")
    zone = api.create_hosted_zone(Name="example.org", CallerReference="ordered")["HostedZone"]
    same(zone["Name"], "example.org.")
    zone = {"HostedZoneId": zone["Id"]}

    def record(name, kind="A", value="192.0.2.1"):
        return {"Action": "CREATE", "ResourceRecordSet": {"Name": name, "Type": kind, "TTL": 60, "ResourceRecords": [{"Value": value}]}}

    def names(answer):
        return [(r["Name"], r["Type"]) for r in answer["ResourceRecordSets"]]

    api.change_resource_record_sets(**zone, ChangeBatch={"Changes": [
        record("www.example.org"), record("a.b.example.org"), record("b.example.org"), record("a.example.org"),
        record("a.example.org", "AAAA", "2001:db8::1"), record("example.org", "MX", "10 m.example.org"), record("*.example.org")]})
    ordered = [
        ("example.org.", "MX"), ("example.org.", "NS"), ("example.org.", "SOA"), ("\\052.example.org.", "A"), ("a.example.org.", "A"),
        ("a.example.org.", "AAAA"), ("b.example.org.", "A"), ("a.b.example.org.", "A"), ("www.example.org.", "A")]
    same(names(api.list_resource_record_sets(**zone)), ordered)
    same(names(api.list_resource_record_sets(**zone, StartRecordName="a.example.org", StartRecordType="AAAA")), ordered[5:])
    page = api.list_resource_record_sets(**zone, MaxItems="3")
    same((page["IsTruncated"], page["NextRecordName"], page["NextRecordType"]), (True, "\\052.example.org.", "A"))
    pages = api.get_paginator("list_resource_record_sets").paginate(**zone, PaginationConfig={"PageSize": 2})
    same([name for answer in pages for name in names(answer)], ordered)
    same(api.get_hosted_zone(Id=zone["HostedZoneId"])["HostedZone"]["ResourceRecordSetCount"], 9)


@story
def what_cloud_control_deletes():
    control, tables, queues, s3 = client("cloudcontrol"), client("dynamodb"), client("sqs"), client("s3")
    table = {"TableName": "again", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
             "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}]}
    tables.create_table(**table)
    tables.put_item(TableName="again", Item={"k": {"S": "1"}})
    control.delete_resource(TypeName="AWS::DynamoDB::Table", Identifier="again")
    tables.create_table(**table)
    same(tables.scan(TableName="again")["Items"], [])
    queue = queues.create_queue(QueueName="again")["QueueUrl"]
    queues.send_message(QueueUrl=queue, MessageBody="m")
    control.delete_resource(TypeName="AWS::SQS::Queue", Identifier=queue)
    queue = queues.create_queue(QueueName="again")["QueueUrl"]
    assert not queues.receive_message(QueueUrl=queue).get("Messages")
    s3.create_bucket(Bucket="not-empty")
    s3.put_object(Bucket="not-empty", Key="k", Body=b"x")
    token = control.delete_resource(TypeName="AWS::S3::Bucket", Identifier="not-empty")["ProgressEvent"]["RequestToken"]
    try:
        control.get_waiter("resource_request_success").wait(RequestToken=token, WaiterConfig={"Delay": 1, "MaxAttempts": 5})
        assert False, "a bucket with an object in it was deleted"
    except botocore.exceptions.WaiterError as error:
        same(error.last_response["ProgressEvent"]["OperationStatus"], "FAILED")
    assert s3.get_object(Bucket="not-empty", Key="k")["Body"].read() == b"x"


tell_all()
