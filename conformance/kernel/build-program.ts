/**
 * Builds the program with which Talos' own controllers write their chains, for a release of Talos. What compiles rules is
 * internal to its module, so the program is built in a small module of the same name that holds copies of just those files,
 * with the versions of everything else that `conformance/talos` pins for the release.
 */
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'

const run = promisify(execFile)
const folder = resolve('.cache/conformance/kernel')
const source = resolve('conformance/kernel/go/main.go')
const pins = resolve('conformance/talos/go/versions')
const talos = 'github.com/siderolabs/talos'
const machined = 'internal/app/machined/pkg'
const copied = [
  ...['ipset.go', 'network.go', 'nftables_rule.go'].map((file) => `${machined}/adapters/network/${file}`),
  ...['nftables_chain.go', 'nftables_chain_config.go'].map((file) => `${machined}/controllers/network/${file}`),
]
/** What those files need beside `pkg/machinery`, in the version that Talos asks for. */
const needed = [
  'github.com/google/nftables',
  'github.com/mdlayher/netlink',
  'go.uber.org/zap',
  'go4.org/netipx',
  'golang.org/x/sys',
]

export type Program = { readonly ok: true; readonly binary: string } | { readonly ok: false; readonly reason: string }

const downloadSchema = z.object({ Dir: z.string().includes(`${talos}@v`) })

/** `tag` names a module file of `conformance/talos`. */
export async function buildProgram(tag: string): Promise<Program> {
  const home = join(folder, tag)
  const binary = join(folder, `program-${tag}`)
  let toolchain = process.env.GOTOOLCHAIN ?? 'auto'
  const go = async (flags: string, ...words: string[]): Promise<string> => {
    const env = { ...process.env, GOTOOLCHAIN: toolchain, GOWORK: 'off', GOFLAGS: flags }
    return (await run('go', words, { cwd: home, env })).stdout
  }
  try {
    mkdirSync(join(home, 'program'), { recursive: true })
    const download = downloadSchema.parse(JSON.parse(await go('', 'mod', 'download', '-json', `${talos}@${tag}`)))
    for (const file of copied) {
      mkdirSync(join(home, file, '..'), { recursive: true })
      writeFileSync(join(home, file), readFileSync(join(download.Dir, file)))
    }
    copyFileSync(source, join(home, 'program/main.go'))
    copyFileSync(join(pins, `${tag}.sum`), join(home, 'go.sum'))
    const wanted = readFileSync(join(download.Dir, 'go.mod'), 'utf8')
    const older = olderGo(wanted)
    if (older !== undefined) toolchain = `go${older}`
    const pinned = readFileSync(join(pins, `${tag}.mod`), 'utf8').replace(/^module .*/m, `module ${talos}`)
    writeFileSync(join(home, 'go.mod'), older === undefined ? pinned : pinned.replace(/^go .*/m, `go ${older}`))
    await go('', 'mod', 'edit', ...needed.flatMap((path) => requireAs(wanted, path)))
    await go('-mod=mod', 'build', '-buildvcs=false', '-trimpath', '-o', binary, './program')
    return { ok: true, binary }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

/** The Go of an older release: what Talos of those years is built on looks into Go's own insides, which moved since. */
function olderGo(file: string): string | undefined {
  const [, minor = '', patch = '0'] = /^go 1\.(\d+)(?:\.(\d+))?$/m.exec(file) ?? []
  return minor !== '' && Number(minor) < 25 ? `1.${minor}.${patch}` : undefined
}

/** As the line of Talos' module file has it. */
function requireAs(file: string, path: string): string[] {
  const line = file.split('\n').find((candidate) => candidate.trim().startsWith(`${path} `))
  const version = line?.trim().split(/\s+/)[1]
  return version === undefined ? [] : [`-require=${path}@${version}`]
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT') return 'Go is not installed'
  const said = 'stderr' in error ? String(error.stderr) : error.message
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('go: downloading'))
  return `go build: ${lines.slice(0, 8).join(' ')}`
}
