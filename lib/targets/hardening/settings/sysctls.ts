/**
 * Kernel parameters that Talos leaves as Linux has them; what it sets by itself is left out, by version.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/kernel/kspp/kspp.go
 * @see https://github.com/siderolabs/talos/blob/v1.14.0/internal/app/machined/pkg/controllers/runtime/kernel_param_defaults.go
 * @see https://docs.kernel.org/networking/ip-sysctl.html
 */
import { isAtLeast, type TalosVersion } from '@/lib/design/talos-version'
import { branch, deletion, type Frame, type Part, type Setting, type Tree } from './setting'

interface Parameter {
  readonly key: string
  readonly value: string
  /** What holds without us: Linux' own default, or that of older releases of Talos. */
  readonly otherwise: string
  /** From this release on Talos sets it by itself. */
  readonly until?: string
}

/** `otherwise` of all cards together, and of those to come. */
const eachOf = (
  key: string,
  otherwise: { readonly all: string; readonly default: string },
  until?: string,
): Parameter[] =>
  (['all', 'default'] as const).map((scope) => ({
    key: key.replace('*', scope),
    value: '0',
    otherwise: otherwise[scope],
    ...(until === undefined ? {} : { until }),
  }))

const on = { all: '1', default: '1' }
/** Linux keeps these off for all cards together: source routes always, redirects as soon as it forwards, as every node does. */
const offForAll = { all: '0', default: '1' }

/** Talos has had these since 1.12. */
const kernelSelfProtection: readonly Parameter[] = [
  { key: 'dev.tty.ldisc_autoload', value: '0', otherwise: '1', until: '1.12.0' },
  { key: 'fs.protected_fifos', value: '2', otherwise: '0', until: '1.12.0' },
  { key: 'fs.protected_hardlinks', value: '1', otherwise: '0', until: '1.12.0' },
  { key: 'fs.protected_regular', value: '2', otherwise: '0', until: '1.12.0' },
  { key: 'fs.protected_symlinks', value: '1', otherwise: '0', until: '1.12.0' },
  { key: 'kernel.kptr_restrict', value: '2', otherwise: '1', until: '1.12.0' },
  { key: 'kernel.yama.ptrace_scope', value: '2', otherwise: '1', until: '1.12.0' },
]

const parameters: readonly Parameter[] = [
  ...kernelSelfProtection,
  ...eachOf('net.ipv4.conf.*.accept_redirects', offForAll),
  ...eachOf('net.ipv4.conf.*.secure_redirects', on),
  ...eachOf('net.ipv4.conf.*.send_redirects', on, '1.14.0'),
  ...eachOf('net.ipv4.conf.*.accept_source_route', offForAll),
  ...eachOf('net.ipv6.conf.*.accept_redirects', on),
]

function parametersOf(version: TalosVersion): readonly Parameter[] {
  return parameters.filter(({ until }) => until === undefined || !isAtLeast(version, until))
}

export function sysctlSetting(frame: Frame, canDelete: boolean): Setting {
  const wanted = parametersOf(frame.version)
  return {
    id: 'sysctls',
    purpose: 'Routers on the network cannot bend the way of packets, nor may their senders choose it.',
    on: 'every machine',
    set: [sysctlPart(frame, Object.fromEntries(wanted.map(({ key, value }) => [key, value])))],
    clear: [],
    unset: [
      unsetSysctls(
        frame,
        canDelete,
        wanted.map(({ key }) => key),
      ),
    ],
  }
}

export function unsetSysctls(frame: Frame, canDelete: boolean, keys: readonly string[]): Part {
  const chosen = parameters.filter(({ key }) => keys.includes(key))
  return sysctlPart(
    frame,
    Object.fromEntries(chosen.map(({ key, otherwise }) => [key, canDelete ? deletion : otherwise])),
  )
}

function sysctlPart({ layout }: Frame, values: Tree): Part {
  return layout === 'documents'
    ? { kind: 'SysctlConfig', tree: { params: values } }
    : { tree: branch(['machine', 'sysctls'], values) }
}
