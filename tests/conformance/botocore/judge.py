#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the requests of formwork-cli with botocore's, for random inputs of every operation, and computes each
signature of version 4 anew from the bytes it stands for. Mode presign compares the presigned URLs of what is sent as GET.

    judge.py --cli build/dev/app/formwork-cli [--models FOLDER] [--service NAME ...] [--all] [--mode plain|hostile|cbor|presign]

Without --models both sides read the models of the botocore that this Python has. Exit: 0 the same, 1 not, 77 there is
no botocore to compare with.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zlib

try:
    import oracle
except ImportError as error:
    print(f'There is no botocore to compare with: {error}')
    sys.exit(77)
import compare
import generate
import justified
import signatures

# A few services of every protocol, with all that is peculiar; for the short run.
SAMPLE = ['acm', 'apigateway', 'appflow', 'autoscaling', 'batch', 'cloudfront', 'cloudsearchdomain', 'cloudwatch', 'cognito-identity',
          'ds', 'dynamodb', 'ecs', 'elasticache', 'glacier', 'iam', 'iot-data', 'kinesis', 'kms', 'lex-runtime', 'location',
          'logs', 'machinelearning', 'mturk', 'neptune', 'polly', 'rds', 'route53', 's3', 's3control', 'sagemaker-runtime',
          'sns', 'sqs', 'ssm', 'sso', 'sts', 'swf', 'xray']


EXPIRES = 900  # seconds that a presigned URL is good for


def _may_presign(operation):
    """What a URL alone can ask for: GET without a body."""
    return operation.http.get('method') == 'GET' and operation.auth_type != 'none'


class Cli:
    """One formwork-cli that answers lines; it works while botocore does."""

    def __init__(self, program, models, region, home, *options):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(('AWS_', 'FORMWORK_'))}
        environment |= {'AWS_ACCESS_KEY_ID': oracle.KEY_ID, 'AWS_SECRET_ACCESS_KEY': oracle.SECRET, 'HOME': home,
                        'AWS_BEARER_TOKEN': 'TOKEN', 'XDG_DATA_HOME': home, 'XDG_CONFIG_HOME': home}
        command = [program, 'request', '--batch', '--no-validate', '--region', region, '--data-dir', home,
                   '--models', models, '--at', oracle.AT.strftime('%Y%m%dT%H%M%SZ'), *options]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def ask(self, lines):
        def write():
            for line in lines:
                self._process.stdin.write(json.dumps(line).encode() + b'\n')
            self._process.stdin.flush()
        self._writer = threading.Thread(target=write)
        self._writer.start()

    def answer(self):
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f'formwork-cli ended with {self._process.wait()}')
        return json.loads(line)

    def end(self):
        self._process.stdin.close()
        return self._process.wait()


class Judge:
    def __init__(self, arguments):
        self._arguments = arguments
        self._groups = collections.defaultdict(list)
        self.counts = collections.Counter()
        self.reasons = collections.Counter()
        self._record = open(arguments.record, 'w') if arguments.record else None

    def service(self, cli, source, name):
        arguments = self._arguments
        model = source.model(name)
        hostile = arguments.mode == 'hostile'
        cases = []
        for operation in model.operation_names:
            if arguments.operation and operation not in arguments.operation:
                continue
            if model.operation_model(operation).has_event_stream_input:  # no client of Python's has these
                continue
            if arguments.mode == 'presign' and not _may_presign(model.operation_model(operation)):
                continue
            for turn in range(arguments.count):
                maker = generate.Generator(f'{arguments.seed}/{name}/{operation}/{turn}', hostile, hostile)
                shape = model.operation_model(operation)
                given, native = maker.input(shape, [0.0, 0.9, 0.4][(turn + zlib.crc32(operation.encode())) % 3])
                cases.append((shape, given, native))
        lines = [{'id': str(i), 'service': name, 'operation': shape.name, 'params': given}
                 for i, (shape, given, _) in enumerate(cases)]
        if not lines:
            return
        cli.ask(lines)
        presigns = arguments.mode == 'presign'
        config = {'signature_version': 's3v4'} if presigns and model.metadata.get('signatureVersion') == 's3' else {}
        client = source.client(name, arguments.region, parameter_validation=not hostile, **config)
        for i, (shape, given, native) in enumerate(cases):
            theirs = (oracle.url_of(client, shape.name, native, EXPIRES) if presigns
                      else oracle.request_of(client, shape.name, native))
            ours = cli.answer()
            if ours.get('id') != str(i):
                raise SystemExit(f'answer {ours.get("id")} for request {i} of {name}')
            self._judge(name, shape, given, ours, theirs)

    def _judge(self, service, operation, given, ours, theirs):
        self.counts['requests'] += 1
        if isinstance(theirs, Exception):
            self.counts['refused by botocore'] += 1
            if 'error' in ours:
                return
            found = [('botocore refuses', ours['url'], f'{type(theirs).__name__}: {theirs}')]
        elif 'error' in ours:
            found = [('formwork refuses', ours['error'], getattr(theirs, 'url', theirs))]
        elif isinstance(theirs, str):
            self.counts['signatures'] += 1
            found = signatures.url_differences(ours, theirs)
        else:
            found = compare.differences(ours, theirs) + self._signature(ours, theirs)
            if self._record:
                self._record.write(json.dumps({'service': service, 'operation': operation.name, **ours,
                                               'theirs': compare._text(theirs.headers.get('Authorization', ''))}) + '\n')
        left = []
        for kind, mine, its in found:
            reason = justified.reason(service, operation, given, kind, mine, its)
            if reason:
                self.reasons[reason] += 1
            else:
                left.append((kind, mine, its))
        if left:
            self.counts['different'] += 1
        for kind, mine, its in left:
            self._groups[(kind, service)].append((operation.name, given, mine, its))

    def _signature(self, ours, theirs):
        if not signatures.parts(next((v for k, v in ours['headers'].items() if k.lower() == 'authorization'), '')):
            return []
        self.counts['signatures'] += 1
        wrong = signatures.wrong(ours)
        return ([('signature', ours['url'], wrong)] if wrong else []) + signatures.differences(ours, theirs)

    def report(self):
        by_kind = collections.Counter()
        for (kind, _), cases in self._groups.items():
            by_kind[kind] += len(cases)
        for kind, number in by_kind.most_common():
            print(f'\n== {kind}: {number}')
            services = sorted((len(cases), service) for (k, service), cases in self._groups.items() if k == kind)
            print('   ' + ', '.join(f'{service} {count}' for count, service in reversed(services)))
            shown = 0
            for count, service in reversed(services):
                for operation, given, mine, its in self._groups[(kind, service)][:self._arguments.show]:
                    print(f'   {service} {operation}\n      params   {json.dumps(given, ensure_ascii=False)[:400]}'
                          f'\n      formwork {str(mine)[:400]}\n      botocore {str(its)[:400]}')
                shown += 1
                if shown >= self._arguments.show * 4:
                    break
        for reason, number in self.reasons.most_common():
            print(f'justified {number}: {reason}')
        print(', '.join(f'{number} {name}' for name, number in self.counts.items()))


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--cli', required=True)
    parser.add_argument('--models', help='a folder in the layout of a botocore installation')
    parser.add_argument('--service', action='append', default=[])
    parser.add_argument('--operation', action='append', default=[])
    parser.add_argument('--all', action='store_true', help='every service, not a sample')
    parser.add_argument('--part', default='0/1', help='the share of the services to take, e.g. 0/2')
    parser.add_argument('--mode', choices=['plain', 'hostile', 'cbor', 'presign'], default='plain')
    parser.add_argument('--count', type=int, default=2, help='requests an operation')
    parser.add_argument('--seed', default='1')
    parser.add_argument('--region', default='us-east-1')
    parser.add_argument('--show', type=int, default=2, help='examples to print of a difference')
    parser.add_argument('--record', help='a file for the requests as JSON lines')
    return parser.parse_args()


def main():
    arguments = options()
    began = time.monotonic()
    oracle.freeze()
    with tempfile.TemporaryDirectory() as home:
        models = arguments.models or oracle.own_models()
        if arguments.mode == 'cbor':
            models = oracle.as_cbor(models, os.path.join(home, 'models'), arguments.service)
        source = oracle.Oracle(models)
        known = source.services()
        names = arguments.service or (known if arguments.all else [name for name in SAMPLE if name in known])
        part, parts = map(int, arguments.part.split('/'))
        judge = Judge(arguments)
        presign = ['--presign', str(EXPIRES)] if arguments.mode == 'presign' else []
        cli = Cli(arguments.cli, models, arguments.region, home, *presign)
        for name in names[part::parts]:
            judge.service(cli, source, name)
        ended = cli.end()
    judge.report()
    print(f'{len(names[part::parts])} services in {time.monotonic() - began:.1f} s, botocore {oracle.VERSION}')
    if judge.counts['requests'] == 0:
        print('Nothing was compared.')
        return 77
    return 1 if judge.counts['different'] or ended else 0


if __name__ == '__main__':
    sys.exit(main())
