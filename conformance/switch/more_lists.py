"""Asks Trigger and Aerleon, which know nothing of ours, about access lists: one line of JSON a question."""

import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from aerleon import api
from aerleon.lib import aclcheck, aclgenerator, naming, policy, policy_builder
from trigger.acl.parser import parse
from trigger.acl.support import TIP, Protocol
from trigger.acl.tools import check_access, create_trigger_term


def is_about(match, packet):
    """Of what Trigger reads and its check leaves aside: answers, and the kinds of ICMP."""
    if "tcp-flags" in match:
        return False
    for name, value in (("icmp-type", packet["icmpType"]), ("icmp-code", packet["icmpCode"])):
        if name in match and value not in match[name]:
            return False
    return True


def plain(term):
    for name in ("icmp-type", "icmp-code"):
        if name in term.match:
            del term.match[name]
    return term


def ask_trigger(question):
    parse(question["text"])
    read = {}
    verdicts = []
    for packet in question["packets"]:
        kind = (packet["icmpType"], packet["icmpCode"])
        if kind not in read:
            read[kind] = [plain(term) for term in parse(question["text"]).terms if is_about(term.match, packet)]
        has_ports = packet["protocol"] in (6, 17)
        asked = create_trigger_term(
            source_ips=[TIP(packet["source"])],
            dest_ips=[TIP(packet["destination"])],
            protocols=[Protocol(packet["protocol"])],
            source_ports=[packet["sourcePort"]] if has_ports else [],
            dest_ports=[packet["port"]] if has_ports else [],
        )
        verdicts.append(check_access(read[kind], asked) is True)
    return {"passed": verdicts}


def is_of_kind(term, packet):
    """Whether a term is about the message; the check of Aerleon leaves that aside."""
    types = policy.Term.ICMP_TYPE[6 if packet["protocol"] == 58 else 4]
    return not term.icmp_type or any(types.get(name) == packet["icmpType"] for name in term.icmp_type)


def ask_aerleon(question):
    definitions = naming.Naming()
    definitions.ParseDefinitionsObject(question["definitions"], "")
    made = api.Generate([question["policy"]], definitions)
    [text] = made.values()
    built = {}
    verdicts = []
    for packet in question["packets"]:
        kind = (packet["protocol"] in (1, 58), packet["icmpType"])
        if kind not in built:
            mine = policy.FromBuilder(policy_builder.PolicyBuilder(question["policy"], definitions))
            mine.filters = [
                (header, [term for term in terms if is_of_kind(term, packet)]) for header, terms in mine.filters
            ]
            built[kind] = mine
        has_ports = packet["protocol"] in (6, 17, 132)
        check = aclcheck.AclCheck(
            built[kind],
            packet["source"],
            packet["destination"],
            packet["sourcePort"] if has_ports else "any",
            packet["port"] if has_ports else "any",
            aclgenerator.Term.PROTO_MAP_BY_NUMBER.get(packet["protocol"], str(packet["protocol"])),
        )
        verdicts.append(any("accept" in match.action for match in check.ExactMatches()))
    return {"text": text, "passed": verdicts}


for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = ask_trigger(question) if question["op"] == "trigger" else ask_aerleon(question)
    except (Exception, SystemExit) as error:  # what is refused is the answer
        answer = {"refused": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
