/**
 * Runs inside one host's network namespace: opens listeners, loads rules, and sends probes. JSON lines in and out, so
 * that it needs nothing but Node.js. Only `laboratory.mjs` talks to it.
 */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { createInterface } from 'node:readline'

/** How long an answer is waited for, in milliseconds. */
const patience = 300

/** Without these the kernel keeps back the answers that tell a refused packet from a lost one. */
const settings = {
  'ipv4/icmp_ratelimit': '0',
  'ipv4/icmp_ratemask': '0',
  'ipv6/icmp/ratelimit': '0',
  'ipv4/conf/all/rp_filter': '0',
  'ipv4/conf/default/rp_filter': '0',
}

const handlers = {
  prepare: ({ forwards }) => {
    const wanted = forwards ? { ...settings, 'ipv4/ip_forward': '1', 'ipv6/conf/all/forwarding': '1' } : settings
    for (const [name, value] of Object.entries(wanted)) writeFileSync(`/proc/sys/net/${name}`, value)
    return {}
  },
  load: ({ rules }) => {
    const { status, stderr, error } = spawnSync('nft', ['-f', '-'], {
      input: `flush ruleset\n${rules}`,
      encoding: 'utf8',
    })
    return status === 0 ? {} : { fault: error === undefined ? stderr : String(error) }
  },
  listen: async ({ tcp, udp, addresses }) => {
    const all = addresses.flatMap((address) => [
      ...tcp.map((port) => listenTcp(address, port)),
      ...udp.map((port) => listenUdp(address, port)),
    ])
    const failed = (await Promise.all(all)).filter((fault) => fault !== undefined)
    return failed.length === 0 ? {} : { fault: failed[0] }
  },
  probe: async ({ probes, atOnce }) => ({ outcomes: await probeAll(probes, atOnce) }),
  run: ({ command: [name, ...args], input, limit }) => runProgram(name, args, input, limit),
  start: ({ command: [name, ...args] }) => startProgram(name, args),
  request: ({ url, body, limit }) => request(url, body, limit),
}

function runProgram(name, args, input, limit) {
  return new Promise((resolve) => {
    const child = execFile(name, args, { timeout: limit, killSignal: 'SIGKILL' }, (error, output, said) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ status, output, said: error !== null && said === '' ? error.message : said })
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

const started = new Set()

/** A program that runs until this agent ends, however it ends. */
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
    server.on('error', (error) => resolve(`tcp ${address} ${port}: ${error.message}`))
    server.listen({ host: address, port, backlog: 512 }, () => resolve(undefined))
  })
}

/** One socket an address, so that an answer comes from where the question went. */
function listenUdp(address, port) {
  return new Promise((resolve) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
    socket.on('error', (error) => resolve(`udp ${address} ${port}: ${error.message}`))
    socket.on('message', (message, from) => socket.send(message, from.port, from.address, () => {}))
    socket.bind(port, address, () => resolve(undefined))
  })
}

async function probeAll(probes, atOnce) {
  const outcomes = new Array(probes.length)
  const round = async (indexes) => {
    let next = 0
    const work = async () => {
      while (next < indexes.length) {
        const index = indexes[next++]
        outcomes[index] = await probeOnce(probes[index])
      }
    }
    await Promise.all(new Array(Math.min(atOnce, indexes.length)).fill(0).map(work))
  }
  await round([...probes.keys()])
  // A silent one is asked once more, when the others are done.
  await round([...probes.keys()].filter((index) => outcomes[index] === 'drop'))
  return outcomes
}

function probeOnce(probe) {
  switch (probe.protocol) {
    case 'tcp':
      return probeTcp(probe)
    case 'udp':
      return probeUdp(probe)
    default:
      return probeEcho(probe)
  }
}

/** An echo request, by the `ping` of the system: Node.js has no sockets for ICMP. */
function probeEcho({ from, to }) {
  return new Promise((resolve) => {
    const args = ['-n', '-q', '-c', '1', '-W', String(patience / 1000), '-I', from, to]
    execFile('ping', args, (error) => {
      if (error === null) resolve('accept')
      else resolve(error.code === 1 ? 'drop' : `error: ${error.message}`)
    })
  })
}

function probeTcp({ from, to, port }) {
  return new Promise((resolve) => {
    const socket = connect({ host: to, port, localAddress: from })
    const end = (outcome) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(() => end('drop'), patience)
    socket.on('connect', () => end('accept'))
    socket.on('error', (error) => end(outcomeOf(error)))
  })
}

function probeUdp({ from, to, port }) {
  return new Promise((resolve) => {
    const socket = createSocket(to.includes(':') ? 'udp6' : 'udp4')
    let isOver = false
    const end = (outcome) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      socket.close()
      resolve(outcome)
    }
    const timer = setTimeout(() => end('drop'), patience)
    socket.on('error', (error) => end(outcomeOf(error)))
    socket.on('message', () => end('accept'))
    socket.bind(0, from, () => {
      // Connected, so that a refusal comes back as an error.
      socket.connect(port, to, (error) => {
        if (error) end(outcomeOf(error))
        else socket.send('?', (sendError) => sendError && end(outcomeOf(sendError)))
      })
    })
  })
}

function outcomeOf(error) {
  if (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') return 'reject'
  return error.code === 'ETIMEDOUT' || error.code === 'EHOSTUNREACH' ? 'drop' : `error: ${error.message}`
}

async function end() {
  await Promise.all(
    [...started].map((child) => {
      child.kill('SIGKILL')
      return new Promise((resolve) => child.on('exit', resolve))
    }),
  )
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
