/**
 * A script for the API of the box, for Python's own library alone: the only way onto releases that import no rules, and elsewhere
 * the same two files from a terminal. What an earlier bundle left it deletes.
 * @see https://docs.opnsense.org/development/api/core/firewall.html
 * @see https://docs.opnsense.org/development/how-tos/api.html
 */
import { markerOf } from '../../router/render/names'
import { leftoverNote } from './leftovers'

/** All of Python's own. */
const modules = ['argparse', 'base64', 'csv', 'json', 'os', 'ssl', 'sys', 'time', 'urllib.error', 'urllib.request']

export function writeScript(cluster: string): string {
  const modulesText = modules.map((name) => `import ${name}`).join('\n')
  const text = script.replace('@MODULES@', modulesText).replace('@IMPORT@', `alias/import`)
  return text.replace('@NOTE@', leftoverNote).replace('@MARKER@', markerOf(cluster)).trimStart()
}

/** The name of a cluster is a DNS label, so that it means nothing in a string of Python. */
const script = `
#!/usr/bin/env python3
"""Puts aliases.json and rules.csv beside this file onto an OPNsense box, 25.7 or later.

  OPNSENSE_KEY=... OPNSENSE_SECRET=... python3 apply.py https://opnsense.example.net [--apply] [--ca FILE | --insecure]

Without --apply it only says what it would do. Every rule whose description begins with the marker is ours: it is
changed where it is in the table, and deleted where it is not. Nothing else of the box is touched.
"""
@MODULES@

MARKER = "@MARKER@"
NOTE = "@NOTE@"
HERE = os.path.dirname(os.path.abspath(__file__))
# After a minute the box goes back by itself.
SECONDS = 55


class Box:
    def __init__(self, url, context):
        login = os.environ.get("OPNSENSE_KEY", "") + ":" + os.environ.get("OPNSENSE_SECRET", "")
        self.url = url.rstrip("/")
        self.context = context
        self.token = base64.b64encode(login.encode()).decode()

    def get(self, path):
        answer = self.post(path, None)
        if answer is None:
            sys.exit("%s is no call of this box: it needs OPNsense 25.7 or later" % path)
        return answer

    def post(self, path, body):
        """The answer, or None where this release has no such call."""
        request = urllib.request.Request(
            self.url + "/api/firewall/" + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Basic " + self.token, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=120) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            sys.exit("%s answers %d: %s" % (path, error.code, error.read().decode(errors="replace")))
        except urllib.error.URLError as error:
            sys.exit("%s cannot be reached: %s" % (self.url, error.reason))


def entries_of(answer, *path):
    """By id; a box that has none of them answers with an empty list."""
    for name in path:
        answer = answer.get(name) or {}
    return answer


def ours_on(box, left):
    """Those of this cluster, and of the last bundle, whatever its cluster was called then. A search leaves out some, by release."""
    held = entries_of(box.get("filter/get"), "filter", "rules", "rule")
    rows = [{"uuid": uuid, "description": rule.get("description") or ""} for uuid, rule in held.items()]
    return [row for row in rows if row["description"].startswith(MARKER) or row["description"] in left]


def import_aliases(box, aliases):
    """An import knows lists by their names: whose is somebody else's, it would overwrite."""
    names = {alias["name"] for alias in aliases["aliases"]["alias"].values()}
    held = entries_of(box.get("alias/export"), "aliases", "alias").values()
    taken = sorted(one["name"] for one in held if one.get("name") in names and not one.get("description", "").startswith(MARKER))
    if taken:
        sys.exit("Nothing was changed: rename first what is none of ours: %s" % " ".join(taken))
    answer = box.post("@IMPORT@", {"data": aliases}) or {}
    if answer.get("status") != "ok":
        sys.exit("No alias was taken, nothing has changed: %s" % json.dumps(answer.get("validations", answer)))


def import_table(box, text, expected):
    """Whether this release imports tables."""
    answer = box.post("filter/uploadRules", {"payload": text, "filename": "rules.csv"})
    if answer is None:
        return False
    taken = int(answer.get("inserted", 0)) + int(answer.get("updated", 0))
    if answer.get("validations") or taken != expected:
        sys.exit("%d of %d rows were taken; nothing is active. Undo them: %s" % (taken, expected, json.dumps(answer)))
    return True


def write_one_by_one(box, rows, known):
    for row in rows:
        rule = {name: value for name, value in row.items() if name != "@uuid"}
        uuid = known.get(row["description"])
        answer = box.post("filter/addRule" if uuid is None else "filter/setRule/" + uuid, {"rule": rule}) or {}
        if answer.get("result") != "saved":
            sys.exit("%s was not taken; nothing is active: %s" % (row["description"], json.dumps(answer)))


def activate(box, point):
    """The rules first, for which the box keeps a way back; then the lists, without which they let nobody in."""
    began = time.monotonic()
    answer = box.post("filter/apply" + ("" if point is None else "/" + point), {})
    if answer is None or "error" in str(answer.get("status", "")).lower():
        sys.exit("the box did not load the rules: %s" % json.dumps(answer))
    if (box.post("alias/reconfigure", {}) or {}).get("status") != "ok":
        sys.exit("the box did not fill the lists: press Apply on the page of the aliases")
    if point is None:
        return
    if os.environ.get("OPNSENSE_CONFIRM") != "1":
        try:
            input("Does everything work, over NEW connections? Return keeps the rules, within a minute; otherwise they go back. ")
        except EOFError:
            sys.exit("Nobody answers: the rules go back. Where nobody can, OPNSENSE_CONFIRM=1 keeps them unasked.")
    if time.monotonic() - began > SECONDS:
        sys.exit("That was too late: the rules go back to what they were. Apply again, and answer within a minute.")
    box.post("filter/cancelRollback/" + point, {})


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("url")
    arguments.add_argument("--apply", action="store_true")
    arguments.add_argument("--ca", help="file of the authority that signed the certificate of the box")
    arguments.add_argument("--insecure", action="store_true", help="take any certificate")
    given = arguments.parse_args()
    context = ssl.create_default_context(cafile=given.ca)
    if given.insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    with open(os.path.join(HERE, "aliases.json"), encoding="utf-8") as file:
        aliases = json.load(file)
    with open(os.path.join(HERE, "rules.csv"), encoding="utf-8", newline="") as file:
        text = file.read()
    rows = list(csv.DictReader(text.splitlines()))
    wanted = [row for row in rows if row["enabled"] == "1"]
    left = {row["description"] for row in rows if row["enabled"] != "1"}
    left |= {description.replace(" " + NOTE, "") for description in left}
    box = Box(given.url, context)
    before = ours_on(box, left)
    names = {row["description"] for row in wanted}
    gone = [row for row in before if row["description"] not in names]
    print("%d aliases, %d rules; %d of ours are there, of which %d go away."
          % (len(aliases["aliases"]["alias"]), len(wanted), len(before), len(gone)))
    for row in gone:
        print("  goes away: " + row["description"])
    if not given.apply:
        print("Nothing was changed: --apply does it.")
        return
    point = (box.post("filter/savepoint", {}) or {}).get("revision")
    import_aliases(box, aliases)
    if not import_table(box, text, len(rows)):
        write_one_by_one(box, wanted, {row["description"]: row["uuid"] for row in before})
    for row in ours_on(box, left):
        if row["description"] in names:
            continue
        if (box.post("filter/delRule/" + row["uuid"], {}) or {}).get("result") != "deleted":
            sys.exit("%s could not be deleted; nothing is active" % row["description"])
    activate(box, point)
    print("%d rules are in place." % len(ours_on(box, left)))


main()
`
