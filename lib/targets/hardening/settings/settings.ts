/** Which settings a design wants, for its version of Talos and its layout. */
import { isAtLeast } from '@/lib/design/talos-version'
import type { Policy } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import type { HardeningOptions } from '../options'
import { podSecuritySetting, tlsSetting } from './api-server'
import { auditSetting } from './audit'
import { kernelLogSetting, logSetting } from './logs'
import { mirrorSetting } from './mirrors'
import type { Frame, Setting } from './setting'
import { sysctlSetting } from './sysctls'

/** Documents for everything began with 1.14; a cluster that was made before keeps what it was made with. */
export function frameOf(site: Site, options: HardeningOptions): Frame {
  const documents = isAtLeast(site.talosVersion, '1.14.0')
  return { version: site.talosVersion, layout: documents ? (options.layout ?? 'documents') : 'v1alpha1' }
}

/** @see https://docs.siderolabs.com/talos/v1.8/configure-your-talos-cluster/system-configuration/patching */
export function canDelete({ version }: Pick<Frame, 'version'>): boolean {
  return isAtLeast(version, '1.8.0')
}

export function wantedSettings(frame: Frame, options: HardeningOptions, posture: Policy['posture']): Setting[] {
  const deletes = canDelete(frame)
  const podSecurity = options.podSecurity ?? (posture === 'strict' ? 'restricted' : 'baseline')
  const [logs, kernelLogs] = [options.logs, options.kernelLogs].map((urls) => [...new Set(urls)].sort())
  return [
    ...(options.audit ? [auditSetting(frame)] : []),
    ...(podSecurity === 'restricted' ? [podSecuritySetting(frame)] : []),
    ...(options.tls13 && !isAtLeast(frame.version, '1.14.0') ? [tlsSetting(deletes)] : []),
    ...(options.sysctls ? [sysctlSetting(frame, deletes)] : []),
    ...(logs === undefined || logs.length === 0 ? [] : [logSetting(logs, deletes)]),
    ...(kernelLogs === undefined || kernelLogs.length === 0 ? [] : [kernelLogSetting(kernelLogs, deletes)]),
    ...(Object.keys(options.mirrors).length === 0
      ? []
      : [mirrorSetting(frame, options.mirrors, options.airGapped, deletes)]),
  ]
}
