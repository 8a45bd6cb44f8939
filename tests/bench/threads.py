# SPDX-License-Identifier: Apache-2.0
"""The reference of the figures of bulk: the rows of a CSV file checked by botocore, and sent by boto3 from threads, without
a history. Usage: threads.py check|send FILE [URL]"""
import csv
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

os.environ["BOTO_DISABLE_CRT"] = "true"

import boto3  # noqa: E402
import botocore.config  # noqa: E402
import botocore.validate  # noqa: E402

THREADS = 16


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def main():
    what, path = sys.argv[1:3]
    client = boto3.client("ds-data", endpoint_url=sys.argv[3] if len(sys.argv) > 3 else None,
                          config=botocore.config.Config(max_pool_connections=THREADS))
    begin = time.perf_counter()
    count = 0
    if what == "check":
        shape = client.meta.service_model.operation_model("CreateGroup").input_shape
        validator = botocore.validate.ParamValidator()
        for row in rows(path):
            count += not validator.validate(row, shape).has_errors()
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            for _ in pool.map(lambda row: client.create_group(**row), rows(path)):
                count += 1
    print(f"{what}\t{count / (time.perf_counter() - begin)}\t/s\t", flush=True)


main()
