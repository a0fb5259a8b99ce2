/** cisco-acl, a parser of Cisco's lists from PyPI, in a Python of its own below .cache/. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { startLines } from '../ask-lines'

const run = promisify(execFile)

export const parserVersion = '3.3.5'
const folder = resolve('.cache/conformance/cisco-acl')

export interface AskedPacket {
  readonly source: string
  readonly destination: string
  readonly protocol: number
  readonly sourcePort: number
  readonly port: number
  readonly icmpType: number
}

const answerSchema = z.union([
  z.strictObject({ lines: z.int(), passed: z.array(z.boolean()) }),
  z.strictObject({ refused: z.string() }),
])
export type ListAnswer = z.infer<typeof answerSchema>

/** A packet at an interface of a whole configuration. */
export interface PlacedPacket extends AskedPacket {
  readonly interface: string
  readonly way: 'in' | 'out'
}

export type Parser =
  | {
      readonly ok: true
      readonly ask: (text: string, packets: readonly AskedPacket[]) => Promise<ListAnswer>
      readonly askConfiguration: (text: string, packets: readonly PlacedPacket[]) => Promise<ListAnswer>
      readonly close: () => void
    }
  | { readonly ok: false; readonly reason: string }

export function hasParser(): boolean {
  return existsSync(join(folder, 'ready'))
}

export async function startParser(): Promise<Parser> {
  const python = join(folder, 'bin/python')
  try {
    if (!hasParser()) {
      console.log(`Installing cisco-acl ${parserVersion}`)
      await run('python3', ['-m', 'venv', folder])
      await run(python, ['-m', 'pip', 'install', '--quiet', `cisco-acl==${parserVersion}`])
      await run('touch', [join(folder, 'ready')])
    }
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    return { ok: false, reason: `Python with cisco-acl cannot be made: ${said.trim().split('\n').at(-1)}` }
  }
  const program = startLines(python, ['conformance/switch/lists.py'])
  return {
    ok: true,
    ask: async (text, packets) => answerSchema.parse(await program.ask({ text, packets })),
    askConfiguration: async (text, packets) =>
      answerSchema.parse(await program.ask({ text, packets, isConfiguration: true })),
    close: program.close,
  }
}
