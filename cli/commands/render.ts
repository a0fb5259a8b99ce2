import { join, resolve } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { BundleFile } from '@/lib/bundle/bundle-file'
import { bundleName, makeBundle } from '@/lib/bundle/make-bundle'
import { manifestPath, readManifest } from '@/lib/bundle/manifest'
import { zipBundle } from '@/lib/bundle/zip'
import type { Design } from '@/lib/design/design'
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { findTarget } from '@/lib/targets/all'
import type { FileSet, TextFile } from '@/lib/targets/target'
import { analyseDesign } from '@/lib/verify/analyse'
import type { Analysis } from '@/lib/verify/analysis'
import { usageProblem } from '../args'
import type { Call, Command } from '../command'
import { type LoadedDesign, loadDesigns, networksOption, reportNewProblems } from '../designs'
import { readPreviousBundle } from '../folders'
import type { ExitCode, Io } from '../io'
import { writeJson } from '../output/format'
import { refuseInput } from '../output/problems'
import { isBadNews, verdictLineOf } from '../output/proof'
import { styleOf } from '../output/style'
import { checkTargetIds, selectTargets, targetOption } from '../select-targets'
import { readTextFile } from '../text-file'
import { writeFolder, writeWhole } from '../write-folder'

export const renderCommand: Command = {
  name: 'render',
  summary: 'the files for every box, with their proofs',
  operands: 'DESIGN…',
  description: [
    'Writes the bundle: the files of every target with the pages that say how to apply them, the rules, the proofs and',
    'checksums. Files that portcullis did not write, or that were changed since, are left alone.',
  ],
  options: {
    networks: networksOption,
    output: { short: 'o', value: 'DIR', help: 'write into this folder; several designs get a folder each in it' },
    zip: { value: 'FILE', help: 'write one archive, the same bytes as the page downloads' },
    target: targetOption,
    previous: {
      value: 'PATH',
      help: 'the bundle that the boxes run now, a folder or an archive: what it left is removed',
    },
    merge: {
      value: 'FILE',
      repeatable: true,
      help: 'a backup of the box, into which the rules are merged; everything else in it stays as it is',
    },
    force: { help: 'overwrite what portcullis did not write' },
    json: { help: 'what was written, for scripts' },
  },
  examples: [
    ['portcullis render design.yaml -o firewall', 'the whole bundle'],
    ['portcullis render design.yaml --zip prod-firewall.zip', 'the same as one archive'],
    ['portcullis render design.yaml -o next --previous firewall', 'over the bundle that the boxes run'],
    ['portcullis render design.yaml -o firewall --merge config.xml', "into the router's own backup"],
  ],
  run: async (call, io) => {
    const request = readRequest(call, io)
    if (!request.ok) return refuseInput(io, request.problems)
    const designs = await loadDesigns(call.operands, io, call.text('networks'))
    if (designs === undefined) return 2
    const jobs = makeJobs(designs, request.value, io)
    if (!jobs.ok) return refuseInput(io, jobs.problems)
    return writeJobs(jobs.value, request.value, call, io)
  },
}

interface RenderRequest {
  readonly folder: string | undefined
  readonly archive: string | undefined
  readonly ids: readonly string[]
  readonly previous: FileSet | undefined
  /** Backups to merge into. */
  readonly base: FileSet | undefined
  readonly force: boolean
}

function readRequest(call: Call, io: Io): Result<RenderRequest> {
  const folder = call.text('output')
  const archive = call.text('zip')
  if (folder === undefined && archive === undefined) {
    return failure([usageProblem('Nowhere to write to.', 'Add -o DIR or --zip FILE.')])
  }
  const ids = checkTargetIds(call.texts('target'))
  if (!ids.ok) return ids
  const path = call.text('previous')
  const previous = path === undefined ? success(undefined) : readPreviousBundle(path, io)
  if (!previous.ok) return previous
  const base = readBackups(call.texts('merge'), io)
  if (!base.ok) return base
  const force = call.flag('force')
  return success({ folder, archive, ids: ids.value, previous: previous.value, base: base.value, force })
}

function readBackups(paths: readonly string[], io: Io): Result<FileSet | undefined> {
  if (paths.length === 0) return success(undefined)
  const files: TextFile[] = []
  const problems: Problem[] = []
  for (const path of paths) {
    const read = readTextFile(resolve(io.folder, path), io)
    if (read.ok) files.push({ path, text: read.value })
    else problems.push(...read.problems.map((problem) => ({ ...problem, at: path })))
  }
  return problems.length > 0 ? failure(problems) : success(files)
}

/** A backup that no target can use would be left out without a word. */
function findUnmerged(design: Design, base: FileSet): Problem[] {
  const targets = Object.keys(design.targets).flatMap((id) => findTarget(id) ?? [])
  return base
    .filter((file) => !targets.some((target) => target.merges?.([file]) === true))
    .map(({ path }) =>
      usageProblem(`No target of this design takes ${path}.`, 'Name the backup of a box that is listed under targets.'),
    )
}

interface Job {
  readonly loaded: LoadedDesign
  readonly analysis: Analysis
  readonly bundle: readonly BundleFile[]
  /** Where its folder goes, when one is asked for. */
  readonly folder: string | undefined
}

function makeJobs(designs: readonly LoadedDesign[], request: RenderRequest, io: Io): Result<readonly Job[]> {
  const several = designs.length > 1
  const isForOne = request.archive !== undefined || request.previous !== undefined || request.base !== undefined
  if (several && isForOne) {
    return failure([
      usageProblem(
        '--zip, --previous and --merge go with one design.',
        `Name one of the ${designs.length}, or use -o alone.`,
      ),
    ])
  }
  const names = designs.map(({ design }) => bundleName(design))
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    return failure([usageProblem(`Two designs would both write ${twice}.`, 'Give them different names.')])
  }
  const { previous, base } = request
  const unmerged = designs.flatMap(({ design }) => findUnmerged(selectTargets(design, request.ids), base ?? []))
  if (unmerged.length > 0) return failure(unmerged)
  const around = { ...(previous === undefined ? {} : { previous }), ...(base === undefined ? {} : { base }) }
  return success(
    designs.map((loaded) => {
      const design = selectTargets(loaded.design, request.ids)
      const analysis = analyseDesign({ design, edits: {}, around })
      reportNewProblems(io, loaded, [...analysis.problems, ...analysis.targets.flatMap((target) => target.problems)])
      const { folder } = request
      const into = folder === undefined ? undefined : several ? join(folder, bundleName(design)) : folder
      return { loaded, analysis, bundle: makeBundle({ design, analysis, previous }), folder: into }
    }),
  )
}

function writeJobs(jobs: readonly Job[], request: RenderRequest, call: Call, io: Io): ExitCode {
  const { archive, force } = request
  if (archive !== undefined && !force) {
    const conflict = archiveConflict(archive, io)
    if (conflict !== undefined) return refuseInput(io, [conflict])
  }
  const records: unknown[] = []
  for (const { loaded, analysis, bundle, folder } of jobs) {
    const problems: Problem[] = []
    let files: readonly string[] = bundle.map((file) => file.path)
    if (folder !== undefined) {
      const written = writeFolder(resolve(io.folder, folder), bundle, force, io.files)
      if (written.ok) {
        files = written.value.written
        report(folder, written.value.removed, 'removed: this bundle no longer holds it', io)
        report(folder, written.value.kept, 'kept: this bundle no longer holds it, but somebody changed it', io)
      } else problems.push(...written.problems)
    }
    if (archive !== undefined && problems.length === 0) {
      const readers = bundle.some(({ holdsBackup }) => holdsBackup === true) ? 'owner' : undefined
      const written = writeWhole(resolve(io.folder, archive), zipBundle(bundle), io.files, readers)
      if (!written.ok) problems.push(...written.problems)
    }
    if (problems.length > 0) return refuseInput(io, problems)
    const verdicts = analysis.targets.map(({ id, proof }) => ({ id, verdict: proof.verdict }))
    reportOverwritten([folder, archive], call.text('previous'), io)
    records.push({ design: loaded.name, folder: folder ?? null, zip: archive ?? null, files, targets: verdicts })
    if (!call.flag('json')) io.out(summary(analysis, files.length, [folder, archive], io))
  }
  if (call.flag('json')) io.out(writeJson(records.length === 1 ? records[0] : records))
  return jobs.some(({ analysis }) => analysis.targets.some(({ proof }) => isBadNews(proof.verdict))) ? 1 : 0
}

function report(folder: string, paths: readonly string[], what: string, io: Io): void {
  for (const path of paths) io.err(`${join(folder, path)}: ${what}\n`)
}

/** What the boxes run was told by that bundle alone: over the new one, nobody knows any more what to remove. */
function reportOverwritten(places: readonly (string | undefined)[], previous: string | undefined, io: Io): void {
  if (previous === undefined) return
  const same = places.some((place) => place !== undefined && resolve(io.folder, place) === resolve(io.folder, previous))
  if (!same) return
  io.err(
    `${previous}: was what the boxes run, and is the new bundle now. Apply it before you render over it again: ` +
      'another bundle over it removes nothing of what they run until then.\n',
  )
}

function summary(analysis: Analysis, count: number, places: readonly (string | undefined)[], io: Io): string {
  const style = styleOf(io)
  const where = places.filter((place) => place !== undefined).join(', ')
  const verdicts = analysis.targets.map(({ id, proof }) => `${id}  ${verdictLineOf(proof, style)}\n`)
  return [`${where}: ${count} files\n`, ...verdicts].join('')
}

/** An archive that is no bundle of ours is somebody else's. */
function archiveConflict(archive: string, io: Io): Problem | undefined {
  const path = resolve(io.folder, archive)
  const kind = io.files.kind(path)
  if (kind === undefined) return undefined
  const problem = (message: string): Problem => ({
    severity: 'error',
    at: archive,
    message,
    suggestion: 'Name another file, or overwrite it with --force.',
  })
  if (kind === 'folder') return { ...problem('is a folder.'), suggestion: 'Name a file, or use -o for a folder.' }
  try {
    const entries = unzipSync(io.files.read(path), { filter: (entry) => entry.name === manifestPath })
    const manifest = entries[manifestPath]
    if (manifest !== undefined && readManifest(strFromU8(manifest)).ok) return undefined
  } catch {
    // Not an archive at all.
  }
  return problem('was not written by portcullis.')
}
