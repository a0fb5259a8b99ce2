/** Each product alone, and all of them in one design: rendered, read back and proved. */
import type { Design } from '@/lib/design/design'
import { targets } from '@/lib/targets/all'
import { analyseDesign } from '@/lib/verify/analyse'
import { namedCluster } from './cluster'
import { anAddress, aPrefix, measureTyped } from './typing'

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

export function everyTargetRows(size: number): string[][] {
  const design = namedCluster(size)
  const options = optionsFor(design)
  const row = (title: string, ids: readonly string[], typing: typeof aPrefix): string[] => {
    const wanted = { ...design, targets: Object.fromEntries(ids.map((id) => [id, options[id] ?? {}])) }
    const verdicts = analyseDesign({ design: wanted, edits: {} }).targets.map(({ proof }) => proof.verdict)
    const { median, p95 } = measureTyped(wanted, typing, (one) => analyseDesign({ design: one, edits: {} }), 9, 3)
    const told = ids.length === 1 ? `, ${verdicts[0]}` : ''
    return [
      `${size} nodes: ${title}${told}; ${typing.what}`,
      `${median.toFixed(1)} ms`,
      `${p95.toFixed(1)} ms`,
      '100 ms',
      '',
    ]
  }
  const all = targets.map(({ id }) => id)
  const together = `all ${targets.length} products in one design`
  return [...all.map((id) => row(id, [id], aPrefix)), row(together, all, aPrefix), row(together, all, anAddress)]
}
