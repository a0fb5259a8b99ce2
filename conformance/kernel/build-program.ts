/**
 * Builds the program with which Talos' own controllers write their chains, for a release of Talos. What compiles rules is
 * internal to its module, so the module is copied, and the program is built inside the copy.
 */
import { execFile } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'

const run = promisify(execFile)
const folder = resolve('.cache/conformance/kernel')
const source = resolve('conformance/kernel/go/main.go')
const modulePath = 'github.com/siderolabs/talos'
const controllers = 'internal/app/machined/pkg/controllers'

export type Program = { readonly ok: true; readonly binary: string } | { readonly ok: false; readonly reason: string }

const downloadSchema = z.object({ Dir: z.string().includes(`${modulePath}@v`) })

export async function buildProgram(tag: string): Promise<Program> {
  const environment = { ...process.env, GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? 'auto', GOWORK: 'off' }
  const go = async (cwd: string, flags: string, ...words: string[]): Promise<string> =>
    (await run('go', words, { cwd, env: { ...environment, GOFLAGS: flags } })).stdout
  const copy = join(folder, tag)
  const binary = join(folder, `program-${tag}`)
  try {
    mkdirSync(folder, { recursive: true })
    if (!existsSync(join(copy, 'go.mod'))) {
      const { Dir } = downloadSchema.parse(
        JSON.parse(await go(folder, '', 'mod', 'download', '-json', `${modulePath}@${tag}`)),
      )
      cpSync(Dir, copy, { recursive: true })
      await run('chmod', ['-R', 'u+w', copy])
    }
    for (const path of ['internal/portcullis', `${controllers}/portcullis`])
      mkdirSync(join(copy, path), { recursive: true })
    for (const file of ['nftables_chain.go', 'nftables_chain_config.go'])
      copyFileSync(join(copy, controllers, 'network', file), join(copy, controllers, 'portcullis', file))
    copyFileSync(source, join(copy, 'internal/portcullis/main.go'))
    const machinery = `${modulePath}/pkg/machinery`
    await go(copy, '', 'mod', 'edit', `-dropreplace=${machinery}`, `-require=${machinery}@${tag}`)
    await go(copy, '-mod=mod', 'build', '-buildvcs=false', '-trimpath', '-o', binary, './internal/portcullis')
    return { ok: true, binary }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT') return 'Go is not installed'
  const said = 'stderr' in error ? String(error.stderr) : error.message
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('go: downloading'))
  return `go build: ${lines.slice(0, 2).join(' ')}`
}
