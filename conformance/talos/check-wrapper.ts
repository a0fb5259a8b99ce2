/** The same documents in the form of the tools that manage machines: what they hand to Talos must come to the same. */
import { parseAllDocuments, stringify } from 'yaml'
import type { TextFile } from '@/lib/targets/target'
import type { Subject } from '@/lib/testing/subject'
import { disagree } from '../verdict'
import { isEmptyPatch, type Judge } from './check-bundle'
import { type MachineFiles, machineFiles } from './machines'
import { compareStates } from './our-reading'
import { baseName } from './process'

/** Patches for the machines that a wrapper names. */
interface Wrapped {
  readonly path: string
  readonly patches: readonly string[]
}

export async function checkWrapper(judge: Judge, where: string, { site, output }: Subject): Promise<number> {
  const wrapper = output.files.find(({ path }) => !/\.patch\.yaml$|\.md$/.test(path))
  if (wrapper === undefined) return 0
  const groups = machineFiles(site, output.files)
  const found = unwrapFile(wrapper, groups, output.files)
  const documents = parseAllDocuments(wrapper.text)
  if (found.length < documents.length) disagree(judge.tally, where, `${wrapper.path}: not every part has patches`)
  await Promise.all(
    found.map(async ({ path, patches }) => {
      const group = groups.find((candidate) => candidate.path === path)
      if (group === undefined) disagree(judge.tally, where, `${wrapper.path}: there is no ${path}`)
      else await checkPart(judge, `${where} ${wrapper.path} ${path}`, group, patches)
    }),
  )
  return found.length
}

async function checkPart(
  { talos, layouts, bases, tally }: Judge,
  at: string,
  group: MachineFiles,
  patches: readonly string[],
) {
  const [layout = ''] = layouts.slice(-1)
  const name = baseName(layout, group.role)
  const told = (texts: readonly string[]): string[] => texts.filter((text) => !isEmptyPatch(text))
  const [wrapped, plain] = await Promise.all([talos.chain(name, told(patches)), talos.chain(name, told([group.patch]))])
  const end = wrapped.at(-1) ?? bases.get(name)
  const wanted = plain.at(-1) ?? bases.get(name)
  tally.cases++
  if (end === undefined || wanted === undefined) throw new Error(`no generated configuration ${name}`)
  if (!end.ok) disagree(tally, at, `refused (${end.stage}): ${end.error}`)
  else for (const what of compareStates(end, wanted)) disagree(tally, at, what)
}

function unwrapFile(file: TextFile, groups: readonly MachineFiles[], files: readonly TextFile[]): Wrapped[] {
  return parseAllDocuments(file.text).flatMap((document) => {
    const value: unknown = document.toJS()
    const kind = text(value, 'kind')
    switch (kind) {
      case 'ControlPlane':
      case 'Workers':
      case 'Machine':
        return [{ path: pathOfOmni(kind, text(value, 'name')), patches: list(value, 'patches').map(inlineText) }]
      case 'TalosControlPlane':
        return [
          capiPart(value, ['spec', 'controlPlaneConfig', 'controlplane', 'strategicPatches'], 'controlplane', groups),
        ]
      case 'TalosConfigTemplate':
        return [capiPart(value, ['spec', 'template', 'spec', 'strategicPatches'], 'worker', groups)]
      default:
        return talhelperParts(value, groups, files)
    }
  })
}

function pathOfOmni(kind: string, name: string): string {
  const machine = /^<machine ID of (.+)>$/.exec(name)?.[1] ?? name
  if (machine !== '') return `talos/nodes/${machine}.patch.yaml`
  return kind === 'ControlPlane' ? 'talos/controlplane.patch.yaml' : 'talos/worker.patch.yaml'
}

/** Omni takes a document, or several as a list. */
function inlineText(patch: unknown): string {
  const inline = at(patch, 'inline')
  const documents = Array.isArray(inline) ? inline : [inline]
  return documents.map((document) => stringify(document)).join('---\n')
}

function capiPart(value: unknown, where: readonly string[], role: string, groups: readonly MachineFiles[]): Wrapped {
  const name = text(value, 'metadata', 'name')
  const group = groups.find(({ path }) => name.endsWith(`-${path.replace(/^talos\/(nodes\/)?|\.patch\.yaml$/g, '')}`))
  return { path: group?.path ?? `talos/${role}.patch.yaml`, patches: list(value, ...where).map(String) }
}

/** Patches of a role or a machine, each the name of a file beside. */
function talhelperParts(value: unknown, groups: readonly MachineFiles[], files: readonly TextFile[]): Wrapped[] {
  const read = (patches: readonly unknown[]): string[] =>
    patches.map((patch) => files.find(({ path }) => `@./${path}` === patch)?.text ?? String(patch))
  const roles = [
    { path: 'talos/controlplane.patch.yaml', patches: read(list(value, 'controlPlane', 'patches')) },
    { path: 'talos/worker.patch.yaml', patches: read(list(value, 'worker', 'patches')) },
  ].filter(({ patches }) => patches.length > 0)
  const nodes = list(value, 'nodes').flatMap((node) => {
    const group = groups.find(({ members }) => members.includes(text(node, 'hostname')))
    return group === undefined ? [] : [{ path: group.path, patches: read(list(node, 'patches')) }]
  })
  return [...roles, ...nodes]
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}

function text(value: unknown, ...path: readonly string[]): string {
  return String(at(value, ...path) ?? '')
}

function list(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}
