/**
 * What became of packets: whether an answer came, and where none came, what the hosts on the way have seen. Waiting
 * decides nothing: a busy machine answers late, and a packet is dropped only where a host has met it and not let it
 * through. Only `laboratory.mjs` uses it.
 */
import { addressesOf } from './network.mjs'
import { readWitness } from './witness.mjs'

/** More at once, over all hosts, and packets get lost: measured. */
const inFlight = 250
/** Milliseconds, round after round, for those whose fate is not known yet: long only where an answer is to come. */
const patiences = [250, 2000, 8000]

const numbers = { tcp: 6, udp: 17 }

/** One word for each probe: `accept`, `reject`, `drop`, `unanswered`, `lost`, or what went wrong. */
export async function judgeFates(places, probes) {
  const owners = new Map(places.flatMap((place) => addressesOf(place.host).map((address) => [address, place])))
  const tracks = probes.map((probe) => trackOf(probe, owners))
  let open = tracks
  for (const patience of patiences) {
    for (const track of open) track.patience = track.wasThrough ? patience : patiences[0]
    await send(open)
    const seen = await witness(places)
    for (const track of open) track.fate = fateOf(track, seen)
    open = open.filter(({ fate }) => fate === undefined)
    if (open.length === 0) break
  }
  return tracks.map(({ fate, outcome, wasThrough }) => {
    if (fate !== undefined) return fate
    if (outcome !== 'silent') return outcome.startsWith('error') ? outcome : `error: ${outcome}`
    return wasThrough ? 'error: it came through, but no answer came back' : 'lost'
  })
}

/** The hosts that a probe comes by, each of which may drop it. */
function trackOf(probe, owners) {
  const sender = owners.get(probe.from)
  // Several may have an address, as every node has its name server's: the nearest answers.
  const near = [sender, sender?.router].find(
    (place) => place !== undefined && addressesOf(place.host).includes(probe.to),
  )
  const target = near ?? owners.get(probe.to)
  if (sender === undefined) throw new Error(`no host has the address ${probe.from}`)
  if (target === undefined) throw new Error(`no host has the address ${probe.to}`)
  const hops = [...new Set([sender.router, target.router, target])]
  // Of a connection that was given up a late answer is dropped there, which says nothing.
  const answering = probe.protocol === 'udp' ? target.router : undefined
  return {
    probe,
    sender,
    hops: hops.filter((hop) => hop === target || (hop !== undefined && hop !== sender)),
    back: [answering, sender.router, sender].filter((hop) => hop !== undefined && hop !== target),
  }
}

async function send(tracks) {
  const bySender = new Map()
  for (const track of tracks) {
    const list = bySender.get(track.sender) ?? []
    bySender.set(track.sender, list)
    list.push(track)
  }
  const atOnce = Math.max(4, Math.floor(inFlight / bySender.size))
  await Promise.all(
    [...bySender].map(async ([{ agent }, list]) => {
      const probes = list.map(({ probe, patience }) => ({ ...probe, patience }))
      const { outcomes } = await agent.ask('probe', { probes, atOnce })
      for (const [index, track] of list.entries()) Object.assign(track, outcomes[index])
    }),
  )
}

async function witness(places) {
  const all = await Promise.all(
    places.map(async (place) => {
      const { status, output, said } = await place.agent.ask('witness')
      if (status !== 0) throw new Error(`${place.host.name}: ${said}`)
      return [place, readWitness(output)]
    }),
  )
  return new Map(all)
}

/** Undefined where it is not known yet. */
function fateOf(track, seen) {
  const { probe, outcome, sourcePort, hops, back } = track
  if (outcome.startsWith('error') || outcome === 'taken') return undefined
  const protocol = protocolNumber(probe)
  const key = `${probe.from} ${protocol} ${sourcePort}`
  const last = hops.at(-1)
  track.wasThrough = seen.get(last).through.has(key)
  if (outcome !== 'silent') return track.wasThrough ? outcome : 'error: an answer came to what no chain let through'
  for (const hop of hops) {
    const { arrived, through } = seen.get(hop)
    if (arrived.has(key) && !through.has(key)) return 'drop'
  }
  if (!track.wasThrough) return undefined
  if (probe.protocol !== 'tcp' && probe.protocol !== 'udp') return 'accept'
  const answer = `${probe.to} ${protocol} ${probe.port} ${sourcePort}`
  const isCut = back.some((hop) => seen.get(hop).arrived.has(answer) && !seen.get(hop).through.has(answer))
  return isCut ? 'unanswered' : undefined
}

function protocolNumber({ protocol, to }) {
  if (protocol === 'icmp') return to.includes(':') ? 58 : 1
  return numbers[protocol] ?? protocol
}
