/** One question about a policy: rules that it makes, and what must come of them. */
import type { Kernel, Probe } from '../kernel/kernel'
import { forgetConnections } from './connections'
import type { Texts } from './rules'

/** As the kernel says; `unanswered` is a datagram whose answer is cut. */
export type Outcome = 'accept' | 'drop' | 'unanswered'

export interface Wanted {
  readonly probe: Probe
  readonly outcome: Outcome
  /** In words. */
  readonly says: string
  /** The hosts whose rules it meets. */
  readonly hosts: readonly string[]
}

export interface Trial {
  readonly name: string
  /** The hosts that it takes place on; none where everything is said by its texts. */
  readonly scene: 'stand-ins' | 'stage' | 'none'
  /** `nft` text by host, and by other names what must just be so. */
  texts(): Texts
  /** Texts that are known beforehand. */
  readonly must: Texts
  wanted(): readonly Wanted[]
}

/** The first of what comes out otherwise, of texts that are no rules. */
export function faultOfTexts({ must }: Trial, texts: Texts): string | undefined {
  const wrong = Object.keys(must).find((name) => must[name] !== texts[name])
  return wrong === undefined ? undefined : `${wrong}: ${firstDifference(texts[wrong] ?? 'nothing', must[wrong] ?? '')}`
}

function firstDifference(text: string, must: string): string {
  const [lines, wanted] = [text.split('\n'), must.split('\n')]
  const index = wanted.findIndex((line, at) => lines[at] !== line)
  return `${lines[index < 0 ? wanted.length : index] ?? 'nothing'} for ${wanted[index] ?? 'nothing'}`
}

/** The rules among the texts. */
export function rulesAmong({ must }: Trial, texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !Object.hasOwn(must, name)))
}

/**
 * What the hosts of a scene hold. All are loaded anew, as what they remember of packets has an end; old connections are
 * forgotten where the rules change.
 */
export function startLoading(kernel: Kernel, hosts: readonly string[]): (rules: Texts) => Promise<void> {
  const held = new Map(hosts.map((host) => [host, '']))
  return async (rules) => {
    const wanted = hosts.map((host): [string, string] => [host, rules[host] ?? ''])
    const changed = wanted.filter(([host, text]) => held.get(host) !== text)
    // A text that is refused leaves nobody knows what.
    for (const [host] of changed) held.delete(host)
    await kernel.load(Object.fromEntries(wanted))
    await forgetConnections(
      kernel,
      changed.map(([host]) => host),
    )
    for (const [host, text] of changed) held.set(host, text)
  }
}

export interface Wrong extends Wanted {
  readonly found: string
}

/** What comes out otherwise. */
export async function compareWanted(kernel: Kernel, wanted: readonly Wanted[]): Promise<Wrong[]> {
  const outcomes = await kernel.probe(wanted.map(({ probe }) => probe))
  return wanted.flatMap((one, index) => {
    const found = outcomes[index] ?? 'not tried'
    return found === one.outcome ? [] : [{ ...one, found }]
  })
}
