/** What the machines of a role hold since the last bundle, and how to take back what this one no longer wants. */
import { isJsonObject, jsonAt } from '@/lib/text/json'
import { readYaml, yamlValue } from '@/lib/text/yaml'
import type { FileSet } from '../../target'
import { podSecuritySetting, tlsSetting } from '../settings/api-server'
import { auditSetting } from '../settings/audit'
import { kernelLogKind, logSetting } from '../settings/logs'
import { mirrorKind, mirrorSetting } from '../settings/mirrors'
import { deletion, type Frame, type Layout, type Part, type Setting, type SettingId } from '../settings/setting'
import { canDelete } from '../settings/settings'
import { unsetSysctls } from '../settings/sysctls'

export interface Held {
  readonly ids: ReadonlySet<SettingId>
  /** Undefined where nothing tells: service logs and TLS stand in v1alpha1, and kernel logs in documents, whatever the layout. */
  readonly layout: Layout | undefined
  readonly sysctls: readonly string[]
  /** Documents of their own: kernel logs and mirrors. */
  readonly kernelLogs: readonly string[]
  readonly mirrors: readonly string[]
  /** What stands in lists of v1alpha1. */
  readonly entries: Entries
}

/** Log destinations, and mirrors with the registry they are for. */
type Entries = Readonly<Record<'logs' | 'mirrors', readonly string[]>>

/** Undefined where there is no file of the role; `unread` where it is none of ours. */
export function readHeld(files: FileSet, role: string): Held | 'unread' | undefined {
  const file = files.find(({ path }) => path.endsWith(`/${role}.patch.yaml`))
  if (file === undefined) return undefined
  const reading = readYaml(file.text)
  if (!reading.ok) return 'unread'
  const values = reading.documents.map(yamlValue).filter((value) => value !== null)
  if (values.some((value) => !isJsonObject(value))) return 'unread'
  const [plain = {}] = values.filter((value) => isJsonObject(value) && value.kind === undefined)
  const documents = values.filter(isJsonObject).filter(({ kind }) => kind !== undefined)
  const named = (kind: string): string[] =>
    documents.flatMap((document) => (document.kind === kind ? [String(document.name ?? '')] : []))
  const has = (kind: string): boolean => documents.some((document) => document.kind === kind)
  const sysctls = Object.keys(
    objectAt(plain, 'machine', 'sysctls') ??
      objectAt(
        documents.find(({ kind }) => kind === 'SysctlConfig'),
        'params',
      ) ??
      {},
  )
  const found: readonly (readonly [SettingId, boolean, boolean])[] = [
    ['audit', jsonAt(plain, 'cluster', 'apiServer', 'auditPolicy') !== undefined, has('KubeAuditPolicyConfig')],
    [
      'pod-security',
      jsonAt(plain, 'cluster', 'apiServer', 'admissionControl') !== undefined,
      has('KubeAdmissionControlConfig'),
    ],
    ['sysctls', jsonAt(plain, 'machine', 'sysctls') !== undefined, has('SysctlConfig')],
    ['mirrors', jsonAt(plain, 'machine', 'registries', 'mirrors') !== undefined, has(mirrorKind)],
  ]
  const ids = new Set<SettingId>(found.flatMap(([id, inPlain, inDocument]) => (inPlain || inDocument ? [id] : [])))
  if (jsonAt(plain, 'cluster', 'apiServer', 'extraArgs', 'tls-min-version') !== undefined) ids.add('tls')
  if (jsonAt(plain, 'machine', 'logging') !== undefined) ids.add('logs')
  const inDocuments = found.some(([, , inDocument]) => inDocument)
  const layout = found.some(([, inPlain]) => inPlain) ? 'v1alpha1' : inDocuments ? 'documents' : undefined
  const entries = entriesOf([plain])
  return { ids, layout, sysctls, kernelLogs: named(kernelLogKind), mirrors: named(mirrorKind), entries }
}

export interface Removal {
  readonly parts: readonly Part[]
  /** What this version cannot take back by patch. */
  readonly stuck: readonly string[]
}

export function removalOf(held: Held, wanted: readonly Setting[], frame: Frame): Removal {
  const deletes = canDelete(frame)
  const keeps = new Set(wanted.map(({ id }) => id))
  const gone = (id: SettingId): boolean => held.ids.has(id) && !keeps.has(id)
  const keptNames = (kind: string): Set<string | undefined> =>
    new Set(wanted.flatMap(({ set }) => set.flatMap((part) => (part.kind === kind ? [part.name] : []))))
  const documents = (kind: string, names: readonly string[]): Part[] => {
    const kept = keptNames(kind)
    return names.filter((name) => !kept.has(name)).map((name) => ({ kind, name, tree: deletion }))
  }
  const keys = keysOf(wanted)
  const sysctls = held.sysctls.filter((key) => !keys.has(key))
  const entries = entriesOf(wanted.flatMap(({ set }) => set.map(({ tree }) => tree)))
  // Where a list can be emptied, the patch that fills it anew comes with one that does.
  const loses = (id: keyof Entries): boolean => !deletes && held.entries[id].some((one) => !entries[id].includes(one))
  const lists = [
    ...(gone('logs') || loses('logs') ? [logSetting([], deletes)] : []),
    ...((gone('mirrors') && held.mirrors.length === 0) || loses('mirrors')
      ? [mirrorSetting(frame, {}, false, deletes)]
      : []),
  ]
  const parts = [
    ...(gone('audit') ? auditSetting(frame).unset : []),
    ...(gone('pod-security') ? podSecuritySetting(frame).unset : []),
    ...(gone('tls') ? tlsSetting(deletes).unset : []),
    ...(sysctls.length > 0 ? [unsetSysctls(frame, deletes, sysctls)] : []),
    ...lists.flatMap(({ unset }) => unset),
  ]
  const own = [...documents(kernelLogKind, held.kernelLogs), ...documents(mirrorKind, held.mirrors)]
  const stuck = lists.flatMap((setting) => setting.stuck ?? [])
  if (deletes) return { parts: [...parts, ...own], stuck }
  return {
    parts,
    stuck: own.length === 0 ? stuck : [...stuck, 'Talos before 1.8 cannot take a document away by patch'],
  }
}

function entriesOf(trees: readonly unknown[]): Entries {
  const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
  const destinations = trees.flatMap((tree) => listed(jsonAt(tree, 'machine', 'logging', 'destinations')))
  const mirrors = trees.flatMap((tree) => Object.entries(objectAt(tree, 'machine', 'registries', 'mirrors') ?? {}))
  return {
    logs: destinations.map((one) => String(jsonAt(one, 'endpoint'))),
    mirrors: mirrors.flatMap(([name, mirror]) => listed(jsonAt(mirror, 'endpoints')).map((url) => `${name} ${url}`)),
  }
}

function keysOf(wanted: readonly Setting[]): Set<string> {
  const [part] = wanted.find(({ id }) => id === 'sysctls')?.set ?? []
  return new Set(Object.keys(objectAt(part?.tree, 'machine', 'sysctls') ?? objectAt(part?.tree, 'params') ?? {}))
}

function objectAt(value: unknown, ...keys: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  const found = jsonAt(value, ...keys)
  return isJsonObject(found) ? found : undefined
}
