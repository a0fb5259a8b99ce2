/**
 * Runs as the first process of fresh user, network and mount namespaces (`unshare`): builds hosts on one bridge, gives
 * each an agent, and answers scenes with outcomes. JSON lines in and out; `kernel.ts` is its only client. The host's own
 * network is never touched, and everything is gone when this process ends.
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { judgeFates } from './fates.mjs'
import { addressesOf, buildNetwork, placesOf, removeNetwork, run } from './network.mjs'

const agentFile = join(dirname(fileURLToPath(import.meta.url)), 'agent.mjs')

/** Name spaces, each with its agent: starting one costs more than most scenes, so they are kept. */
const pool = []
let lastSpace = 0
/** Places of the current scene. */
let places = []
let byName = new Map()

/** An agent in a name space, asked by `ask`. */
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
  child.stdin.on('error', () => {})
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
  return { space, isTouched: false, ask, end }
}

function growPool(size) {
  const spaces = []
  for (let index = pool.length; index < size; index++) spaces.push(`h${lastSpace++}`)
  if (spaces.length === 0) return
  run('ip', ['-batch', '-'], spaces.map((space) => `netns add ${space}`).join('\n'))
  for (const space of spaces) run('ip', ['-n', space, 'link', 'set', 'lo', 'up'])
  pool.push(...spaces.map(startAgent))
}

async function closeScene() {
  await Promise.all(places.map(({ agent }) => agent.ask('rest')))
  if (places.length > 0) removeNetwork(places)
  places = []
  byName = new Map()
  await dropTouched()
}

/** Programs that ran in a name space may have left anything there. */
function dropTouched() {
  return drop(pool.filter(({ isTouched }) => isTouched))
}

/** After a network that is half built: cards go with their name spaces. */
async function startOver() {
  await drop([...pool])
  run('ip', ['link', 'del', 'br0'])
}

async function drop(gone) {
  await Promise.all(gone.map((agent) => agent.end()))
  for (const agent of gone) {
    pool.splice(pool.indexOf(agent), 1)
    run('ip', ['netns', 'del', agent.space])
  }
}

async function endAgents() {
  await Promise.all(pool.map((agent) => agent.end()))
}

function placeOf(name) {
  const place = byName.get(name)
  if (place === undefined) throw new Error(`there is no host ${name}`)
  return place
}

const handlers = {
  /** Builds the hosts; a scene before it is taken down. */
  async build({ hosts: wanted }) {
    await closeScene()
    growPool(wanted.length)
    const agents = pool.slice(0, wanted.length)
    const next = placesOf(
      wanted,
      agents.map(({ space }) => space),
    ).map((place, index) => Object.assign(place, { agent: agents[index] }))
    const isRouter = (place) => next.some(({ router }) => router === place)
    await Promise.all(next.map((place) => place.agent.ask('prepare', { forwards: isRouter(place) })))
    try {
      buildNetwork(next)
    } catch (error) {
      await startOver()
      throw error
    }
    places = next
    byName = new Map(next.map((place) => [place.host.name, place]))
    await Promise.all(
      next.map(async ({ host, agent }) => {
        const { tcp = [], udp = [] } = host.listens ?? {}
        await agent.ask('listen', { tcp, udp, addresses: addressesOf(host) })
      }),
    )
    return {}
  },
  /** Loads rules into hosts, in place of what they had; on a host without any, everything passes. */
  async load({ rules }) {
    await Promise.all(Object.entries(rules).map(([name, text]) => placeOf(name).agent.ask('load', { rules: text })))
    return {}
  },
  /** Probes, each from the host that has its source address. */
  probe: async ({ probes }) => ({ outcomes: await judgeFates(places, probes) }),
  /** Programs and questions inside one host: what its agent answers. */
  inside: ({ host, ...question }) => {
    const { agent } = placeOf(host)
    agent.isTouched ||= question.what === 'run' || question.what === 'start'
    return agent.ask(question.what, question)
  },
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
lines.on('close', () => last.then(endAgents).then(() => process.exit(0)))
