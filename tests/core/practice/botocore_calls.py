# SPDX-License-Identifier: Apache-2.0
# Many calls through botocore, one after another: URL CALLS, where CALLS is a JSON list of [SERVICE, METHOD, PARAMETERS].
# Prints a JSON list of what each answered, or of its error.
import json
import sys

import botocore.config
import botocore.exceptions
import botocore.session

url, calls = sys.argv[1:]
session = botocore.session.get_session()
clients = {}
answers = []
for service, method, parameters in json.loads(calls):
    if service not in clients:
        clients[service] = session.create_client(
            service, endpoint_url=url, config=botocore.config.Config(retries={"max_attempts": 0}))
    try:
        answer = getattr(clients[service], method)(**parameters)
    except botocore.exceptions.ClientError as error:
        answer = error.response
    except Exception as error:  # what it cannot even read
        answer = {"unreadable": repr(error)}
    answers.append(answer)
print(json.dumps(answers, default=str))
