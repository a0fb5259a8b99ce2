/** Taking something out of a design together with all that refers to it. */
import type { Design } from '../design'
import { mapAddonLists } from '../references'

interface Gone {
  readonly kind: 'subnet' | 'node' | 'pool' | 'admin'
  readonly name: string
  /** What stands in its place: the nodes that a pool was split into. */
  readonly heirs?: readonly string[]
}

/**
 * Drops references to things that are gone, or hands them to their heirs. Sources only ever become fewer; a listener
 * or destination that is left with nobody goes too.
 */
export function forget(design: Design, gone: readonly Gone[]): Design {
  const principals = (texts: readonly string[]) =>
    replaceAll(texts, gone, (one) => `${one.kind}:${one.name}`, nodePrincipal)
  const members = (texts: readonly string[]) =>
    replaceAll(
      principals(texts),
      gone.filter(({ kind }) => kind === 'node' || kind === 'pool'),
      ({ name }) => name,
      plainName,
    )
  const { egress } = design
  // Listeners whose machines are all gone.
  const lost = new Set(design.listeners.filter(({ on }) => members(on).length === 0).map(({ name }) => name))
  return {
    ...design,
    loadBalancerIPs: design.loadBalancerIPs.map((entry) => ({ ...entry, from: principals(entry.from) })),
    nodePorts: { ...design.nodePorts, from: principals(design.nodePorts.from), on: members(design.nodePorts.on) },
    addons: design.addons.map((addon) => mapAddonLists(addon, principals)),
    listeners: design.listeners
      .map((entry) => ({ ...entry, on: members(entry.on), from: principals(entry.from) }))
      .filter(({ on }) => on.length > 0),
    egress:
      typeof egress === 'string'
        ? egress
        : {
            ...egress,
            also: egress.also
              .map((entry) => ({ ...entry, to: principals(entry.to) }))
              .filter((entry) => entry.to.length > 0),
          },
    overrides: design.overrides
      .filter(({ listener }) => !lost.has(listener))
      .map((entry) => ({
        ...entry,
        ...(entry.from === undefined ? {} : { from: principals(entry.from) }),
        ...(entry.add === undefined ? {} : { add: principals(entry.add) }),
      })),
  }
}

const nodePrincipal = (name: string) => `node:${name}`
const plainName = (name: string) => name

function replaceAll(
  texts: readonly string[],
  gone: readonly Gone[],
  write: (one: Gone) => string,
  writeHeir: (name: string) => string,
): string[] {
  const replaced = texts.flatMap((text) => {
    const one = gone.find((candidate) => write(candidate) === text)
    return one === undefined ? [text] : (one.heirs ?? []).map(writeHeir)
  })
  return replaced.length === texts.length ? replaced : [...new Set(replaced)]
}
