/**
 * Readers of nft files: a bundle's own by their paths, and files of any name that hold an inet table, which are for the
 * machine or the role that their name says.
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { memberNamed } from '@/lib/site/member-named'
import type { Site } from '@/lib/site/site'
import { rememberFiles } from '@/lib/text/remember'
import type { FileSet, Reader, TextFile } from '../target'
import { readCommands } from './read/file'
import { problemAt } from './read/reading'
import type { NftablesModel, RulesetFile, Scope } from './ruleset'

/** `nftables/worker.nft`, `nftables/nodes/gpu-1.nft` */
export function scopeOfPath(path: string): Scope | undefined {
  const node = /(?:^|\/)nodes\/([^/.]+)\.nft$/.exec(path)
  if (node !== null) return { kind: 'member', name: node[1] ?? '' }
  const role = /(?:^|\/)(controlplane|worker)\.nft$/.exec(path)?.[1]
  return role === 'controlplane' || role === 'worker' ? { kind: 'role', role } : undefined
}

const inetTable = /^[ \t]*(?:add[ \t]+)?table[ \t]+inet[ \t]/m

export const nftablesReaders: readonly Reader<NftablesModel>[] = [
  {
    id: 'bundle',
    recognises: ({ path }) => scopeOfPath(path) !== undefined,
    read: (files, site) => readFiles(files, site, ({ path }) => scopeOfPath(path) ?? { kind: 'all' }),
  },
  {
    id: 'ruleset',
    recognises: ({ path, text }) => scopeOfPath(path) === undefined && inetTable.test(text),
    read: (files, site) => readFiles(files, site, ({ path }) => scopeOfName(path, site)),
  },
]

/** The name of a file may say whom it is for; without that, it is for every machine. */
function scopeOfName(path: string, site: Site): Scope {
  const stem = (path.split('/').at(-1) ?? '').replace(/\..*$/s, '')
  if (memberNamed(site, stem) !== undefined) return { kind: 'member', name: stem }
  const controlplane = /control-?_?plane|(?:^|[-_])cp(?:$|[-_])/i.test(stem)
  const worker = /worker/i.test(stem)
  if (controlplane === worker) return { kind: 'all' }
  return { kind: 'role', role: controlplane ? 'controlplane' : 'worker' }
}

function readFiles(files: FileSet, site: Site, scopeOf: (file: TextFile) => Scope): Result<NftablesModel> {
  const problems: Problem[] = []
  const read = files.map((file): RulesetFile => {
    const { commands, problems: found } = readFile(file)
    problems.push(...found)
    return { file: file.path, scope: scopeOf(file), commands }
  })
  refuseRivals(read, problems)
  warnStrangers(read, site, problems)
  if (problems.some(({ severity }) => severity === 'error')) return failure(problems)
  return success({ kind: 'files', files: read }, problems)
}

/** The same commands for the same file, by which others remember what comes of them. */
const readFile = rememberFiles((file: TextFile) => {
  const problems: Problem[] = []
  return { commands: readCommands(file, problems), problems }
}, 1_000_000)

function refuseRivals(files: readonly RulesetFile[], problems: Problem[]): void {
  const seen = new Map<string, RulesetFile>()
  for (const read of files) {
    const key = JSON.stringify(read.scope)
    const first = seen.get(key)
    if (first === undefined) seen.set(key, read)
    else {
      const message = `both this file and ${first.file} are for the same machines`
      problems.push(
        problemAt('error', { file: read.file, line: 1 }, message, 'name each file after its machine or role'),
      )
    }
  }
}

function warnStrangers(files: readonly RulesetFile[], site: Site, problems: Problem[]): void {
  for (const { file, scope } of files) {
    if (scope.kind !== 'member' || memberNamed(site, scope.name) !== undefined) continue
    const message = `the design has no machine ${scope.name}: this file is left out`
    problems.push(problemAt('warning', { file, line: 1 }, message))
  }
}
