/** The layer rules of lib/README.md, as one function over source files: each fault names the arrow that broke. */
import { findCircles } from './circles'
import { type Import, readImports, type SourceFile, withoutComments } from './imports'

/** From the bottom up; a folder imports itself and folders of lower lines. */
const layers: readonly (readonly string[])[] = [
  ['net', 'text'],
  ['design'],
  ['site', 'catalog', 'share'],
  ['policy'],
  ['targets'],
  ['verify'],
  ['lint', 'query', 'diff', 'plan', 'import', 'bundle', 'picture'],
  ['study'],
]
const packagesOfLib = ['zod', 'yaml', 'fflate']

/** Rooms of lib/targets that are no target: what several products have in common, by whatever name they sell it. */
const sharedRooms: readonly string[] = ['decision', 'pf', 'router', 'terraform']

/** What reads and evaluates a file must not lean on what wrote it: that independence is the worth of a proof. */
const readers = /^lib\/targets\/[^/]+\/(read|install|admits|decide)\.ts$/
const allowedToReaders = /^lib\/(net\/|text\/|site\/|design\/problem$)/
const maximumLines = 300

export function findLayerFaults(files: readonly SourceFile[]): string[] {
  const sources = files.filter((file) => !isTest(file.path))
  const ids = targetIds(files)
  return [
    ...sources.flatMap((file) => readImports(file).flatMap((one) => arrow(file, one, importFault(file.path, one)))),
    ...sources.filter((file) => readers.test(file.path)).flatMap((file) => readerFaults(file, sources)),
    ...sources.flatMap((file) => pageFaults(file)),
    ...sources.flatMap((file) => targetIdFaults(file, ids)),
    ...findCircles(files),
    ...files.flatMap((file) => lengthFaults(file)),
  ]
}

function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$|^lib\/testing\/|^(e2e|conformance|bench\/peers)\//.test(path)
}

function arrow(file: SourceFile, { to }: Import, reason: string | undefined): string[] {
  return reason === undefined ? [] : [`${file.path} → ${to}: ${reason}`]
}

function importFault(from: string, { to, isPackage }: Import): string | undefined {
  const [top = '', folder = ''] = from.split('/')
  if (isPackage) {
    const isForbidden = top === 'lib' && !packagesOfLib.includes(to)
    return isForbidden ? `lib imports no package but ${packagesOfLib.join(', ')}` : undefined
  }
  const [toTop = '', toFolder = ''] = to.split('/')
  if (to.startsWith('lib/testing/')) return 'only tests import lib/testing'
  switch (top) {
    case 'lib':
      return toTop === 'lib' ? libFault(from, to) : `lib may not import ${toTop}`
    case 'components':
      return componentFault(folder, toTop, toFolder)
    case 'app':
      return ['app', 'components', 'lib', 'public'].includes(toTop) ? undefined : `app may not import ${toTop}`
    case 'cli':
      return ['cli', 'lib', 'package.json'].includes(toTop) ? undefined : `cli may not import ${toTop}`
    default:
      return undefined
  }
}

function libFault(from: string, to: string): string | undefined {
  const [folder = '', toFolder = ''] = [from, to].map((path) => path.split('/')[1])
  if (folder !== toFolder) {
    const rank = layers.findIndex((layer) => layer.includes(folder))
    const toRank = layers.findIndex((layer) => layer.includes(toFolder))
    if (rank < 0 || toRank < 0) return `lib/${rank < 0 ? folder : toFolder} has no layer: give it one in lib/README.md`
    if (toRank >= rank) return `${folder} may not import ${toFolder}`
  }
  const [home, toHome] = [from, to].map((path) => /^lib\/targets\/([^/]+)\//.exec(path)?.[1])
  if (toHome === undefined || home === toHome || /^lib\/targets\/(all|schema)\.ts$/.test(from)) return undefined
  if (home !== undefined && sharedRooms.includes(toHome)) return undefined
  return home === undefined
    ? `a target is reached through lib/targets/all, not by its folder`
    : `targets/${home} may not import targets/${toHome}`
}

function componentFault(folder: string, toTop: string, toFolder: string): string | undefined {
  if (toTop !== 'components') {
    if (toTop !== 'lib') return `components may not import ${toTop}`
    return folder === 'ui' ? 'components/ui has no domain words, so it does not import lib' : undefined
  }
  const rank = componentRank(folder)
  return folder === toFolder || componentRank(toFolder) < rank || (rank === 1 && componentRank(toFolder) === 1)
    ? undefined
    : `components/${folder} may not import components/${toFolder}`
}

/** ui and state at the bottom, features on them, the shell on top. Features may use each other. */
function componentRank(folder: string): number {
  return folder === 'ui' || folder === 'state' ? 0 : folder === 'shell' ? 2 : 1
}

/** Follows a reader into its own folder and the shared rooms: a helper that leans on the renderer would break the proof. */
function readerFaults(reader: SourceFile, sources: readonly SourceFile[]): string[] {
  const home = reader.path.slice(0, reader.path.lastIndexOf('/') + 1)
  const homes = [home, ...sharedRooms.map((room) => `lib/targets/${room}/`)]
  const seen = new Set<SourceFile>()
  const faults: string[] = []
  const visit = (file: SourceFile): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const one of readImports(file)) {
      const inner = homes.some((room) => one.to.startsWith(room)) && !/\/(render|target)(\/|$)/.test(one.to)
      const next = inner ? sources.find(({ path }) => path.replace(/\.tsx?$/, '') === one.to) : undefined
      const isAllowed = allowedToReaders.test(one.to) || (one.isTypeOnly && one.to === 'lib/targets/target')
      if (next !== undefined) visit(next)
      else if (!isAllowed) faults.push(...arrow(file, one, `${reader.path} would lean on it, and prove nothing`))
    }
  }
  visit(reader)
  return faults
}

const pagePowers =
  /\b(localStorage|sessionStorage|indexedDB|navigator\.(clipboard|storage|locks)|(window|globalThis|document)\.location|location\.(hash|href|search|assign|replace)|history\.(pushState|replaceState)|new\s+(Worker|SharedWorker|BroadcastChannel))\b/g

/** Storage, address bar, clipboard and workers are for components/state alone. */
function pageFaults({ path, text }: SourceFile): string[] {
  if (!/^(app|components|lib|cli)\//.test(path) || path.startsWith('components/state/')) return []
  return [...withoutComments(text).matchAll(pagePowers)].map(
    ([word]) => `${path} → ${word}: only components/state touches storage, location, clipboard and workers`,
  )
}

function targetIds(files: readonly SourceFile[]): string[] {
  const ids = files.flatMap(({ path }) => /^lib\/targets\/([^/]+)\/target\.ts$/.exec(path)?.[1] ?? [])
  return [...new Set(ids)]
}

/** An admin entry's `may` (its API) and the design's own sections use some of the same words for other things. */
const otherMeanings =
  /\b(may|use|adminUses)\b|Design(Input)?\[|\bpath: \[|\['kubernetes', ('(vip|podCIDRs|serviceCIDRs)'|key\b)/

function targetIdFaults({ path, text }: SourceFile, ids: readonly string[]): string[] {
  if (!/^(app|components|lib|cli)\//.test(path) || path === 'lib/targets/all.ts') return []
  // A template is a design as a person would write it, and a design names its targets.
  if (path.startsWith('lib/design/templates/')) return []
  const lines = withoutComments(text).split('\n')
  return ids
    .filter((id) => !path.startsWith(`lib/targets/${id}/`))
    .flatMap((id) => {
      const literal = new RegExp(`(['"\`])${id}\\1|\\btargets\\??\\.${id}\\b`)
      return lines.flatMap((line, index) =>
        literal.test(line) && !otherMeanings.test(line)
          ? [`${path}:${index + 1} → '${id}': the id of a target is spelt only in its folder and in lib/targets/all.ts`]
          : [],
      )
    })
}

function lengthFaults({ path, text }: SourceFile): string[] {
  if (/\/(golden|upstream)\/|\.generated\./.test(path)) return []
  const count = text.split('\n').length - 1
  return count > maximumLines
    ? [`${path} has ${count} lines: past ${maximumLines}, ask whether two ideas live there`]
    : []
}
