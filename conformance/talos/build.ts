/** Builds one judge for each version of Talos, from the same source with that version's module file. */
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const source = resolve('conformance/talos/go')
const folder = resolve('.cache/conformance/talos')

export type Built = { readonly ok: true; readonly binary: string } | { readonly ok: false; readonly reason: string }

/** `version` names a file in `go/versions`. Go fetches a newer toolchain by itself where a module wants one. */
export async function buildJudge(version: string): Promise<Built> {
  mkdirSync(folder, { recursive: true })
  const binary = join(folder, version)
  const modules = join('versions', `${version}.mod`)
  const environment = { ...process.env, GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? 'auto', GOFLAGS: '' }
  try {
    await run('go', ['build', `-modfile=${modules}`, '-trimpath', '-buildvcs=false', '-o', binary, '.'], {
      cwd: source,
      env: environment,
    })
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
