/** Routers hold networks and rules between them, and no machine: with the files of the machines they come back, alone they say why not. */
import { describe, expect, test } from 'vitest'
import type { Design } from '../design/design'
import { allAddresses } from '../net/address-set'
import { formatPacket } from '../net/packet'
import { rowOfParts } from '../net/packet-row'
import { intersectPackets, type PacketSet, samplePackets, subtractPackets } from '../net/packet-set'
import { packetsTo } from '../net/row-packets'
import { servicesOfProtocol } from '../net/service'
import { buildSite } from '../site/build-site'
import type { FileSet, Filter } from '../targets/target'
import { machineConfigs, withoutPools } from '../testing/machine-configs'
import { type Keys, type WholeRouter, wholeRouters } from '../testing/router-whole'
import { exampleNames, readExample, subjectOf } from '../testing/subject'
import { patchesOf } from '../testing/unlike-machines'
import { readInstalled } from '../verify/read-installed'
import { universeAt } from '../verify/universe'
import { importFiles } from './import-files'

function keysOf(design: Design, { keyOf }: WholeRouter): Keys {
  return Object.fromEntries(design.subnets.map(({ name }, index) => [name, keyOf(index)]))
}

function withRouter(design: Design, { filter }: WholeRouter, keys: Keys): Design {
  return { ...design, targets: { [filter.id]: { interfaces: { ...keys } } } }
}

/** What the list of an import names as lost, taken away before. */
function withoutUnsaid(design: Design): Design {
  return { ...design, loadBalancerIPs: [], egress: open }
}

const { egress: open } = readExample('aws-nlb')

interface Machines {
  readonly example: Design
  readonly files: FileSet
}

const machines = new Map<string, Machines>()

/** The files of an example's machines, its virtual address on those that may hold it. */
function machinesOf(name: string): Machines {
  const known = machines.get(name)
  if (known !== undefined) return known
  const example = withoutPools(readExample(name))
  const { vip } = example.kubernetes
  const files = machineConfigs(example, patchesOf(example), 'single').map(({ path, text }) => ({
    path,
    text:
      vip === undefined || !text.includes('type: controlplane')
        ? text
        : text.replace(
            '            - interface: wg0',
            `              vip:\n                  ip: ${vip}\n            - interface: wg0`,
          ),
  }))
  machines.set(name, { example, files })
  return { example, files }
}

const routers = wholeRouters.map((router) => [router.filter.id, router] as const)

describe.each(routers)('%s', (_, router) => {
  test.each(exampleNames)('%s comes back from its machines and the box that holds its rules', (name) => {
    const { example, files } = machinesOf(name)
    const keys = keysOf(example, router)
    const design = withRouter(example, router, keys)
    const whole = router.holding(design, keys, design)
    const imported = importFiles([...files, ...whole])
    if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
    const { design: found, unprovable } = imported.value
    const kept = withRouter(withoutUnsaid(example), router, keys)
    expect(
      findUnlike(router.filter, kept, router.holding(design, keys, kept), router.holding(design, keys, found, whole)),
    ).toEqual([])
    // What was taken away, and what is not compared, the list names.
    const said = unprovable.map(({ text }) => text).join('\n')
    for (const lost of ['announced service addresses', 'egress', 'ICMP'])
      expect(said).toMatch(new RegExp(`These files do not say.*${lost}`))
    expect(said).toContain(`The rules of ${router.filter.meta.title} are listed`)
    // Its interfaces come back by themselves, under the names that the box has for them.
    const { interfaces = {} } = router.filter.options.parse(found.targets[router.filter.id]) as { interfaces?: Keys }
    expect(Object.values(interfaces)).toEqual(expect.arrayContaining(Object.values(keys)))
  })

  test('whoever else is let in is seen, and a box alone has its machines and their rules assumed', () => {
    const { example } = machinesOf('dual-stack-onprem')
    const keys = keysOf(example, router)
    const design = withRouter(example, router, keys)
    const whole = router.holding(design, keys, design)
    const others = router.holding(design, keys, { ...design, admin: design.admin.slice(1) })
    expect(findUnlike(router.filter, design, whole, others).join()).toMatch(/lost 198\.51\.100\.\d+ -> 10\.20\.0\./)
    const alone = importFiles(whole)
    if (!alone.ok) throw new Error(JSON.stringify(alone.problems))
    expect(alone.value.assumed.map(({ path }) => path[0])).toEqual(expect.arrayContaining(['nodes', 'posture']))
    expect(alone.value.reach.length).toBeGreaterThan(0)
  })

  test('its rules without its interfaces are no design: it is said why, and what to give instead', () => {
    const example = readExample('dual-stack-onprem')
    const { files } = subjectOf(router.filter, withRouter(example, router, keysOf(example, router)))
    for (const given of [files, ...files.map((file) => [file])]) {
      const imported = importFiles(given)
      expect(imported).toMatchObject({ ok: false })
      expect(imported.problems.map(({ at }) => at).sort()).toEqual(given.map(({ path }) => path).sort())
      for (const { severity, at, message, suggestion } of imported.problems) {
        expect([severity, message]).toEqual([
          'error',
          expect.stringContaining('no file says which networks those join'),
        ])
        expect(suggestion).toMatch(/^give (?:the whole|what show running-config prints)/)
        expect(suggestion).toContain(`verify DESIGN -t ${router.filter.id} --against ${at}`)
      }
    }
    // The files of the machines make the design, and the same is said beside it.
    const both = importFiles([...patchesOf(example), ...files])
    if (!both.ok) throw new Error(JSON.stringify(both.problems))
    const said = both.value.unprovable.map(({ text }) => text)
    for (const { path } of files)
      expect(said).toContainEqual(expect.stringMatching(`^${path}: these rules name interfaces`))
  })
})

/** Which of them pass is the posture's, and machines filter none. */
const messages = packetsTo(
  allAddresses,
  rowOfParts([
    {
      arrivals: ['wire'],
      services: [...servicesOfProtocol('icmp'), ...servicesOfProtocol('icmpv6')],
      sources: allAddresses,
    },
  ]),
)

/** Packets that the box lets through by the one set of files and not by the other. */
function findUnlike(filter: Filter, design: Design, one: FileSet, other: FileSet): string[] {
  const site = buildSite(design)
  const [a, b] = [one, other].map((files) => {
    const read = readInstalled({ filter, site, files })
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return read.model
  })
  const options = filter.options.parse(design.targets[filter.id])
  return filter.points(site, options).flatMap((point) => {
    const universe = universeAt(point, site)
    const [x, y] = [a, b].map((model) =>
      subtractPackets(intersectPackets(filter.admits(model, point, site).ruled, universe), messages),
    )
    if (x === undefined || y === undefined) return ['no model']
    const words = (kind: string, set: PacketSet) =>
      samplePackets(set)
        .slice(0, 3)
        .map((p) => `${point.id} ${kind} ${formatPacket(p)}`)
    return [...words('lost', subtractPackets(x, y)), ...words('gained', subtractPackets(y, x))]
  })
}
