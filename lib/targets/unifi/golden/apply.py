#!/usr/bin/env python3
"""Puts firewall.jsonl beside this file onto a UniFi gateway, Network 10.1 or later, by its local API.

  UNIFI_KEY=... python3 apply.py https://gateway.example.net [--site NAME] [--apply] [--ca FILE | --insecure]

Without --apply it only says what it would do. Lists and policies whose name begins with the marker are ours: they are
changed where they are in the file, and deleted where they are not. Nothing else is touched, but for the networks of the
file, which move into the zone of the machines at the very end.
"""
import argparse
import json
import os
import ssl
import sys
import urllib.error
import urllib.request

# Of this cluster, and of an earlier name of it, whose policies and lists go.
MARKERS = ("pcl:onprem:",)
HERE = os.path.dirname(os.path.abspath(__file__))
# The zone of the gateway itself keeps its own rules: DNS, DHCP and time for the machines.
OWN_ZONE = "Gateway"
# A policy to it may not ask for a way back: the gateway has one.
OUTSIDE = "External"


class Gateway:
    def __init__(self, url, site, context):
        self.base = url.rstrip("/") + "/proxy/network/integration/v1"
        self.context = context
        sites = self.all("/sites")
        found = [one for one in sites if site is None or site in (one.get("name"), one.get("internalReference"))]
        if len(found) != 1:
            sys.exit("name one site with --site: %s" % ", ".join(str(one.get("name")) for one in sites))
        self.base += "/sites/" + found[0]["id"]

    def call(self, method, path, body=None, refusable=False):
        """The answer, or None where the gateway refuses a body that it may refuse."""
        request = urllib.request.Request(
            self.base + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-API-KEY": os.environ.get("UNIFI_KEY", ""), "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=60) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            if refusable and error.code == 400:
                return None
            sys.exit("%s %s answers %d: %s" % (method, path, error.code, error.read().decode(errors="replace")))
        except urllib.error.URLError as error:
            sys.exit("%s cannot be reached: %s" % (self.base, error.reason))

    def all(self, path):
        found, offset = [], 0
        while True:
            page = self.call("GET", "%s%soffset=%d&limit=200" % (path, "&" if "?" in path else "?", offset))
            found += page.get("data", [])
            offset = len(found)
            if offset >= page.get("totalCount", 0) or not page.get("data"):
                return found


def read_file():
    kinds = {"zone": [], "list": [], "policy": []}
    with open(os.path.join(HERE, "firewall.jsonl"), encoding="utf-8") as file:
        for line in file:
            if line.strip():
                entry = json.loads(line)
                kinds[entry["kind"]].append(entry)
    return kinds["zone"][0], [one["body"] for one in kinds["list"]], [one["body"] for one in kinds["policy"]]


def resolve(body, zones, lists):
    """The body with ids where the file has names."""
    body = json.loads(json.dumps(body))
    for side in ("source", "destination"):
        body[side]["zoneId"] = zones[body[side]["zoneId"]]
        addresses = body[side].get("trafficFilter", {}).get("ipAddressFilter", {})
        if "trafficMatchingListId" in addresses:
            addresses["trafficMatchingListId"] = lists[addresses["trafficMatchingListId"]]
    return body


def pairs_of(body, zone, names):
    """One body for each pair of zones: a star is every zone of the gateway but its own."""
    others = [name for name in names if name != OWN_ZONE]
    sources = others if body["source"]["zoneId"] == "*" else [body["source"]["zoneId"]]
    targets = [name for name in others if name != zone] if body["destination"]["zoneId"] == "*" else [body["destination"]["zoneId"]]
    for source in sources:
        for target in targets:
            one = json.loads(json.dumps(body))
            one["source"]["zoneId"], one["destination"]["zoneId"] = source, target
            one["name"] = one["description"] = "%s [%s to %s]" % (body["name"], source, target)
            yield one


def find_networks(gateway, wanted):
    networks = gateway.all("/networks")
    found = []
    for one in wanted:
        same = [net for net in networks if net.get("name") == one["name"]]
        same = same or [net for net in networks if "vlan" in one and net.get("vlanId") == one["vlan"]]
        if len(same) != 1:
            sys.exit("no network of the gateway is called %s, or several are" % one["name"])
        found.append(same[0]["id"])
    return found


def write(gateway, method, path, body, outside):
    """With a way back for the answers; into the outside without one, where the gateway will not make a second."""
    asks = outside is not None and body["destination"]["zoneId"] == outside and body["action"].get("allowReturnTraffic")
    answer = gateway.call(method, path, body, bool(asks))
    if answer is None:
        answer = gateway.call(method, path, {**body, "action": {**body["action"], "allowReturnTraffic": False}})
    return answer


def put(gateway, path, wanted, known, apply, outside=None):
    """Ids by name. What is there already is changed, so that importing twice adds nothing."""
    ids = {}
    for body in wanted:
        before = known.get(body["name"])
        print("  %s %s" % ("add   " if before is None else "update", body["name"]))
        if not apply:
            ids[body["name"]] = "new" if before is None else before["id"]
        elif before is None:
            ids[body["name"]] = write(gateway, "POST", path, body, outside)["id"]
        else:
            write(gateway, "PUT", "%s/%s" % (path, before["id"]), body, outside)
            ids[body["name"]] = before["id"]
    return ids


def remove(gateway, path, known, kept, apply):
    for name in sorted(set(known) - set(kept)):
        print("  delete " + name)
        if apply:
            gateway.call("DELETE", "%s/%s" % (path, known[name]["id"]))


def order(gateway, policies, zones, ids):
    """Ours first, in the order of the file, then those that were there."""
    pairs = {}
    for body in policies:
        pairs.setdefault((body["source"]["zoneId"], body["destination"]["zoneId"]), []).append(ids[body["name"]])
    for (source, target), ours in pairs.items():
        path = "/firewall/policies/ordering?sourceFirewallZoneId=%s&destinationFirewallZoneId=%s" % (zones[source], zones[target])
        there = gateway.call("GET", path).get("orderedFirewallPolicyIds", {})
        rest = [one for one in there.get("beforeSystemDefined", []) if one not in ours]
        after = [one for one in there.get("afterSystemDefined", []) if one not in ours]
        gateway.call("PUT", path, {"orderedFirewallPolicyIds": {"beforeSystemDefined": ours + rest, "afterSystemDefined": after}})


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("url")
    arguments.add_argument("--site")
    arguments.add_argument("--apply", action="store_true")
    arguments.add_argument("--ca", help="file of the authority that signed the certificate of the gateway")
    arguments.add_argument("--insecure", action="store_true", help="take any certificate")
    given = arguments.parse_args()
    context = ssl.create_default_context(cafile=given.ca)
    if given.insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    zone, lists, policies = read_file()
    gateway = Gateway(given.url, given.site, context)
    networks = find_networks(gateway, zone["networks"])
    there = {one["name"]: one for one in gateway.all("/firewall/zones")}
    if zone["name"] not in there:
        print("  add    the zone %s" % zone["name"])
        made = gateway.call("POST", "/firewall/zones", {"name": zone["name"], "networkIds": []}) if given.apply else {"id": "new"}
        there[zone["name"]] = {"name": zone["name"], "networkIds": [], **made}
    zones = {name: one["id"] for name, one in there.items()}
    missing = {body[side]["zoneId"] for body in policies for side in ("source", "destination")} - set(zones) - {"*"}
    if missing:
        sys.exit("the gateway has no zone %s" % ", ".join(sorted(missing)))
    known_lists = {one["name"]: one for one in gateway.all("/traffic-matching-lists") if one["name"].startswith(MARKERS)}
    known = {one["name"]: one for one in gateway.all("/firewall/policies") if one["name"].startswith(MARKERS)}
    list_ids = put(gateway, "/traffic-matching-lists", lists, known_lists, given.apply)
    wanted = [one for body in policies for one in pairs_of(body, zone["name"], zones)]
    bodies = [resolve(one, zones, list_ids) for one in wanted]
    ids = put(gateway, "/firewall/policies", bodies, known, given.apply, zones.get(OUTSIDE))
    # Until they stand before the one that blocks, the new ones let nobody in: the old ones go last.
    if given.apply:
        order(gateway, wanted, zones, ids)
    remove(gateway, "/firewall/policies", known, ids, given.apply)
    remove(gateway, "/traffic-matching-lists", known_lists, list_ids, given.apply)
    moving = [one for one in networks if one not in there[zone["name"]].get("networkIds", [])]
    for one in gateway.all("/networks"):
        if one["id"] in there[zone["name"]].get("networkIds", []) and one["id"] not in networks:
            print("  stays  in the zone, though the file does not name it: %s" % one.get("name"))
    print("%d policies, %d lists; %d networks move into the zone %s." % (len(ids), len(list_ids), len(moving), zone["name"]))
    if not given.apply:
        print("Nothing was changed: --apply does it.")
        return
    if moving:
        body = {"name": zone["name"], "networkIds": sorted(set(there[zone["name"]].get("networkIds", [])) | set(networks))}
        gateway.call("PUT", "/firewall/zones/" + zones[zone["name"]], body)
    print("In place. Test with NEW connections from each admin network.")


main()
