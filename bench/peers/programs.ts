/** The peers' programs: installed, or unpacked from Debian's packages into `.cache`, which needs no privileges. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { unpackPackages } from '@/conformance/sufficiency/debian'
import { type Command, runTimed } from './child'

export interface Program {
  /** `Capirca 2.0.6` */
  readonly title: string
  command(words: readonly string[], cwd: string): Command
}

export type Found = { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly reason: string }

interface Wanted {
  readonly name: string
  readonly packages: readonly string[]
  /** The words that come before every command, once it is known where a path of the packages is. */
  readonly start: (place: (path: string) => string) => readonly string[]
  readonly version: { readonly words: (start: readonly string[]) => readonly string[]; readonly pattern: RegExp }
}

const wanted = {
  capirca: {
    name: 'Capirca',
    packages: ['python3-capirca', 'python3-absl', 'python3-mock', 'python3-ply', 'python3-six', 'python3-yaml'],
    start: () => ['/usr/bin/python3', '-c', 'import sys; from capirca import aclgen; sys.exit(aclgen.EntryPoint())'],
    version: {
      words: () => ['/usr/bin/python3', '-c', 'from importlib.metadata import version; print(version("capirca"))'],
      pattern: /^(\d\S+)/m,
    },
  },
  fwbuilder: {
    name: 'fwbuilder',
    packages: ['fwbuilder', 'fwbuilder-common', 'libqt5core5a', 'libdouble-conversion3', 'libpcre2-16-0'],
    start: (place) => [...withShare(place('/usr/share/fwbuilder-5.3.7')), place('/usr/bin/fwb_ipt')],
    version: { words: (start) => [...start, '-V'], pattern: /Version (\S+)/ },
  },
  z3: {
    name: 'Z3',
    packages: ['z3'],
    start: (place) => [place('/usr/bin/z3')],
    version: { words: (start) => [...start, '--version'], pattern: /version (\S+)/ },
  },
} satisfies Readonly<Record<string, Wanted>>

export type Peer = keyof typeof wanted

export function findPeer(peer: Peer): Found {
  const { name, packages, start, version }: Wanted = wanted[peer]
  const unpacked = unpackPackages(packages)
  if (!unpacked.ok) return unpacked
  const env = searchPaths(unpacked.path)
  const place = (path: string): string =>
    [path, ...packages.map((one) => join(unpacked.path, one, path))].find((one) => existsSync(one)) ?? path
  const first = start(place)
  const { output } = runTimed({ words: version.words(first), cwd: '.', env })
  const found = version.pattern.exec(output)?.[1]
  if (found === undefined) return { ok: false, reason: `it does not start: ${output.trim().split('\n').at(-1)}` }
  const command = (words: readonly string[], cwd: string): Command => ({ words: [...first, ...words], cwd, env })
  return { ok: true, program: { title: `${name} ${found}`, command } }
}

/** fwbuilder knows its data by one path alone: unpacked, it stands there in a namespace of its own. */
function withShare(folder: string): readonly string[] {
  const share = /^(.+\/usr\/share)\//.exec(folder)?.[1]
  if (share === undefined || share === '/usr/share') return []
  const mount = `mount -t overlay overlay -o lowerdir=${share}:/usr/share /usr/share && exec "$@"`
  return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, 'sh']
}

function searchPaths(folder: string): Readonly<Record<string, string>> {
  const packages = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  const libraries = packages.flatMap((place) => {
    const lib = join(place, 'usr/lib')
    const named = existsSync(lib) ? readdirSync(lib).filter((name) => name.endsWith('-linux-gnu')) : []
    return named.map((name) => join(lib, name))
  })
  const python = packages
    .map((place) => join(place, 'usr/lib/python3/dist-packages'))
    .filter((path) => existsSync(path))
  return { LD_LIBRARY_PATH: libraries.join(':'), PYTHONPATH: python.join(':') }
}
