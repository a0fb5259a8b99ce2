/** The program in `php/`, running. */
import { spawnSync } from 'node:child_process'
import * as z from 'zod'
import { startLines } from '../ask-lines'
import type { Bundle, Sample } from './samples'

const answerSchema = z.object({
  fault: z.string().optional(),
  version: z.string().optional(),
  records: z.array(z.record(z.string(), z.string())).optional(),
  inserted: z.number().optional(),
  updated: z.number().optional(),
  faults: z.array(z.string()).optional(),
  verdicts: z.array(z.enum(['allow', 'deny'])).optional(),
})
export type PhpAnswer = z.infer<typeof answerSchema>

export interface Php {
  readonly version: string
  records(text: string): Promise<PhpAnswer>
  /** The bundles one after the other, then the packets of the sample. */
  box(sample: Sample, bundles?: readonly Bundle[]): Promise<PhpAnswer>
  close(): void
}

/** Undefined where there is no PHP. */
export async function startPhp(): Promise<Php | undefined> {
  if (spawnSync('php', ['-v']).status !== 0) return undefined
  const lines = startLines('php', ['conformance/opnsense/php/judge.php'])
  const ask = async (question: object): Promise<PhpAnswer> => answerSchema.parse(await lines.ask(question))
  const { version = '' } = await ask({ op: 'hello' })
  return {
    version,
    records: (text) => ask({ op: 'records', text }),
    box: ({ packets, interfaces, ...sample }, bundles = sample.bundles) =>
      ask({ op: 'box', bundles, packets, interfaces }),
    close: lines.close,
  }
}
