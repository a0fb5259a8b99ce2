import { readFileSync } from 'node:fs'
import { runCommandLine } from '../run'
import { makeMemoryIo } from './memory-io'

export const exampleText = (name: string): string => readFileSync(`public/examples/${name}.yaml`, 'utf8')

type Files = Readonly<Record<string, string | Uint8Array>>

/** A command line as a person types it, in a folder that holds `design.yaml`. */
export async function runCommand(words: readonly string[], files: Files = {}, input?: string) {
  const given = { '/desk/design.yaml': exampleText('dual-stack-onprem'), ...files }
  const memory = makeMemoryIo(given, input === undefined ? {} : { input })
  const code = await runCommandLine(words, memory.io)
  return { code, out: memory.out(), err: memory.err(), files: memory.files(), bytes: memory.io.files.read }
}
