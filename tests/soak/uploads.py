# SPDX-License-Identifier: Apache-2.0
"""Files that are sent while the wire breaks and the client is killed: one that may be sent as often as one likes, one that makes
something and takes a client token, and one that goes up in parts."""
import hashlib
import json
import subprocess

PARTS = 3
SIZES = ((1, 20_000), (1, 20_000), (200_000, 1_000_000), (6_000_000, 12_000_000))  # bytes; the last are more than a system holds back


class Sent:
    """One call, and the same row of the history again until it is known to be done."""

    def __init__(self, words, document, body=None):
        self.words, self.document, self.body = words, document, body
        self.code = None
        self.rows = 0  # that were begun for it

    def run(self, runner, name, folder, isHard):
        path = "%s/%s.json" % (folder, name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.document, file)
        words = ["call", *self.words, "--input", path, *(["--upload", self.body] if self.body else [])]
        for number in range(25):
            row = self.row(runner)
            self.code = runner.run(["history", "retry", str(row["id"]), "--yes", "--timeout", "5"] if row else [*words, "--timeout", "5"],
                                   isHard and number < 2, 0.3)
            if self.code == 0:
                return True
            row = self.row(runner)
            if row and row["outcome"] == "succeeded":  # killed between the answer and its last word
                self.code = 0
                return True
        return False

    def row(self, runner):
        """What of it stands in the history: what was killed before that was never sent."""
        listed = json.loads(subprocess.run([runner.cli, "history", "list", "--json"], env=runner.environment, capture_output=True,
                                           text=True).stdout or "[]")
        service, operation = self.words[0], self.words[1].replace("-", "")
        found = [row for row in listed if row["service"] == service and row["operation"].lower() == operation
                 and self.asked(runner, row["id"]) == self.document]
        self.rows = len(found)
        return found[0] if found else None

    def asked(self, runner, number):
        """The input of a row, but for its body and a token that was filled in."""
        shown = json.loads(subprocess.run([runner.cli, "history", "show", str(number), "--json"], env=runner.environment,
                                          capture_output=True, text=True).stdout or "{}").get("input", {})
        return {name: value for name, value in shown.items() if name in self.document}


class Upload:
    """A file, whole or in parts."""

    def __init__(self, kind, service, name, folder, url, rng):
        self.kind, self.name, self.folder = kind, name, folder
        self.isDone = False
        self.said = ""
        self.bodies = {}  # path on the wire -> digest of what has to arrive there
        at = ["--endpoint-url", url]
        if kind == "parts":
            self.sent = [Sent([service, "create-album", *at], {"name": name})]
            for number in range(1, PARTS + 1):
                self.sent.append(Sent([service, "put-page", *at], {"album": name, "number": str(number)},
                                      self.file(rng, "/albums/%s/pages/%d" % (name, number))))
            self.sent.append(Sent([service, "close-album", *at], {"album": name}))
        elif kind == "scroll":
            self.sent = [Sent([service, "create-scroll", *at], {"name": name}, self.file(rng, "/scrolls/" + name))]
        else:
            self.sent = [Sent([service, "put-sheet", *at], {"name": name}, self.file(rng, "/sheets/" + name))]

    def file(self, rng, target):
        path = "%s/%s-%d.bin" % (self.folder, self.name, len(self.bodies))
        data = rng.randbytes(rng.randrange(*rng.choice(SIZES)))
        with open(path, "wb") as file:
            file.write(data)
        self.bodies[target] = hashlib.sha256(data).hexdigest()
        return path

    def run(self, runner):
        self.isDone = all(sent.run(runner, "%s-%d" % (self.name, number), self.folder, True)
                          for number, sent in enumerate(self.sent))
        self.said = runner.said

    def code_of(self):
        return [sent.code for sent in self.sent]


def uploads_of(folder, url, count, rng):
    """As many of each kind."""
    uploads = []
    for service in ("restjson", "restxml"):
        for kind in ("sheet", "scroll", "parts"):
            for number in range(count):
                uploads.append(Upload(kind, "soak-" + service, "%s-%s-%d" % (service, kind, number), folder, url, rng))
    return uploads


def reckon(expect, uploads, proxy, rows):
    """Every file is there as it was, and what it made is there once. `rows` asks the history, then the practice account."""
    history, practice = rows
    expect("files and files in parts uploaded", sum(upload.isDone for upload in uploads), len(uploads))
    bodies = {target: digest for upload in uploads for target, digest in upload.bodies.items()}
    expect("bodies that arrived whole and as they were, of them the last",
           sum(proxy.bodies.get(target) == digest for target, digest in bodies.items()), len(bodies))
    made = [upload.name for upload in uploads if upload.kind != "sheet"]
    there = dict(practice("SELECT name, count(*) FROM things WHERE name LIKE '%-scroll-%' OR name LIKE '%-parts-%' GROUP BY 1"))
    expect("what they make is there, once", sum(there.get(name) == 1 for name in made), len(made))
    expect("names of theirs that are there twice", sum(many > 1 for many in there.values()), 0)
    done = dict(history("SELECT operation, count(*) FROM requests WHERE outcome = 1 AND operation IN"
                        " ('PutSheet', 'CreateScroll', 'CreateAlbum', 'PutPage', 'CloseAlbum') GROUP BY 1"))
    third = len(uploads) // 3
    wanted = {"PutSheet": third, "CreateScroll": third, "CreateAlbum": third, "PutPage": PARTS * third, "CloseAlbum": third}
    expect("rows of them that succeeded", sum(done.values()), sum(wanted.values()))
    expect("rows begun for one thing, at most", max(sent.rows for upload in uploads for sent in upload.sent), 1)
    for upload in uploads:
        if not upload.isDone:
            print("    %s ended with %s: %s" % (upload.name, upload.code_of(), upload.said[-500:]))
