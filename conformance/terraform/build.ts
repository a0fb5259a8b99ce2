/** Terraform itself, built from its module with Go's own client, once, into .cache/. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const terraformVersion = '1.11.4'
const folder = resolve('.cache/conformance/terraform')

export type Built = { readonly ok: true; readonly binary: string } | { readonly ok: false; readonly reason: string }

/** `PORTCULLIS_TERRAFORM` names a binary of one's own. */
export async function findTerraform(): Promise<Built> {
  const given = process.env.PORTCULLIS_TERRAFORM
  const binary = given ?? join(folder, 'terraform')
  if (given === undefined && !existsSync(binary)) {
    const built = await build()
    if (built !== undefined) return { ok: false, reason: built }
  }
  return (await runs(binary)) ? { ok: true, binary } : { ok: false, reason: `${binary} does not run` }
}

/**
 * Terraform's own module leaves the code of its remote backends in modules of their own, which no proxy serves under its
 * version. The judge keeps its state in a file, so empty ones stand in for them.
 */
const backends = ['azure', 'consul', 'cos', 'gcs', 'kubernetes', 'oss', 'pg', 's3']
const terraform = 'github.com/hashicorp/terraform'
const remote = `${terraform}/internal/backend/remote-state`

function writeModule(module: string): void {
  const write = (path: string, text: string): void => {
    const file = join(module, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const name of backends) {
    write(`${name}/go.mod`, `module ${remote}/${name}\n\nrequire ${terraform} v${terraformVersion}\n`)
    const body = 'func New() backend.Backend { panic("this backend is left out") }'
    write(`${name}/backend.go`, `package ${name}\n\nimport "${terraform}/internal/backend"\n\n${body}\n`)
  }
  const replaced = backends.map((name) => `replace ${remote}/${name} => ./${name}\n`).join('')
  const legacy = `replace ${terraform}/internal/legacy => ./legacy\n`
  write('legacy/go.mod', `module ${terraform}/internal/legacy\n`)
  write('go.mod', `module portcullis/terraform\n\nrequire ${terraform} v${terraformVersion}\n\n${replaced}${legacy}`)
}

async function build(): Promise<string | undefined> {
  const module = join(folder, 'module')
  writeModule(module)
  console.log(`Building Terraform ${terraformVersion}: some minutes, once`)
  return goBuild(module, terraform, join(folder, 'terraform'))
}

/** Builds a package with the modules of a folder; the reason where it cannot be. */
export async function goBuild(module: string, name: string, binary: string): Promise<string | undefined> {
  const given = ['build', '-mod=mod', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', binary, name]
  try {
    await run('go', given, {
      cwd: module,
      env: { ...process.env, GOFLAGS: '', GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? 'auto' },
    })
    return undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'Go is not installed'
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    const lines = said.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('go: downloading'))
    return `go build: ${lines.slice(0, 2).join(' ')}`
  }
}

async function runs(binary: string): Promise<boolean> {
  try {
    await run(binary, ['version', '-json'], { env: { ...process.env, CHECKPOINT_DISABLE: '1' } })
    return true
  } catch {
    return false
  }
}
