/** Deliberate faults in the files: a judge that does not find them judges nothing. */
import type { Filter } from '@/lib/targets/target'
import { readExample, subjectOf } from '@/lib/testing/subject'
import { type Ran, startTally } from '../../verdict'
import type { Member } from '../batch'
import { makeWorkspace } from '../terraform'
import { startApi } from './api'
import { type Change, checkHeld, every, firewallsOf, writeModules } from './check'

interface Fault {
  readonly fault: string
  /** Who must find it: the commands, or the packets by what the API then holds. */
  readonly step: 'fmt' | 'validate' | 'apply' | 'packets'
  readonly make: (text: string) => string
}

const faults: readonly Fault[] = [
  { fault: 'a sign out of line', step: 'fmt', make: (text) => text.replace(/ +=/, '=') },
  {
    fault: 'an argument that does not exist',
    step: 'validate',
    make: (text) => text.replace('source_ips', 'from_ips'),
  },
  { fault: 'another direction', step: 'validate', make: (text) => text.replace('"in"', '"both"') },
  { fault: 'another protocol', step: 'validate', make: (text) => text.replace('"udp"', '"sctp"') },
  {
    fault: 'bits behind the length',
    step: 'validate',
    make: (text) => text.replace('"192.0.2.128/27"', '"192.0.2.129/27"'),
  },
  { fault: 'a port turned round', step: 'apply', make: (text) => text.replace('"2379-2380"', '"2380-2379"') },
  { fault: 'ICMP with a port', step: 'apply', make: (text) => text.replace('"udp"', '"icmp"') },
  { fault: 'nobody named', step: 'apply', make: (text) => text.replace(/source_ips = \[[^\]]*\]/, 'source_ips = []') },
  {
    fault: 'one name for both firewalls',
    step: 'apply',
    make: (text) => text.replace('talos-worker', 'talos-control-plane'),
  },
  { fault: 'another port', step: 'packets', make: (text) => text.replaceAll('"10250"', '"10255"') },
  { fault: 'a lost network', step: 'packets', make: (text) => text.replace('      "198.51.100.77/32",\n', '') },
  { fault: 'a wider network', step: 'packets', make: (text) => text.replaceAll('192.0.2.128/27', '192.0.2.128/26') },
  { fault: 'the workers unlabelled', step: 'packets', make: (text) => text.replace('role=worker', 'role=workers') },
  {
    fault: 'each other’s labels',
    step: 'packets',
    make: (text) =>
      text.replaceAll(/role=[\w-]+/g, (role) => (role === 'role=worker' ? 'role=control-plane' : 'role=worker')),
  },
  {
    fault: 'one rule for what is sent',
    step: 'packets',
    make: (text) =>
      text.replace(
        '  rule {',
        '  rule {\n    direction       = "out"\n    protocol        = "esp"\n    destination_ips = ["192.0.2.0/24"]\n  }\n\n  rule {',
      ),
  },
]

export async function tryFaults(
  binary: string,
  environment: Readonly<Record<string, string>>,
  filter: Filter,
): Promise<Ran['faults']> {
  const subject = subjectOf(filter, readExample('two-nics'))
  const member: Member = { name: 'd0', subject, binding: {}, variant: { site: subject.site, work: subject.work } }
  const results: { fault: string; outcome: 'caught' | 'NOT CAUGHT' | 'not tried' }[] = []
  for (const { fault, step, make } of faults) {
    const change: Change = (path, text) => (path.endsWith('firewalls.tf') ? make(text) : text)
    const isThere = subject.files.some(({ path, text }) => change(path, text) !== text)
    const found = isThere ? await findAt(binary, environment, member, step, change) : undefined
    const outcome = found === undefined ? 'not tried' : found ? 'caught' : 'NOT CAUGHT'
    results.push({ fault: `hcloud: ${fault} (${step})`, outcome })
  }
  return results
}

async function findAt(
  binary: string,
  environment: Readonly<Record<string, string>>,
  member: Member,
  step: Fault['step'],
  change: Change,
): Promise<boolean> {
  const api = await startApi()
  const workspace = makeWorkspace(binary, environment)
  writeModules(workspace, [member], api, change)
  const code = async (...given: readonly string[]): Promise<number> => (await workspace.run(...given)).code
  const ask = async (): Promise<boolean> => {
    if (step === 'fmt') return (await code('fmt', '-check', '-recursive')) !== 0
    if ((await code('init', '-input=false')) !== 0) return false
    if (step === 'validate') return (await code('validate')) !== 0
    const applied = await code('apply', '-input=false', '-auto-approve')
    if (step === 'apply') return applied !== 0
    const tally = startTally()
    checkHeld(member, firewallsOf(member, api), tally, 'fault', every)
    return applied === 0 && tally.disagreements.length > 0
  }
  const found = await ask()
  workspace.remove()
  await api.close()
  return found
}
