# SPDX-License-Identifier: Apache-2.0
"""Measures the programs of a release build and prints one table. Usage: figures.py BUILD [PART...], inside
installer/desktop; the parts are those of main()."""
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
FORMWORK = BUILD + "/app/formwork"
CLI = BUILD + "/app/formwork-cli"
BENCH = BUILD + "/tests/bench/"
AWS = "/usr/bin/aws"  # Debian's
PYTHON = "/usr/bin/python3"
MODELS = [os.environ.get("FORMWORK_SHARED", HERE + "/../../../shared") + "/models/botocore",
          "/usr/lib/python3/dist-packages/botocore/data"]
STARTS = 15
CALLS = 9


class Table:
    def __init__(self):
        self.missed = 0
        self.line("what", "measured", "wanted", "", "reference in the same run")
        self.line("-" * 58, "-" * 12, "-" * 12, "-" * 3, "-" * 34)

    def line(self, what, measured, wanted, verdict, reference):
        print(f"{what:<58} {measured:>12} {wanted:>12} {verdict:>3}  {reference}".rstrip(), flush=True)

    def add(self, what, value, unit, wanted="", reference=""):
        verdict = ""
        if wanted:
            limit = float(wanted[2:])
            reached = value <= limit if wanted.startswith("<=") else value >= limit
            verdict = "yes" if reached else "NO"
            self.missed += not reached
        self.line(what, quantity(value, unit), wanted and quantity(wanted, unit), verdict, reference)


def quantity(value, unit):
    if not isinstance(value, str):
        value = f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
    return value + ("" if unit.startswith("/") else " ") + unit


def settings(**more):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "FORMWORK_"))}
    return {**environment, "BOTO_DISABLE_CRT": "true", **more}


def lines_of(command, **more):
    """The figures that one of the small programs prints, by what they are."""
    output = subprocess.run(command, env=settings(**more), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            text=True, check=True, timeout=600).stdout
    rows = [line.split("\t") for line in output.splitlines() if line.count("\t") == 3]
    return {what: (float(value), unit, wanted) for what, value, unit, wanted in rows}


def memory(pid):
    """Resident and proportional memory in MiB."""
    def field(file, name):
        with open(f"/proc/{pid}/{file}", encoding="ascii") as text:
            return next(int(line.split()[1]) for line in text if line.startswith(name)) / 1024

    return field("status", "VmRSS:"), field("smaps_rollup", "Pss:")


def start(command, **more):
    """Milliseconds from exec to the program's word that it is ready, and its memory then."""
    begin = time.perf_counter()
    with subprocess.Popen(command, env=settings(**more), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
        if program.stdout.readline() != b"ready\n":
            raise RuntimeError(f"{command[0]} did not become ready")
        took = (time.perf_counter() - begin) * 1000
        resident, proportional = memory(program.pid)
        program.terminate()
    return took, resident, proportional


def run(command, environment):
    """Milliseconds of a whole process, and its largest resident memory in MiB."""
    begin = time.perf_counter()
    program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = program.stderr.read()
    _, status, usage = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        raise RuntimeError(f"{command}: {complaint.decode()}")
    return (time.perf_counter() - begin) * 1000, usage.ru_maxrss / 1024


def medians(rows):
    return [statistics.median(column) for column in zip(*rows)]


def measure_start(table, home):
    ours, plain = [], []
    for _ in range(STARTS):  # side by side, so that both meet the same load
        ours.append(start([FORMWORK, "--report-ready", "--data-dir", home]))
        plain.append(start([BENCH + "plainwindow"]))
    took, resident, proportional = medians(ours)
    plain_took, plain_resident, plain_proportional = medians(plain)
    table.add("start to a window that can be used", took, "ms", "<=150", f"an empty QMainWindow: {plain_took:.0f} ms")
    table.add("memory with the window open, resident", resident, "MiB", "<=90",
              f"an empty QMainWindow: {plain_resident:.0f} MiB")
    table.add("memory with the window open, proportional", proportional, "MiB", "",
              f"an empty QMainWindow: {plain_proportional:.0f} MiB")


def measure_dialog(table):
    for platform in ("xcb", "offscreen"):
        figures = lines_of([BENCH + "bench_dialog"], QT_QPA_PLATFORM=platform)
        empty = figures.pop("an empty dialog, for comparison")[0]
        for what, (value, unit, wanted) in figures.items():
            table.add(f"{what} ({platform})", value, unit, wanted, f"an empty dialog: {empty:.1f} ms")


def measure_forms(table):
    """Over what AWS publishes, where a copy of it is beside the project."""
    models = os.path.join(HERE, "../../../shared/models/botocore")
    if not os.path.isdir(models):
        models = ""
    for what, figure in lines_of([BENCH + "bench_forms"], FORMWORK_MODELS=models).items():
        table.add(what, *figure)


def measure_requests(table):
    ours = lines_of([BENCH + "bench_requests"])
    theirs = lines_of([PYTHON, HERE + "/signatures.py"])
    for what, (value, unit, wanted) in ours.items():
        if what in theirs:
            reference = theirs[what][0]
            table.add(what + ", times botocore's", value / reference, "x", ">=10",
                      f"{value:,.0f}/s, botocore {reference:,.0f}/s")
        else:
            table.add(what, value, unit, wanted)


def measure_signin(table):
    for what, figure in (lines_of([BENCH + "bench_signin"]) | lines_of([BENCH + "bench_portal"])).items():
        table.add(what, *figure)


def measure_call(table, home):
    with subprocess.Popen([CLI, "practice", "--json", "--data-dir", home], env=settings(), stdout=subprocess.PIPE) as server:
        account = json.loads(server.stdout.readline())
        there = settings(AWS_ACCESS_KEY_ID=account["accessKeyId"], AWS_SECRET_ACCESS_KEY=account["secretAccessKey"],
                         AWS_REGION=account["region"], AWS_DEFAULT_REGION=account["region"], FORMWORK_DATA_DIR=home)
        ours, theirs = [], []
        for number in range(CALLS + 1):
            path = f"{home}/input{number}.json"
            with open(path, "w", encoding="utf-8") as file:
                json.dump({"environmentName": f"bench-{number}", "managementAccountId": "111122223333",
                           "roleArn": "arn:aws:iam::111122223333:role/ProtonEnvironment"}, file)
            call = ["proton", "create-environment-account-connection"]
            ours.append(run([CLI, "call", *call, "--input", path, "--endpoint-url", account["url"]], there))
            with open(path, "r+", encoding="utf-8") as file:
                text = file.read().replace("bench-", "bench-aws-")
                file.seek(0)
                file.write(text)
            theirs.append(run([AWS, *call, "--cli-input-json", "file://" + path, "--endpoint-url", account["url"]], there))
        server.terminate()
    took, peak = medians(ours[1:])  # the first of each meets a cold disk
    aws_took, aws_peak = medians(theirs[1:])
    table.add("formwork-cli call, times as quick as aws", aws_took / took, "x", ">=15", f"{took:.0f} ms, aws {aws_took:.0f} ms")
    table.add("formwork-cli call, its memory to that of aws", peak / aws_peak, "x", "<=0.5",
              f"{peak:.0f} MiB, aws {aws_peak:.0f} MiB")


def write_rows(path, count, prefix):
    with open(path, "w", encoding="utf-8") as file:
        file.write("SAMAccountName,DirectoryId\n")
        for number in range(count):
            file.write(f"{prefix}-{number},d-1234567890\n")
    return path


def measure_bulk(table, home):
    os.makedirs(home, exist_ok=True)
    bulk = [CLI, "bulk", "ds-data", "create-group", "--csv"]
    with subprocess.Popen([CLI, "practice", "--json", "--data-dir", home + "/practice"], env=settings(),
                          stdout=subprocess.PIPE) as server:
        account = json.loads(server.stdout.readline())
        there = {"AWS_ACCESS_KEY_ID": account["accessKeyId"], "AWS_SECRET_ACCESS_KEY": account["secretAccessKey"],
                 "AWS_REGION": account["region"], "AWS_DEFAULT_REGION": account["region"], "FORMWORK_DATA_DIR": home}
        many = write_rows(home + "/many.csv", 100_000, "check")
        took, _ = run([*bulk, many, "--dry-run"], settings(**there))
        theirs = next(iter(lines_of([PYTHON, HERE + "/threads.py", "check", many], **there).values()))[0]
        table.add("100,000 rows of a CSV file checked", took / 1000, "s", "<=2", f"botocore {100_000 / theirs:.1f} s")
        rows = write_rows(home + "/rows.csv", 10_000, "bench")
        sent, peak = run([*bulk, rows, "--endpoint-url", account["url"]], settings(**there))
        again = write_rows(home + "/again.csv", 1_000, "boto3")
        theirs = next(iter(lines_of([PYTHON, HERE + "/threads.py", "send", again, account["url"]], **there).values()))[0]
        table.add("creations from a CSV file, each durable first", 10_000 / (sent / 1000), "/s", ">=2000",
                  f"boto3, 16 threads, no history {theirs:,.0f}/s")
        table.add("its memory", peak, "MiB", "<=150")
        server.terminate()


def unpacked(source, target):
    """A copy of botocore's service models as plain files, the way Debian installs them."""
    for folder, _, names in os.walk(source):
        for name in names:
            if ".sdk-extras" in name or not name.endswith((".json", ".json.gz")):
                continue
            there = os.path.join(target, os.path.relpath(folder, source))
            os.makedirs(there, exist_ok=True)
            opened = gzip.open if name.endswith(".gz") else open
            with opened(os.path.join(folder, name), "rb") as packed, \
                    open(os.path.join(there, name.removesuffix(".gz")), "wb") as plain:
                shutil.copyfileobj(packed, plain)


def measure_catalog(table, home):
    packed = next((place for place in MODELS if os.path.isdir(place)), None)
    if not packed:
        return
    plain = home + "/models"
    unpacked(packed, plain)
    ours = lines_of([BENCH + "bench_catalog", plain, packed])
    theirs = lines_of([PYTHON, HERE + "/catalog.py", plain])
    for what, (value, unit, wanted) in ours.items():
        reference = theirs.get(what)
        table.add(what, value, unit, wanted, f"botocore {reference[0]:,.0f} {reference[1]}" if reference else "")
        if reference and unit == "ms":
            table.add(what + ", times as quick as botocore", reference[0] / value, "x", ">=20")


def measure_journal(table):
    for what, figure in lines_of([BENCH + "bench_journal", "1000000"]).items():
        table.add(what, *figure)


def measure_practice(table):
    for what, figure in lines_of([BENCH + "bench_practice", CLI]).items():
        table.add(what, *figure)


def main():
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f} at the beginning; medians, and the best of several for rates\n")
    table = Table()
    with tempfile.TemporaryDirectory() as home:
        parts = {"start": lambda: measure_start(table, home + "/window"),
                 "dialog": lambda: measure_dialog(table),
                 "forms": lambda: measure_forms(table),
                 "requests": lambda: measure_requests(table),
                 "signin": lambda: measure_signin(table),
                 "call": lambda: measure_call(table, home),
                 "bulk": lambda: measure_bulk(table, home + "/bulk"),
                 "journal": lambda: measure_journal(table),
                 "practice": lambda: measure_practice(table),
                 "catalog": lambda: measure_catalog(table, home)}
        for name in sys.argv[2:] or parts:
            parts[name]()
    print(f"\n{table.missed} not reached" if table.missed else "\neverything wanted is reached")


main()
