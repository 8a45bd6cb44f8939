# SPDX-License-Identifier: Apache-2.0
# The life of one thing in each of many services, through botocore: created, listed, read, waited for, deleted, and gone.
# URL [SERVICE...]. Prints a line of JSON for each: {"service", "thing", "held": [...], "failed": "", "why": ""}, or with
# "absent": true where this botocore knows no such service or operation. "--table" prints the lives themselves, for other clients.
import base64
import json
import sys

import botocore.config
import botocore.exceptions
import botocore.session

url = sys.argv[1] if len(sys.argv) > 1 else ""
session = botocore.session.get_session()
TRUST = '{"Version":"2012-10-17","Statement":[]}'
RECORD = {"Name": "a.example.org", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
ROLE = "arn:aws:iam::000000000000:role/r"


def client(service):
    return session.create_client(
        service, endpoint_url=url, config=botocore.config.Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}))


def texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for entry in value for text in texts(entry)]
    return [value] if isinstance(value, str) else []


def at(answer, path):
    for part in path.split("."):
        answer = answer[int(part)] if part.isdigit() else answer[part]
    return answer


def there(answer, path):
    try:
        return at(answer, path)
    except (KeyError, IndexError):
        return None


# service, thing, then steps: (what, method, parameters, path to what is kept or to look for).
# "$" in parameters is what the creation left at its path, "$NAME" what an earlier step of that name left.
LIVES = [
    ("s3", "bucket", [
        ("create", "create_bucket", {"Bucket": "bucket-1"}, "=bucket-1"), ("wait", "bucket_exists", {"Bucket": "$"}, ""),
        ("list", "list_buckets", {}, "Buckets.0.Name"), ("read", "get_bucket_location", {"Bucket": "$"}, ""),
        ("delete", "delete_bucket", {"Bucket": "$"}, ""), ("gone", "head_bucket", {"Bucket": "$"}, "")]),
    ("ec2", "vpc", [
        ("create", "create_vpc", {"CidrBlock": "10.0.0.0/16"}, "Vpc.VpcId"), ("wait", "vpc_available", {"VpcIds": ["$"]}, ""),
        ("list", "describe_vpcs", {}, "Vpcs.0.VpcId"), ("read", "describe_vpcs", {"VpcIds": ["$"]}, "Vpcs.0.VpcId"),
        ("delete", "delete_vpc", {"VpcId": "$"}, ""), ("gone", "describe_vpcs", {"VpcIds": ["$"]}, "")]),
    ("ec2", "subnet", [
        ("vpc", "create_vpc", {"CidrBlock": "10.0.0.0/16"}, "Vpc.VpcId"),
        ("create", "create_subnet", {"CidrBlock": "10.0.1.0/24", "VpcId": "$vpc"}, "Subnet.SubnetId"),
        ("wait", "subnet_available", {"SubnetIds": ["$"]}, ""), ("list", "describe_subnets", {}, "Subnets.0.SubnetId"),
        ("list", "describe_subnets", {"Filters": [{"Name": "vpc-id", "Values": ["$vpc"]}]}, "Subnets.0.SubnetId"),
        ("empty", "describe_subnets", {"Filters": [{"Name": "vpc-id", "Values": ["vpc-00000000"]}]}, "Subnets"),
        ("delete", "delete_subnet", {"SubnetId": "$"}, ""), ("gone", "describe_subnets", {"SubnetIds": ["$"]}, "")]),
    ("ec2", "security group", [
        ("create", "create_security_group", {"GroupName": "g-1", "Description": "d"}, "GroupId"),
        ("twice", "create_security_group", {"GroupName": "g-1", "Description": "d"}, "InvalidGroup.Duplicate"),
        ("list", "describe_security_groups", {}, "SecurityGroups.0.GroupId"),
        ("read", "describe_security_groups", {"GroupIds": ["$"]}, "SecurityGroups.0.GroupId"),
        ("wait", "security_group_exists", {"GroupIds": ["$"]}, ""),
        ("delete", "delete_security_group", {"GroupId": "$"}, ""), ("gone", "describe_security_groups", {"GroupIds": ["$"]}, "")]),
    ("ec2", "key pair", [
        ("create", "create_key_pair", {"KeyName": "k-1"}, "KeyName"), ("wait", "key_pair_exists", {"KeyNames": ["$"]}, ""),
        ("twice", "create_key_pair", {"KeyName": "k-1"}, "InvalidKeyPair.Duplicate"),
        ("list", "describe_key_pairs", {}, "KeyPairs.0.KeyName"), ("read", "describe_key_pairs", {"KeyNames": ["$"]}, "KeyPairs.0.KeyName"),
        ("delete", "delete_key_pair", {"KeyName": "$"}, ""), ("gone", "describe_key_pairs", {"KeyNames": ["$"]}, "")]),
    ("ec2", "instance", [
        ("create", "run_instances", {"ImageId": "ami-12345678", "MinCount": 1, "MaxCount": 1}, "Instances.0.InstanceId"),
        ("wait", "instance_running", {"InstanceIds": ["$"]}, ""),
        ("list", "describe_instances", {}, "Reservations.0.Instances.0.InstanceId"),
        ("tag", "create_tags", {"Resources": ["$"], "Tags": [{"Key": "k", "Value": "v"}]}, ""),
        ("read", "describe_instances", {"InstanceIds": ["$"]}, "Reservations.0.Instances.0.InstanceId"),
        ("stop", "stop_instances", {"InstanceIds": ["$"]}, ""), ("wait", "instance_stopped", {"InstanceIds": ["$"]}, ""),
        ("delete", "terminate_instances", {"InstanceIds": ["$"]}, ""), ("wait", "instance_terminated", {"InstanceIds": ["$"]}, "")]),
    ("ec2", "volume", [
        ("create", "create_volume", {"AvailabilityZone": "us-east-1a", "Size": 8}, "VolumeId"),
        ("wait", "volume_available", {"VolumeIds": ["$"]}, ""), ("list", "describe_volumes", {}, "Volumes.0.VolumeId"),
        ("delete", "delete_volume", {"VolumeId": "$"}, ""), ("wait", "volume_deleted", {"VolumeIds": ["$"]}, "")]),
    ("ec2", "route", [
        ("vpc", "create_vpc", {"CidrBlock": "10.0.0.0/16"}, "Vpc.VpcId"),
        ("create", "create_route_table", {"VpcId": "$vpc"}, "RouteTable.RouteTableId"),
        ("add", "create_route", {"RouteTableId": "$", "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}, ""),
        ("says igw-1", "describe_route_tables", {"RouteTableIds": ["$"]}, "RouteTables.0.Routes.0.GatewayId"),
        ("change", "replace_route", {"RouteTableId": "$", "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-2"}, ""),
        ("says igw-2", "describe_route_tables", {"RouteTableIds": ["$"]}, "RouteTables.0.Routes.0.GatewayId"),
        ("take", "delete_route", {"RouteTableId": "$", "DestinationCidrBlock": "0.0.0.0/0"}, ""),
        ("empty", "describe_route_tables", {"RouteTableIds": ["$"]}, "RouteTables.0.Routes"),
        ("delete", "delete_route_table", {"RouteTableId": "$"}, "")]),
    ("elbv2", "targets of a group", [
        ("create", "create_target_group", {"Name": "tg-2", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1"}, "TargetGroups.0.TargetGroupArn"),
        ("add", "register_targets", {"TargetGroupArn": "$", "Targets": [{"Id": "i-1"}, {"Id": "i-2", "Port": 81}]}, ""),
        ("says i-2", "describe_target_health", {"TargetGroupArn": "$"}, "TargetHealthDescriptions.1.Target.Id"),
        ("says healthy", "describe_target_health", {"TargetGroupArn": "$"}, "TargetHealthDescriptions.1.TargetHealth.State"),
        ("take", "deregister_targets", {"TargetGroupArn": "$", "Targets": [{"Id": "i-1"}]}, ""),
        ("says i-2", "describe_target_health", {"TargetGroupArn": "$"}, "TargetHealthDescriptions.0.Target.Id"),
        ("delete", "delete_target_group", {"TargetGroupArn": "$"}, ""),
        ("gone", "describe_target_health", {"TargetGroupArn": "$"}, "TargetGroupNotFound")]),
    ("events", "targets of a rule", [
        ("create", "put_rule", {"Name": "r-2", "ScheduleExpression": "rate(1 hour)"}, "=r-2"),
        ("add", "put_targets", {"Rule": "$", "Targets": [{"Id": "1", "Arn": "arn:aws:sqs:us-east-1:000000000000:q"},
                                                         {"Id": "2", "Arn": "arn:aws:sqs:us-east-1:000000000000:p"}]}, ""),
        ("empty", "put_targets", {"Rule": "$", "Targets": [{"Id": "1", "Arn": "arn:aws:sqs:us-east-1:000000000000:o"}]}, "FailedEntries"),
        ("says 2", "list_targets_by_rule", {"Rule": "$"}, "Targets.1.Id"),
        ("says arn:aws:sqs:us-east-1:000000000000:o", "list_targets_by_rule", {"Rule": "$"}, "Targets.0.Arn"),
        ("says r-2", "list_rule_names_by_target", {"TargetArn": "arn:aws:sqs:us-east-1:000000000000:p"}, "RuleNames.0"),
        ("twice", "delete_rule", {"Name": "$"}, "ValidationException"),
        ("take", "remove_targets", {"Rule": "$", "Ids": ["1", "2"]}, ""), ("empty", "list_targets_by_rule", {"Rule": "$"}, "Targets"),
        ("delete", "delete_rule", {"Name": "$"}, ""), ("gone", "list_targets_by_rule", {"Rule": "$"}, "ResourceNotFoundException")]),
    ("route53", "records of a zone", [
        ("create", "create_hosted_zone", {"Name": "example.org", "CallerReference": "r-2"}, "HostedZone.Id"),
        ("says SOA", "list_resource_record_sets", {"HostedZoneId": "$"}, "ResourceRecordSets.1.Type"),
        ("add", "change_resource_record_sets", {"HostedZoneId": "$", "ChangeBatch": {"Changes": [{"Action": "CREATE", "ResourceRecordSet": RECORD}]}}, ""),
        ("twice", "change_resource_record_sets", {"HostedZoneId": "$", "ChangeBatch": {"Changes": [{"Action": "CREATE", "ResourceRecordSet": RECORD}]}},
         "InvalidChangeBatch"),
        ("says a.example.org.", "list_resource_record_sets", {"HostedZoneId": "$"}, "ResourceRecordSets.2.Name"),
        ("twice", "delete_hosted_zone", {"Id": "$"}, "HostedZoneNotEmpty"),
        ("take", "change_resource_record_sets", {"HostedZoneId": "$", "ChangeBatch": {"Changes": [{"Action": "DELETE", "ResourceRecordSet": RECORD}]}}, ""),
        ("twice", "change_resource_record_sets", {"HostedZoneId": "$", "ChangeBatch": {"Changes": [{"Action": "DELETE", "ResourceRecordSet": RECORD}]}},
         "InvalidChangeBatch"),
        ("delete", "delete_hosted_zone", {"Id": "$"}, ""), ("gone", "list_resource_record_sets", {"HostedZoneId": "$"}, "NoSuchHostedZone")]),
    ("iam", "role", [
        ("create", "create_role", {"RoleName": "r-1", "AssumeRolePolicyDocument": TRUST, "Tags": [{"Key": "k", "Value": "v"}]}, "Role.RoleName"),
        ("twice", "create_role", {"RoleName": "r-1", "AssumeRolePolicyDocument": TRUST}, "EntityAlreadyExists"),
        ("wait", "role_exists", {"RoleName": "$"}, ""), ("list", "list_roles", {}, "Roles.0.RoleName"),
        ("read", "get_role", {"RoleName": "$"}, "Role.RoleName"), ("change", "update_role", {"RoleName": "$", "Description": "new"}, ""),
        ("says new", "get_role", {"RoleName": "$"}, "Role.Description"), ("says v", "list_role_tags", {"RoleName": "$"}, "Tags.0.Value"),
        ("delete", "delete_role", {"RoleName": "$"}, ""), ("gone", "get_role", {"RoleName": "$"}, "NoSuchEntity")]),
    ("iam", "user", [
        ("create", "create_user", {"UserName": "u-1"}, "User.UserName"), ("wait", "user_exists", {"UserName": "$"}, ""),
        ("list", "list_users", {}, "Users.0.UserName"), ("read", "get_user", {"UserName": "$"}, "User.UserName"),
        ("delete", "delete_user", {"UserName": "$"}, ""), ("gone", "get_user", {"UserName": "$"}, "NoSuchEntity")]),
    ("iam", "policy", [
        ("create", "create_policy", {"PolicyName": "p-1", "PolicyDocument": TRUST}, "Policy.Arn"),
        ("wait", "policy_exists", {"PolicyArn": "$"}, ""), ("list", "list_policies", {"Scope": "Local"}, "Policies.0.Arn"),
        ("read", "get_policy", {"PolicyArn": "$"}, "Policy.Arn"), ("delete", "delete_policy", {"PolicyArn": "$"}, ""),
        ("gone", "get_policy", {"PolicyArn": "$"}, "NoSuchEntity")]),
    ("sqs", "queue", [
        ("create", "create_queue", {"QueueName": "q-1"}, "QueueUrl"), ("list", "list_queues", {}, "QueueUrls.0"),
        ("read", "get_queue_url", {"QueueName": "q-1"}, "QueueUrl"), ("attributes", "get_queue_attributes", {"QueueUrl": "$"}, ""),
        ("delete", "delete_queue", {"QueueUrl": "$"}, ""),
        ("gone", "get_queue_url", {"QueueName": "q-1"}, "AWS.SimpleQueueService.NonExistentQueue")]),
    ("sns", "topic", [
        ("create", "create_topic", {"Name": "t-1"}, "TopicArn"), ("list", "list_topics", {}, "Topics.0.TopicArn"),
        ("read", "get_topic_attributes", {"TopicArn": "$"}, ""), ("delete", "delete_topic", {"TopicArn": "$"}, ""),
        ("gone", "get_topic_attributes", {"TopicArn": "$"}, "NotFound")]),
    ("dynamodb", "table", [
        ("create", "create_table", {"TableName": "table-1", "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
                                    "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"},
         "TableDescription.TableName"),
        ("twice", "create_table", {"TableName": "table-1", "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
                                   "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}]}, "ResourceInUseException"),
        ("wait", "table_exists", {"TableName": "$"}, ""), ("list", "list_tables", {}, "TableNames.0"),
        ("read", "describe_table", {"TableName": "$"}, "Table.TableName"), ("delete", "delete_table", {"TableName": "$"}, ""),
        ("wait", "table_not_exists", {"TableName": "$"}, ""), ("gone", "describe_table", {"TableName": "$"}, "ResourceNotFoundException")]),
    ("lambda", "function", [
        ("create", "create_function", {"FunctionName": "f-1", "Role": ROLE, "Code": {"ZipFile": b"PK"}, "Runtime": "python3.9", "Handler": "h.h"}, "FunctionName"),
        ("twice", "create_function", {"FunctionName": "f-1", "Role": ROLE, "Code": {"ZipFile": b"PK"}}, "ResourceConflictException"),
        ("wait", "function_active", {"FunctionName": "$"}, ""), ("list", "list_functions", {}, "Functions.0.FunctionName"),
        ("read", "get_function", {"FunctionName": "$"}, "Configuration.FunctionName"),
        ("read", "get_function_configuration", {"FunctionName": "$"}, "FunctionName"),
        ("delete", "delete_function", {"FunctionName": "$"}, ""), ("gone", "get_function", {"FunctionName": "$"}, "ResourceNotFoundException")]),
    ("ecs", "cluster", [
        ("create", "create_cluster", {"clusterName": "c-1"}, "cluster.clusterArn"), ("list", "list_clusters", {}, "clusterArns.0"),
        ("read", "describe_clusters", {"clusters": ["$"]}, "clusters.0.clusterArn"), ("delete", "delete_cluster", {"cluster": "$"}, ""),
        ("empty", "list_clusters", {}, "clusterArns")]),
    ("rds", "instance", [
        ("create", "create_db_instance", {"DBInstanceIdentifier": "db-1", "DBInstanceClass": "db.t3.micro", "Engine": "mysql"}, "DBInstance.DBInstanceIdentifier"),
        ("twice", "create_db_instance", {"DBInstanceIdentifier": "db-1", "DBInstanceClass": "db.t3.micro", "Engine": "mysql"}, "DBInstanceAlreadyExists"),
        ("wait", "db_instance_available", {"DBInstanceIdentifier": "$"}, ""), ("list", "describe_db_instances", {}, "DBInstances.0.DBInstanceIdentifier"),
        ("read", "describe_db_instances", {"DBInstanceIdentifier": "$"}, "DBInstances.0.DBInstanceIdentifier"),
        ("delete", "delete_db_instance", {"DBInstanceIdentifier": "$", "SkipFinalSnapshot": True}, ""),
        ("wait", "db_instance_deleted", {"DBInstanceIdentifier": "$"}, ""),
        ("gone", "describe_db_instances", {"DBInstanceIdentifier": "$"}, "DBInstanceNotFound")]),
    ("cloudformation", "stack", [
        ("create", "create_stack", {"StackName": "s-1", "TemplateBody": "{}"}, "StackId"), ("wait", "stack_create_complete", {"StackName": "s-1"}, ""),
        ("list", "list_stacks", {}, "StackSummaries.0.StackId"), ("read", "describe_stacks", {"StackName": "s-1"}, "Stacks.0.StackId"),
        ("delete", "delete_stack", {"StackName": "s-1"}, ""), ("wait", "stack_delete_complete", {"StackName": "s-1"}, "")]),
    ("cloudwatch", "alarm", [
        ("create", "put_metric_alarm", {"AlarmName": "a-1", "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1}, "=a-1"),
        ("list", "describe_alarms", {}, "MetricAlarms.0.AlarmName"), ("read", "describe_alarms", {"AlarmNames": ["$"]}, "MetricAlarms.0.AlarmName"),
        ("delete", "delete_alarms", {"AlarmNames": ["$"]}, ""), ("empty", "describe_alarms", {}, "MetricAlarms")]),
    ("logs", "log group", [
        ("create", "create_log_group", {"logGroupName": "/a/b"}, "=/a/b"),
        ("twice", "create_log_group", {"logGroupName": "/a/b"}, "ResourceAlreadyExistsException"),
        ("list", "describe_log_groups", {}, "logGroups.0.logGroupName"), ("list", "describe_log_groups", {"logGroupNamePrefix": "/a"}, "logGroups.0.logGroupName"),
        ("empty", "describe_log_groups", {"logGroupNamePrefix": "/c"}, "logGroups"), ("delete", "delete_log_group", {"logGroupName": "$"}, ""),
        ("empty", "describe_log_groups", {}, "logGroups")]),
    ("route53", "hosted zone", [
        ("create", "create_hosted_zone", {"Name": "example.com", "CallerReference": "r-1"}, "HostedZone.Id"),
        ("list", "list_hosted_zones", {}, "HostedZones.0.Id"), ("read", "get_hosted_zone", {"Id": "$"}, "HostedZone.Id"),
        ("delete", "delete_hosted_zone", {"Id": "$"}, ""), ("gone", "get_hosted_zone", {"Id": "$"}, "NoSuchHostedZone")]),
    ("kms", "key", [
        ("create", "create_key", {}, "KeyMetadata.KeyId"), ("list", "list_keys", {}, "Keys.0.KeyId"),
        ("read", "describe_key", {"KeyId": "$"}, "KeyMetadata.KeyId"), ("gone", "describe_key", {"KeyId": "no-such"}, "NotFoundException"),
        ("alias", "create_alias", {"AliasName": "alias/a-1", "TargetKeyId": "$"}, ""),
        ("twice", "create_alias", {"AliasName": "alias/a-1", "TargetKeyId": "$"}, "AlreadyExistsException"),
        ("delete", "delete_alias", {"AliasName": "alias/a-1"}, "")]),
    ("secretsmanager", "secret", [
        ("create", "create_secret", {"Name": "s-1", "SecretString": "x"}, "ARN"), ("list", "list_secrets", {}, "SecretList.0.ARN"),
        ("twice", "create_secret", {"Name": "s-1", "SecretString": "x"}, "ResourceExistsException"),
        ("read", "describe_secret", {"SecretId": "$"}, "ARN"), ("read", "describe_secret", {"SecretId": "s-1"}, "ARN"),
        ("delete", "delete_secret", {"SecretId": "$", "ForceDeleteWithoutRecovery": True}, ""), ("gone", "describe_secret", {"SecretId": "$"}, "ResourceNotFoundException")]),
    ("ssm", "parameter", [
        ("create", "put_parameter", {"Name": "p-1", "Value": "v", "Type": "String"}, "=p-1"), ("read", "get_parameter", {"Name": "$"}, "Parameter.Name"),
        ("list", "describe_parameters", {}, "Parameters.0.Name"),
        ("delete", "delete_parameter", {"Name": "$"}, ""), ("gone", "get_parameter", {"Name": "$"}, "ParameterNotFound")]),
    ("events", "rule", [
        ("create", "put_rule", {"Name": "r-1", "ScheduleExpression": "rate(1 day)"}, "=r-1"), ("list", "list_rules", {}, "Rules.0.Name"),
        ("read", "describe_rule", {"Name": "$"}, "Name"), ("delete", "delete_rule", {"Name": "$"}, ""),
        ("gone", "describe_rule", {"Name": "$"}, "ResourceNotFoundException")]),
    ("stepfunctions", "state machine", [
        ("create", "create_state_machine", {"name": "m-1", "definition": "{}", "roleArn": ROLE}, "stateMachineArn"),
        ("list", "list_state_machines", {}, "stateMachines.0.stateMachineArn"), ("read", "describe_state_machine", {"stateMachineArn": "$"}, "stateMachineArn"),
        ("delete", "delete_state_machine", {"stateMachineArn": "$"}, ""), ("gone", "describe_state_machine", {"stateMachineArn": "$"}, "StateMachineDoesNotExist")]),
    ("ecr", "repository", [
        ("create", "create_repository", {"repositoryName": "repo-1"}, "repository.repositoryName"),
        ("twice", "create_repository", {"repositoryName": "repo-1"}, "RepositoryAlreadyExistsException"),
        ("list", "describe_repositories", {}, "repositories.0.repositoryName"), ("read", "describe_repositories", {"repositoryNames": ["$"]}, "repositories.0.repositoryName"),
        ("delete", "delete_repository", {"repositoryName": "$"}, ""), ("gone", "describe_repositories", {"repositoryNames": ["$"]}, "RepositoryNotFoundException")]),
    ("eks", "cluster", [
        ("create", "create_cluster", {"name": "c-1", "roleArn": ROLE, "resourcesVpcConfig": {}}, "cluster.name"),
        ("twice", "create_cluster", {"name": "c-1", "roleArn": ROLE, "resourcesVpcConfig": {}}, "ResourceInUseException"),
        ("wait", "cluster_active", {"name": "$"}, ""), ("list", "list_clusters", {}, "clusters.0"), ("read", "describe_cluster", {"name": "$"}, "cluster.name"),
        ("nodegroup", "create_nodegroup", {"clusterName": "$", "nodegroupName": "n-1", "subnets": [], "nodeRole": ROLE}, ""),
        ("wait", "nodegroup_active", {"clusterName": "$", "nodegroupName": "n-1"}, ""),
        ("delete", "delete_cluster", {"name": "$"}, ""), ("wait", "cluster_deleted", {"name": "$"}, ""),
        ("gone", "describe_cluster", {"name": "$"}, "ResourceNotFoundException")]),
    ("elbv2", "load balancer", [
        ("create", "create_load_balancer", {"Name": "lb-1", "Subnets": ["subnet-1"]}, "LoadBalancers.0.LoadBalancerArn"),
        ("wait", "load_balancer_available", {"LoadBalancerArns": ["$"]}, ""), ("list", "describe_load_balancers", {}, "LoadBalancers.0.LoadBalancerArn"),
        ("read", "describe_load_balancers", {"Names": ["lb-1"]}, "LoadBalancers.0.LoadBalancerArn"),
        ("delete", "delete_load_balancer", {"LoadBalancerArn": "$"}, ""), ("wait", "load_balancers_deleted", {"LoadBalancerArns": ["$"]}, "")]),
    ("autoscaling", "group", [
        ("create", "create_auto_scaling_group", {"AutoScalingGroupName": "g-1", "MinSize": 0, "MaxSize": 0}, "=g-1"),
        ("twice", "create_auto_scaling_group", {"AutoScalingGroupName": "g-1", "MinSize": 0, "MaxSize": 0}, "AlreadyExists"),
        ("list", "describe_auto_scaling_groups", {}, "AutoScalingGroups.0.AutoScalingGroupName"),
        ("read", "describe_auto_scaling_groups", {"AutoScalingGroupNames": ["$"]}, "AutoScalingGroups.0.AutoScalingGroupName"),
        ("change", "update_auto_scaling_group", {"AutoScalingGroupName": "$", "MaxSize": 3}, ""),
        ("delete", "delete_auto_scaling_group", {"AutoScalingGroupName": "$"}, ""), ("empty", "describe_auto_scaling_groups", {}, "AutoScalingGroups")]),
    ("elasticache", "cluster", [
        ("create", "create_cache_cluster", {"CacheClusterId": "c-1"}, "CacheCluster.CacheClusterId"), ("wait", "cache_cluster_available", {"CacheClusterId": "$"}, ""),
        ("twice", "create_cache_cluster", {"CacheClusterId": "c-1"}, "CacheClusterAlreadyExists"),
        ("list", "describe_cache_clusters", {}, "CacheClusters.0.CacheClusterId"), ("delete", "delete_cache_cluster", {"CacheClusterId": "$"}, ""),
        ("wait", "cache_cluster_deleted", {"CacheClusterId": "$"}, ""), ("gone", "describe_cache_clusters", {"CacheClusterId": "$"}, "CacheClusterNotFound")]),
    ("organizations", "organizational unit", [
        ("create", "create_organizational_unit", {"ParentId": "r-abcd", "Name": "ou"}, "OrganizationalUnit.Id"),
        ("list", "list_organizational_units_for_parent", {"ParentId": "r-abcd"}, "OrganizationalUnits.0.Id"),
        ("read", "describe_organizational_unit", {"OrganizationalUnitId": "$"}, "OrganizationalUnit.Id"),
        ("delete", "delete_organizational_unit", {"OrganizationalUnitId": "$"}, ""),
        ("gone", "describe_organizational_unit", {"OrganizationalUnitId": "$"}, "OrganizationalUnitNotFoundException")]),
    ("cognito-idp", "user pool", [
        ("create", "create_user_pool", {"PoolName": "p"}, "UserPool.Id"), ("list", "list_user_pools", {"MaxResults": 10}, "UserPools.0.Id"),
        ("read", "describe_user_pool", {"UserPoolId": "$"}, "UserPool.Id"), ("delete", "delete_user_pool", {"UserPoolId": "$"}, ""),
        ("gone", "describe_user_pool", {"UserPoolId": "$"}, "ResourceNotFoundException")]),
    ("apigateway", "api", [
        ("create", "create_rest_api", {"name": "a"}, "id"), ("list", "get_rest_apis", {}, "items.0.id"), ("read", "get_rest_api", {"restApiId": "$"}, "id"),
        ("delete", "delete_rest_api", {"restApiId": "$"}, ""), ("gone", "get_rest_api", {"restApiId": "$"}, "NotFoundException")]),
    ("kinesis", "stream", [
        ("create", "create_stream", {"StreamName": "s-1"}, "=s-1"), ("wait", "stream_exists", {"StreamName": "$"}, ""), ("list", "list_streams", {}, "StreamNames.0"),
        ("twice", "create_stream", {"StreamName": "s-1"}, "ResourceInUseException"),
        ("delete", "delete_stream", {"StreamName": "$"}, ""), ("wait", "stream_not_exists", {"StreamName": "$"}, "")]),
    ("efs", "file system", [
        ("create", "create_file_system", {"CreationToken": "t"}, "FileSystemId"), ("list", "describe_file_systems", {}, "FileSystems.0.FileSystemId"),
        ("read", "describe_file_systems", {"FileSystemId": "$"}, "FileSystems.0.FileSystemId"), ("delete", "delete_file_system", {"FileSystemId": "$"}, ""),
        ("gone", "describe_file_systems", {"FileSystemId": "$"}, "FileSystemNotFound")]),
    ("cloudtrail", "trail", [
        ("create", "create_trail", {"Name": "trail-1", "S3BucketName": "bucket-1"}, "Name"), ("list", "describe_trails", {}, "trailList.0.Name"),
        ("read", "get_trail", {"Name": "$"}, "Trail.Name"), ("delete", "delete_trail", {"Name": "$"}, ""), ("gone", "get_trail", {"Name": "$"}, "TrailNotFoundException")]),
    ("acm", "certificate", [
        ("create", "request_certificate", {"DomainName": "www.example.com"}, "CertificateArn"), ("list", "list_certificates", {}, "CertificateSummaryList.0.CertificateArn"),
        ("read", "describe_certificate", {"CertificateArn": "$"}, "Certificate.CertificateArn"), ("delete", "delete_certificate", {"CertificateArn": "$"}, ""),
        ("gone", "describe_certificate", {"CertificateArn": "$"}, "ResourceNotFoundException")]),
    ("s3", "object", [
        ("bucket", "create_bucket", {"Bucket": "bucket-2"}, "=bucket-2"), ("create", "put_object", {"Bucket": "$bucket", "Key": "k-1", "Body": b"PK"}, "=k-1"),
        ("wait", "object_exists", {"Bucket": "$bucket", "Key": "$"}, ""), ("list", "list_objects_v2", {"Bucket": "$bucket"}, "Contents.0.Key"),
        ("delete", "delete_object", {"Bucket": "$bucket", "Key": "$"}, ""), ("wait", "object_not_exists", {"Bucket": "$bucket", "Key": "$"}, ""),
        ("empty bucket", "delete_bucket", {"Bucket": "$bucket"}, "")]),
    ("ec2", "internet gateway", [
        ("create", "create_internet_gateway", {}, "InternetGateway.InternetGatewayId"),
        ("list", "describe_internet_gateways", {}, "InternetGateways.0.InternetGatewayId"),
        ("delete", "delete_internet_gateway", {"InternetGatewayId": "$"}, ""),
        ("gone", "describe_internet_gateways", {"InternetGatewayIds": ["$"]}, "InvalidInternetGateway")]),
    ("ec2", "route table", [
        ("create", "create_route_table", {"VpcId": "vpc-12345678"}, "RouteTable.RouteTableId"), ("list", "describe_route_tables", {}, "RouteTables.0.RouteTableId"),
        ("read", "describe_route_tables", {"RouteTableIds": ["$"]}, "RouteTables.0.RouteTableId"), ("delete", "delete_route_table", {"RouteTableId": "$"}, ""),
        ("gone", "describe_route_tables", {"RouteTableIds": ["$"]}, "InvalidRouteTableID.NotFound")]),
    ("ec2", "network interface", [
        ("create", "create_network_interface", {"SubnetId": "subnet-12345678"}, "NetworkInterface.NetworkInterfaceId"),
        ("wait", "network_interface_available", {"NetworkInterfaceIds": ["$"]}, ""),
        ("list", "describe_network_interfaces", {}, "NetworkInterfaces.0.NetworkInterfaceId"),
        ("delete", "delete_network_interface", {"NetworkInterfaceId": "$"}, ""), ("empty", "describe_network_interfaces", {}, "NetworkInterfaces")]),
    ("ec2", "launch template", [
        ("create", "create_launch_template", {"LaunchTemplateName": "lt-1", "LaunchTemplateData": {"ImageId": "ami-12345678"}}, "LaunchTemplate.LaunchTemplateId"),
        ("list", "describe_launch_templates", {}, "LaunchTemplates.0.LaunchTemplateId"), ("delete", "delete_launch_template", {"LaunchTemplateId": "$"}, ""),
        ("empty", "describe_launch_templates", {}, "LaunchTemplates")]),
    ("iam", "group", [
        ("create", "create_group", {"GroupName": "g-1"}, "Group.GroupName"), ("twice", "create_group", {"GroupName": "g-1"}, "EntityAlreadyExists"),
        ("list", "list_groups", {}, "Groups.0.GroupName"), ("delete", "delete_group", {"GroupName": "$"}, ""), ("gone", "get_group", {"GroupName": "$"}, "NoSuchEntity")]),
    ("iam", "instance profile", [
        ("create", "create_instance_profile", {"InstanceProfileName": "i-1"}, "InstanceProfile.InstanceProfileName"),
        ("wait", "instance_profile_exists", {"InstanceProfileName": "$"}, ""), ("list", "list_instance_profiles", {}, "InstanceProfiles.0.InstanceProfileName"),
        ("read", "get_instance_profile", {"InstanceProfileName": "$"}, "InstanceProfile.InstanceProfileName"),
        ("delete", "delete_instance_profile", {"InstanceProfileName": "$"}, ""), ("gone", "get_instance_profile", {"InstanceProfileName": "$"}, "NoSuchEntity")]),
    ("sts", "caller", [
        ("says 000000000000", "get_caller_identity", {}, "Account"),
        ("session", "assume_role", {"RoleArn": ROLE, "RoleSessionName": "session"}, "Credentials.SessionToken")]),
    ("ecs", "service", [
        ("cluster", "create_cluster", {"clusterName": "c-2"}, "cluster.clusterArn"),
        ("create", "create_service", {"cluster": "$cluster", "serviceName": "s-1", "taskDefinition": "f-1", "desiredCount": 1}, "service.serviceArn"),
        ("list", "list_services", {"cluster": "$cluster"}, "serviceArns.0"),
        ("read", "describe_services", {"cluster": "$cluster", "services": ["$"]}, "services.0.serviceArn"),
        ("delete", "delete_service", {"cluster": "$cluster", "service": "$"}, "")]),
    ("rds", "subnet group", [
        ("create", "create_db_subnet_group", {"DBSubnetGroupName": "g-1", "DBSubnetGroupDescription": "d", "SubnetIds": ["subnet-1"]}, "DBSubnetGroup.DBSubnetGroupName"),
        ("list", "describe_db_subnet_groups", {}, "DBSubnetGroups.0.DBSubnetGroupName"), ("delete", "delete_db_subnet_group", {"DBSubnetGroupName": "$"}, ""),
        ("gone", "describe_db_subnet_groups", {"DBSubnetGroupName": "$"}, "DBSubnetGroupNotFound")]),
    ("elbv2", "target group", [
        ("create", "create_target_group", {"Name": "tg-1", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1"}, "TargetGroups.0.TargetGroupArn"),
        ("list", "describe_target_groups", {}, "TargetGroups.0.TargetGroupArn"), ("delete", "delete_target_group", {"TargetGroupArn": "$"}, ""),
        ("empty", "describe_target_groups", {}, "TargetGroups")]),
    ("logs", "log stream", [
        ("group", "create_log_group", {"logGroupName": "/s"}, "=/s"), ("create", "create_log_stream", {"logGroupName": "/s", "logStreamName": "s-1"}, "=s-1"),
        ("list", "describe_log_streams", {"logGroupName": "/s"}, "logStreams.0.logStreamName"),
        ("delete", "delete_log_stream", {"logGroupName": "/s", "logStreamName": "$"}, ""), ("empty", "describe_log_streams", {"logGroupName": "/s"}, "logStreams")]),
    ("appflow", "connector profile", [
        ("create", "create_connector_profile", {
            "connectorProfileName": "p-1", "connectorType": "Salesforce", "connectionMode": "Public", "connectorProfileConfig": {
                "connectorProfileProperties": {"Salesforce": {"instanceUrl": "https://example.my.salesforce.com"}},
                "connectorProfileCredentials": {"Salesforce": {"accessToken": "a", "refreshToken": "b"}}}}, "=p-1"),
        ("list", "describe_connector_profiles", {}, "connectorProfileDetails.0.connectorProfileName"),
        ("read", "describe_connector_profiles", {"connectorProfileNames": ["$"]}, "connectorProfileDetails.0.connectorProfileName"),
        ("delete", "delete_connector_profile", {"connectorProfileName": "$"}, ""), ("empty", "describe_connector_profiles", {}, "connectorProfileDetails")]),
    ("proton", "environment account connection", [
        ("create", "create_environment_account_connection", {"environmentName": "e-1", "managementAccountId": "111122223333", "roleArn": ROLE},
         "environmentAccountConnection.id"),
        ("list", "list_environment_account_connections", {"requestedBy": "ENVIRONMENT_ACCOUNT"}, "environmentAccountConnections.0.id"),
        ("read", "get_environment_account_connection", {"id": "$"}, "environmentAccountConnection.id"),
        ("delete", "delete_environment_account_connection", {"id": "$"}, "")]),
    ("sso-admin", "instance", [
        ("create", "create_instance", {"Name": "i-1"}, "InstanceArn"), ("list", "list_instances", {}, "Instances.0.InstanceArn"),
        ("delete", "delete_instance", {"InstanceArn": "$"}, ""), ("empty", "list_instances", {}, "Instances")]),
    ("ds-data", "group", [
        ("create", "create_group", {"DirectoryId": "d-1234567890", "SAMAccountName": "g-1"}, "SAMAccountName"),
        ("read", "describe_group", {"DirectoryId": "d-1234567890", "SAMAccountName": "$"}, "SAMAccountName")]),
    ("partnercentral-selling", "engagement", [
        ("create", "create_engagement", {"Catalog": "Sandbox", "Title": "t", "Description": "a description of it", "ClientToken": "token-1"}, "Id"),
        ("read", "get_engagement", {"Catalog": "Sandbox", "Identifier": "$"}, "Id")]),
    ("sns", "subscription", [
        ("topic", "create_topic", {"Name": "t-2"}, "TopicArn"),
        ("create", "subscribe", {"TopicArn": "$topic", "Protocol": "sqs", "Endpoint": "arn:aws:sqs:eu-west-1:000000000000:q"}, "SubscriptionArn"),
        ("list", "list_subscriptions", {}, "Subscriptions.0.SubscriptionArn"),
        ("list", "list_subscriptions_by_topic", {"TopicArn": "$topic"}, "Subscriptions.0.SubscriptionArn"),
        ("change", "set_subscription_attributes", {"SubscriptionArn": "$", "AttributeName": "RawMessageDelivery", "AttributeValue": "true"}, ""),
        ("says true", "get_subscription_attributes", {"SubscriptionArn": "$"}, "Attributes.RawMessageDelivery"),
        ("says sqs", "get_subscription_attributes", {"SubscriptionArn": "$"}, "Attributes.Protocol"),
        ("delete", "unsubscribe", {"SubscriptionArn": "$"}, ""), ("empty", "list_subscriptions", {}, "Subscriptions"),
        ("gone", "get_subscription_attributes", {"SubscriptionArn": "$"}, "NotFound"), ("delete", "delete_topic", {"TopicArn": "$topic"}, "")]),
    ("ecs", "task definition", [
        ("create", "register_task_definition", {"family": "f-1", "containerDefinitions": [{"name": "w", "image": "nginx", "memory": 128}]},
         "taskDefinition.taskDefinitionArn"),
        ("read", "describe_task_definition", {"taskDefinition": "f-1"}, "taskDefinition.taskDefinitionArn"),
        ("read", "describe_task_definition", {"taskDefinition": "$"}, "taskDefinition.taskDefinitionArn"),
        ("second", "register_task_definition", {"family": "f-1", "containerDefinitions": [{"name": "v", "image": "nginx", "memory": 128}]},
         "taskDefinition.taskDefinitionArn"),
        ("read", "describe_task_definition", {"taskDefinition": "f-1:1"}, "taskDefinition.taskDefinitionArn"),
        ("says v", "describe_task_definition", {"taskDefinition": "f-1"}, "taskDefinition.containerDefinitions.0.name"),
        ("list", "list_task_definitions", {}, "taskDefinitionArns.0"),
        ("delete", "deregister_task_definition", {"taskDefinition": "$"}, ""),
        ("delete", "deregister_task_definition", {"taskDefinition": "$second"}, ""), ("empty", "list_task_definitions", {}, "taskDefinitionArns")]),
    ("ec2", "flow log", [
        ("create", "create_flow_logs", {"ResourceIds": ["vpc-12345678"], "ResourceType": "VPC", "TrafficType": "ALL", "LogGroupName": "g"}, "FlowLogIds.0"),
        ("list", "describe_flow_logs", {}, "FlowLogs.0.FlowLogId"), ("delete", "delete_flow_logs", {"FlowLogIds": ["$"]}, ""),
        ("empty", "describe_flow_logs", {}, "FlowLogs")]),
    ("ec2", "rehearsal", [
        ("create", "create_vpc", {"CidrBlock": "10.0.0.0/16"}, "Vpc.VpcId"),
        ("twice", "create_vpc", {"CidrBlock": "10.0.0.0/16", "DryRun": True}, "DryRunOperation"),
        ("twice", "delete_vpc", {"VpcId": "$", "DryRun": True}, "DryRunOperation"),
        ("read", "describe_vpcs", {"VpcIds": ["$"]}, "Vpcs.0.VpcId"), ("delete", "delete_vpc", {"VpcId": "$"}, "")]),
    ("ec2", "instance again", [
        ("create", "run_instances", {"ImageId": "ami-12345678", "MinCount": 1, "MaxCount": 1}, "Instances.0.InstanceId"),
        ("tag", "create_tags", {"Resources": ["$"], "Tags": [{"Key": "k", "Value": "v"}]}, ""),
        ("untag", "delete_tags", {"Resources": ["$"], "Tags": [{"Key": "k"}]}, ""),
        ("empty", "describe_instances", {"InstanceIds": ["$"]}, "Reservations.0.Instances.0.Tags"),
        ("stop", "stop_instances", {"InstanceIds": ["$"]}, ""), ("wait", "instance_stopped", {"InstanceIds": ["$"]}, ""),
        ("start", "start_instances", {"InstanceIds": ["$"]}, ""), ("wait", "instance_running", {"InstanceIds": ["$"]}, ""),
        ("read", "terminate_instances", {"InstanceIds": ["$"]}, "TerminatingInstances.0.InstanceId")]),
    ("sqs", "attributes", [
        ("create", "create_queue", {"QueueName": "q-2", "Attributes": {"VisibilityTimeout": "44"}}, "QueueUrl"),
        ("says arn:aws:sqs:eu-west-1:000000000000:q-2", "get_queue_attributes", {"QueueUrl": "$", "AttributeNames": ["All"]}, "Attributes.QueueArn"),
        ("change", "set_queue_attributes", {"QueueUrl": "$", "Attributes": {"DelaySeconds": "5"}}, ""),
        ("says 44", "get_queue_attributes", {"QueueUrl": "$", "AttributeNames": ["All"]}, "Attributes.VisibilityTimeout"),
        ("says 5", "get_queue_attributes", {"QueueUrl": "$", "AttributeNames": ["All"]}, "Attributes.DelaySeconds"),
        ("delete", "delete_queue", {"QueueUrl": "$"}, ""), ("gone", "get_queue_attributes", {"QueueUrl": "$"}, "NonExistentQueue")]),
    ("s3", "bucket's settings", [
        ("create", "create_bucket", {"Bucket": "bucket-3"}, "=bucket-3"),
        ("gone", "get_bucket_tagging", {"Bucket": "$"}, "NoSuchTagSet"), ("gone", "get_bucket_policy", {"Bucket": "$"}, "NoSuchBucketPolicy"),
        ("tag", "put_bucket_tagging", {"Bucket": "$", "Tagging": {"TagSet": [{"Key": "k", "Value": "v"}]}}, ""),
        ("says v", "get_bucket_tagging", {"Bucket": "$"}, "TagSet.0.Value"),
        ("lifecycle", "put_bucket_lifecycle_configuration", {"Bucket": "$", "LifecycleConfiguration": {"Rules": [
            {"ID": "r", "Status": "Enabled", "Prefix": "", "Expiration": {"Days": 3}}]}}, ""),
        ("says r", "get_bucket_lifecycle_configuration", {"Bucket": "$"}, "Rules.0.ID"),
        ("website", "put_bucket_website", {"Bucket": "$", "WebsiteConfiguration": {"IndexDocument": {"Suffix": "i.html"}}}, ""),
        ("says i.html", "get_bucket_website", {"Bucket": "$"}, "IndexDocument.Suffix"),
        ("delete", "delete_bucket", {"Bucket": "$"}, "")]),
    ("lambda", "configuration", [
        ("create", "create_function", {"FunctionName": "f-2", "Role": ROLE, "Code": {"ZipFile": b"PK"}, "Runtime": "python3.9", "Handler": "h.h",
                                       "Environment": {"Variables": {"NAME": "x"}}, "Description": "old"}, "FunctionName"),
        ("says x", "get_function_configuration", {"FunctionName": "$"}, "Environment.Variables.NAME"),
        ("change", "update_function_configuration", {"FunctionName": "$", "Description": "new"}, ""),
        ("says new", "get_function_configuration", {"FunctionName": "$"}, "Description"),
        ("delete", "delete_function", {"FunctionName": "$"}, "")]),
    ("glue", "database", [
        ("create", "create_database", {"DatabaseInput": {"Name": "d-1", "Description": "a database"}}, "=d-1"),
        ("list", "get_databases", {}, "DatabaseList.0.Name"), ("says a database", "get_database", {"Name": "$"}, "Database.Description"),
        ("delete", "delete_database", {"Name": "$"}, ""), ("gone", "get_database", {"Name": "$"}, "EntityNotFoundException")]),
    ("config", "rule", [
        ("create", "put_config_rule", {"ConfigRule": {"ConfigRuleName": "r-1", "Source": {"Owner": "AWS", "SourceIdentifier": "S3_BUCKET_VERSIONING_ENABLED"}}}, "=r-1"),
        ("list", "describe_config_rules", {}, "ConfigRules.0.ConfigRuleName")]),
]


def filled(value, kept):
    if isinstance(value, dict):
        return {key: filled(entry, kept) for key, entry in value.items()}
    if isinstance(value, list):
        return [filled(entry, kept) for entry in value]
    if isinstance(value, str) and value.startswith("$"):
        return kept[value[1:] or "create"]
    return value


def live(api, steps, held):
    kept = {}
    for what, method, parameters, path in steps:
        held.append(what)
        parameters = filled(parameters, kept)
        if what == "wait":
            api.get_waiter(method).wait(**parameters, WaiterConfig={"Delay": 1, "MaxAttempts": 5})
            continue
        if what in ("gone", "twice"):
            try:
                answer = getattr(api, method)(**parameters)
            except botocore.exceptions.ClientError as error:
                code = error.response["Error"]["Code"]
                assert not path or path in code, "%s answers %s, not %s" % (method, code, path)
                continue
            assert False, "%s answers %s" % (method, answer)
        answer = getattr(api, method)(**parameters)
        if what == "empty":
            assert not there(answer, path), "%s answers %s" % (method, answer)
        elif path.startswith("="):
            kept[what] = path[1:]
        elif path:
            value = at(answer, path)
            if what.startswith("says "):
                assert value == what[5:], "%s says %s" % (method, value)
            elif what in ("list", "read"):
                assert value == kept["create"], "%s says %s, not %s" % (method, value, kept["create"])
            else:
                kept[what] = value


if url == "--table":
    print(json.dumps(LIVES, default=lambda value: {"$bytes": base64.b64encode(value).decode()}))
    sys.exit(0)
wanted = sys.argv[2:]
for service, thing, steps in LIVES:
    if wanted and service not in wanted:
        continue
    held, why = [], ""
    if service not in session.get_available_services() or not hasattr(client(service), next(m for w, m, _, _ in steps if w == "create" or service == "sts")):
        print(json.dumps({"service": service, "thing": thing, "absent": True}), flush=True)
        continue
    try:
        live(client(service), steps, held)
    except Exception as error:  # whatever it is, it is the answer
        why = "%s: %s" % (type(error).__name__, error)
    print(json.dumps({"service": service, "thing": thing, "held": held[:-1] if why else held, "failed": held[-1] if why else "", "why": why}), flush=True)
