# SPDX-License-Identifier: Apache-2.0
"""Eight large forms in the real window, from the palette to what was made and read back, with the keyboard alone: what has to
be filled in is reached with Tab, has the name that stands beside it, and is where it can be seen.
Usage: eightforms.py FORMWORK [PICTURES] [FORM...], inside installer/desktop; PICTURES is a folder where pictures are left, or
"-". Ends with 77 where there is no display, no accessibility bus, or no models of all of AWS."""
import os
import subprocess
import sys
import tempfile
import time

from reader import (CONTAINERS, Focus, application, check_names, everything, named, press, pyatspi, skip, wait_for, write)

# (palette, fields, words of the answer). A field is (name, value), a number how far down in its list, no name the next one;
# a name alone is a button that is pressed.
TRUST = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}'
FORMS = {
    "role": [
        ("iam create role", [("Role name", "driven-role"), ("Trust policy", TRUST)], "role/driven-role"),
        ("iam get role", [("Role name", "driven-role")], "driven-role"),
    ],
    "function": [
        ("lambda create function",
         [("Function name", "driven-function"), ("Runtime", "python3.12"), ("Handler", "app.main"),
          ("Execution role", "arn:aws:iam::000000000000:role/driven-role"), ("Code", 2),
          ("Bucket", "builds"), ("Object", "app.zip")], "function:driven-function"),
        ("lambda get function", [("Function name", "driven-function")], "driven-function"),
    ],
    "instance": [
        ("ec2 run instances", [("Image (AMI)", "ami-0123456789abcdef0"), ("Instance type", "t3.micro")], "i-"),
        ("ec2 describe instances", [], "1 row"),
    ],
    "analysis": [
        ("quicksight create analysis",
         [("Analysis ID", "driven-analysis"), ("Name", "Driven"), "Next", "Add from a template", "Add template",
          "Add a data set to Data sets", ("Place in the template", "sales"),
          ("Data set ARN", "arn:aws:quicksight:us-east-1:000000000000:dataset/sales"), ("Template ARN", "arn:aws:quicksight:us-east-1:000000000000:template/sales")], "driven-analysis"),
        ("quicksight describe analysis", [("Analysis ID", "driven-analysis")], "Driven"),
    ],
    "item": [
        ("dynamodb create table", [("Table name", "driven-table"), "Add an attribute of keys to Attributes of keys", ("Attribute", "id"),
                                   "Add a key schema element to Key", ("Attribute name", "id"), "Role"], "driven-table"),
        ("dynamodb put item",
         [("Table", "driven-table"), "Add an attribute to Attributes", ("Name of the new entry of Attributes", "id\n"),
          ("Attributes, id", 1), ("", "driven-item")], ""),
        ("dynamodb scan", [("Table name", "driven-table")], "1 row"),
    ],
    "lifecycle": [
        ("s3 create bucket", [("Bucket name", "driven-bucket-0001")], ""),
        ("s3 put bucket lifecycle configuration",
         [("Bucket", "driven-bucket-0001"), "Next", "Add a rule to Rules", ("Name of the rule", "driven-rule"),
          ("When they go", 2), ("", "30")], ""),
        ("s3 get bucket lifecycle configuration", [("Bucket", "driven-bucket-0001")], "driven-rule"),
    ],
    "service": [
        ("ecs create service", [("Cluster", "default"), ("Service name", "driven-service"), ("Task definition", "web:3"),
                                ("Runs on", "EC2")], "driven-service"),
        ("ecs list services", [], "driven-service"),
    ],
    "database": [
        ("rds create db instance",
         [("Name of the instance", "driven-db"), ("Engine", "postgres"), ("Class", "db.t4g.micro"), "Next",
          ("User name", "dbadmin"), "Next", ("Size (GiB)", "20")], "driven-db"),
        ("rds describe db instances", [], "driven-db"),
    ],
}


def models():
    shared = os.path.join(os.environ.get("FORMWORK_SHARED", ""), "models", "botocore")
    for folder in (shared, "/usr/lib/python3/dist-packages/botocore/data"):
        if os.path.isdir(os.path.join(folder, "quicksight")):
            return folder
    skip("There are no models of all of AWS: neither ../shared/models nor python3-botocore.")


class Driver:
    def __init__(self, pictures):
        self.focus = Focus()
        self.pictures = pictures
        self.shots = 0
        self.program = wait_for("program on the accessibility bus", application)
        self.dialog = None
        self.window = wait_for("main window", lambda: named(self.program, "Formwork", pyatspi.ROLE_FRAME))
        wait_for("first start", lambda: named(self.window, "Stay in practice", pyatspi.ROLE_PUSH_BUTTON))

    def picture(self, name):
        if self.pictures:
            self.shots += 1
            subprocess.run(["import", "-window", "root", os.path.join(self.pictures, f"{name}-{self.shots:02}.png")], check=False)

    def key(self, *keys):
        before = self.focus.count
        press(*keys)
        self.focus.moved(before, 0.4)

    def tab_to(self, name):
        """The widget of that name, reached with Tab."""
        met = []
        for _ in range(120):
            now = self.focus.name()
            # Behind a name may stand what it belongs to, and what is chosen of a group of radio buttons.
            if now == name or now.startswith((name + ":", name + " (")):
                self.check_seen(name)
                return self.focus.at
            met.append(now)
            self.key("Tab")
        raise AssertionError(f"Tab does not come to '{name}': {list(dict.fromkeys(met))}")

    def check_seen(self, name):
        end = time.monotonic() + 2
        while time.monotonic() < end:
            box = self.focus.at.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
            frame = self.dialog.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
            if box.y >= frame.y and box.y + min(box.height, 24) <= frame.y + frame.height and box.width > 8:
                return
            self.focus.pump(0.05)
        raise AssertionError(f"'{name}' has the focus and cannot be seen")

    def fill(self, name, value):
        if not name:  # whatever comes next
            self.key("Tab")
            self.check_seen("the next field")
        else:
            self.tab_to(name)
        field = self.focus.at
        role = field.getRole()
        if role == pyatspi.ROLE_RADIO_BUTTON:
            for _ in range(8):
                if self.focus.name().endswith(": " + value):
                    return
                self.key("Right")
            raise AssertionError(f"'{name}' has no '{value}'")
        if isinstance(value, int):  # so far down in the list; a space would open it
            for _ in range(value):
                self.key("Down")
            return
        if role != pyatspi.ROLE_COMBO_BOX:
            press("ctrl+a")
        write(value)
        self.focus.pump(0.1)

    def push(self, name):
        self.tab_to(name)
        self.key("space")
        self.focus.pump(0.2)

    def dialogs(self):
        return [one for one in self.program if one is not None and one.getRole() == pyatspi.ROLE_DIALOG
                and one.getState().contains(pyatspi.STATE_SHOWING)]

    def open(self, words):
        press("ctrl+k")
        self.focus.pump(0.6)
        write(words)
        first = words.split()[0]
        wait_for("what was searched for", lambda: any(first in (one.name or "").lower()
                 for one in everything(self.program) if one.getRole() == pyatspi.ROLE_LIST_ITEM))
        self.focus.pump(0.2)
        self.key("Return")
        self.dialog = wait_for(f"form of {words}", lambda: next((one for one in self.dialogs()
                               if named(one, "Steps", pyatspi.ROLE_LIST)), None))
        self.focus.pump(0.3)

    def send(self, name, words):
        check_names(name, self.dialog)
        self.picture(name)
        press("ctrl+Return")
        done = {"Created", "Done", "Sent", "Answer"}
        wait_for(f"word that {name} was done", lambda: next((one for one in everything(self.dialog)
                 if (one.name or "").split(".")[0] in done), None))
        self.focus.pump(0.3)
        self.picture(name)
        if words:
            wait_for(f"'{words}' in the answer of {name}", lambda: next((one for one in everything(self.dialog)
                     if words in (one.name or "") or words in text_of(one)), None))
        check_names(f"the answer of {name}", self.dialog)

    def drive(self, steps):
        for words, fields, answer in steps:
            self.open(words)
            for field in fields:
                if field == "Next":
                    self.key("alt+n")
                    self.focus.pump(0.2)
                elif isinstance(field, str):
                    self.push(field)
                else:
                    self.fill(*field)
            self.send(words, answer)
            self.key("Escape")
            wait_for("end of the form", lambda: not self.dialogs())


def text_of(one):
    try:
        text = one.queryText()
        return text.getText(0, min(text.characterCount, 20000))
    except Exception:  # it holds none
        return ""


def main():
    folder = models()
    pictures = sys.argv[2] if len(sys.argv) > 2 and sys.argv[2] != "-" else ""
    wanted = sys.argv[3:] or list(FORMS)
    failed = []
    for name in wanted:
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "FORMWORK_MODELS": folder, "FORMWORK_DISCOVERY": "off"}
            formwork = subprocess.Popen([sys.argv[1], "--data-dir", home], env=environment)
            begun = time.monotonic()
            driver = None
            try:
                driver = Driver(pictures)
                driver.key("alt+p")
                driver.drive(FORMS[name])
                assert formwork.poll() is None, "the program ended"
                print(f"{name}: done in {time.monotonic() - begun:.1f} s", flush=True)
            except AssertionError as fault:
                failed.append(name)
                print(f"{name}: {fault}", flush=True)
                if driver:
                    driver.picture(f"{name}-failed")
            finally:
                formwork.terminate()
                formwork.wait(10)
    sys.exit(1 if failed else 0)


main()
