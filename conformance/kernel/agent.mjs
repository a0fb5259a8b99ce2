/**
 * Runs inside one host's network namespace: opens listeners, loads rules, and sends probes. JSON lines in and out, so
 * that it needs nothing but Node.js. Only `laboratory.mjs` talks to it. It serves scene after scene.
 */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { probeAll } from './probes.mjs'
import { witnessRules } from './witness.mjs'

/** Without these the kernel keeps back the answers that tell a refused packet from a lost one. */
const settings = {
  'ipv4/icmp_ratelimit': '0',
  'ipv4/icmp_ratemask': '0',
  'ipv6/icmp/ratelimit': '0',
  'ipv4/conf/all/rp_filter': '0',
  'ipv4/conf/default/rp_filter': '0',
}

/** What stands here for the scene, to be taken down after it. */
const listeners = new Set()
const started = new Set()

const handlers = {
  prepare: ({ forwards }) => {
    const isForwarding = forwards ? '1' : '0'
    const wanted = { ...settings, 'ipv4/ip_forward': isForwarding, 'ipv6/conf/all/forwarding': isForwarding }
    for (const [name, value] of Object.entries(wanted)) writeFileSync(`/proc/sys/net/${name}`, value)
    return loadRules('')
  },
  load: ({ rules }) => loadRules(rules),
  listen: async ({ tcp, udp, addresses }) => {
    const all = addresses.flatMap((address) => [
      ...tcp.map((port) => listenTcp(address, port)),
      ...udp.map((port) => listenUdp(address, port)),
    ])
    const failed = (await Promise.all(all)).filter((fault) => fault !== undefined)
    return failed.length === 0 ? {} : { fault: failed[0] }
  },
  probe: async ({ probes, atOnce }) => ({ outcomes: await probeAll(probes, atOnce) }),
  /** Everything that the rules of the host have seen, as JSON of nft. */
  witness: () => runProgram('nft', ['-j', '-p', 'list', 'table', 'inet', 'witness'], '', 60_000),
  run: ({ command: [name, ...args], input, limit }) => runProgram(name, args, input, limit),
  program: ({ command: [name, ...args], input, limit }) => runProgram(name, args, input, limit),
  start: ({ command: [name, ...args] }) => startProgram(name, args),
  request: ({ url, body, limit }) => request(url, body, limit),
  rest: async () => {
    await Promise.all([
      stopPrograms(),
      ...[...listeners].map((listener) => new Promise((done) => listener.close(done))),
    ])
    listeners.clear()
    return {}
  },
}

function loadRules(rules) {
  const input = `flush ruleset\n${witnessRules}${rules}`
  const { status, stderr, error } = spawnSync('nft', ['-f', '-'], { input, encoding: 'utf8' })
  return status === 0 ? {} : { fault: error === undefined ? stderr : String(error) }
}

function runProgram(name, args, input, limit) {
  const options = { timeout: limit, killSignal: 'SIGKILL', maxBuffer: 2 ** 28 }
  return new Promise((resolve) => {
    const child = execFile(name, args, options, (error, output, said) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ status, output, said: error !== null && said === '' ? error.message : said })
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** A program that runs until this scene ends, however it ends. */
function startProgram(name, args) {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', name, ...args], { stdio: 'ignore' })
  started.add(child)
  child.on('exit', () => started.delete(child))
  return new Promise((resolve) => {
    child.on('spawn', () => resolve({}))
    child.on('error', (error) => {
      started.delete(child)
      resolve({ fault: `${name}: ${error.message}` })
    })
  })
}

function stopPrograms() {
  return Promise.all(
    [...started].map((child) => {
      child.kill('SIGKILL')
      return new Promise((resolve) => child.on('exit', resolve))
    }),
  )
}

async function request(url, body, limit) {
  try {
    const answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      body,
      signal: AbortSignal.timeout(limit),
    })
    return { status: answer.status, output: await answer.text() }
  } catch (error) {
    return { status: -1, output: '', said: String(error.cause ?? error) }
  }
}

function listenTcp(address, port) {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.end()
    })
    listeners.add(server)
    server.on('error', (error) => resolve(`tcp ${address} ${port}: ${error.message}`))
    server.listen({ host: address, port, backlog: 512 }, () => resolve(undefined))
  })
}

/** One socket an address, so that an answer comes from where the question went. */
function listenUdp(address, port) {
  return new Promise((resolve) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
    listeners.add(socket)
    socket.on('error', (error) => resolve(`udp ${address} ${port}: ${error.message}`))
    socket.on('message', (message, from) => socket.send(message, from.port, from.address, () => {}))
    socket.bind(port, address, () => resolve(undefined))
  })
}

async function end() {
  await stopPrograms()
  process.exit(0)
}
process.on('SIGTERM', end)

const lines = createInterface({ input: process.stdin })
lines.on('close', end)
lines.on('line', async (line) => {
  const { id, op, ...rest } = JSON.parse(line)
  let answer
  try {
    answer = await handlers[op](rest)
  } catch (error) {
    answer = { fault: String(error) }
  }
  process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`)
})
