/**
 * The API's own schemas as a judge of manifests, from the published package `kubernetes-models`, which makes them of the
 * OpenAPI documents of Kubernetes. Its validators pass over keys they do not know, which the API server refuses
 * (`fieldValidation=Strict`): here a key that no validator asked for is a fault.
 */
import { DaemonSet } from 'kubernetes-models/apps/v1'
import { Job } from 'kubernetes-models/batch/v1'
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { ClusterRole, ClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1'
import { ConfigMap, Namespace, ServiceAccount } from 'kubernetes-models/v1'
import { parseAllDocuments } from 'yaml'

interface Kind {
  readonly apiVersion: string
  readonly kind: string
  readonly prototype: { validate(): void }
}

const kinds: readonly Kind[] = [
  ClusterRole,
  ClusterRoleBinding,
  ConfigMap,
  DaemonSet,
  Job,
  Namespace,
  NetworkPolicy,
  ServiceAccount,
]

/** What the API has against the manifests of a text; nothing where it takes them. */
export function judgeManifests(text: string): string[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) return document.errors.map(({ message }) => message)
    const value: unknown = document.toJS()
    return value === null ? [] : judgeObject(value)
  })
}

function judgeObject(value: unknown): string[] {
  const { apiVersion, kind } = Object(value) as Record<string, unknown>
  const known = kinds.find((one) => one.apiVersion === apiVersion && one.kind === kind)
  if (known === undefined) return [`${String(apiVersion)} ${String(kind)} is not known here`]
  const asked = new Map<object, Set<string>>()
  try {
    known.prototype.validate.call(watch(value as object, asked))
  } catch (thrown) {
    return [thrown instanceof Error ? thrown.message : String(thrown)]
  }
  return unaskedKeys(value, asked, '')
}

/** The same value; `asked` is told which keys of each object were looked at. */
function watch<T extends object>(value: T, asked: Map<object, Set<string>>): T {
  const keys = asked.get(value) ?? new Set()
  asked.set(value, keys)
  return new Proxy(value, {
    get: (object, key) => {
      if (typeof key === 'string') keys.add(key)
      const part: unknown = Reflect.get(object, key)
      return typeof part === 'object' && part !== null ? watch(part, asked) : part
    },
  })
}

function unaskedKeys(value: unknown, asked: ReadonlyMap<object, ReadonlySet<string>>, path: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => {
    const here = `${path}/${key}`
    if (!Array.isArray(value) && asked.get(value)?.has(key) !== true) return [`${here} is no known key`]
    return unaskedKeys(part, asked, here)
  })
}
