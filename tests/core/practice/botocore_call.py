# SPDX-License-Identifier: Apache-2.0
# One call through botocore, once: URL SERVICE METHOD PARAMETERS. Prints the answer or the error as JSON.
import json
import sys

import botocore.config
import botocore.eventstream
import botocore.exceptions
import botocore.session

url, service, method, parameters = sys.argv[1:]
client = botocore.session.get_session().create_client(
    service, endpoint_url=url, config=botocore.config.Config(retries={"max_attempts": 0}))
try:
    answer = getattr(client, method)(**json.loads(parameters))
except botocore.exceptions.ClientError as error:
    answer = error.response


def printable(value):
    if isinstance(value, botocore.eventstream.EventStream):
        return list(value)
    return str(value)


print(json.dumps(answer, default=printable))
