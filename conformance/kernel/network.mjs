/** The network of a scene: one bridge, hosts on it, and hosts behind hosts. Only `laboratory.mjs` uses it. */
import { spawnSync } from 'node:child_process'

export function run(command, args, input) {
  const { status, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error ?? stderr}`)
}

function batch(lines, ...where) {
  if (lines.length > 0) run('ip', [...where, '-batch', '-'], lines.join('\n'))
}

const hex = (byte) => byte.toString(16).padStart(2, '0')

/** `kind` 0 is a host's own card, 1 its bridge for those behind it, and further ones its tunnels. */
const macOf = ({ index }, kind = 0) => `02:00:00:${hex(kind)}:${hex(index >> 8)}:${hex(index & 255)}`

const isV6 = (address) => address.includes(':')
const lengthOf = (address) => (isV6(address) ? 128 : 32)

export function addressesOf({ addresses, gateways = [] }) {
  return [...addresses, ...gateways]
}

/** Where each host stands: its number, its name space, and the place of the host it stands behind, if any. */
export function placesOf(wanted, spaces) {
  const places = wanted.map((host, index) => ({ host, index, space: spaces[index] }))
  const byName = new Map(places.map((place) => [place.host.name, place]))
  for (const place of places) {
    const { behind } = place.host
    if (behind === undefined) continue
    place.router = byName.get(behind)
    if (place.router === undefined) throw new Error(`${place.host.name} stands behind ${behind}, which is no host`)
  }
  return places
}

export function buildNetwork(places) {
  const tunnels = tunnelsOf(places)
  const links = ['link add br0 type bridge mcast_snooping 0', 'link set br0 up']
  for (const place of places.filter(({ router }) => router === undefined)) {
    const cards = ['eth0', ...(place.host.enters === undefined ? tunnels : [])]
    for (const card of cards) {
      const [port, mac] = [`p${place.index}-${card.slice(0, 6)}`, macOf(place, cardKind(card, tunnels))]
      links.push(`link add ${port} type veth peer name ${card} address ${mac} netns ${place.space}`)
      links.push(`link set ${port} master br0 up`)
    }
  }
  batch(links)
  for (const router of routersOf(places)) batch(innerLines(router, places), '-n', router.space)
  for (const place of places) batch(hostLines(place, places, tunnels), '-n', place.space)
}

/** Takes the cards away, and with them addresses, routes and neighbours; the name spaces stay for the next scene. */
export function removeNetwork(places) {
  for (const router of routersOf(places)) {
    const behind = places.filter((place) => place.router === router)
    batch([...behind.map(({ index }) => `link del q${index}`), 'link del inner'], '-n', router.space)
  }
  const tunnels = tunnelsOf(places)
  const onBridge = places.filter(({ router }) => router === undefined)
  const ports = onBridge.flatMap(({ host, index }) =>
    ['eth0', ...(host.enters === undefined ? tunnels : [])].map((card) => `link del p${index}-${card.slice(0, 6)}`),
  )
  batch([...ports, 'link del br0'])
}

const routersOf = (places) => [...new Set(places.flatMap(({ router }) => router ?? []))]

/** The names of the cards by which some hosts reach all others. */
const tunnelsOf = (places) => [...new Set(places.flatMap(({ host }) => host.enters ?? []))]

const cardKind = (card, tunnels) => (card === 'eth0' ? 0 : 2 + tunnels.indexOf(card))

/** A bridge inside a host, as a container network has one, with the hosts that stand behind it. */
function innerLines(router, places) {
  const lines = [
    'link add inner type bridge mcast_snooping 0',
    `link set inner address ${macOf(router, 1)} addrgenmode none`,
    'link set inner up',
  ]
  for (const gateway of router.host.gateways ?? []) lines.push(addAddress(gateway, 'inner'))
  for (const place of places.filter((candidate) => candidate.router === router)) {
    lines.push(`link add q${place.index} type veth peer name eth0 address ${macOf(place)} netns ${place.space}`)
    lines.push(`link set q${place.index} master inner addrgenmode none up`)
    for (const address of place.host.addresses) {
      lines.push(`route add ${address}/${lengthOf(address)} dev inner`)
      lines.push(`neigh replace ${address} lladdr ${macOf(place)} dev inner nud permanent`)
    }
  }
  return lines
}

function addAddress(address, card) {
  return `addr add ${address}/${lengthOf(address)} dev ${card}${isV6(address) ? ' nodad' : ''}`
}

/**
 * All is one segment: whoever is asked for stands on the link, or behind somebody who does. Every address of every other
 * host is known beforehand, because an answer to ARP may be lost behind few waiting packets; and nobody makes himself a
 * link-local address, because what he announces of it would use up what rules let in of ICMPv6.
 */
function hostLines(place, places, tunnels) {
  const { host, index, router } = place
  const cards = ['eth0', ...(router === undefined && host.enters === undefined ? tunnels : [])]
  const lines = cards.map((card) => `link set ${card} addrgenmode none up`)
  for (const address of host.addresses) lines.push(addAddress(address, 'eth0'))
  // Of both families, whatever its own: those behind it may have the other.
  lines.push('route add 0.0.0.0/0 dev eth0', 'route add ::/0 dev eth0')
  for (const other of places) {
    if (other.index === index || other.router?.index === index) continue
    const mac = macToward(place, other, tunnels)
    for (const address of addressesOf(other.host))
      lines.push(`neigh replace ${address} lladdr ${mac} dev eth0 nud permanent`)
  }
  return lines
}

/** Whom a host hands packets for another: the other itself on the same bridge, else whoever routes for one of them. */
function macToward({ host, router }, other, tunnels) {
  if (router !== undefined) return other.router === router ? macOf(other) : macOf(router, 1)
  const next = other.router ?? other
  return macOf(next, host.enters === undefined || next.host.enters !== undefined ? 0 : cardKind(host.enters, tunnels))
}
