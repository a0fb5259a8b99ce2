/** PHP's own functions for XML and tables, running: pfSense and OPNsense are written in PHP, and read by these. */
import { spawnSync } from 'node:child_process'
import * as z from 'zod'
import { startLines } from '../ask-lines'

const answerSchema = z.union([z.strictObject({ seen: z.unknown() }), z.strictObject({ refused: z.string() })])

/** A document, a table, and names of ports and protocols. */
export type TextForm = 'xml' | 'csv' | 'port' | 'protocol'

export interface TextPhp {
  /** What it makes of the text, as JSON; undefined where it refuses. */
  readonly ask: (op: TextForm, text: string) => Promise<string | undefined>
  readonly close: () => void
}

/** Undefined where there is no PHP that reads XML. */
export function startTextPhp(): TextPhp | undefined {
  const modules = spawnSync('php', ['-m'], { encoding: 'utf8' })
  if (modules.status !== 0 || !/^dom$/m.test(modules.stdout)) return undefined
  const lines = startLines('php', ['conformance/texts/judge.php'])
  return {
    ask: async (op, text) => {
      const answer = answerSchema.parse(await lines.ask({ op, text, separator: ',' }))
      return 'refused' in answer ? undefined : JSON.stringify(answer.seen)
    },
    close: lines.close,
  }
}
