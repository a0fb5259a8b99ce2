/**
 * Readers of Talos firewall files: a bundle's own patches by their paths, whole machine configurations by what they say,
 * and firewall documents in files of any name. All share one way from text to documents.
 */
import { failure, type Problem, problemAt, type Result, success } from '@/lib/design/problem'
import { memberNamed } from '@/lib/site/member-named'
import type { Member, Site } from '@/lib/site/site'
import type { FileSet, Reader, TextFile } from '../target'
import { behaviourOf } from './behaviour'
import type { ConfigDocument, Layer, Scope, TalosModel } from './config'
import { compareNetworks, readMachine } from './read/machine'
import type { Reading } from './read/reading'
import { decodeSources, readSources, readText } from './read/text'

interface BundlePath {
  readonly use: 'patch' | 'remove' | 'disable'
  readonly scope: Scope
}

/** `talos/worker.patch.yaml`, `talos/nodes/gpu-1.patch.yaml`, and both with `remove.` or `disable.` before the name. */
export function readBundlePath(path: string): BundlePath | undefined {
  const node = /(?:^|\/)nodes\/(?:(remove|disable)\.)?([^/.]+)\.patch\.yaml$/.exec(path)
  const role = /(?:^|\/)(?:(remove|disable)\.)?(controlplane|worker)\.patch\.yaml$/.exec(path)
  const match = node ?? role
  if (match === null) return undefined
  const name = match[2] ?? ''
  const use = (match[1] ?? 'patch') as BundlePath['use']
  if (node !== null) return { use, scope: { kind: 'member', name } }
  return { use, scope: { kind: 'role', role: name as Member['role'] } }
}

const firewallKind = /kind["']?\s*:\s*["']?Network(?:Rule|DefaultAction)Config/
const machineKey = /^["']?machine["']?\s*:/m

function isWholeConfig(file: TextFile): boolean {
  return readBundlePath(file.path) === undefined && machineKey.test(file.text) && /\btype["']?\s*:/.test(file.text)
}

export const bundleReader: Reader<TalosModel> = {
  id: 'bundle',
  recognises: (file) => {
    const path = readBundlePath(file.path)
    return path !== undefined && path.use !== 'disable'
  },
  read: (files, site) => readFiles(files.filter(bundleReader.recognises), site),
}

export const configReader: Reader<TalosModel> = {
  id: 'machine-config',
  recognises: isWholeConfig,
  read: (files, site) => readFiles(files.filter(configReader.recognises), site),
}

export const documentsReader: Reader<TalosModel> = {
  id: 'documents',
  recognises: (file) => readBundlePath(file.path) === undefined && !isWholeConfig(file) && firewallKind.test(file.text),
  read: (files, site) => readFiles(files.filter(documentsReader.recognises), site),
}

export const talosReaders: readonly Reader<TalosModel>[] = [bundleReader, configReader, documentsReader]

/** The `disable.*` files of a bundle as the change they make when somebody applies them after all. */
export function readDisable(files: FileSet, site: Site): Result<TalosModel> {
  return readFiles(
    files.filter((file) => readBundlePath(file.path)?.use === 'disable'),
    site,
  )
}

/** Files of all three sorts together, in the order given. */
export function readFiles(files: FileSet, site: Site): Result<TalosModel> {
  const problems: Problem[] = []
  const layers = files.map((file) => readFile(file, site, problems))
  refuseRivals(layers, site, problems)
  warnStrangers(layers, site, problems)
  if (problems.some(({ severity }) => severity === 'error')) return failure(problems)
  return success({ kind: 'files', layers }, problems)
}

function readFile(file: TextFile, site: Site, problems: Problem[]): Layer {
  const path = readBundlePath(file.path)
  const behaviour = behaviourOf(site.talosVersion)
  const reading: Reading = { file: file.path, text: file.text, given: file, behaviour, form: 'patch', problems }
  if (path !== undefined) {
    const step = path.use === 'remove' ? 'remove' : 'patch'
    return { file: file.path, step, scope: path.scope, documents: readText(reading) }
  }
  if (!isWholeConfig(file)) return looseLayer(file, site, readText(reading))
  const sources = readSources(reading)
  if (sources === undefined) return looseLayer(file, site, [])
  const machine = readMachine(sources)
  if (machine === undefined) return looseLayer(file, site, decodeSources(reading, sources))
  compareNetworks(reading, sources, site)
  const name = [machine.hostname, stemOf(file.path)].find((text) => memberNamed(site, text) !== undefined)
  const scope: Scope = name === undefined ? { kind: 'role', role: machine.role } : { kind: 'member', name }
  const documents = decodeSources({ ...reading, form: 'config' }, sources)
  return { file: file.path, step: 'config', scope, documents }
}

function stemOf(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\..*$/s, '')
}

/** Firewall documents alone say nothing of whom they are for; the name of the file may. */
function looseLayer(file: TextFile, site: Site, documents: readonly ConfigDocument[]): Layer {
  return { file: file.path, step: 'loose', scope: scopeOfName(stemOf(file.path), site), documents }
}

function scopeOfName(stem: string, site: Site): Scope {
  if (memberNamed(site, stem) !== undefined) return { kind: 'member', name: stem }
  const controlplane = /control-?_?plane|(?:^|[-_])cp(?:$|[-_])/i.test(stem)
  const worker = /worker/i.test(stem)
  if (controlplane === worker) return { kind: 'all' }
  return { kind: 'role', role: controlplane ? 'controlplane' : 'worker' }
}

function refuseRivals(layers: readonly Layer[], site: Site, problems: Problem[]): void {
  const seen = new Map<string, Layer>()
  for (const layer of layers) {
    if (layer.step === 'loose') continue
    const id = `${layer.step} ${JSON.stringify(layer.scope)}`
    const first = seen.get(id)
    if (first === undefined) seen.set(id, layer)
    else {
      const whom =
        layer.scope.kind === 'member' ? layer.scope.name : layer.scope.kind === 'role' ? layer.scope.role : 'all'
      const advice = `name each configuration after its machine (${site.members[0]?.name ?? 'cp-1'}.yaml)`
      problems.push(problemAt('error', layer.file, 1, `both this file and ${first.file} are for ${whom}`, advice))
    }
  }
}

function warnStrangers(layers: readonly Layer[], site: Site, problems: Problem[]): void {
  for (const { scope, file } of layers) {
    if (scope.kind !== 'member' || memberNamed(site, scope.name) !== undefined) continue
    problems.push(problemAt('warning', file, 1, `the design has no machine ${scope.name}: this file is left out`))
  }
}
