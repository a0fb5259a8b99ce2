/** The networks as a picture: a lane for each, with its machines, from the outside inwards. */
import type { Design } from '../design/design'
import { control, drawBox, drawRule, drawWords, ink, muted, panel, widthOf, writeSvg } from './svg'

const width = 900
const margin = 16
const laneHead = 30
const chipHeight = 28
const gap = 8
const indent = 24
/** More machines of a lane are counted, not drawn. */
const mostChips = 60

interface Chip {
  readonly mark: string
  readonly name: string
  readonly detail: string
  readonly isPool: boolean
}

interface Lane {
  readonly title: string
  readonly detail: string
  readonly chips: readonly Chip[]
}

export function drawNetworks(design: Design): string {
  const body: string[] = [drawWords({ x: margin, y: margin + 16, text: `Networks of ${design.name}`, isBold: true })]
  let y = margin + 36
  for (const lane of lanesOf(design)) {
    body.push(drawRule(margin, y, width - margin, y))
    body.push(drawWords({ x: margin, y: y + 20, text: lane.title, isBold: true }))
    const x = margin + widthOf(lane.title) + 16
    body.push(drawWords({ x, y: y + 20, text: lane.detail, fill: muted, isMono: true, isSmall: true }))
    const drawn = drawChips(lane.chips, y + laneHead)
    body.push(...drawn.body)
    y = drawn.bottom + gap
  }
  body.push(drawRule(margin, y, width - margin, y))
  return writeSvg(width, y + margin, `Networks of ${design.name}`, body)
}

function lanesOf(design: Design): Lane[] {
  const services: Chip[] = [
    ...design.loadBalancers.map(({ name, addresses }) => chip('LB', name, addresses[0] ?? '')),
    ...design.loadBalancerIPs.map(({ name, addresses }) => chip('IP', name, addresses[0] ?? '')),
  ]
  return [
    { title: 'Internet', detail: '0.0.0.0/0  ::/0', chips: [] },
    { title: 'Admin', detail: '', chips: design.admin.map(({ name, cidr }) => chip('AD', name, cidr)) },
    ...(services.length === 0 ? [] : [{ title: 'Load balancers', detail: '', chips: services }]),
    ...design.subnets.map(({ name, cidrs, vlan }) => ({
      title: name,
      detail: [...(vlan === undefined ? [] : [`VLAN ${vlan}`]), ...cidrs].join('  '),
      chips: machinesOf(design, name),
    })),
  ]
}

function machinesOf(design: Design, subnet: string): Chip[] {
  const mark = (role: Design['nodes'][number]['role']) => (role === 'controlplane' ? 'CP' : 'WK')
  return [
    ...design.nodes
      .filter((node) => node.subnet === subnet)
      .map((node) => chip(mark(node.role), node.name, node.addresses[0] ?? '')),
    ...design.nodes.flatMap((node) =>
      node.nics
        .filter((nic) => nic.subnet === subnet)
        .map((nic) => chip(mark(node.role), node.name, nic.addresses[0] ?? '')),
    ),
    ...design.pools
      .filter((pool) => pool.subnet === subnet)
      .map((pool): Chip => ({ ...chip(mark(pool.role), pool.name, `×${countOf(pool.count)}`), isPool: true })),
  ]
}

function chip(mark: string, name: string, detail: string): Chip {
  return { mark, name, detail, isPool: false }
}

function countOf(count: Design['pools'][number]['count']): string {
  if (typeof count === 'number') return String(count)
  return count.min === count.max ? String(count.max) : `${count.min}–${count.max}`
}

function drawChips(chips: readonly Chip[], top: number): { readonly body: string[]; readonly bottom: number } {
  const body: string[] = []
  let x = margin + indent
  let y = top
  const wrap = (needed: number) => {
    if (x + needed <= width - margin || x === margin + indent) return
    x = margin + indent
    y += chipHeight + gap
  }
  for (const { mark, name, detail, isPool } of chips.slice(0, mostChips)) {
    const own = 34 + widthOf(name) + widthOf(detail, true) + 22
    wrap(own)
    if (isPool) body.push(drawBox({ x: x + 3, y: y + 3, width: own, height: chipHeight, stroke: control, radius: 4 }))
    body.push(drawBox({ x, y, width: own, height: chipHeight, fill: '#ffffff', stroke: control, radius: 4 }))
    body.push(drawBox({ x: x + 1, y: y + 1, width: 28, height: chipHeight - 2, fill: panel, radius: 3 }))
    body.push(drawWords({ x: x + 7, y: y + 18, text: mark, fill: muted, isMono: true, isSmall: true }))
    body.push(drawWords({ x: x + 36, y: y + 18, text: name, fill: ink }))
    body.push(
      drawWords({ x: x + 42 + widthOf(name), y: y + 18, text: detail, fill: muted, isMono: true, isSmall: true }),
    )
    x += own + gap
  }
  const rest = chips.length - mostChips
  if (rest > 0) {
    const text = `and ${rest.toLocaleString('en-GB')} more`
    wrap(widthOf(text))
    body.push(drawWords({ x, y: y + 18, text, fill: muted }))
  }
  return { body, bottom: chips.length === 0 ? top : y + chipHeight + gap / 2 }
}
