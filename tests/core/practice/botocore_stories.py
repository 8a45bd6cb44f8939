# SPDX-License-Identifier: Apache-2.0
# What scripts of stories have in common: URL [NAME...]. Each prints a line of JSON for each story: {"story", "why"}.
import json
import sys

import botocore.config
import botocore.exceptions
import botocore.session

url = sys.argv[1]
session = botocore.session.get_session()
TRUST = '{"Version":"2012-10-17","Statement":[]}'
STORIES = []


def client(service, **config):
    return session.create_client(
        service, endpoint_url=url,
        config=botocore.config.Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, **config))


def story(function):
    STORIES.append(function)
    return function


def refused(code, call, **parameters):
    try:
        answer = call(**parameters)
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == code, "%s, not %s" % (error.response["Error"], code)
        return
    assert False, "not refused with %s but answered %s" % (code, answer)


def tell_all():
    wanted = sys.argv[2:]
    for function in STORIES:
        if wanted and function.__name__ not in wanted:
            continue
        why = ""
        try:
            function()
        except Exception as error:  # whatever it is, it is the answer
            line = error.__traceback__
            while line.tb_next and line.tb_next.tb_frame.f_code.co_filename == function.__code__.co_filename:
                line = line.tb_next
            why = "line %d: %s: %s" % (line.tb_lineno, type(error).__name__, error)
        print(json.dumps({"story": function.__name__, "why": why}), flush=True)
