/** Each product alone, and all of them in one design: rendered, read back and proved. */
import type { Design } from '@/lib/design/design'
import { targets } from '@/lib/targets/all'
import { analyseDesign } from '@/lib/verify/analyse'
import { namedCluster } from './cluster'
import { measure } from './measure'

/** What a person tells each product about the boxes around the cluster. */
function optionsFor({ subnets, nodes }: Design): Readonly<Record<string, Design['targets'][string]>> {
  const perSubnet = (value: (index: number) => string) =>
    Object.fromEntries(subnets.map(({ name }, index) => [name, value(index)]))
  return {
    pfsense: { interfaces: perSubnet((index) => `opt${index + 1}`) },
    opnsense: { interfaces: perSubnet((index) => `opt${index + 1}`) },
    unifi: { networks: perSubnet((index) => `Net${index}`) },
    'switch-acl': { interfaces: perSubnet((index) => `Vlan${index + 10}`) },
    proxmox: { vmids: Object.fromEntries(nodes.map(({ name }, index) => [name, 1000 + index])) },
  }
}

/** What somebody types: other files each time, of which readers remember nothing. */
interface Typing {
  readonly what: string
  readonly edit: (design: Design, turn: number) => Design
}

const office = { name: 'branch', may: ['talos', 'kubernetes'] } satisfies Partial<Design['admin'][number]>
const aPrefix: Typing = {
  what: 'a prefix of an admin',
  edit: (design, turn) => ({ ...design, admin: [...design.admin, { ...office, cidr: `198.51.${turn}.0/24` }] }),
}
const anAddress: Typing = {
  what: 'an address of a machine',
  edit: (design, turn) => ({
    ...design,
    nodes: design.nodes.map((node, index) =>
      index === 8 ? { ...node, addresses: [`10.2.250.${turn * 2 + 1}`, ...node.addresses.slice(1)] } : node,
    ),
  }),
}

const [runs, warmUp] = [9, 3]

export function everyTargetRows(size: number): string[][] {
  const design = namedCluster(size)
  const options = optionsFor(design)
  const row = (title: string, ids: readonly string[], { what, edit }: Typing): string[] => {
    const wanted = { ...design, targets: Object.fromEntries(ids.map((id) => [id, options[id] ?? {}])) }
    const verdicts = analyseDesign({ design: wanted, edits: {} }).targets.map(({ proof }) => proof.verdict)
    // Copies, as the page's worker gets them.
    const typed = Array.from({ length: runs + warmUp }, (_, turn) => structuredClone(edit(wanted, turn)))
    const next = typed.values()
    const { median, p95 } = measure(
      () => analyseDesign({ design: next.next().value ?? wanted, edits: {} }),
      runs,
      warmUp,
    )
    const told = ids.length === 1 ? `, ${verdicts[0]}` : ''
    return [`${size} nodes: ${title}${told}; ${what}`, `${median.toFixed(1)} ms`, `${p95.toFixed(1)} ms`, '100 ms', '']
  }
  const all = targets.map(({ id }) => id)
  const together = `all ${targets.length} products in one design`
  return [...all.map((id) => row(id, [id], aPrefix)), row(together, all, aPrefix), row(together, all, anAddress)]
}
