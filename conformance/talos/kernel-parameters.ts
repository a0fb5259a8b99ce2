/** What Talos sets of the kernel's parameters by itself, out of its own source; and what Linux makes of parameters. */
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'

const run = promisify(execFile)

export type Parameters = Readonly<Record<string, string>>

const files = ['pkg/kernel/kspp/kspp.go', 'internal/app/machined/pkg/controllers/runtime/kernel_param_defaults.go']
/** Of these releases the proxy at hand holds no archive of the whole; the one beside it says the same. */
const beside: Readonly<Record<string, string>> = { 'v1.11.6': 'v1.11.0', 'v1.7.0': 'v1.7.6' }
const downloadSchema = z.object({ Dir: z.string() })

/** @throws where the module cannot be had. */
export async function parametersOfTalos(tag: string): Promise<Parameters> {
  const words = ['mod', 'download', '-json', `github.com/siderolabs/talos@${beside[tag] ?? tag}`]
  const environment = { ...process.env, GOTOOLCHAIN: 'auto', GOFLAGS: '', GOWORK: 'off' }
  const { stdout } = await run('go', words, { cwd: '/', env: environment })
  const { Dir: folder } = downloadSchema.parse(JSON.parse(stdout))
  const found = files.flatMap((file) => {
    const path = join(folder, file)
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const items = text.matchAll(/Key:\s*"proc\.sys\.([^"]+)",(?:\s*\/\/[^\n]*)*\s*Value:\s*"([^"]*)"/g)
    return [...items].map(([, key = '', value = '']) => [key, value] as const)
  })
  if (found.length < 10) throw new Error(`the source of Talos ${tag} says nothing of kernel parameters`)
  return Object.fromEntries(found)
}

/**
 * Parameters of the network as Linux has them after each step, in a network namespace of its own. Undefined where Linux
 * refuses one; a reason where there are no such namespaces.
 */
export function tryParameters(
  steps: readonly Parameters[],
  asked: readonly string[],
): readonly (Parameters | undefined)[] | string {
  const place = (key: string): string => `/proc/sys/${key.replaceAll('.', '/')}`
  const lines = steps.flatMap((step) => [
    'fault=',
    ...Object.entries(step).map(([key, value]) => `echo '${value}' 2>&- > ${place(key)} || fault=1`),
    'echo "step $fault"',
    ...asked.map((key) => `echo "${key} $(cat ${place(key)})"`),
  ])
  const { status, stdout, stderr } = spawnSync('unshare', ['-rn', 'sh'], { input: lines.join('\n'), encoding: 'utf8' })
  if (status !== 0 || stdout === '') return `no network namespace can be had: ${stderr?.split('\n')[0] ?? ''}`
  return stdout
    .split('step ')
    .slice(1)
    .map((text) => {
      const [fault, ...rest] = text.trimEnd().split('\n')
      return fault?.trim() === '1'
        ? undefined
        : Object.fromEntries(rest.map((line) => line.split(' ') as [string, string]))
    })
}
