# SPDX-License-Identifier: Apache-2.0
"""The reference for bench_catalog: botocore loads every service model of a folder. Usage: catalog.py FOLDER"""
import resource
import statistics
import sys
import time

from botocore.loaders import Loader


def load():
    loader = Loader(extra_search_paths=[sys.argv[1]], include_default_search_paths=False)
    begin = time.perf_counter()
    count = 0
    for service in loader.list_available_services("service-2"):
        loader.load_service_model(service, "service-2")
        count += 1
    return (time.perf_counter() - begin) * 1000, count


took = [load()[0] for _ in range(3)]
print(f"find every service, plain files\t{statistics.median(took):.6g}\tms\t")
print(f"memory of the list and the search\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.6g}\tMiB\t")
