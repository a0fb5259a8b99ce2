/** What a run was made of: packets by kind, and the facts about Talos that they put to the test. */
import { formatTalosVersion, isAtLeast, type TalosVersion } from '@/lib/design/talos-version'
import { markRow, type Tally } from '../verdict'
import type { Asked, Scene } from './check-scene'

type Count = Map<string, number>

export function startCount(): Count {
  return new Map()
}

function add(count: Count, key: string, times = 1): void {
  count.set(key, (count.get(key) ?? 0) + times)
}

export function countAsked(count: Count, { chains, cast }: Scene, asked: readonly Asked[]): void {
  const { from, to } = chains.site.nodePortRange
  add(count, 'machines', cast.machines.length)
  add(count, 'hosts', cast.hosts.length)
  for (const { question, fate } of asked) {
    const { packet } = question
    const { protocol, arrival, phase, port } = packet
    const hasPort = protocol === 'tcp' || protocol === 'udp'
    add(count, hasPort ? protocol : protocol === 'icmp' || protocol === 'icmpv6' ? 'icmp' : 'other protocols')
    add(count, `IPv${packet.destination.family}`)
    add(count, arrival)
    if (phase === 'reply') add(count, 'answers')
    if (phase === 'new' && hasPort && port !== undefined && port >= from && port <= to) add(count, 'NodePorts')
    add(count, fate === true ? 'let through' : fate === false ? 'dropped' : 'unknown')
  }
}

export function countNotes(count: Count): string[] {
  const list = (...keys: string[]): string => keys.map((key) => `${count.get(key) ?? 0} ${key}`).join(', ')
  return [
    `packets: ${list('tcp', 'udp', 'icmp', 'other protocols')}; ${list('IPv4', 'IPv6')}; ${list('let through', 'dropped', 'unknown')}`,
    `of these ${list('answers', 'NodePorts')}; arriving by ${list('wire', 'pod', 'lo', 'kubespan', 'siderolink')}; between ${list('machines', 'hosts')}`,
  ]
}

/** Facts that are about some versions alone: before, or since. */
const bounds: Readonly<Record<string, { readonly before?: string; readonly since?: string }>> = {
  '3.3': { since: '1.10.0' },
  '5 1.8 host DNS': { before: '1.8.0' },
  '5 1.9.4': { before: '1.9.4' },
  '5 1.10': { before: '1.10.0' },
  '5 1.11': { before: '1.11.0' },
  '5 main': { before: '1.14.0' },
}

export function markFacts(tally: Tally, version: TalosVersion, asked: readonly Asked[]): void {
  const counted: Count = new Map()
  for (const { question } of asked) for (const fact of question.facts) add(counted, fact)
  for (const [fact, times] of counted) {
    if (isAbout(fact, version)) markRow(tally, fact, formatTalosVersion(version), times)
  }
}

function isAbout(fact: string, version: TalosVersion): boolean {
  const { before, since } = bounds[fact] ?? {}
  return (before === undefined || !isAtLeast(version, before)) && (since === undefined || isAtLeast(version, since))
}
