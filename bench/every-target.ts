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

const office = { name: 'branch', may: ['talos', 'kubernetes'] } satisfies Partial<Design['admin'][number]>

export function everyTargetRows(size: number): string[][] {
  const design = namedCluster(size)
  const options = optionsFor(design)
  const drawn = (ids: readonly string[]) => ({
    ...design,
    targets: Object.fromEntries(ids.map((id) => [id, options[id] ?? {}])),
  })
  const row = (title: string, ids: readonly string[]): string[] => {
    const wanted = drawn(ids)
    const verdicts = analyseDesign({ design: wanted, edits: {} }).targets.map(({ proof }) => proof.verdict)
    let turn = 0
    // Another prefix each time, as when somebody types: of files that are the same again, readers remember much.
    const typed = () => ({ ...wanted, admin: [...wanted.admin, { ...office, cidr: `198.51.${turn++}.0/24` }] })
    const { median, p95 } = measure(() => analyseDesign({ design: typed(), edits: {} }), 9, 3)
    const told = ids.length === 1 ? `, ${verdicts[0]}` : ''
    return [`${size} nodes: ${title}${told}`, `${median.toFixed(1)} ms`, `${p95.toFixed(1)} ms`, '100 ms', '']
  }
  return [
    ...targets.map(({ id }) => row(id, [id])),
    row(
      `all ${targets.length} products in one design`,
      targets.map(({ id }) => id),
    ),
  ]
}
