/**
 * The machine configurations inside the output of `talosctl get mc -o yaml`: one resource a machine, the configuration in
 * it as text. Lines stay where they are, so that what is said of them leads to the file that was given.
 */
import { type Problem, problemAt } from '@/lib/design/problem'
import { parseAddress } from '@/lib/net/address'
import { readMarkedYaml } from '@/lib/text/yaml'
import type { OpaqueYaml, YamlNode } from '@/lib/text/yaml/node'
import type { TextFile } from '../../target'

export interface Part {
  readonly file: TextFile
  /** The address by which the machine was asked, where the file says it. */
  readonly node: string | undefined
  /** What stands beside the resources of a dump, where something does. */
  readonly problems: readonly Problem[]
}

const dump = /type["']?:\s*["']?MachineConfigs\.config\.talos\.dev/

/** The file itself where it is no dump, or is one that cannot be read: its reader then says why. */
export function openDump(file: TextFile): readonly Part[] {
  const whole = [{ file, node: undefined, problems: [] }]
  if (!dump.test(file.text)) return whole
  const yaml = readMarkedYaml(file.text)
  if (!yaml.ok) return whole
  const lines = file.text.split('\n')
  const resources = yaml.documents.flatMap((root) => readResource(file, lines, root))
  const active = new Set(resources.filter(({ id }) => id !== 'persistent').map(({ node }) => node))
  const kept = resources.filter(({ id, node }) => id !== 'persistent' || !active.has(node))
  const [first, ...rest] = kept
  return first === undefined ? whole : [{ ...first, problems: strangersIn(file, yaml.documents) }, ...rest]
}

/** `talosctl get` writes resources and nothing else: a document that is none came in some other way, and is not read. */
function strangersIn(file: TextFile, documents: readonly Node[]): Problem[] {
  const isResource = (root: Node): boolean =>
    at(root, 'metadata')?.kind === 'map' || (root.kind === 'scalar' && root.text === '')
  const advice = 'give it in a file of its own, or leave it out'
  return documents
    .filter((root) => !isResource(root))
    .map((root) => problemAt('error', file.path, root.line, 'this document is no resource of a machine', advice))
}

type Node = YamlNode<OpaqueYaml>

function readResource(
  file: TextFile,
  lines: readonly string[],
  root: Node,
): (Part & { readonly id: string | undefined })[] {
  const spec = at(root, 'spec')
  if (spec?.kind !== 'scalar' || text(at(at(root, 'metadata'), 'type')) !== 'MachineConfigs.config.talos.dev') return []
  const address = text(at(root, 'node'))
  const node = address !== undefined && parseAddress(address) !== undefined ? address : undefined
  const id = text(at(at(root, 'metadata'), 'id'))
  // The text of a block begins on the line below its mark.
  const line = lines[spec.line - 1] ?? ''
  const above = /:\s*\|[-+0-9]*\s*$/.test(line) ? '\n'.repeat(spec.line) : ''
  return [{ file: { path: file.path, text: above + spec.text }, node, id, problems: [] }]
}

function at(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.fields.find((field) => field.key === key)?.value : undefined
}

function text(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined
}
