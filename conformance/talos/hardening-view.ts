/** What a whole configuration says of the things that hardening sets, in either layout, as Talos has written it out. */
import { parseAllDocuments, stringify } from 'yaml'
import * as z from 'zod'

export interface HardeningView {
  readonly sysctls: Readonly<Record<string, string>>
  readonly logs: readonly string[]
  readonly kernelLogs: readonly string[]
  readonly mirrors: Readonly<Record<string, { readonly endpoints: readonly string[]; readonly skipFallback: boolean }>>
  /** As YAML; empty where there is none. */
  readonly audit: string
  readonly podSecurity: string
  readonly tls: string | undefined
  /** Documents of which there may be many, by kind and name. */
  readonly names: readonly string[]
  /** Everything else, comparable. */
  readonly rest: string
}

type Tree = Record<string, unknown>
const treeSchema = z.record(z.string(), z.unknown())

function treeOf(value: unknown): Tree {
  const read = treeSchema.safeParse(value)
  return read.success ? read.data : {}
}

/** Takes what is under a key out of its tree. */
function take(tree: Tree, ...keys: readonly string[]): unknown {
  const [key = '', ...rest] = keys
  if (rest.length > 0) {
    const inner = treeOf(tree[key])
    const found = take(inner, ...rest)
    if (Object.keys(inner).length === 0) delete tree[key]
    else tree[key] = inner
    return found
  }
  const found = tree[key]
  delete tree[key]
  return found
}

const destination = z.object({ endpoint: z.string(), format: z.string() })
const mirror = z.object({ endpoints: z.array(z.string()).default([]), skipFallback: z.boolean().default(false) })
const mirrorDocument = z.object({
  name: z.string(),
  endpoints: z.array(z.object({ url: z.string() })).default([]),
  skipFallback: z.boolean().default(false),
})
const plugin = z.object({ name: z.string(), configuration: z.unknown() })

export function viewOf(whole: string): HardeningView {
  const documents = parseAllDocuments(whole).map((document) => treeOf(document.toJS()))
  const plain = documents.find(({ kind }) => kind === undefined) ?? {}
  const ofKind = (kind: string): Tree[] => documents.filter((document) => document.kind === kind)
  const held = ['SysctlConfig', 'KmsgLogConfig', 'RegistryMirrorConfig', 'KubeAuditPolicyConfig']
  const admissions = ofKind('KubeAdmissionControlConfig').filter(({ name }) => name === 'PodSecurity')
  const plugins = z.array(plugin).parse(take(plain, 'cluster', 'apiServer', 'admissionControl') ?? [])
  const [audit] = [
    take(plain, 'cluster', 'apiServer', 'auditPolicy'),
    ofKind('KubeAuditPolicyConfig')[0]?.configuration,
  ].filter((one) => one !== undefined)
  const podSecurity = plugins.find(({ name }) => name === 'PodSecurity')?.configuration ?? admissions[0]?.configuration
  const params = { ...treeOf(take(plain, 'machine', 'sysctls')), ...treeOf(ofKind('SysctlConfig')[0]?.params) }
  const listed = take(plain, 'machine', 'logging', 'destinations')
  const logs = z.array(destination).parse(listed ?? [])
  const isEmpty = listed !== undefined && logs.length === 0
  const plainMirrors = z.record(z.string(), mirror).parse(take(plain, 'machine', 'registries', 'mirrors') ?? {})
  const mirrors = z.array(mirrorDocument).parse(ofKind('RegistryMirrorConfig'))
  const tls = take(plain, 'cluster', 'apiServer', 'extraArgs', 'tls-min-version')
  const others = documents.filter((one) => !held.includes(String(one.kind)) && !admissions.includes(one))
  return {
    sysctls: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)])),
    logs: isEmpty
      ? ['a list of none']
      : logs.map(({ endpoint, format }) => (format === 'json_lines' ? endpoint : `${endpoint} as ${format}`)).sort(),
    kernelLogs: ofKind('KmsgLogConfig')
      .map(({ url }) => String(url))
      .sort(),
    mirrors: {
      ...plainMirrors,
      ...Object.fromEntries(
        mirrors.map(({ name, endpoints, skipFallback }) => [
          name,
          { endpoints: endpoints.map(({ url }) => url), skipFallback },
        ]),
      ),
    },
    audit: audit === undefined ? '' : stringify(audit, { sortMapEntries: true }),
    podSecurity: podSecurity === undefined ? '' : stringify(podSecurity, { sortMapEntries: true }),
    names: documents.flatMap(({ kind, name }) =>
      kind === 'KmsgLogConfig' || kind === 'RegistryMirrorConfig' ? [`${String(kind)} ${String(name)}`] : [],
    ),
    tls: typeof tls === 'string' ? tls : undefined,
    rest: others
      .map((one) => stringify([one, plugins.filter(({ name }) => name !== 'PodSecurity')], { sortMapEntries: true }))
      .sort()
      .join('---\n'),
  }
}
