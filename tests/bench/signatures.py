# SPDX-License-Identifier: Apache-2.0
"""The reference of bench_requests.cpp: botocore signs the same request, and makes and signs it."""
import json
import os
import time

os.environ["BOTO_DISABLE_CRT"] = "true"

import botocore.auth  # noqa: E402
import botocore.awsrequest  # noqa: E402
import botocore.credentials  # noqa: E402
import botocore.session  # noqa: E402

INPUT = {
    "environmentName": "practice-env",
    "managementAccountId": "111122223333",
    "roleArn": "arn:aws:iam::111122223333:role/ProtonEnvironment",
    "clientToken": "6f2a0a9e-4a0e-4b58-9d6c-1f6f2d6f0a11",
}
OPERATION = "CreateEnvironmentAccountConnection"
KEYS = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")


def per_second(work):
    best = 0.0
    for _ in range(7):
        start, count = time.process_time(), 0  # of the processor, as figure.h does
        while time.process_time() - start < 0.2:
            work()
            count += 1
        best = max(best, count / (time.process_time() - start))
    return best


def main():
    credentials = botocore.credentials.Credentials(*KEYS)
    auth = botocore.auth.SigV4Auth(credentials, "proton", "us-east-1")
    headers = {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "AwsProton20200720." + OPERATION,
        "User-Agent": "bench",
    }
    body = json.dumps(INPUT).encode()

    def sign():
        request = botocore.awsrequest.AWSRequest(
            "POST", "https://proton.us-east-1.amazonaws.com/", headers=headers, data=body
        )
        auth.add_auth(request)

    client = botocore.session.get_session().create_client(
        "proton", region_name="us-east-1", aws_access_key_id=KEYS[0], aws_secret_access_key=KEYS[1]
    )
    model = client.meta.service_model.operation_model(OPERATION)

    def make():
        wire = client._serializer.serialize_to_request(INPUT, model)
        botocore.awsrequest.prepare_request_dict(wire, client.meta.endpoint_url, user_agent="bench")
        client._request_signer.sign(OPERATION, botocore.awsrequest.create_request_object(wire))

    print(f"signatures\t{per_second(sign)}\t/s\t")
    print(f"requests made and signed\t{per_second(make)}\t/s\t")


main()
