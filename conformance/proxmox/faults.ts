/** Deliberate faults: a judge that does not find them judges nothing. */
import type { Ran } from '../verdict'
import { faultsOf } from './check'
import type { Product } from './product'
import type { Sample } from './samples'

type Change = (text: string) => string

const inCluster: readonly (readonly [string, Change])[] = [
  ['a swapped port', (text) => text.replace(/-dport 6443\b/, '-dport 6444')],
  ['a lost source', (text) => text.replace(/^(IN ACCEPT) -source \S+/m, '$1')],
  ['a lost destination', (text) => text.replace(/^(OUT ACCEPT) -dest \S+/m, '$1')],
  ['an action in small letters', (text) => text.replace('IN ACCEPT', 'IN accept')],
  ['a drop for an accept', (text) => text.replace('IN ACCEPT', 'IN DROP')],
  ['the other direction', (text) => text.replace('IN ACCEPT', 'OUT ACCEPT')],
  ['the other protocol', (text) => text.replace('-p tcp', '-p udp')],
  ['a port without its protocol', (text) => text.replace(' -p tcp -dport', ' -dport')],
  ['a switched off rule', (text) => text.replace('IN ACCEPT', '|IN ACCEPT')],
  ['a missing rule', (text) => text.replace(/^IN ACCEPT.*\n/m, '')],
  ['a set under another name', (text) => text.replace(/^(\[IPSET pcl-\S+)-cp\]/m, '$1-xx]')],
  ['a missing entry of a set', (text) => text.replace(/^(\[IPSET pcl-(?!\S+-any).*\n\n)[0-9a-f].*\n/m, '$1')],
  ['an entry taken out of a set', (text) => text.replace(/^(\[IPSET pcl-\S+-cp\].*\n\n)([0-9a-f])/m, '$1!$2')],
  ['a prefix of no length', (text) => text.replace(/^0\.0\.0\.0\/1$/m, '0.0.0.0/0')],
  ['a group under another name', (text) => text.replace(/^\[group pcl-/m, '[group xpcl-')],
  ['the firewall off', (text) => text.replace(/^enable: 1/m, 'enable: 0')],
]

const inGuest: readonly (readonly [string, Change])[] = [
  ['a guest that is off', (text) => text.replace(/^enable: 1/m, 'enable: 0')],
  ['a guest without its group', (text) => text.replace(/^GROUP .*\n/m, '')],
  ['a guest that takes everything', (text) => text.replace(/^policy_in: DROP/m, 'policy_in: ACCEPT')],
  ['a guest that sends everything', (text) => text.replace(/^policy_out: DROP/m, 'policy_out: ACCEPT')],
  ['a guest without neighbours', (text) => text.replace(/^ndp: 1/m, 'ndp: 0')],
]

export async function tryFaults(product: Product, samples: readonly Sample[]): Promise<Ran['faults']> {
  const found: Ran['faults'][number][] = []
  for (const [names, changes] of [[/(^|\/)cluster\.fw$/, inCluster] as const, [/(^|\/)\d+\.fw$/, inGuest] as const]) {
    for (const [fault, change] of changes) {
      found.push({ fault, outcome: await tryFault(product, samples, (sample) => damage(sample, names, change)) })
    }
  }
  return found
}

function damage(sample: Sample, names: RegExp, change: Change): Sample {
  return { ...sample, files: sample.files.map((file) => (names.test(file.path) ? changed(file, change) : file)) }
}

function changed(file: Sample['files'][number], change: Change): Sample['files'][number] {
  return { ...file, text: change(file.text) }
}

/** A rule may stand beside one that says the same: a fault is caught once a sample that carries it shows it. */
async function tryFault(
  product: Product,
  samples: readonly Sample[],
  change: (sample: Sample) => Sample,
): Promise<Ran['faults'][number]['outcome']> {
  let outcome: 'not tried' | 'NOT CAUGHT' = 'not tried'
  for (const sample of samples) {
    const damaged = change(sample)
    if (damaged.files.every(({ text }, index) => text === sample.files[index]?.text)) continue
    if ((await faultsOf(product, damaged)).length > 0) return 'caught'
    outcome = 'NOT CAUGHT'
  }
  return outcome
}
