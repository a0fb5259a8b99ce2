/**
 * The output of `talosctl get nftableschain -o yaml`: what Talos has made of its documents on each machine, turned back into
 * documents. Their names are lost; everything else is in the chain `ingress`. Each document stands on the lines of its rule.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/resources/network/nftables_chain.go
 */
import { type Problem, problemAt } from '@/lib/design/problem'
import { parseAddress } from '@/lib/net/address'
import { parsePrefix } from '@/lib/net/prefix'
import { nameServerTexts } from '@/lib/site/talos-filter'
import { readMarkedYaml } from '@/lib/text/yaml'
import type { OpaqueYaml, YamlNode } from '@/lib/text/yaml/node'
import type { TextFile } from '../../target'

export interface ChainPart {
  readonly file: TextFile
  readonly node: string | undefined
  readonly line: number
  readonly problems: readonly Problem[]
}

type Node = YamlNode<OpaqueYaml>

const chains = /type["']?:\s*["']?NfTablesChains\.net\.talos\.dev/

/** Nothing where the file holds no chains; why it cannot be read where it is no YAML. */
export function openChains(file: TextFile): readonly ChainPart[] | Problem | undefined {
  if (!chains.test(file.text)) return undefined
  const yaml = readMarkedYaml(file.text)
  if (!yaml.ok) return problemAt('error', file.path, yaml.at.line, `this is not YAML: ${yaml.message}`, yaml.suggestion)
  const foreign = yaml.documents.find((root) => at(root, 'metadata')?.kind !== 'map' && text(root) !== '')
  if (foreign !== undefined) {
    const advice = 'give it in a file of its own, or leave it out'
    return problemAt('error', file.path, foreign.line, 'this document is no resource of a machine', advice)
  }
  return yaml.documents.flatMap((root) => {
    const isInput = text(at(root, 'metadata', 'id')) === 'ingress' && text(at(root, 'spec', 'hook')) === 'input'
    return isInput ? [readChain(file, root)] : []
  })
}

function readChain(file: TextFile, root: Node): ChainPart {
  const problems: Problem[] = []
  const lines: string[] = []
  let isFirst = true
  const write = (line: number, document: readonly string[]): void => {
    while (lines.length < line - 1) lines.push('')
    if (!isFirst) lines.push('---')
    isFirst = false
    lines.push(...document)
  }
  const policy = text(at(root, 'spec', 'policy'))
  const action = policy === 'drop' ? 'block' : 'accept'
  if (policy !== 'drop' && policy !== 'accept') {
    problems.push(problemAt('error', file.path, root.line, 'the chain has no policy that Talos knows', 'give it whole'))
  }
  const stranger = strangerIn(root, '')
  if (stranger !== undefined) {
    const message = `what ${stranger.what} of a chain does is not known here`
    problems.push(
      problemAt('error', file.path, stranger.line, message, 'give the output of talosctl as it was written'),
    )
  }
  write(root.line, ['apiVersion: v1alpha1', 'kind: NetworkDefaultActionConfig', `ingress: ${action}`])
  for (const [index, rule] of items(at(root, 'spec', 'rules')).entries()) {
    if (isBuiltIn(rule)) continue
    const document = documentOf(rule, action, `rule-${index + 1}`)
    if (document === undefined) {
      const message = 'this rule is none that Talos makes of its documents, and is not interpreted'
      problems.push(problemAt('error', file.path, rule.line, message))
    } else write(rule.line, document)
  }
  const address = text(at(root, 'node')) ?? ''
  const node = parseAddress(address) === undefined ? undefined : address
  return { file: { path: file.path, text: `${lines.join('\n')}\n` }, node, line: root.line, problems }
}

/** What may stand in what; metadata says nothing of packets. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  '': ['node', 'metadata', 'spec'],
  spec: ['type', 'hook', 'priority', 'policy', 'rules'],
  rules: [
    ...['matchIIfName', 'matchOIfName', 'matchMark', 'matchSourceAddress', 'matchDestinationAddress', 'matchLayer4'],
    ...['matchLimit', 'matchConntrackState', 'clampMSS', 'setMark', 'anonymousCounter', 'verdict'],
  ],
  matchIIfName: ['interfaceName', 'operator'],
  matchConntrackState: ['states'],
  matchLayer4: ['protocol', 'matchSourcePort', 'matchDestinationPort', 'matchICMPType'],
  matchDestinationPort: ['ranges'],
  ranges: ['lo', 'hi'],
  matchSourceAddress: ['includeSubnets', 'excludeSubnets', 'invert'],
  matchDestinationAddress: ['includeSubnets', 'excludeSubnets', 'invert'],
  matchICMPType: ['types'],
  matchLimit: ['packetRatePerSecond'],
}

function strangerIn(node: Node, place: string): { readonly what: string; readonly line: number } | undefined {
  if (place === 'metadata') return undefined
  if (node.kind === 'list') return firstOf(node.items, (item) => strangerIn(item, place))
  if (node.kind !== 'map') return undefined
  return firstOf(node.fields, ({ key, value, line }) =>
    shapes[place]?.includes(key) === true ? strangerIn(value, key) : { what: `"${key}"`, line },
  )
}

function firstOf<T, Found>(items: readonly T[], find: (item: T) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

const trusted = ['lo', 'siderolink', 'kubespan']

/** What Talos puts before the rules of the documents. */
function isBuiltIn(rule: Node): boolean {
  const verdict = text(at(rule, 'verdict'))
  const has = (...keys: readonly string[]): boolean => hasOnly(rule, [...keys, 'anonymousCounter', 'verdict'], keys)
  if (has('matchIIfName')) {
    const names = texts(at(rule, 'matchIIfName', 'interfaceName'))
    return (
      verdict === 'accept' &&
      text(at(rule, 'matchIIfName', 'operator')) === '==' &&
      names.every((name) => trusted.includes(name))
    )
  }
  if (has('matchConntrackState')) {
    const states = texts(at(rule, 'matchConntrackState', 'states'))
    const isInvalid = states.length === 1 && states[0] === 'invalid'
    return isInvalid
      ? verdict === 'drop'
      : verdict === 'accept' && states.every((state) => ['established', 'related'].includes(state))
  }
  const isIcmp = ['icmp', 'icmpv6'].includes(text(at(rule, 'matchLayer4', 'protocol')) ?? '')
  if (isIcmp && has('matchLayer4', 'matchLimit')) return verdict === 'accept'
  if (isIcmp && has('matchLayer4')) return verdict === 'drop' && at(rule, 'matchLayer4', 'matchICMPType') !== undefined
  const [source, destination] = ['matchSourceAddress', 'matchDestinationAddress'].map((key) =>
    texts(at(rule, key, 'includeSubnets')),
  )
  if (verdict !== 'accept' || source === undefined || destination === undefined) return false
  // Pods and services among themselves, and to the machine's own name server.
  if (has('matchSourceAddress', 'matchDestinationAddress')) return source.join() === destination.join()
  const isDns = has('matchSourceAddress', 'matchDestinationAddress', 'matchLayer4')
  return isDns && destination.every((subnet) => nameServers.includes(subnet))
}

const nameServers: readonly string[] = Object.values(nameServerTexts)

function documentOf(rule: Node, action: 'accept' | 'block', name: string): string[] | undefined {
  const known = ['matchSourceAddress', 'matchLayer4', 'anonymousCounter', 'verdict']
  const protocol = text(at(rule, 'matchLayer4', 'protocol'))
  const verdict = text(at(rule, 'verdict'))
  const isInverted = text(at(rule, 'matchSourceAddress', 'invert')) === 'true'
  const isSound = action === 'block' ? verdict === 'accept' && !isInverted : verdict === 'drop'
  const ports = items(at(rule, 'matchLayer4', 'matchDestinationPort', 'ranges')).map(
    (range) => `${text(at(range, 'lo'))}-${text(at(range, 'hi'))}`,
  )
  const isWhole = hasOnly(rule, known, ['matchLayer4']) && ports.every((range) => /^\d{1,5}-\d{1,5}$/.test(range))
  if (!isSound || !isWhole || ports.length === 0 || (protocol !== 'tcp' && protocol !== 'udp')) return undefined
  const source = at(rule, 'matchSourceAddress')
  // Without an address test everybody is admitted, or dropped.
  const everybody = action === 'block' ? ['0.0.0.0/0', '::/0'] : []
  if (source !== undefined && action === 'accept' && !isInverted) return undefined
  const included = source === undefined ? everybody : texts(at(source, 'includeSubnets'))
  const excluded = texts(at(source, 'excludeSubnets'))
  if (![...included, ...excluded].every((text) => parsePrefix(text) !== undefined)) return undefined
  const entries = included.map((subnet) => `{ subnet: "${subnet}" }`)
  // An exception holds for every network of its rule, so it may stand beside any.
  const exceptions =
    included.length === 0 ? [] : excluded.map((except) => `{ subnet: "${included[0]}", except: "${except}" }`)
  return [
    ...['apiVersion: v1alpha1', 'kind: NetworkRuleConfig', `name: ${name}`],
    `portSelector: { ports: [${ports.join(', ')}], protocol: ${protocol} }`,
    `ingress: [${[...entries, ...exceptions].join(', ')}]`,
  ]
}

function hasOnly(node: Node, allowed: readonly string[], needed: readonly string[]): boolean {
  if (node.kind !== 'map') return false
  const keys = node.fields.map(({ key }) => key)
  return keys.every((key) => allowed.includes(key)) && needed.every((key) => keys.includes(key))
}

function at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let found = node
  for (const key of path) {
    found = found?.kind === 'map' ? found.fields.find((field) => field.key === key)?.value : undefined
  }
  return found
}

function items(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : []
}

function text(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined
}

function texts(node: Node | undefined): string[] {
  return items(node).flatMap((item) => text(item) ?? [])
}
