/** Trigger, which reads lists of IOS and says what they permit, and Aerleon, which writes lists; in a Python of their own. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { startLines } from '../ask-lines'
import type { AskedPacket } from './cisco-acl'

const run = promisify(execFile)

const versions = ['trigger==2.3.3', 'aerleon==1.18.0']
const folder = resolve('.cache/conformance/more-lists')

export interface FullPacket extends AskedPacket {
  readonly icmpCode: number
}

/** A policy in the words of Aerleon, with the networks and services that it names. */
export interface AerleonPolicy {
  readonly definitions: object
  readonly policy: object
}

const answerSchema = z.union([
  z.strictObject({ text: z.string().optional(), passed: z.array(z.boolean()) }),
  z.strictObject({ refused: z.string() }),
])
export type MoreAnswer = z.infer<typeof answerSchema>

export type MoreLists =
  | {
      readonly ok: true
      readonly askTrigger: (text: string, packets: readonly FullPacket[]) => Promise<MoreAnswer>
      /** With the text that it writes for the switch. */
      readonly askAerleon: (policy: AerleonPolicy, packets: readonly FullPacket[]) => Promise<MoreAnswer>
      readonly close: () => void
    }
  | { readonly ok: false; readonly reason: string }

export async function startMoreLists(): Promise<MoreLists> {
  const python = join(folder, 'bin/python')
  try {
    if (!existsSync(join(folder, 'ready'))) {
      console.log(`Installing ${versions.join(' and ')}`)
      await run('python3', ['-m', 'venv', folder])
      await run(python, ['-m', 'pip', 'install', '--quiet', ...versions])
      await run('touch', [join(folder, 'ready')])
    }
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    return { ok: false, reason: `Python with Trigger and Aerleon cannot be made: ${said.trim().split('\n').at(-1)}` }
  }
  const program = startLines(python, ['conformance/switch/more_lists.py'])
  return {
    ok: true,
    askTrigger: async (text, packets) => answerSchema.parse(await program.ask({ op: 'trigger', text, packets })),
    askAerleon: async ({ definitions, policy }, packets) =>
      answerSchema.parse(await program.ask({ op: 'aerleon', definitions, policy, packets })),
    close: program.close,
  }
}
