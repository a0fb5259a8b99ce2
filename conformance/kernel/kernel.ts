/**
 * The Linux kernel as a judge of rules: hosts in network namespaces on one bridge, `nft` rules in each, and real TCP and
 * UDP packets between them. Runs without privileges where user namespaces are allowed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'

export interface KernelHost {
  readonly name: string
  /** Addresses of both families without a length; every host reaches every other on the link. */
  readonly addresses: readonly string[]
  /** The host that it stands behind and that routes for it, as a node does for its pods. */
  readonly behind?: string
  /** The name of a card of their own by which its packets come to all others, as over a tunnel. */
  readonly enters?: string
  /** Addresses of a host on the network of those behind it, as of a node on its pods' bridge. */
  readonly gateways?: readonly string[]
  /** Ports that answer, on each of its addresses. */
  readonly listens?: { readonly tcp?: readonly number[]; readonly udp?: readonly number[] }
}

export interface Probe {
  /** An address of the host that sends. */
  readonly from: string
  readonly to: string
  /** `icmp` is a message of the family of `to`; 47, 50 and 112 are packets of that protocol, which nobody answers. */
  readonly protocol: 'tcp' | 'udp' | 'icmp' | number
  readonly port?: number
  /** For TCP and UDP where it matters; any, where it is left out. */
  readonly sourcePort?: number
  /** An echo request where it is left out; 13 and 17 of IPv4 are not answered. */
  readonly icmpType?: number
}

/**
 * `accept`: it came through, and was answered if that is to be expected. `reject`: refused with an answer, as by a closed port.
 * `drop`: a host on the way has met it and not let it through. `unanswered`: it came through, but the sender's side dropped
 * the answer. `lost`: no host has met it, which is no verdict of any rule that was asked about. Anything else is what went wrong, in words.
 */
export type Outcome = 'accept' | 'drop' | 'reject' | 'unanswered' | 'lost' | string

/** What a program inside a host said; `status` is -1 where it could not run or took too long. */
interface Said {
  readonly status: number
  readonly output: string
  readonly said: string
}

export interface Kernel {
  /** Puts up hosts in place of those before. */
  build(hosts: readonly KernelHost[]): Promise<void>
  /** `nft -f` text by host, in place of what the host had. */
  load(rules: Readonly<Record<string, string>>): Promise<void>
  /** One outcome for each probe, in order. */
  probe(probes: readonly Probe[]): Promise<readonly Outcome[]>
  /** Runs a program inside a host to its end, `limit` in milliseconds. */
  run(host: string, command: readonly string[], input?: string, limit?: number): Promise<Said>
  /** As `run`, for a program that touches nothing but rules, which the next `load` replaces. */
  program(host: string, command: readonly string[], input: string): Promise<Said>
  /** Starts a program inside a host; it ends with the host. */
  start(host: string, command: readonly string[]): Promise<void>
  /** An HTTP request from a host: POST where there is a body. `status` is -1 without an answer. */
  request(host: string, url: string, body?: string, limit?: number): Promise<Said>
  close(): Promise<void>
}

export type KernelStart =
  | { readonly ok: true; readonly kernel: Kernel }
  | { readonly ok: false; readonly reason: string }

/** Milliseconds that a busy machine may take to put up name spaces; for the hooks of tests. */
export const starting = 60_000

const needed = ['unshare', 'setpriv', 'ip', 'nft', 'mount', 'ping'] as const

/** Why there can be no kernel judge here; undefined when there can. */
export function kernelLacks(): string | undefined {
  const path = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`
  const missing = needed.filter(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`], { env: { ...process.env, PATH: path } }).status !== 0,
  )
  if (missing.length > 0)
    return `not installed: ${missing.join(', ')} (Debian: nftables iproute2 iputils-ping util-linux)`
  const tried = spawnSync('unshare', ['-Urnm', 'nft', 'add', 'table', 'inet', 'try'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  })
  if (tried.status === 0) return undefined
  return `no user namespaces or no nf_tables here: ${tried.stderr.trim().split('\n')[0] ?? ''}`
}

/** As above, and says for a file of tests that it is skipped. */
export function kernelLacksFor(tests: string): string | undefined {
  const lack = kernelLacks()
  if (lack !== undefined) console.log(`SKIPPED: the Linux kernel as a judge, ${tests}: ${lack}`)
  return lack
}

const answerSchema = z.object({
  id: z.number().optional(),
  ready: z.boolean().optional(),
  fault: z.string().optional(),
  outcomes: z.array(z.string()).optional(),
  status: z.number().optional(),
  output: z.string().optional(),
  said: z.string().optional(),
})
type Answer = z.infer<typeof answerSchema>

function saidOf({ status = -1, output = '', said = '' }: Answer): Said {
  return { status, output, said }
}

export async function startKernel(): Promise<KernelStart> {
  const lack = kernelLacks()
  if (lack !== undefined) return { ok: false, reason: lack }
  const laboratory = resolve('conformance/kernel/laboratory.mjs')
  const child = spawn('unshare', ['-Urnm', process.execPath, laboratory], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  let ready: ((isUp: boolean) => void) | undefined
  const started = new Promise<boolean>((done) => {
    ready = done
  })
  const exited = new Promise<void>((done) => {
    child.on('close', () => {
      ready?.(false)
      for (const answer of waiting.values()) answer({ fault: 'the laboratory ended' })
      done()
    })
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = answerSchema.parse(JSON.parse(line))
    if (answer.ready === true) ready?.(true)
    if (answer.id === undefined) return
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  if (!(await started)) return { ok: false, reason: 'the namespaces could not be set up' }
  let next = 0
  const ask = async (op: string, rest: object): Promise<Answer> => {
    const id = next++
    const answer = await new Promise<Answer>((done) => {
      waiting.set(id, done)
      child.stdin.write(`${JSON.stringify({ id, op, ...rest })}\n`)
    })
    if (answer.fault !== undefined) throw new Error(answer.fault)
    return answer
  }
  return {
    ok: true,
    kernel: {
      build: async (hosts) => void (await ask('build', { hosts })),
      load: async (rules) => void (await ask('load', { rules })),
      probe: async (probes) => (await ask('probe', { probes })).outcomes ?? [],
      run: async (host, command, input = '', limit = 20_000) =>
        saidOf(await ask('inside', { what: 'run', host, command, input, limit })),
      program: async (host, command, input) =>
        saidOf(await ask('inside', { what: 'program', host, command, input, limit: 120_000 })),
      start: async (host, command) => void (await ask('inside', { what: 'start', host, command })),
      request: async (host, url, body, limit = 3000) =>
        saidOf(await ask('inside', { what: 'request', host, url, body, limit })),
      close: () => {
        child.stdin.end()
        return exited
      },
    },
  }
}
