/**
 * Faults put in on purpose: a judge that does not see them sees nothing. Each goes into the first design whose files it
 * changes, and must be caught there by Talos and the policy alone, without our reader.
 */
import type { TextFile } from '@/lib/targets/target'
import type { Subject } from '@/lib/testing/subject'
import { type Ran, startTally } from '../verdict'
import { checkBundle, type Judge } from './check-bundle'
import { checkPair, type Pair, type PairCount } from './check-pair'

type Faults = Ran['faults']

interface Fault {
  readonly fault: string
  readonly change: (text: string) => string
}

const bundleFaults: readonly Fault[] = [
  { fault: 'a swapped port', change: (text) => text.replace(/^( {8}- )50000$/m, '$150009') },
  { fault: 'a lost family', change: (text) => text.replace(/^ {4}- subnet: \S*:\S*\n/gm, '') },
  { fault: 'accept for block', change: (text) => text.replace(/^ingress: block$/m, 'ingress: accept') },
  { fault: 'tcp for udp', change: (text) => text.replace(/^( {4}protocol: )udp$/m, '$1tcp') },
  { fault: 'a rule left out', change: dropLastDocument },
  { fault: 'a disable patch that forgets a rule', change: dropLastDocument },
]

function dropLastDocument(text: string): string {
  const documents = text.split('\n---\n')
  return documents.length < 2 ? text : `${documents.slice(0, -1).join('\n---\n')}\n`
}

/** `pairs` in which something must be removed come from the judge's own sample. */
export async function tryFaults(judge: Judge, subjects: readonly Subject[], pairs: readonly Pair[]): Promise<Faults> {
  const tried = await Promise.all(bundleFaults.map((fault) => tryOnBundles(judge, fault, subjects)))
  const skipped = await trySkippedRemoval(judge, pairs)
  return [...tried.flat(), ...skipped]
}

async function tryOnBundles(judge: Judge, { fault, change }: Fault, subjects: readonly Subject[]): Promise<Faults> {
  const isOfDisable = fault.includes('disable')
  for (const subject of subjects) {
    const files = subject.output.files.map((file): TextFile => {
      const fits = file.path.endsWith('.patch.yaml') && file.path.includes('disable.') === isOfDisable
      return fits ? { path: file.path, text: change(file.text) } : file
    })
    if (files.every(({ text }, index) => text === subject.output.files[index]?.text)) continue
    const tally = startTally()
    await checkBundle({ ...judge, tally, alone: true }, fault, subject, files)
    return [{ fault, outcome: tally.disagreements.length > 0 ? 'caught' : 'NOT CAUGHT' }]
  }
  return [{ fault, outcome: 'not tried' }]
}

async function trySkippedRemoval(judge: Judge, pairs: readonly Pair[]): Promise<Faults> {
  const pair = pairs.find(({ after }) => after.output.files.some(({ path }) => path.includes('remove.')))
  const fault = 'a skipped remove patch'
  if (pair === undefined) return [{ fault, outcome: 'not tried' }]
  const tally = startTally()
  await checkPair({ ...judge, tally, alone: true }, fault, { ...pair, skipRemoval: true }, emptyPairCount())
  return [{ fault, outcome: tally.disagreements.length > 0 ? 'caught' : 'NOT CAUGHT' }]
}

export function emptyPairCount(): PairCount {
  return { moved: 0, removed: 0, unblocked: 0, refused: 0, justified: 0 }
}
