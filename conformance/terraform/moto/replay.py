"""Replays rules into moto's EC2 and reads them back: one JSON object a line in, one a line out."""

import json
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_DEFAULT_REGION="eu-central-1")

import boto3  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402
from moto import mock_aws  # noqa: E402


def permission(rule, ids):
    protocol = rule["protocol"]
    entry = {"IpProtocol": protocol}
    if rule["from"] is not None:
        entry.update(FromPort=rule["from"], ToPort=rule["to"])
    elif protocol != "-1":
        # moto wants ports where EC2 does not.
        entry.update(FromPort=-1, ToPort=-1)
    if rule["cidr4"]:
        entry["IpRanges"] = [{"CidrIp": rule["cidr4"]}]
    elif rule["cidr6"]:
        entry["Ipv6Ranges"] = [{"CidrIpv6": rule["cidr6"]}]
    else:
        entry["UserIdGroupPairs"] = [{"GroupId": ids[rule["peer"]]}]
    return entry


# Its client takes half a second to make: one for all, and a network of its own for each bundle.
mock_aws().start()
ec2 = boto3.client("ec2")


def replay(bundle):
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ids = {}
    for name, title in bundle["groups"].items():
        group = ec2.create_security_group(GroupName=title, Description="x", VpcId=vpc)["GroupId"]
        ids[name] = group
        tags = bundle.get("tags", {}).get(name, {})
        if tags:
            ec2.create_tags(Resources=[group], Tags=[{"Key": key, "Value": value} for key, value in tags.items()])
        # As the provider does on creation.
        for entry in ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissionsEgress"]:
            ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[entry])
    for rule in bundle["rules"]:
        call = (
            ec2.authorize_security_group_ingress
            if rule["direction"] == "ingress"
            else ec2.authorize_security_group_egress
        )
        call(GroupId=ids[rule["group"]], IpPermissions=[permission(rule, ids)])
    mine = list(ids.values())
    found = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": mine}])
    return {
        "groups": ec2.describe_security_groups(GroupIds=mine)["SecurityGroups"],
        "rules": found["SecurityGroupRules"],
    }


for line in sys.stdin:
    try:
        answer = replay(json.loads(line))
    except ClientError as error:
        answer = {"refused": str(error)}
    except Exception as error:  # moto answers some requests that EC2 takes with a fault of its own
        answer = {"broken": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer, default=str), flush=True)
