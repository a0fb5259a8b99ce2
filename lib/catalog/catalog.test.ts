import { describe, expect, it } from 'vitest'
import { catalogRows } from '../testing/catalog-rows'
import { addonOutbound } from './addon-outbound'
import { addonCatalog } from './addons'
import { catalog, reservedListenerIds } from './catalog'
import { flowsOf, wordUser } from './flows'
import { addonOfUser } from './listener'
import { outboundFlows } from './outbound'
import { quietListeners } from './quiet'
import { sampleDesignWith } from './sample-design'
import { type SourceKey, sources } from './source'

const everything = [...catalog, ...quietListeners, ...outboundFlows]
const flows = catalog.flatMap((listener) => flowsOf(listener).map((flow) => ({ listener, ...flow })))

describe('the catalogue', () => {
  it('holds every flow that was found, each with a source', () => {
    const sourced = everything.filter(({ source }) => (sources[source] ?? '').length > 0)
    console.log(
      `catalogue: ${catalog.length} listeners with ${flows.length} flows, ${quietListeners.length} that need no rule, ` +
        `${outboundFlows.length} destinations, ${addonCatalog.length} add-ons; with a source: ${sourced.length} of ${everything.length}`,
    )
    expect(sourced).toEqual(everything)
    const ids = new Set([
      ...everything.map(({ id }) => id),
      ...addonCatalog.map(({ id }) => id),
      ...reservedListenerIds,
    ])
    const missing = Object.entries(catalogRows).filter(([, ours]) => !ids.has(ours))
    expect(missing).toEqual([])
  })

  it('has one listener an id in any one design', () => {
    for (const listener of catalog) {
      const design = sampleDesignWith(listener)
      if (design === undefined) continue
      const here = catalog.filter((one) => one.when(design)).map(({ id }) => id)
      expect(new Set(here).size, listener.id).toBe(here.length)
    }
  })

  it.each(catalog.map((listener) => [listener.id, listener] as const))(
    '%s comes with some design, in words',
    (_, one) => {
      const design = sampleDesignWith(one) ?? sampleDesignWith(one, 'relaxed')
      expect(design).toBeDefined()
      if (design === undefined) return
      expect(one.because(design)).toMatch(/\.$/)
      expect(one.condition).not.toBe('')
      expect(one.purpose).not.toMatch(/\.$/)
      const isPortless = ['icmp', 'icmpv6', 'ipip', 'esp', 'gre', 'vrrp'].includes(String(one.protocol))
      expect(one.ports(design).length === 0).toBe(isPortless)
    },
  )

  it('names an add-on of its own for each user that an option stands for', () => {
    const known = new Map(addonCatalog.map(({ id, options = [] }) => [id, options]))
    expect([flows.length, addonOutbound.length].every((length) => length > 3)).toBe(true)
    for (const { user } of flows) {
      const addon = addonOfUser(user)
      if (addon !== undefined) expect(known.get(addon)?.some(({ key }) => key === 'from')).toBe(true)
      expect(wordUser(user)).not.toMatch(/^from of|\(/)
    }
    for (const { addon, option } of addonOutbound)
      expect(known.get(addon)?.some(({ key }) => key === option)).toBe(true)
  })

  it('has no add-on without an effect', () => {
    // These change the users of listeners that every cluster has, or what is said about it.
    const others = ['metrics-server', 'prometheus', 'talos-api-access', 'platform', 'cilium-host-firewall']
    const used = new Set([
      ...catalog.map(({ field }) => field.replace('addons/', '')),
      ...flows.flatMap(({ user }) => addonOfUser(user) ?? []),
      ...addonOutbound.map(({ addon }) => addon),
      ...others,
    ])
    expect(addonCatalog.filter(({ id }) => !used.has(id))).toEqual([])
  })

  it('uses each of its sources', () => {
    const policyOwn: SourceKey[] = ['design', 'talos-connectivity', 'cilium-routing', 'talos-firewall', 'talos-clouds']
    const used = new Set([...everything, ...addonOutbound, ...addonCatalog].map(({ source }) => source))
    const idle = (Object.keys(sources) as SourceKey[]).filter((key) => !used.has(key) && !policyOwn.includes(key))
    expect(idle).toEqual([])
  })

  it('lets nobody but the public services face the internet', () => {
    const open = flows.filter(({ user }) => user === 'anywhere').map(({ listener }) => listener.id)
    expect([...new Set(open)].sort()).toEqual([
      'cilium-gateway',
      'cilium-ingress',
      'host-ingress',
      'host-ingress-http3',
      'icmp-pmtu',
      'icmpv6-nd',
      'icmpv6-pmtu',
      'kubespan',
    ])
  })
})
