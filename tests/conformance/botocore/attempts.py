#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares how often formwork-cli sends a read that goes wrong with how often botocore does, for each way to go wrong and each
way to say how often: the config file, a variable, neither.

    attempts.py --cli build/dev/app/formwork-cli [--most N]

Exit: 0 the same, 1 not, 77 there is no botocore.
"""
import argparse
import http.server
import os
import subprocess
import sys
import tempfile
import threading

os.environ['BOTO_DISABLE_CRT'] = 'true'
try:
    import botocore
    import botocore.session
except ImportError as error:
    print(f'There is no botocore to compare with: {error}')
    sys.exit(77)

MODELS = os.path.join(os.path.dirname(botocore.__file__), 'data')
FAILURES = {  # status and body; none: the connection ends without an answer
    'nothing': None, '500': (500, b'{}'), '501': (501, b'{}'), '502': (502, b'<html>'), '504': (504, b''), '509': (509, b'{}'),
    'unavailable': (503, b'{"__type":"ServiceUnavailable"}'), 'many': (429, b'{"__type":"TooManyRequestsException"}'),
    'throttled': (400, b'{"__type":"ThrottlingException","message":"Rate exceeded"}'), 'slow': (400, b'{"__type":"SlowDown"}'),
    'invalid': (400, b'{"__type":"ValidationException"}'), 'late': (400, b'{"__type":"RequestTimeout"}'),
    'skewed': (403, b'{"__type":"RequestTimeTooSkewed"}'),
}
WAYS = [('max_attempts = 2\n', {}), ('retry_mode = adaptive\n', {'AWS_MAX_ATTEMPTS': '3'}), ('max_attempts = 1\n', {}), ('', {})]


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Handler)
        self.failure = None
        self.arrived = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def address(self):
        return f'http://127.0.0.1:{self.server_port}'

    def handle_error(self, request, client_address):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        self.server.arrived += 1
        self.rfile.read(int(self.headers.get('content-length', 0)))
        if self.server.failure is None:
            self.close_connection = True
            return
        status, body = self.server.failure
        self.send_response(status)
        self.send_header('content-type', 'application/x-amz-json-1.0')
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def asked_by_botocore(server, environment):
    kept = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    server.arrived = 0
    try:
        botocore.session.Session().create_client('proton', endpoint_url=server.address()).list_environments()
    except Exception:  # it always fails
        pass
    finally:
        os.environ.clear()
        os.environ.update(kept)
    return server.arrived


def asked_by_formwork(server, environment, cli):
    server.arrived = 0
    subprocess.run([cli, 'call', 'proton', 'list-environments', '--input', '-', '--endpoint-url', server.address(), '--models', MODELS],
                   input=b'{}', env=environment, capture_output=True, timeout=120, check=False)
    return server.arrived


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--cli', required=True)
    parser.add_argument('--most', type=int, default=3, help='ways to say how often, the slow ones last')
    arguments = parser.parse_args()
    server = Server()
    different = count = 0
    for name, server.failure in FAILURES.items():
        for lines, variables in WAYS[:arguments.most]:
            with tempfile.TemporaryDirectory() as home:
                os.makedirs(f'{home}/.aws')
                with open(f'{home}/.aws/config', 'w', encoding='utf-8') as config:
                    config.write('[default]\nregion = eu-west-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n'
                                 'aws_secret_access_key = wJalr\n' + lines)
                environment = {'PATH': '/usr/bin', 'HOME': home, 'FORMWORK_DATA_DIR': f'{home}/data', 'AWS_EC2_METADATA_DISABLED': 'true',
                               **variables}
                if 'retry_mode' not in lines:  # what is usual is another in botocore
                    environment['AWS_RETRY_MODE'] = 'standard'
                theirs = asked_by_botocore(server, environment)
                ours = asked_by_formwork(server, environment, arguments.cli)
            count += 1
            if ours != theirs:
                different += 1
                print(f'{name}, {lines.strip()} {variables}: botocore {theirs} times, formwork {ours} times')
    print(f'{count} cases against botocore {botocore.__version__}: {different} differ')
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())
