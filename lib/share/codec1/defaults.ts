/**
 * What codec 1 leaves out of a link and puts back. **Frozen**: an old link says nothing of these values, so they stand here
 * once more, whatever the schema makes the default later. A key that the schema gets later must mean by its default
 * what there was before.
 */
export interface Defaults {
  /** Values of keys that are absent. */
  readonly fill: Readonly<Record<string, unknown>>
  /** Of the maps behind these keys, and of every entry of the lists behind them. */
  readonly inside: Readonly<Record<string, Defaults>>
}

const entry = (fill: Defaults['fill'], inside: Defaults['inside'] = {}): Defaults => ({ fill, inside })

export const defaults: Defaults = entry(
  {
    version: 1,
    posture: 'standard',
    talos: { version: '1.13', defaultAction: 'block', management: 'talosctl', discovery: true },
    kubernetes: { apiPort: 6443, kubeProxy: true },
    cni: { plugin: 'flannel', encryption: 'none' },
    admin: [],
    nodes: [],
    pools: [],
    loadBalancers: [],
    loadBalancerIPs: [],
    nodePorts: { enabled: false, range: '30000-32767', protocols: ['tcp'], from: ['anywhere'], on: ['worker'] },
    addons: [],
    listeners: [],
    egress: 'open',
    overrides: [],
    targets: { talos: {} },
    accepted: [],
    expectations: [],
    checklist: {},
  },
  {
    talos: entry({ version: '1.13', defaultAction: 'block', management: 'talosctl', discovery: true }),
    kubernetes: entry({ apiPort: 6443, kubeProxy: true }),
    cni: entry({ plugin: 'flannel', encryption: 'none' }),
    admin: entry({ may: ['kubernetes', 'talos'] }),
    nodes: entry({ addresses: [], nics: [], publicAddresses: [] }, { nics: entry({ addresses: [] }) }),
    pools: entry({ addresses: [] }),
    loadBalancers: entry({ addresses: [], healthFrom: [], preservesSource: false }),
    loadBalancerIPs: entry({ protocol: 'tcp', from: ['anywhere'] }),
    nodePorts: entry({
      enabled: false,
      range: '30000-32767',
      protocols: ['tcp'],
      from: ['anywhere'],
      on: ['worker'],
    }),
    listeners: entry({ protocol: 'tcp', ports: [], from: [] }),
    egress: entry({ dns: [], ntp: [], https: [], also: [] }, { also: entry({ ports: [] }) }),
  },
)

type Fields = Readonly<Record<string, unknown>>

/** The value without what `putBack` would fill in again. */
export function leaveOut(value: unknown, known: Defaults = defaults): unknown {
  return eachMap(value, (fields) => {
    const kept = Object.entries(fields).map(([key, field]): [string, unknown] => {
      const inner = innerOf(known, key)
      return [key, inner === undefined ? field : leaveOut(field, inner)]
    })
    return kept.filter(([key, field]) => {
      const isThere = field !== undefined
      return isThere && !(Object.hasOwn(known.fill, key) && isSame(field, emptied(known, key)))
    })
  })
}

export function putBack(value: unknown, known: Defaults = defaults): unknown {
  return eachMap(value, (fields) => [
    ...Object.entries(known.fill).filter(([key]) => !Object.hasOwn(fields, key)),
    ...Object.entries(fields).map(([key, field]): [string, unknown] => {
      const inner = innerOf(known, key)
      return [key, inner === undefined ? field : putBack(field, inner)]
    }),
  ])
}

/** A stranger's key may be one that every object has: `constructor`. */
function innerOf({ inside }: Defaults, key: string): Defaults | undefined {
  return Object.hasOwn(inside, key) ? inside[key] : undefined
}

/** A default as it looks with its own defaults left out. */
function emptied(known: Defaults, key: string): unknown {
  const inner = innerOf(known, key)
  return inner === undefined ? known.fill[key] : leaveOut(known.fill[key], inner)
}

function eachMap(value: unknown, change: (fields: Fields) => readonly (readonly [string, unknown])[]): unknown {
  if (Array.isArray(value)) return value.map((item) => eachMap(item, change))
  if (typeof value !== 'object' || value === null) return value
  const made: Record<string, unknown> = Object.create(null)
  for (const [key, field] of change(value as Fields)) made[key] = field
  return made
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
