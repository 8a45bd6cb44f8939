#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares where formwork-cli would send a request, and for which Region and service it would sign it, with botocore, over
files and variables made up from a seed: profiles, Regions, FIPS, dual-stack, endpoints, the settings of S3 and STS.

    settings.py --cli build/dev/app/formwork-cli [--from SEED] [--count N]

What a version of botocore does not know is not asked of it. Exit: 0 the same, 1 not, 77 there is no botocore.
"""
import argparse
import concurrent.futures
import json
import os
import random
import re
import subprocess
import sys
import tempfile

os.environ['BOTO_DISABLE_CRT'] = 'true'
try:
    import botocore
    import botocore.awsrequest
    import botocore.session
except ImportError as error:
    print(f'There is no botocore to compare with: {error}')
    sys.exit(77)

VERSION = tuple(int(part) for part in botocore.__version__.split('.')[:2])
MODELS = os.path.join(os.path.dirname(botocore.__file__), 'data')
KEYS = {'aws_access_key_id': 'AKIAIOSFODNN7EXAMPLE', 'aws_secret_access_key': 'wJalr'}  # published, no keys
REGIONS = ['us-east-1', 'eu-west-1', 'us-west-2', 'cn-north-1', 'us-gov-west-1', 'ap-southeast-3', 'eu-central-2', 'us-iso-east-1']
URLS = ['http://localhost:4566', 'https://vpce-1.example.com', 'http://127.0.0.1:9000/']
SWITCH = ['true', 'false', 'True', 'TRUE', 'yes', '1', 'false ']
BUCKETS = ['my-bucket', 'my.dotted.bucket', 'Upper_Bucket', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/mine']
QUESTIONS = [
    ('s3', 'GetObject', 'get_object', {'Bucket': BUCKETS, 'Key': ['k', 'a b/c+d', 'über']}),
    ('s3', 'ListBuckets', 'list_buckets', {}),
    ('s3', 'CreateBucket', 'create_bucket', {'Bucket': ['my-bucket']}),
    ('s3control', 'ListAccessPoints', 'list_access_points', {'AccountId': ['111122223333']}),
    ('sts', 'GetCallerIdentity', 'get_caller_identity', {}),
    ('dynamodb', 'ListTables', 'list_tables', {}),
    ('ec2', 'DescribeInstances', 'describe_instances', {}),
    ('lambda', 'GetFunction', 'get_function', {'FunctionName': ['fn']}),
    ('iam', 'ListRoles', 'list_roles', {}),
    ('route53', 'ListHostedZones', 'list_hosted_zones', {}),
    ('cloudfront', 'ListDistributions', 'list_distributions', {}),
    ('organizations', 'ListRoots', 'list_roots', {}),
    ('proton', 'ListEnvironments', 'list_environments', {}),
    ('logs', 'DescribeLogGroups', 'describe_log_groups', {}),
    ('docdb', 'DescribeDBClusters', 'describe_db_clusters', {}),
    ('ecr-public', 'DescribeRegistries', 'describe_registries', {}),
    ('elasticbeanstalk', 'DescribeApplications', 'describe_applications', {}),
]
S3 = {'addressing_style': ['path', 'virtual', 'auto'], 'use_accelerate_endpoint': SWITCH, 'use_dualstack_endpoint': SWITCH,
      'payload_signing_enabled': SWITCH, 'us_east_1_regional_endpoint': ['legacy', 'regional'], 'use_arn_region': SWITCH}
LINES = {'use_fips_endpoint': SWITCH, 'use_dualstack_endpoint': SWITCH, 'sts_regional_endpoints': ['legacy', 'regional'],
         'retry_mode': ['standard', 'adaptive'], 'max_attempts': ['1', '3'], 'parameter_validation': ['true', 'false'],
         's3_us_east_1_regional_endpoint': ['legacy', 'regional'], 's3_use_arn_region': SWITCH, 'output': ['json']}
VARIABLES = {'AWS_USE_FIPS_ENDPOINT': SWITCH, 'AWS_USE_DUALSTACK_ENDPOINT': SWITCH, 'AWS_STS_REGIONAL_ENDPOINTS': ['legacy', 'regional'],
             'AWS_S3_US_EAST_1_REGIONAL_ENDPOINT': ['legacy', 'regional'], 'AWS_S3_USE_ARN_REGION': SWITCH, 'AWS_DEFAULT_REGION': REGIONS}
if VERSION >= (1, 31):
    LINES.update(endpoint_url=URLS, ignore_configured_endpoint_urls=SWITCH)
    VARIABLES.update({f'AWS_ENDPOINT_URL{of}': URLS for of in ('', '_S3', '_STS', '_DYNAMODB', '_ELASTIC_BEANSTALK')})
    VARIABLES.update(AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=SWITCH)
if VERSION >= (1, 36):
    LINES.update(request_checksum_calculation=['when_supported', 'when_required'], account_id_endpoint_mode=['preferred', 'disabled'],
                 disable_request_compression=SWITCH, sigv4a_signing_region_set=['*', 'eu-west-1'])


class Caught(Exception):
    pass


class Case:
    """One profile with its surroundings, and one question to a service."""

    def __init__(self, seed):
        dice = random.Random(seed)
        self.seed = seed
        lines = dict(dice.sample(sorted((name, dice.choice(values)) for name, values in LINES.items()), dice.choice([0, 0, 1, 1, 2, 3])))
        if dice.random() < .85:
            lines['region'] = dice.choice(REGIONS)
        if VERSION < (1, 42):  # whose default is another
            lines.setdefault('sts_regional_endpoints', 'regional')
        if dice.random() < .25:
            chosen = dice.sample(sorted(S3), dice.randint(1, 3))
            lines['s3'] = ''.join(f'\n    {name} = {dice.choice(S3[name])}' for name in chosen)
        self.name = dice.choice(['default', 'p', 'with space'])
        keys = ''.join(f'{name} = {value}\n' for name, value in KEYS.items())
        is_shared = dice.random() < .5
        header = {'default': '[default]', 'p': '[profile p]'}.get(self.name, f'[profile "{self.name}"]')
        between = dice.choice(['=', ' = ', '  =  '])
        self.config = header + '\n' + ''.join(f'{name}{between}{value}\n' for name, value in lines.items()) + ('' if is_shared else keys)
        self.credentials = f'[{self.name}]\n{keys}' if is_shared else ''
        self.variables = {name: dice.choice(VARIABLES[name]) for name in dice.sample(sorted(VARIABLES), dice.choice([0, 0, 0, 1, 1, 2]))}
        if self.name != 'default':
            self.variables['AWS_PROFILE'] = self.name
        self.service, self.operation, self.method, members = dice.choice(QUESTIONS)
        self.input = {name: dice.choice(values) for name, values in members.items()}

    def environment(self, home):
        os.makedirs(f'{home}/.aws')
        for file, text in (('config', self.config), ('credentials', self.credentials)):
            with open(f'{home}/.aws/{file}', 'w', encoding='utf-8') as target:
                target.write(text)
        return {'PATH': '/usr/bin:/bin', 'LANG': 'C.UTF-8', 'HOME': home, 'AWS_EC2_METADATA_DISABLED': 'true',
                'BOTO_DISABLE_CRT': 'true', 'FORMWORK_DATA_DIR': f'{home}/data', **self.variables}

    @staticmethod
    def differs_on_purpose(ours, reference):
        """What botocore turns off in silence, Formwork says not to go together: FIPS or dual-stack beside an endpoint of one's
        own, path style with S3 Accelerate. It asks for no Region of services at one place, beside an endpoint too; it gives an
        address the name that rules want to put another before; and a partition's first dual-stack address it takes from newer
        lists."""
        return re.search('custom endpoint|Path-style addressing cannot', ours) is not None or 'specify a region' in reference \
            or '.127.0.0.1:' in reference or 'does not support DualStack' in reference

    def __str__(self):
        return f'seed {self.seed}: {self.service} {self.operation} {self.input}\n{self.config}{self.credentials}{self.variables}'


def essence(method, url, headers):
    signed = re.match(r'(\S+) Credential=[^/]+/\d+/(.*?), ?SignedHeaders', headers.get('authorization', ''))
    return f'{method} {url} {signed and signed.groups()} {headers.get("x-amz-region-set", "")}'


def theirs(case, environment):
    kept = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)

    def catch(request, **_):
        headers = {name.lower(): value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()}
        raise Caught(essence(request.method, request.url.partition(':')[2], headers))
    try:
        client = botocore.session.Session().create_client(case.service)
        client.meta.events.register_first('before-send.*.*', catch)
        getattr(client, case.method)(**case.input)
    except Caught as caught:
        return str(caught)
    except Exception as refusal:  # of whatever kind: it sends nothing
        return f'refused: {refusal}'
    finally:
        os.environ.clear()
        os.environ.update(kept)
    return 'nothing sent'


def ours(cli, case, environment):
    program = subprocess.run([cli, 'request', case.service, case.operation, '--input', '-', '--models', MODELS], env=environment,
                             input=json.dumps(case.input).encode(), capture_output=True, timeout=120, check=False)
    if program.returncode != 0:
        return 'refused: ' + program.stderr.decode()
    lines = program.stdout.decode(errors='replace').splitlines()
    method, target, _ = lines[0].split(' ')
    head = lines[1:lines.index('')] if '' in lines else lines[1:]
    headers = {name.lower(): value for name, _, value in (line.partition(': ') for line in head)}
    return essence(method, '//' + headers['host'] + target, headers)


def agree(first, second):
    return first == second or first.startswith('refused') and second.startswith('refused')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--cli', required=True)
    parser.add_argument('--from', dest='first', type=int, default=1)
    parser.add_argument('--count', type=int, default=200)
    arguments = parser.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        asked = []
        for seed in range(arguments.first, arguments.first + arguments.count):
            case = Case(seed)
            environment = case.environment(f'{folder}/{seed}')
            asked.append((case, pool.submit(ours, arguments.cli, case, environment), theirs(case, environment)))
        for case, answer, reference in asked:
            if not agree(answer.result(), reference) and not case.differs_on_purpose(answer.result(), reference):
                different += 1
                print(f'{case}\n  botocore: {reference}\n  formwork: {answer.result()}\n')
    print(f'{arguments.count} cases against botocore {botocore.__version__}: {different} differ')
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())
