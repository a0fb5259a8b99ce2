/** The firewall simulator of OXL, from PyPI, in a Python of its own below .cache/. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { startLines } from '../ask-lines'

const run = promisify(execFile)

const version = '0.0.6'
const folder = resolve('.cache/conformance/oxl')

export interface OxlPacket {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly port: number
}

const answerSchema = z.union([
  z.strictObject({ passed: z.array(z.boolean()) }),
  z.strictObject({ refused: z.string() }),
])
type OxlAnswer = z.infer<typeof answerSchema>

export type Oxl =
  | {
      readonly ok: true
      readonly ask: (text: string, packets: readonly OxlPacket[]) => Promise<OxlAnswer>
      readonly close: () => void
    }
  | { readonly ok: false; readonly reason: string }

export async function startOxl(): Promise<Oxl> {
  const python = join(folder, 'bin/python')
  try {
    if (!existsSync(join(folder, 'ready'))) {
      console.log(`Installing firewall-test ${version}`)
      await run('python3', ['-m', 'venv', folder])
      await run(python, ['-m', 'pip', 'install', '--quiet', `firewall-test==${version}`])
      await run('touch', [join(folder, 'ready')])
    }
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    return { ok: false, reason: `Python with firewall-test cannot be made: ${said.trim().split('\n').at(-1)}` }
  }
  const program = startLines(python, ['conformance/opnsense/by_oxl.py'])
  return {
    ok: true,
    ask: async (text, packets) => answerSchema.parse(await program.ask({ text, packets })),
    close: program.close,
  }
}
