/**
 * What a machine admits once Talos has compiled its documents to two nftables chains. New packets to an own address must
 * pass both, and both hold the same user rules, so one row describes them.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_config.go
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/adapters/network/nftables_rule.go
 */
import { allAddresses, noAddresses, subtractSets } from '@/lib/net/address-set'
import { type Row, type RowPart, rowOfParts, subtractRows } from '@/lib/net/packet-row'
import { packetsTo } from '@/lib/net/row-packets'
import { allServices, servicesOfPorts, servicesOfProtocol } from '@/lib/net/service'
import { memberNamed } from '@/lib/site/member-named'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'
import type { Admitted, WeighedRule } from '../target'
import { type Behaviour, behaviourOf } from './behaviour'
import type { Firewall, TalosModel } from './config'
import { everythingOut, filteredArrivals, openByItself } from './evaluate/always'
import { isUnloadable, sourcesOfRule } from './evaluate/rule-sources'
import { installedConfig } from './install'

export function admits(model: TalosModel, at: Point, site: Site): Admitted {
  if (at.direction === 'egress') return { ruled: { entries: [] }, always: everythingOut }
  const member = memberOf(at, site)
  const firewall = installedConfig(model, member.name, site)
  const ruled = ruledRow(firewall, behaviourOf(site.talosVersion))
  return { ruled: packetsTo(member.own, ruled), always: openByItself(firewall, ruled, member, site) }
}

/** Looked for among so many: each is held against all the others. */
const mostCompared = 200

/** The rules of a machine, and whether it admits the same without them; of two that say the same, the later one does not count. */
export function weigh(model: TalosModel, at: Point, site: Site): readonly WeighedRule[] {
  if (at.direction === 'egress') return []
  const firewall = installedConfig(model, memberOf(at, site).name, site)
  const behaviour = behaviourOf(site.talosVersion)
  if (firewall.rules.length > mostCompared) return []
  const whole = ruledRow(firewall, behaviour)
  let { rules } = firewall
  return firewall.rules.toReversed().map((rule): WeighedRule => {
    const others = rules.filter((one) => one !== rule)
    const isRedundant = compileRow({ ...firewall, rules: others }, behaviour) === whole
    if (isRedundant) rules = others
    return { name: rule.name, at: rule.at, isRedundant }
  })
}

function memberOf(at: Point, site: Site): Member {
  const member = memberNamed(site, at.member)
  if (member === undefined) throw new Error(`the point ${at.id} stands for no member of the site`)
  return member
}

const transportServices = [...servicesOfProtocol('tcp'), ...servicesOfProtocol('udp')]
const everyTransport = rowOfParts([{ arrivals: filteredArrivals, services: transportServices, sources: allAddresses }])
const everyPacket = rowOfParts([{ arrivals: filteredArrivals, services: allServices, sources: allAddresses }])

const rows = new WeakMap<Firewall, Map<Behaviour, Row>>()

/** What the documents admit to any own address. */
function ruledRow(firewall: Firewall, behaviour: Behaviour): Row {
  const known = rows.get(firewall) ?? new Map<Behaviour, Row>()
  rows.set(firewall, known)
  let row = known.get(behaviour)
  if (row === undefined) {
    row = compileRow(firewall, behaviour)
    known.set(behaviour, row)
  }
  return row
}

function compileRow(firewall: Firewall, behaviour: Behaviour): Row {
  const { action, rules } = firewall
  if (behaviour.failsAtLastAddress && rules.some(isUnloadable)) return everyPacket
  const parts: RowPart[] = []
  for (const rule of rules) {
    if (rule.protocol === undefined) continue
    const named = sourcesOfRule(rule)
    // Accept mode turns the rule round: it drops whom it does not name, each family by itself.
    const sources = action === 'block' ? named : subtractSets(allAddresses, named)
    if (sources === noAddresses) continue
    const ranges = rule.ports.map(({ range }) => range)
    parts.push({ arrivals: filteredArrivals, services: servicesOfPorts(rule.protocol, ranges), sources })
  }
  return action === 'block' ? rowOfParts(parts) : subtractRows(everyTransport, rowOfParts(parts))
}
