import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Design } from '../design/design'
import { readDesign } from '../design/read-design'
import { intersectPackets } from '../net/packet-set'
import { buildSite } from '../site/build-site'
import { nftables } from '../targets/nftables/target'
import type { FileSet, Filter } from '../targets/target'
import { analyseDesign } from '../verify/analyse'
import { readInstalled } from '../verify/read-installed'
import { universeAt } from '../verify/universe'
import { importFiles } from './import-files'
import { wireRow } from './reach-rows'

const filter = nftables as Filter
const examples = readdirSync('public/examples').filter((name) => name.endsWith('.yaml'))

function filesOf(design: Design): FileSet {
  const [analysed] = analyseDesign({ design: { ...design, targets: { nftables: {} } }, edits: {} }).targets
  return (analysed?.files ?? []).filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text }))
}

/** Machines that get other tcp or udp packets by the one set of files than by the other, whatever addresses they were drawn with. */
function findUnlike(design: Design, one: FileSet, other: FileSet): string[] {
  const site = buildSite(design)
  const [a, b] = [one, other].map((files) => {
    const read = readInstalled({ filter, site, files: filter.lift?.(files).files ?? [] })
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return read.model
  })
  return filter
    .points(site, {})
    .filter((point) => {
      const [x, y] = [a, b].map((model) =>
        wireRow(intersectPackets(filter.admits(model, point, site).ruled, universeAt(point, site))),
      )
      return x !== y
    })
    .map(({ id }) => id)
}

describe.each(examples)('%s', (name) => {
  const read = readDesign(readFileSync(`public/examples/${name}`, 'utf8'))
  if (!read.ok) throw new Error('the example is a design')
  const files = filesOf(read.value)

  test('comes back from its nft files with the same packets', () => {
    const imported = importFiles(files)
    if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
    expect(imported.value.unprovable.filter(({ text }) => /admits (more|less)/.test(text))).toEqual([])
    expect(findUnlike(read.value, files, filesOf(imported.value.design))).toEqual([])
    expect(imported.value.reach.length).toBeGreaterThan(0)
  })
})

test('a machine of its own file has its addresses and its role from it, and a jump is not interpreted', () => {
  const text = `table inet talos {
  chain ingress {
    type filter hook input priority -140; policy drop;
    ct state { established, related } accept
    ip saddr 10.0.0.0/24 tcp dport { 2379-2380, 50000 } accept
    ip saddr 198.51.100.0/24 tcp dport 6443 accept
  }
  chain prerouting {
    type filter hook prerouting priority -110; policy accept;
    ip daddr != { 10.0.0.11 } accept
  }
}
`
  const imported = importFiles([{ path: 'dump/cp-1.nft', text }])
  expect(imported).toMatchObject({
    ok: true,
    value: { design: { nodes: [{ name: 'cp-1', role: 'controlplane', addresses: ['10.0.0.11'] }] } },
  })
  const refused = importFiles([{ path: 'cp-1.nft', text: text.replace('tcp dport 6443 accept', 'jump others') }])
  expect(refused).toMatchObject({ ok: false, problems: [{ at: 'cp-1.nft:6' }] })
})
