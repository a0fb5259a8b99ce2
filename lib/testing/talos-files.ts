/** Talos files of small designs, and Talos' own merge of them in a few dull lines, to check what was rendered against. */
import { parseAllDocuments } from 'yaml'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { isAtLeast, parseTalosVersion } from '@/lib/design/talos-version'
import { compilePolicy } from '@/lib/policy/compile'
import { type Work, workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import type { Site } from '@/lib/site/site'
import { talosPoints } from '@/lib/targets/talos/points'
import { render } from '@/lib/targets/talos/render'
import type { FileSet, Output } from '@/lib/targets/target'

export interface Rendered {
  readonly site: Site
  readonly work: Work
  readonly output: Output
}

/** Three control planes and two workers on one network, each with a fixed address. */
export function smallDesign(change: Partial<DesignInput> = {}): Design {
  return designSchema.parse({
    version: 1,
    name: 'small',
    talos: { version: '1.14' },
    admin: [{ name: 'office', cidr: '198.51.100.0/26' }],
    subnets: [{ name: 'net', cidrs: ['10.0.0.0/24'] }],
    nodes: [
      { name: 'cp-1', role: 'controlplane', subnet: 'net', addresses: ['10.0.0.1'] },
      { name: 'cp-2', role: 'controlplane', subnet: 'net', addresses: ['10.0.0.2'] },
      { name: 'cp-3', role: 'controlplane', subnet: 'net', addresses: ['10.0.0.3'] },
      { name: 'w-1', role: 'worker', subnet: 'net', addresses: ['10.0.0.11'] },
      { name: 'w-2', role: 'worker', subnet: 'net', addresses: ['10.0.0.12'] },
    ],
    ...change,
  })
}

export function renderDesign(design: Design, previous?: FileSet): Rendered {
  const site = buildSite(design)
  const work = workAt(compilePolicy(design, site), talosPoints(site), site)
  return { site, work, output: render(() => work, site, {}, previous === undefined ? {} : { previous }) }
}

export function textOf({ output }: Pick<Rendered, 'output'>, path: string): string {
  const file = output.files.find((candidate) => candidate.path === path)
  if (file === undefined) throw new Error(`no ${path} among ${output.files.map((each) => each.path).join(', ')}`)
  return file.text
}

export function pathsOf({ output }: Pick<Rendered, 'output'>): string[] {
  return output.files.map(({ path }) => path)
}

/** One document as a general YAML library reads it. */
export interface PlainDocument {
  readonly kind: string
  readonly name?: string
  readonly ingress?: string | readonly { readonly subnet: string }[]
  readonly portSelector?: { readonly ports: readonly (number | string)[]; readonly protocol: string }
  readonly $patch?: 'delete'
}

export function documentsIn(text: string): PlainDocument[] {
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw new Error(`not YAML: ${document.errors[0]?.message}\n${text}`)
    return document.toJS() as PlainDocument
  })
}

/** `kubelet-ingress tcp 10250 from 10.0.0.0/24 ::/0` */
export function summaryOf(document: PlainDocument): string {
  if (document.portSelector === undefined) return `default ${JSON.stringify(document.ingress)}`
  const { ports, protocol } = document.portSelector
  const sources = Array.isArray(document.ingress) ? document.ingress.map(({ subnet }) => subnet) : []
  return `${document.name} ${protocol} ${ports.join(',')} from ${sources.join(' ')}`.trimEnd()
}

export type Machine = ReadonlyMap<string, PlainDocument>

/** The machine after a patch, or undefined where Talos of this version refuses it (facts on merging: configpatcher). */
function mergePatch(machine: Machine, text: string, version: string): Machine | undefined {
  const talos = parseTalosVersion(version)
  if (talos === undefined) throw new Error(version)
  const merged = new Map(machine)
  for (const document of documentsIn(text)) {
    const key = `${document.kind} ${document.name ?? ''}`
    const there = merged.get(key)
    if (document.$patch === 'delete') {
      if (!isAtLeast(talos, '1.8.0') || (there === undefined && !isAtLeast(talos, '1.14.0'))) return undefined
      merged.delete(key)
    } else if (document.kind === 'NetworkDefaultActionConfig') {
      // `accept` is the zero value, and a zero value of a patch overwrites nothing.
      merged.set(key, document.ingress === 'accept' ? (there ?? document) : document)
    } else if (there === undefined || isAtLeast(talos, '1.6.2')) merged.set(key, document)
    else return undefined
  }
  return merged
}

/** What one machine holds after a bundle: its own files or its role's, the patch and then what removes. */
export function applyBundle(
  machine: Machine,
  files: FileSet,
  name: string,
  role: string,
  version: string,
): Machine | undefined {
  const text = (path: string): string | undefined => files.find((file) => file.path === path)?.text
  const own = text(`talos/nodes/${name}.patch.yaml`)
  const patch = own ?? text(`talos/${role}.patch.yaml`)
  const remove =
    own === undefined ? text(`talos/remove.${role}.patch.yaml`) : text(`talos/nodes/remove.${name}.patch.yaml`)
  const patched = patch === undefined ? undefined : mergePatch(machine, patch, version)
  return patched === undefined || remove === undefined ? patched : mergePatch(patched, remove, version)
}
