/** Real packets from one host: TCP connections, UDP datagrams, echo requests. Only `agent.mjs` uses it. */
import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { disguiseOf } from './witness.mjs'

const firstPort = 32_768
const lastPort = 61_000
let lastUsed = firstPort

/** Each probe has a source port of its own, by which its packet is found again in what hosts have seen. */
function nextPort() {
  lastUsed = lastUsed >= lastPort ? firstPort : lastUsed + 1
  return lastUsed
}

/** For each probe its outcome and source port; `silent` where nothing came back within the probe's `patience` in milliseconds. */
export async function probeAll(probes, atOnce) {
  const outcomes = new Array(probes.length)
  let next = 0
  const work = async () => {
    while (next < probes.length) {
      const index = next++
      outcomes[index] = await probeOnce(probes[index])
    }
  }
  await Promise.all(new Array(Math.min(atOnce, probes.length)).fill(0).map(work))
  return outcomes
}

async function probeOnce(probe) {
  const { protocol, sourcePort, icmpType = probe.to.includes(':') ? 128 : 8 } = probe
  if (protocol === 'icmp') return { outcome: await sendEcho({ ...probe, icmpType }), sourcePort: icmpType << 8 }
  const [send, fixed] =
    typeof protocol === 'number'
      ? [sendDisguised, disguiseOf(protocol)]
      : [protocol === 'tcp' ? tryTcp : tryUdp, sourcePort]
  for (;;) {
    const port = fixed ?? nextPort()
    const outcome = await send({ ...probe, localPort: port })
    if (outcome !== 'taken' || fixed !== undefined) return { outcome, sourcePort: port }
  }
}

/** By the `ping` of the system: Node.js has no sockets for ICMP. A mark tells which type it is to leave as. */
function sendEcho({ from, to, icmpType, patience }) {
  const mark = icmpType === 8 || icmpType === 128 ? [] : ['-Q', String((icmpType % 128) << 2)]
  return new Promise((resolve) => {
    const args = ['-n', '-q', '-c', '1', '-W', String(patience / 1000), ...mark, '-I', from, to]
    execFile('ping', args, (error) => {
      if (error === null) resolve('accept')
      else resolve(error.code === 1 ? 'silent' : `error: ${error.message}`)
    })
  })
}

function tryTcp({ from, to, port, localPort, patience }) {
  return new Promise((resolve) => {
    const socket = connect({ host: to, port, localAddress: from, localPort })
    const end = (outcome) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(() => end('silent'), patience)
    socket.on('connect', () => end('accept'))
    socket.on('error', (error) => end(outcomeOf(error)))
  })
}

function tryUdp({ from, to, port, localPort, patience }) {
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
    const timer = setTimeout(() => end('silent'), patience)
    socket.on('error', (error) => end(outcomeOf(error)))
    socket.on('message', (_, sender) => {
      // Until it is connected it also takes what others send to this port.
      if (sender.port === port && sender.address === to) end('accept')
    })
    socket.bind(localPort, from, () => {
      // Connected, so that a refusal comes back as an error.
      socket.connect(port, to, (error) => {
        if (error) end(outcomeOf(error))
        else socket.send('?', (sendError) => sendError && end(outcomeOf(sendError)))
      })
    })
  })
}

let disguisedSends = Promise.resolve()

/** One after the other, because all of a protocol leave from one port; nothing comes back. */
function sendDisguised(probe) {
  disguisedSends = disguisedSends.then(() => tryUdp({ ...probe, patience: 5 }))
  return disguisedSends
}

function outcomeOf(error) {
  switch (error.code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return 'reject'
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return 'silent'
    case 'EADDRINUSE':
    case 'EADDRNOTAVAIL':
      return 'taken'
    default:
      return `error: ${error.message}`
  }
}
