"""Reads lists of IOS by cisco-acl, which knows nothing of ours, and takes packets down them, one line of JSON a question."""

import json
import sys
from ipaddress import IPv4Address

from cisco_acl import Ace, Acl

# The names of messages that cisco-acl keeps as they are written (RFC 792).
MESSAGES = {"echo": 8, "echo-reply": 0, "unreachable": 3, "time-exceeded": 11, "parameter-problem": 12}


def numbers_of(port):
    """Every port that a line takes, from the operator and its items; all of them where it has none."""
    if not port.operator:
        return None
    items = [int(item) for item in port.items]
    if port.operator == "eq":
        return set(items)
    if port.operator == "range":
        return range(items[0], items[1] + 1)
    raise ValueError(f"an operator that we never write: {port.operator}")


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


for question in sys.stdin:
    asked = json.loads(question)
    try:
        items = Acl(asked["text"], platform="ios", port_nr=True, protocol_nr=True).items
        lines = [line_of(item) for item in items if isinstance(item, Ace)]
        answer = {"lines": len(lines), "passed": [passes(lines, packet) for packet in asked["packets"]]}
    except Exception as error:  # what the parser refuses is the answer
        answer = {"refused": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
