/** What a machine configuration says of the cluster: the same few facts in the layout of one document and in that of many. */
import { parsePrefix } from '@/lib/net/prefix'
import type { Fact, FactKey } from '../../target'
import type { Source } from '../read/document'
import { minorOfKind } from '../read/document-kinds'
import { fieldAt, textAt } from '../read/machine'
import { keepEndpoint, keepName, keepPlugin, keepTruth } from './keep'
import { itemsOf, valueAt } from './machine-facts'

type Root = NonNullable<Source['root']>

/** Gives what is to be kept of a text, or nothing. */
type Keep = (text: string) => Fact['value'] | undefined

interface Place {
  readonly key: FactKey
  /** Of the document; the one without a kind is ''. */
  readonly kind: string
  readonly path: readonly string[]
  readonly keep: Keep
}

const keepPort: Keep = (text) => (/^[1-9]\d{0,4}$/.test(text) ? text : undefined)
const keepNot: Keep = (text) => {
  const truth = keepTruth(text)
  return truth === undefined ? undefined : !truth
}
/** The tag of an installer image. */
const keepVersion: Keep = (text) => /:v(1\.\d{1,2}\.\d{1,2})(?:[-+@]|$)/.exec(text)?.[1]
const keepBackend: Keep = (text) => (['vxlan', 'wireguard', 'host-gw'].includes(text) ? text : undefined)

const places: readonly Place[] = [
  { key: 'name', kind: '', path: ['cluster', 'clusterName'], keep: keepName },
  { key: 'name', kind: 'KubeClusterConfig', path: ['clusterName'], keep: keepName },
  { key: 'version', kind: '', path: ['machine', 'install', 'image'], keep: keepVersion },
  { key: 'apiPort', kind: '', path: ['cluster', 'controlPlane', 'localAPIServerPort'], keep: keepPort },
  { key: 'apiPort', kind: 'KubeAPIServerConfig', path: ['apiPort'], keep: keepPort },
  { key: 'endpoint', kind: '', path: ['cluster', 'controlPlane', 'endpoint'], keep: keepEndpoint },
  { key: 'endpoint', kind: 'KubeClusterConfig', path: ['endpoint'], keep: keepEndpoint },
  { key: 'kubeProxy', kind: '', path: ['cluster', 'proxy', 'disabled'], keep: keepNot },
  { key: 'kubeProxy', kind: 'KubeProxyConfig', path: ['enabled'], keep: keepTruth },
  { key: 'kubespan', kind: '', path: ['machine', 'network', 'kubespan', 'enabled'], keep: keepTruth },
  { key: 'kubespan', kind: 'KubeSpanConfig', path: ['enabled'], keep: keepTruth },
  { key: 'discovery', kind: '', path: ['cluster', 'discovery', 'enabled'], keep: keepTruth },
  { key: 'plugin', kind: '', path: ['cluster', 'network', 'cni', 'name'], keep: keepPlugin },
  { key: 'transport', kind: 'KubeFlannelCNIConfig', path: ['backendType'], keep: keepBackend },
  { key: 'tunnelPort', kind: 'KubeFlannelCNIConfig', path: ['backendPort'], keep: keepPort },
]

const networks = { podSubnets: 'podCIDRs', serviceSubnets: 'serviceCIDRs' } as const

export function readClusterFacts(sources: readonly Source[], file: string): Fact[] {
  const roots = sources.flatMap(({ root }) => (root?.kind === 'map' ? [root] : []))
  const ofKind = (kind: string): Root[] => roots.filter((root) => (textAt(root, ['kind']) ?? '') === kind)
  const facts = places.flatMap(({ key, kind, path, keep }) =>
    ofKind(kind).flatMap((root): Fact[] => {
      const value = keep(textAt(root, path) ?? '')
      return value === undefined ? [] : [{ key, value, at: { file, line: fieldAt(root, path)?.line ?? 1 } }]
    }),
  )
  for (const root of ofKind('KubeFlannelCNIConfig')) {
    facts.push({ key: 'plugin', value: 'flannel', at: { file, line: fieldAt(root, ['kind'])?.line ?? root.line } })
  }
  for (const root of [...ofKind(''), ...ofKind('KubeNetworkConfig')]) {
    const base = textAt(root, ['kind']) === undefined ? ['cluster', 'network'] : []
    for (const [field, key] of Object.entries(networks)) {
      const line = fieldAt(root, [...base, field])?.line ?? 1
      const items = itemsOf(valueAt(root, ...base, field))
      const cidrs = items.flatMap((item) => (item.kind === 'scalar' && parsePrefix(item.text) ? [item.text] : []))
      if (cidrs.length > 0) facts.push({ key, value: cidrs, at: { file, line } })
    }
  }
  return [...facts, ...oldestVersion(roots, file)]
}

/** A file with a kind that came with some version is for no older one. */
function oldestVersion(roots: readonly Root[], file: string): Fact[] {
  let best: { readonly minor: number; readonly line: number } | undefined
  for (const root of roots) {
    const minor = minorOfKind(textAt(root, ['kind']) ?? '')
    if (minor !== undefined && minor > (best?.minor ?? 13)) best = { minor, line: root.line }
  }
  return best === undefined ? [] : [{ key: 'version', value: `1.${best.minor}`, at: { file, line: best.line } }]
}
