"""Reads lists of IOS by cisco-acl, which knows nothing of ours, and takes packets down them, one line of JSON a question."""

import json
import logging
import sys
from ipaddress import IPv4Address

from cisco_acl import Ace, Acl, acls


class Refusals(logging.Handler):
    """cisco-acl leaves out the lines that it does not understand, and only says so in its log."""

    def emit(self, record):
        refusals.append(record.getMessage())


refusals = []
logging.getLogger().handlers = [Refusals()]

# The names of messages that cisco-acl keeps as they are written (RFC 792).
MESSAGES = {"echo": 8, "echo-reply": 0, "unreachable": 3, "time-exceeded": 11, "parameter-problem": 12}


def numbers_of(port):
    """Every port that a line takes, as cisco-acl lists them; all of them where it has no operator."""
    return set(port.ports) if port.operator else None


def line_of(ace):
    flags = list(ace.option.flags)
    message = None
    if ace.protocol.number == 1 and flags:
        word = flags.pop(0)
        message = int(word) if word.isdigit() else MESSAGES[word]
    answers = "established" in flags
    if set(flags) - {"established"}:
        raise ValueError(f"flags that we never write: {flags}")
    return {
        "permit": ace.action == "permit",
        "protocol": None if ace.protocol.number == 0 else ace.protocol.number,
        "from": ace.srcaddr.ipnets(),
        "to": ace.dstaddr.ipnets(),
        "sports": numbers_of(ace.srcport),
        "dports": numbers_of(ace.dstport),
        "message": message,
        "answers": answers,
    }


def passes(lines, packet):
    source, destination = IPv4Address(packet["source"]), IPv4Address(packet["destination"])
    for line in lines:
        if line["answers"]:
            continue
        if line["protocol"] is not None and line["protocol"] != packet["protocol"]:
            continue
        if not any(source in net for net in line["from"]) or not any(destination in net for net in line["to"]):
            continue
        if line["sports"] is not None and packet["sourcePort"] not in line["sports"]:
            continue
        if line["dports"] is not None and packet["port"] not in line["dports"]:
            continue
        if line["message"] is not None and line["message"] != packet["icmpType"]:
            continue
        return line["permit"]
    return False


def lines_of(acl):
    return [line_of(item) for item in acl.items if isinstance(item, Ace)]


def ask_list(asked):
    lines = lines_of(Acl(asked["text"], platform="ios", port_nr=True, protocol_nr=True))
    return {"lines": len(lines), "passed": [passes(lines, packet) for packet in asked["packets"]]}


def ask_configuration(asked):
    """Each packet by the list that its interface asks; where it asks none, everything passes."""
    lists = [(acl, lines_of(acl)) for acl in acls(asked["text"], platform="ios", port_nr=True, protocol_nr=True)]
    passed = []
    for packet in asked["packets"]:
        name = f"interface {packet['interface']}"
        mine = [lines for acl, lines in lists if name in (acl.input if packet["way"] == "in" else acl.output)]
        passed.append(passes(mine[0], packet) if mine else True)
    return {"lines": sum(len(lines) for _, lines in lists), "passed": passed}


for question in sys.stdin:
    asked = json.loads(question)
    try:
        refusals.clear()
        answer = ask_configuration(asked) if asked.get("isConfiguration") else ask_list(asked)
        if refusals:
            answer = {"refused": refusals[0]}
    except Exception as error:  # what the parser refuses is the answer
        answer = {"refused": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
