/**
 * Where logs go. Service logs are a list to which every patch adds, and there is no document for them; the kernel's log
 * has a document for each destination.
 * @see https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/logging-and-telemetry/logging
 */
import { branch, deletion, type Part, type Setting } from './setting'

export function logSetting(urls: readonly string[], canDelete: boolean): Setting {
  const destinations = urls.map((endpoint) => ({ endpoint, format: 'json_lines' }))
  const none: readonly Part[] = [{ tree: branch(['machine', 'logging'], deletion) }]
  return {
    id: 'logs',
    purpose: 'Logs of the services of Talos. The audit log of Kubernetes is a file on the control planes.',
    on: 'every machine',
    set: [{ tree: branch(['machine', 'logging', 'destinations'], destinations) }],
    clear: canDelete ? none : [],
    unset: canDelete ? none : [],
    ...(canDelete ? {} : { stuck: 'Talos before 1.8 cannot take a log destination away by patch' }),
  }
}

export const kernelLogKind = 'KmsgLogConfig'

export function kernelLogSetting(urls: readonly string[], canDelete: boolean): Setting {
  const names = urls.map((_, index) => kernelLogName(index))
  return {
    id: 'kernel-logs',
    purpose: 'The log of the kernel, which is where a machine that is attacked says so first.',
    on: 'every machine',
    set: urls.map((url, index) => ({ kind: kernelLogKind, name: kernelLogName(index), tree: { url } })),
    clear: [],
    unset: canDelete ? names.map((name) => ({ kind: kernelLogKind, name, tree: deletion })) : [],
  }
}

function kernelLogName(index: number): string {
  return index === 0 ? 'portcullis' : `portcullis-${index + 1}`
}
