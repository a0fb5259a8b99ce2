/**
 * The patches inside a talconfig.yaml of talhelper, an Omni cluster template, or manifests of the Talos providers of
 * Cluster API, each as a file for the machines it is meant for, and the few facts around them.
 * @see https://github.com/budimanjojo/talhelper/blob/master/pkg/config/config.go
 * @see https://docs.siderolabs.com/omni/reference/cluster-templates
 * @see https://github.com/siderolabs/cluster-api-bootstrap-provider-talos/blob/main/api/v1beta1/talosconfig_types.go
 */
import { type Problem, problemAt } from '@/lib/design/problem'
import type { Member } from '@/lib/site/site'
import { readMarkedYaml } from '@/lib/text/yaml'
import type { OpaqueYaml, YamlNode } from '@/lib/text/yaml/node'
import type { Fact, FileSet, MachineFact, TextFile } from '../../target'
import { keepEndpoint, keepName, keepNetwork, keepPlugin, keepTruth } from './keep'
import { blockText, linesOf } from './text-inside'
import {
  bootstrapKeys,
  isManifest,
  omniStrangers,
  type Stranger,
  strangeDocument,
  strangeKeys,
  talhelperStrangers,
} from './wrapper-keys'

export interface Wrapped {
  readonly files: FileSet
  /** Given files that the wrapper refers to: they are read through it. */
  readonly referred: readonly string[]
  readonly machines: readonly Omit<MachineFact, 'isNamed'>[]
  readonly facts: readonly Fact[]
  readonly problems: readonly Problem[]
}

type Node = YamlNode<OpaqueYaml>
type Scope = Member['role'] | 'all' | { readonly name: string }

interface Opening {
  readonly file: TextFile
  readonly beside: FileSet
  readonly files: TextFile[]
  readonly referred: string[]
  readonly machines: Omit<MachineFact, 'isNamed'>[]
  readonly facts: Fact[]
  readonly problems: Problem[]
}

const wrapper =
  /^kind["']?:\s*["']?(?:TalosControlPlane|TalosConfigTemplate|TalosConfig|Cluster|ControlPlane|Workers|Machine)\b|^(?:clusterName|nodes|controlPlane|worker)["']?:/m

/** Nothing where the file is no wrapper; its own reader says what is wrong with one that is not YAML. */
export function openWrapper(file: TextFile, beside: FileSet): Wrapped | undefined {
  if (!wrapper.test(file.text)) return undefined
  const yaml = readMarkedYaml(file.text)
  if (!yaml.ok) return undefined
  const opening: Opening = { file, beside, files: [], referred: [], machines: [], facts: [], problems: [] }
  const others = yaml.documents.filter((document) => !openDocument(opening, document))
  const { files, machines, facts } = opening
  if (files.length === 0 && machines.length === 0) return undefined
  const isManifests = facts.some(({ key, value }) => key === 'management' && value === 'capi')
  refuse(opening, others.filter((document) => !isManifests || !isManifest(document)).flatMap(strangeDocument))
  return opening
}

function refuse({ problems, file }: Opening, strangers: readonly Stranger[]): void {
  const advice = 'give what is made of it: the machine configurations themselves'
  problems.push(...strangers.map(({ line, message }) => problemAt('error', file.path, line, message, advice)))
}

/** Whether the document is one of the wrapper. */
function openDocument(opening: Opening, document: Node): boolean {
  const kind = text(at(document, 'kind')) ?? ''
  switch (kind) {
    case 'TalosControlPlane':
      refuse(opening, strangeKeys(at(document, 'spec', 'controlPlaneConfig'), ['init', 'controlplane']))
      for (const part of ['init', 'controlplane']) {
        openBootstrap(opening, at(document, 'spec', 'controlPlaneConfig', part), 'controlplane')
      }
      addFact(opening, 'management', 'capi', document)
      return true
    case 'TalosConfigTemplate':
    case 'TalosConfig': {
      const spec = at(document, 'spec', 'template', 'spec') ?? at(document, 'spec')
      const type = text(at(spec, 'generateType'))
      openBootstrap(opening, spec, type === 'controlplane' || type === 'init' ? 'controlplane' : 'worker')
      addFact(opening, 'management', 'capi', document)
      return true
    }
    case 'Cluster':
      // Cluster API has a kind of this name as well.
      if (at(document, 'apiVersion') !== undefined) return false
      refuse(opening, omniStrangers(document, kind))
      addPatches(opening, at(document, 'patches'), 'all')
      addFact(opening, 'name', keepName(text(at(document, 'name')) ?? ''), document)
      addFact(
        opening,
        'version',
        /^v?(1\.\d{1,2}\.\d{1,2})$/.exec(text(at(document, 'talos', 'version')) ?? '')?.[1],
        document,
      )
      addFact(opening, 'management', 'omni', document)
      return true
    case 'ControlPlane':
    case 'Workers':
      refuse(opening, omniStrangers(document, kind))
      addPatches(opening, at(document, 'patches'), kind === 'Workers' ? 'worker' : 'controlplane')
      return true
    case 'Machine':
      refuse(opening, omniStrangers(document, kind))
      refusePatches(opening, document)
      return true
    case '':
      return openTalhelper(opening, document)
    default:
      return false
  }
}

/** What Cluster API's provider makes a machine of: patches, or a whole configuration as text. */
function openBootstrap(opening: Opening, spec: Node | undefined, scope: Scope): void {
  if (spec === undefined) return
  refuse(opening, strangeKeys(spec, bootstrapKeys))
  addPatches(opening, at(spec, 'strategicPatches'), scope)
  const data = at(spec, 'data')
  if (data?.kind === 'scalar' && data.text !== '') addFile(opening, blockText(opening.file.text, data), scope)
}

/** Omni knows a machine by a number that says nothing of its role: rules for one alone are not read. */
function refusePatches(opening: Opening, document: Node): void {
  const apart: Opening = { ...opening, files: [] }
  addPatches(apart, at(document, 'patches'), 'all')
  const holdsRules = apart.files.some((file) => /\bNetwork(?:Rule|DefaultAction)Config\b/.test(file.text))
  const message = 'these patches hold rules for one machine alone, which is known by its number'
  if (holdsRules) refuse(opening, [{ line: document.line, message }])
}

function openTalhelper(opening: Opening, document: Node): boolean {
  const nodes = items(at(document, 'nodes'))
  const isTalhelper = nodes.some((node) => text(at(node, 'hostname')) !== undefined)
  if (
    !isTalhelper &&
    at(document, 'controlPlane', 'patches') === undefined &&
    at(document, 'worker', 'patches') === undefined
  )
    return false
  refuse(opening, [...talhelperStrangers(document), ...replacements(document, nodes)])
  addFact(opening, 'management', 'talhelper', document)
  addFact(opening, 'name', keepName(text(at(document, 'clusterName')) ?? ''), document)
  addFact(opening, 'version', /^v?(1\.\d{1,2}\.\d{1,2})$/.exec(text(at(document, 'talosVersion')) ?? '')?.[1], document)
  addFact(opening, 'endpoint', keepEndpoint(text(at(document, 'endpoint')) ?? ''), document)
  addFact(opening, 'plugin', keepPlugin(text(at(document, 'cniConfig', 'name')) ?? ''), document)
  for (const [key, field] of [
    ['podCIDRs', 'clusterPodNets'],
    ['serviceCIDRs', 'clusterSvcNets'],
  ] as const) {
    const cidrs = items(at(document, field)).flatMap((item) => keepNetwork(text(item) ?? '') ?? [])
    if (cidrs.length > 0) addFact(opening, key, cidrs, document)
  }
  addPatches(opening, at(document, 'patches'), 'all')
  for (const node of nodes) openNode(opening, node)
  addPatches(opening, at(document, 'controlPlane', 'patches'), 'controlplane')
  addPatches(opening, at(document, 'worker', 'patches'), 'worker')
  openFirewall(opening, at(document, 'controlPlane', 'ingressFirewall'), 'controlplane')
  openFirewall(opening, at(document, 'worker', 'ingressFirewall'), 'worker')
  addManifests(opening, at(document, 'controlPlane', 'extraManifests'), 'controlplane')
  addManifests(opening, at(document, 'worker', 'extraManifests'), 'worker')
  return true
}

/** Where a node's own words stand in place of its role's: what is left of these is not worked out here. */
function replacements(document: Node, nodes: readonly Node[]): Stranger[] {
  return nodes.flatMap((node) => {
    const role = isTrue(at(node, 'controlPlane')) ? 'controlPlane' : 'worker'
    const isReplacing = (flag: string, key: string): boolean =>
      isTrue(at(node, flag)) && at(document, role, key) !== undefined
    const found =
      isReplacing('overridePatches', 'patches') ||
      isReplacing('overrideExtraManifests', 'extraManifests') ||
      (at(node, 'ingressFirewall') !== undefined && at(document, role, 'ingressFirewall') !== undefined)
    return found ? [{ line: node.line, message: 'what this node has takes the place of what its role has' }] : []
  })
}

/** Documents that talhelper puts behind the configuration, by the paths of their files. */
function addManifests(opening: Opening, list: Node | undefined, scope: Scope): void {
  for (const item of items(list)) {
    const path = text(item)
    if (path !== undefined) follow(opening, path, scope, item.line)
  }
}

function openNode(opening: Opening, node: Node): void {
  const hostname = text(at(node, 'hostname'))?.toLowerCase() ?? ''
  // Two of one name in two domains are two machines.
  const names = [hostname.split('.')[0] ?? '', hostname.replaceAll('.', '-')]
  const name = names.find((one) => !opening.machines.some((other) => other.name === one)) ?? ''
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    const message =
      hostname === '' || name !== '' ? 'has no hostname that a machine may have' : 'has the hostname of another'
    refuse(opening, [{ line: node.line, message: `this node ${message}` }])
    return
  }
  const role = isTrue(at(node, 'controlPlane')) ? 'controlplane' : 'worker'
  const hosts = (text(at(node, 'ipAddress')) ?? '').split(',').map((one) => one.trim())
  const written = items(at(node, 'networkInterfaces')).flatMap((nic) =>
    items(at(nic, 'addresses')).flatMap((item) => keepNetwork(text(item) ?? '', 'host') ?? []),
  )
  const own = hosts.flatMap(
    (host) => written.find((one) => one.split('/')[0] === host) ?? keepNetwork(host, 'host') ?? [],
  )
  const addresses = [...new Set([...own, ...written])]
  opening.machines.push({ name, role, addresses, at: { file: opening.file.path, line: node.line } })
  addPatches(opening, at(node, 'patches'), { name })
  openFirewall(opening, at(node, 'ingressFirewall'), { name })
  addManifests(opening, at(node, 'extraManifests'), { name })
}

/** Talhelper's own form of the two documents. */
function openFirewall(opening: Opening, firewall: Node | undefined, scope: Scope): void {
  if (firewall === undefined) return
  const action = text(at(firewall, 'defaultAction')) ?? 'block'
  const documents = [
    `apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: ${JSON.stringify(action)}\n`,
    ...items(at(firewall, 'rules')).map(
      (rule) => `apiVersion: v1alpha1\nkind: NetworkRuleConfig\n${linesOf(opening.file.text, rule)}\n`,
    ),
  ]
  addFile(opening, documents.join('---\n'), scope)
}

const strangePatch = { message: 'this patch is neither a document nor a list of operations' }

/** Patches of other forms (JSON patches, references to files that are not given) change no firewall document. */
function addPatches(opening: Opening, list: Node | undefined, scope: Scope): void {
  for (const patch of items(list)) {
    const inline = at(patch, 'inline') ?? patch
    const reference =
      text(at(patch, 'file')) ?? (text(patch)?.startsWith('@') === true ? text(patch)?.slice(1) : undefined)
    if (reference !== undefined) follow(opening, reference, scope, patch.line)
    else if (inline.kind === 'scalar') {
      // A patch is a document or a list of operations.
      if (!/^\s*(?:[\w$"'-]+\s*:|[-[{#])/m.test(inline.text)) refuse(opening, [{ ...strangePatch, line: patch.line }])
      addFile(opening, blockText(opening.file.text, inline), scope)
    } else if (inline.kind === 'map')
      addFile(opening, '\n'.repeat(inline.line - 1) + linesOf(opening.file.text, inline), scope)
    else if (inline.kind === 'list') {
      for (const item of inline.items) {
        const isDocument = item.kind === 'map' && at(item, 'op') === undefined
        if (isDocument) addFile(opening, '\n'.repeat(item.line - 1) + linesOf(opening.file.text, item), scope)
      }
    }
  }
}

function follow(opening: Opening, path: string, scope: Scope, line: number): void {
  const wanted = path.replace(/^(\.\/)+/, '')
  const found = opening.beside.find((one) => one.path === wanted || one.path.endsWith(`/${wanted}`))
  if (found === undefined) {
    const message = 'a patch that this file refers to is not among the files, and may hold rules'
    const { file, problems } = opening
    problems.push(problemAt('warning', file.path, line, message, 'give the files that it refers to as well'))
    return
  }
  opening.referred.push(found.path)
  addFile(opening, found.text, scope)
}

function addFile({ files }: Opening, content: string, scope: Scope): void {
  const stem = typeof scope === 'string' ? (scope === 'all' ? 'firewall' : scope) : scope.name
  files.push({
    path: `patch-${files.length + 1}/${stem}.yaml`,
    text: content.endsWith('\n') ? content : `${content}\n`,
  })
}

function addFact({ facts, file }: Opening, key: Fact['key'], value: Fact['value'] | undefined, { line }: Node): void {
  if (value !== undefined) facts.push({ key, value, at: { file: file.path, line } })
}

function at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let found = node
  for (const key of path) {
    found = found?.kind === 'map' ? found.fields.find((field) => field.key === key)?.value : undefined
  }
  return found
}

function isTrue(node: Node | undefined): boolean {
  return keepTruth(text(node) ?? '') === true
}

function items(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : []
}

function text(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined
}
