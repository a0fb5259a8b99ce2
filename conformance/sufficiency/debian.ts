/**
 * Programs of Debian packages: those that are installed, else unpacked from the package into `.cache`, which needs no
 * privileges and changes nothing of the system.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = resolve('.cache/conformance/debian')
const searched = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'] as const

/** Program to package. */
const packages = { etcd: 'etcd-server', 'wireguard-go': 'wireguard-go', wg: 'wireguard-tools' } as const
export type Program = keyof typeof packages

export type Found = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string }

export function findProgram(program: Program): Found {
  const path = present(program)
  if (path !== undefined) return { ok: true, path }
  const name = packages[program]
  const fault = unpack(name)
  const fetched = present(program)
  if (fetched !== undefined) return { ok: true, path: fetched }
  return { ok: false, reason: `${program} is not installed (Debian: ${name}), and cannot be fetched: ${fault}` }
}

/** The folder of packages unpacked side by side, those left out that are installed; a reason where one cannot be had. */
export function unpackPackages(names: readonly string[]): Found {
  for (const name of names.filter((one) => !isInstalled(one))) {
    if (existsSync(join(folder, name, 'usr'))) continue
    const fault = unpack(name)
    if (!existsSync(join(folder, name, 'usr'))) return { ok: false, reason: `${name} cannot be fetched: ${fault}` }
  }
  return { ok: true, path: folder }
}

function isInstalled(name: string): boolean {
  const asked = spawnSync('dpkg-query', ['-s', name], { encoding: 'utf8' })
  return asked.status === 0 && /^Status: .* ok installed$/m.test(asked.stdout)
}

function present(program: Program): string | undefined {
  const unpacked = searched.map((place) => join(folder, packages[program], place, program))
  return [...searched.map((place) => join(place, program)), ...unpacked].find((path) => existsSync(path))
}

function unpack(name: string): string {
  const here = join(folder, name)
  mkdirSync(here, { recursive: true })
  const fetched = download(name, here)
  if (fetched.status !== 0) return reasonOf(fetched.stderr, fetched.error)
  const file = readdirSync(here).find((entry) => entry.endsWith('.deb'))
  if (file === undefined) return 'apt-get brought no package'
  const unpacked = spawnSync('dpkg-deb', ['-x', file, '.'], { cwd: here, encoding: 'utf8' })
  return unpacked.status === 0 ? 'the package holds no such program' : reasonOf(unpacked.stderr, unpacked.error)
}

/** Asks once more with fresh lists, which only root may get. */
function download(name: string, here: string) {
  const attempt = () => spawnSync('apt-get', ['download', name], { cwd: here, encoding: 'utf8' })
  const first = attempt()
  if (first.status === 0 || process.getuid?.() !== 0) return first
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
  return attempt()
}

function reasonOf(said: string | null, error: Error | undefined): string {
  return error?.message ?? said?.trim().split('\n').at(-1) ?? 'no reason given'
}
