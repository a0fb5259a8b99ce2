/**
 * Runs as the first process of fresh user, network and mount namespaces (`unshare`): builds hosts on one bridge, gives
 * each an agent, and answers scenes with outcomes. JSON lines in and out; `kernel.ts` is its only client. The host's own
 * network is never touched, and everything is gone when this process ends.
 *
 * Why the settings: `facts/toolchain.md` 7 measured false drops without permanent neighbours, without unlimited ICMP
 * errors, with more than 250 probes at once, and without one retry.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** More at once, over all hosts, and answers get lost: measured. */
const inFlight = 250

const agentFile = join(dirname(fileURLToPath(import.meta.url)), 'agent.mjs')

function run(command, args, input) {
  const { status, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error ?? stderr}`)
}

function macOf(index) {
  return `02:00:00:00:${hex(index >> 8)}:${hex(index & 255)}`
}

function hex(byte) {
  return byte.toString(16).padStart(2, '0')
}

const isV6 = (address) => address.includes(':')
const lengthOf = (address) => (isV6(address) ? 128 : 32)

/** Hosts of the current scene, each with its agent. */
let hosts = new Map()
let sceneNumber = 0

/** Where a host stands: its own name space, its number, and the host it stands behind, if any. */
function placesOf(wanted, number) {
  const byName = new Map(wanted.map((host, index) => [host.name, { host, index, space: `s${number}h${index}` }]))
  for (const place of byName.values()) {
    const { behind } = place.host
    if (behind === undefined) continue
    place.router = byName.get(behind)
    if (place.router === undefined) throw new Error(`${place.host.name} stands behind ${behind}, which is no host`)
  }
  return [...byName.values()]
}

function buildNetwork(wanted) {
  const number = ++sceneNumber
  const bridge = `br${number}`
  const places = placesOf(wanted, number)
  run('ip', ['-batch', '-'], places.map(({ space }) => `netns add ${space}`).join('\n'))
  const links = [`link add ${bridge} type bridge mcast_snooping 0`, `link set ${bridge} up`]
  for (const { space, index, router } of places) {
    if (router !== undefined) continue
    const port = `p${number}-${index}`
    links.push(`link add ${port} type veth peer name eth0 address ${macOf(index + 1)} netns ${space}`)
    links.push(`link set ${port} master ${bridge} up`)
  }
  run('ip', ['-batch', '-'], links.join('\n'))
  for (const router of new Set(places.flatMap((place) => place.router ?? []))) buildInner(router, places)
  for (const place of places) batchInside(place.space, addressLines(place, places))
  return places
}

/** A bridge inside a host, as a container network has one, with the hosts that stand behind it. */
function buildInner(router, places) {
  const lines = [
    `link add inner type bridge mcast_snooping 0`,
    `link set inner address ${innerMac(router)}`,
    'link set inner up',
  ]
  for (const gateway of router.host.gateways ?? []) {
    lines.push(`addr add ${gateway}/${lengthOf(gateway)} dev inner${isV6(gateway) ? ' nodad' : ''}`)
  }
  for (const { host, index, space, router: its } of places) {
    if (its !== router) continue
    lines.push(`link add q${index} type veth peer name eth0 address ${macOf(index + 1)} netns ${space}`)
    lines.push(`link set q${index} master inner up`)
    for (const address of host.addresses) {
      lines.push(`${isV6(address) ? '-6 ' : ''}route add ${address}/${lengthOf(address)} dev inner`)
      lines.push(`neigh replace ${address} lladdr ${macOf(index + 1)} dev inner nud permanent`)
    }
  }
  batchInside(router.space, lines)
}

function innerMac({ index }) {
  return `02:00:00:01:${hex(index >> 8)}:${hex(index & 255)}`
}

function addressesOf({ addresses, gateways = [] }) {
  return [...addresses, ...gateways]
}

/** Whom a host hands packets for another: the other itself on the same bridge, else whoever routes for one of them. */
function macToward(router, other) {
  if (router === undefined) return macOf((other.router ?? other).index + 1)
  return other.router === router ? macOf(other.index + 1) : innerMac(router)
}

/** All is one segment: whoever is asked for stands on the link, or behind somebody who does. */
function addressLines({ host, index, router }, places) {
  const lines = ['link set lo up', 'link set eth0 up']
  for (const address of host.addresses) {
    lines.push(`addr add ${address}/${lengthOf(address)} dev eth0${isV6(address) ? ' nodad' : ''}`)
  }
  if (host.addresses.some((address) => !isV6(address))) lines.push('route add 0.0.0.0/0 dev eth0')
  if (host.addresses.some(isV6)) lines.push('-6 route add ::/0 dev eth0')
  // Every address of every other host, known beforehand: an answer to ARP may be lost behind few waiting packets.
  for (const other of places) {
    if (other.index === index || other.router?.index === index) continue
    for (const address of addressesOf(other.host)) {
      lines.push(`neigh replace ${address} lladdr ${macToward(router, other)} dev eth0 nud permanent`)
    }
  }
  return lines
}

/** `ip -batch` takes no family within a line, so the two kinds of routes go apart. */
function batchInside(space, lines) {
  const six = lines.filter((line) => line.startsWith('-6 ')).map((line) => line.slice(3))
  const rest = lines.filter((line) => !line.startsWith('-6 '))
  run('ip', ['-n', space, '-batch', '-'], rest.join('\n'))
  if (six.length > 0) run('ip', ['-6', '-n', space, '-batch', '-'], six.join('\n'))
}

function startAgent(space) {
  const child = spawn('ip', ['netns', 'exec', space, process.execPath, agentFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map()
  let next = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, ...answer } = JSON.parse(line)
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  child.on('close', () => {
    for (const resolve of waiting.values()) resolve({ fault: 'the agent ended' })
  })
  const ask = async (op, rest = {}) => {
    const id = next++
    const answer = await new Promise((resolve) => {
      waiting.set(id, resolve)
      child.stdin.write(`${JSON.stringify({ id, op, ...rest })}\n`)
    })
    if (answer.fault !== undefined) throw new Error(answer.fault)
    return answer
  }
  const ended = new Promise((resolve) => child.on('close', resolve))
  const end = () => {
    child.kill()
    return ended
  }
  return { ask, end }
}

async function closeScene() {
  await Promise.all([...hosts.values()].map(({ agent }) => agent.end()))
  for (const { space } of hosts.values()) run('ip', ['netns', 'del', space])
  if (hosts.size > 0) run('ip', ['link', 'del', `br${sceneNumber}`])
  hosts = new Map()
}

const handlers = {
  /** Builds the hosts; a scene before it is taken down. */
  async build({ hosts: wanted }) {
    await closeScene()
    for (const { host, space } of buildNetwork(wanted)) hosts.set(host.name, { host, space, agent: startAgent(space) })
    await Promise.all(
      [...hosts.values()].map(async ({ host, agent }) => {
        await agent.ask('prepare', { forwards: wanted.some(({ behind }) => behind === host.name) })
        const { tcp = [], udp = [] } = host.listens ?? {}
        await agent.ask('listen', { tcp, udp, addresses: addressesOf(host) })
      }),
    )
    return {}
  },
  /** Loads rules into hosts, in place of what they had; on a host without any, everything passes. */
  async load({ rules }) {
    await Promise.all(Object.entries(rules).map(([name, text]) => hosts.get(name).agent.ask('load', { rules: text })))
    return {}
  },
  /** Probes in the order given, each from the host that has its source address. */
  async probe({ probes }) {
    const owners = new Map(
      [...hosts.values()].flatMap(({ host, agent }) => addressesOf(host).map((address) => [address, agent])),
    )
    const outcomes = new Array(probes.length)
    const byAgent = new Map()
    for (const [index, probe] of probes.entries()) {
      const agent = owners.get(probe.from)
      if (agent === undefined) throw new Error(`no host has the address ${probe.from}`)
      const list = byAgent.get(agent) ?? []
      byAgent.set(agent, list)
      list.push(index)
    }
    const atOnce = Math.max(4, Math.floor(inFlight / byAgent.size))
    await Promise.all(
      [...byAgent].map(async ([agent, indexes]) => {
        const answer = await agent.ask('probe', { probes: indexes.map((index) => probes[index]), atOnce })
        for (const [place, index] of indexes.entries()) outcomes[index] = answer.outcomes[place]
      }),
    )
    return { outcomes }
  },
  /** Programs and questions inside one host: what its agent answers. */
  inside: ({ host, ...question }) => hosts.get(host).agent.ask(question.what, question),
}

// Only this process and its children see it: the names of namespaces live in it.
run('mount', ['-t', 'tmpfs', 'tmpfs', '/run'])
mkdirSync('/run/netns')
run('ip', ['link', 'set', 'lo', 'up'])
process.stdout.write('{"ready":true}\n')

const lines = createInterface({ input: process.stdin })
let last = Promise.resolve()
lines.on('line', (line) => {
  last = last.then(async () => {
    const { id, op, ...rest } = JSON.parse(line)
    let answer
    try {
      answer = await handlers[op](rest)
    } catch (error) {
      answer = { fault: String(error?.message ?? error) }
    }
    process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`)
  })
})
lines.on('close', () => last.then(closeScene).then(() => process.exit(0)))
