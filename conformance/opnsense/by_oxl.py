"""Asks the simulator of OXL (firewall-test on PyPI), which knows nothing of ours, about configurations of OPNsense."""

import importlib.util
import io
import json
import sys
from pathlib import Path

# It tells what it does, and what it cannot read, on the screen.
log = io.StringIO()
sys.stdout = sys.stderr = log
sys.path.insert(0, str(Path(importlib.util.find_spec("firewall_test").origin).parent))

from config import FlowForward
from plugins.system.system_opnsense import SystemOPNsense
from plugins.translate.opnsense.ruleset import OPNsenseRuleset
from simulator.firewall import Firewall
from simulator.packet import PacketICMP, PacketTCPUDP


def packet_of(asked):
    if asked["protocol"] == "icmp":
        packet = PacketICMP(src=asked["from"], dst=asked["to"])
    else:
        packet = PacketTCPUDP(src=asked["from"], dst=asked["to"], proto_l4=asked["protocol"], dport=asked["port"])
    packet.ni_in = asked["key"]
    packet.ni_out = "elsewhere"
    return packet


def ask(question):
    log.seek(0)
    log.truncate()
    firewall = Firewall(system=SystemOPNsense, ruleset=OPNsenseRuleset(question["text"]).get())
    if "Unable to" in log.getvalue() or "nsupported" in log.getvalue():
        return {"refused": log.getvalue()}
    passed = []
    for asked in question["packets"]:
        packet = packet_of(asked)
        steps = (firewall.process_pre_routing, firewall.process_main)
        passed.append(all(step(packet=packet, flow=FlowForward)[0] for step in steps))
    return {"passed": passed}


for line in sys.stdin:
    try:
        answer = ask(json.loads(line))
    except Exception as error:  # what it cannot read is the answer
        answer = {"refused": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=sys.__stdout__, flush=True)
