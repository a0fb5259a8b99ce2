/** Our rules in a person's own backup: theirs stay byte for byte, and what the box then admits is what the policy admits. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { pfsenseBackup, theirRules } from '@/lib/testing/pfsense-backup'
import { readExample } from '@/lib/testing/subject'
import { readXml } from '@/lib/text/xml'
import type { XmlElement } from '@/lib/text/xml/node'
import { analyseDesign } from '@/lib/verify/analyse'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { pfsense } from './target'

const homelab = 'seed-000-baremetal'

function analyse(base: string, change: Partial<DesignInput> = {}, edits: Readonly<Record<string, string>> = {}) {
  const design = readExample(homelab, {
    targets: { pfsense: { interfaces: { kubernetes: 'opt1', admin: 'lan' } } },
    ...change,
  })
  const around = { base: [{ path: 'config-gate.xml', text: base }] }
  const [target] = analyseDesign({ design, edits, around }).targets
  if (target === undefined) throw new Error('the target is missing')
  return target
}

const mergedPath = 'pfsense/config-merged.xml'

function mergedText(target: TargetAnalysis): string {
  const file = target.files.find(({ path }) => path === mergedPath)
  if (file === undefined) throw new Error(`nothing was merged: ${JSON.stringify(target.problems)}`)
  return file.text
}

function rootOf(text: string): XmlElement {
  const xml = readXml(text)
  if (!xml.ok) throw new Error(xml.message)
  return xml.root
}

/** Every element of a section that is not ours, as it stands in the text. */
function theirs(text: string, section: string): string[] {
  const found = rootOf(text).children.filter(({ name }) => name === section)
  return found
    .flatMap(({ children }) => children)
    .map(({ start, end }) => text.slice(start, end))
    .filter((element) => !element.includes('pcl:homelab:'))
}

const base = pfsenseBackup()
const merged = analyse(base)
const text = mergedText(merged)

describe('the guide of a merge', () => {
  const guide = (target: TargetAnalysis) => target.files.find(({ path }) => path.endsWith('APPLY.md'))?.text ?? ''
  test('names the rules of theirs that decide no longer for the cluster, and no others', () => {
    const [, section = ''] = guide(merged).split('## What becomes of your rules')
    const named = [...(section.split('\n## ')[0] ?? '').matchAll(/^- `([^`]+)`: (.*)$/gm)].map(([, tab, name]) => [
      tab,
      name,
    ])
    expect(named).toContainEqual(['opt1', 'their rule 6 "quoted" & more'])
    expect(named).toContainEqual(['floating wan lan', 'their rule 0 "quoted" & more'])
    // From another network, to anywhere.
    expect(named).toContainEqual(['lan', 'their rule 3 "quoted" & more'])
    // Switched off, one that only marks packets, and one to an address that is none of the cluster's.
    for (const index of [5, 2, 12]) expect(named.map(([, name]) => name).join()).not.toContain(`their rule ${index} `)
    // A second merge does not take the first one's rules for theirs.
    const again = guide(analyse(text))
    expect(again.split('## What becomes')[1]).toBe(guide(merged).split('## What becomes')[1])
  })
  test('knows the interfaces of a group', () => {
    const rule =
      '<rule><type>pass</type><interface>Mine</interface><source><any></any></source><destination><address>192.0.2.9</address></destination><descr>of a group</descr></rule>'
    const group = '<ifgroupentry><members>opt1</members><ifname>Mine</ifname></ifgroupentry>'
    const bare = base.replace(/<filter>[\s\S]*<\/filter>/, `<filter>${rule}</filter>`)
    expect(guide(analyse(bare))).not.toContain('of a group')
    expect(guide(analyse(bare.replace('</ifgroups>', `${group}</ifgroups>`)))).toContain('`Mine`: of a group')
  })
  test('says nothing of it where there is nothing to say', () => {
    const bare = base.replace(/<rule>[\s\S]*<\/rule>/, '')
    expect(guide(analyse(bare))).not.toContain('What becomes of your rules')
  })
})

describe('the merged backup', () => {
  test('holds every element of theirs as it was and in its order, but for the rows of floating separators', () => {
    expect(theirs(base, 'filter')).toHaveLength(41)
    for (const { name } of rootOf(base).children) {
      const [before, after] = [theirs(base, name), theirs(text, name)]
      if (name !== 'filter') expect(after, name).toEqual(before)
      else expect(after.slice(0, -1)).toEqual(before.slice(0, -1))
    }
    const count = rulesOfOurs(text).length
    const [before, after] = [base, text].map((whole) => theirs(whole, 'filter').at(-1) ?? '')
    expect(after).toBe(before?.replace('fr0', `fr${count}`).replace('fr3', `fr${count + 3}`))
  })

  test('is the backup again when ours are cut out', () => {
    const spans = ['aliases', 'filter'].flatMap((section) =>
      rootOf(text)
        .children.filter(({ name }) => name === section)
        .flatMap(({ children }) => children)
        .filter(({ start, end }) => text.slice(start, end).includes('pcl:homelab:')),
    )
    const cut = spans
      .sort((a, b) => b.start - a.start)
      .reduce((whole, { start, end }) => {
        const from = whole.slice(0, start).trimEnd().length
        return whole.slice(0, from) + whole.slice(end)
      }, text)
    const count = rulesOfOurs(text).length
    expect(cut.replace(`fr${count}<`, 'fr0<').replace(`fr${count + 3}<`, 'fr3<')).toBe(base)
  })

  test('begins its rules with ours', () => {
    const filter = rootOf(text).children.find(({ name }) => name === 'filter')
    const isOurs = (filter?.children ?? []).map(({ start, end }) => text.slice(start, end).includes('pcl:homelab:'))
    expect(isOurs.indexOf(false)).toBe(rulesOfOurs(text).length)
  })

  test('is what is applied and proved, and equal', () => {
    expect(merged.files.filter(({ use }) => use === 'apply').map(({ path }) => path)).toEqual([mergedPath])
    expect(merged.proof).toMatchObject({ verdict: 'equal', witnesses: [] })
  })

  test('maps its lines to rules', () => {
    const file = merged.files.find(({ path }) => path === mergedPath)
    const lines = text.split('\n')
    const line = lines.findIndex((one) => one.includes('pcl:homelab:kubernetes-api/controlplane'))
    expect(file?.lineRules[line]).toContain('kubernetes-api/controlplane')
    const mapped = lines.filter((_, index) => (file?.lineRules[index] ?? []).length > 0)
    expect(mapped.every((one) => one.startsWith('\t\t'))).toBe(true)
  })
})

function rulesOfOurs(whole: string): string[] {
  return (whole.match(/<rule>[\s\S]*?<\/rule>/g) ?? []).filter((one) => one.includes('pcl:homelab:'))
}

test('an alias of theirs with a name of ours is refused with its line, not replaced', () => {
  const taken = base.replace('<name>web_ports</name>', '<name>pcl_homelab_controlplane</name>')
  const target = analyse(taken)
  const line = taken.slice(0, taken.indexOf('<name>pcl_homelab_controlplane')).split('\n').length - 1
  expect(target.files.filter(({ use }) => use === 'apply')).toEqual([])
  expect(target.problems.map(({ at, message }) => [at, message])).toEqual([
    [`config-gate.xml:${line}`, expect.stringMatching(/pcl_homelab_controlplane is there already/)],
  ])
})

test('a second merge of the same bundle changes nothing', () => {
  expect(mergedText(analyse(text))).toBe(text)
})

test('a heading that a person puts above ours stays above them', () => {
  const headed = text.replace(`fr${rulesOfOurs(text).length}<`, 'fr0<')
  expect(mergedText(analyse(headed))).toBe(headed)
  const another = mergedText(analyse(headed, { admin: [] }))
  expect(another).toContain('<row>fr0</row>')
  expect(another).toContain(`<row>fr${rulesOfOurs(another).length + 3}</row>`)
})

test('a merge of another bundle leaves nothing of the first', () => {
  const change: Partial<DesignInput> = { posture: 'strict', admin: [], egress: 'open', addons: ['hubble'] }
  expect(mergedText(analyse(text, change))).toBe(mergedText(analyse(base, change)))
})

test.each([
  ['another cluster whose name begins alike', 'homelab-2'],
  ['another cluster altogether', 'prod'],
])('%s keeps its own rules and aliases', (_, name) => {
  const both = mergedText(analyse(text, { name }))
  for (const element of [...rulesOfOurs(text), '<name>pcl_homelab_controlplane</name>']) expect(both).toContain(element)
  const again = mergedText(analyse(both, { name, admin: [] }))
  expect(rulesOfOurs(again)).toEqual(rulesOfOurs(text))
})

const quickForAll = [
  '<type>pass</type>',
  '<interface>any</interface>',
  '<ipprotocol>inet</ipprotocol>',
  '<direction>any</direction>',
  '<quick>yes</quick>',
  '<floating>yes</floating>',
  '<source><any></any></source>',
  '<destination><any></any></destination>',
]

/** As somebody would put a rule on top of the list in the rule editor. */
function withOnTop(fields: readonly string[]): string {
  return text.replace('<filter>', `<filter>\n\t\t<rule>${fields.join('')}<descr>theirs</descr></rule>`)
}

describe('a rule of theirs above ours decides', () => {
  test('one that lets everything in turns the verdict to wider, with the packet', () => {
    const { proof } = analyse(base, {}, { [mergedPath]: withOnTop(quickForAll) })
    expect(proof.verdict).toBe('wider')
    const witness = proof.witnesses.find(({ point }) => point === 'interface/other')
    expect(witness).toMatchObject({ kind: 'extra', intended: 'deny', actual: 'allow' })
    const line =
      withOnTop(quickForAll)
        .split('\n')
        .findIndex((one) => one.includes('theirs')) + 1
    expect(witness?.statements[0]).toEqual({ file: mergedPath, line })
  })

  test('without quick it is the first word, and ours the last', () => {
    const fields = quickForAll.filter((field) => !field.startsWith('<quick>'))
    expect(analyse(base, {}, { [mergedPath]: withOnTop(fields) }).proof.verdict).toBe('equal')
  })

  test('one that blocks on the way out turns it to narrower', () => {
    const fields = quickForAll.map((field) => field.replace('pass', 'block').replace('>any</dir', '>out</dir'))
    expect(analyse(base, {}, { [mergedPath]: withOnTop(fields) }).proof.verdict).toBe('narrower')
  })

  test.each([
    ['a schedule', ['<sched>workdays</sched>']],
    ['a source port', ['<protocol>tcp</protocol>', '<source><any></any><port>1024</port></source>']],
    ['a list that the box fetches', ['<source><address>blocked_hosts</address></source>']],
    [
      'a rule for the way out of one interface',
      ['<interface>opt1</interface>', '<direction>out</direction>', '<type>block</type>'],
    ],
  ])('%s leaves no verdict, and says where', (_, instead) => {
    const names = instead.map((field) => /<(\w+)/.exec(field)?.[1])
    const fields = quickForAll.filter((field) => !names.includes(/<(\w+)/.exec(field)?.[1]))
    const { proof } = analyse(base, {}, { [mergedPath]: withOnTop([...fields, ...instead]) })
    expect(proof.verdict).toBe('unread')
    expect(proof.problems[0]?.at).toMatch(/^pfsense\/config-merged\.xml:\d+$/)
  })
})

describe('a backup that does not fit', () => {
  test.each([
    ['an interface that is not there', pfsenseBackup().replaceAll('opt1>', 'opt7>'), /no enabled interface opt1/],
    [
      'an interface that is switched off',
      pfsenseBackup().replace('<enable></enable>\n\t\t\t<ipaddr>192.168.30.1', '<ipaddr>192.168.30.1'),
      /no enabled interface opt1/,
    ],
    ['one area of two', '<filter>\n\t<rule></rule>\n</filter>\n', /one of two sections/],
    ['bytes that are no UTF-8', pfsenseBackup().replace('caf\u00e9', 'caf\ufffd'), /not in UTF-8/],
    ['another encoding', pfsenseBackup().replace('"?>', '" encoding="ISO-8859-1"?>'), /not in UTF-8/],
    ['a cut file', pfsenseBackup().slice(0, 3000), /not XML/],
  ])('%s is refused, and no bare section takes its place', (_, given, message) => {
    const target = analyse(given)
    expect(target.proof.verdict).toBe('unread')
    expect(target.problems.map((problem) => problem.message).join(' ')).toMatch(message)
    expect(target.files.filter(({ use }) => use === 'apply')).toEqual([])
  })

  test('the network of an interface is another one: said, not refused', () => {
    const target = analyse(pfsenseBackup().replace('192.168.30.1<', '192.168.31.1<'))
    expect(target.proof.verdict).toBe('equal')
    expect(target.problems.map(({ message }) => message)).toEqual([expect.stringMatching(/192\.168\.31\.0\/24/)])
  })
})

test('without an interface in the options, the refusal names those of the backup', () => {
  const { problems } = analyse(base, { targets: { pfsense: { interfaces: {} } } })
  expect(problems[0]?.suggestion).toMatch(
    /It has wan \(WAN\), lan \(192\.168\.10\.0\/24\), opt1 \(KUBERNETES, 192\.168\.30\.0\/24\)/,
  )
})

test('a backup of another product is none of ours', () => {
  const files = [{ path: 'x.xml', text: '<?xml version="1.0"?>\n<opnsense></opnsense>\n' }]
  expect(pfsense.merges?.(files)).toBe(false)
  expect(pfsense.merges?.([{ path: 'x.xml', text: base }])).toBe(true)
})

test('area backups are merged each into its own', () => {
  const [aliases, filter] = ['aliases', 'filter'].map((section) => {
    const element = rootOf(base).children.find(({ name }) => name === section)
    return `<?xml version="1.0"?>\n${base.slice(element?.start, element?.end).replaceAll(/^\t/gm, '')}\n`
  })
  const design = readExample(homelab)
  const around = { base: [aliases, filter].map((one, index) => ({ path: `${index}.xml`, text: one ?? '' })) }
  const target = analyseDesign({ design, edits: {}, around }).targets.find(({ id }) => id === 'pfsense')
  const applied = target?.files.filter(({ use }) => use === 'apply')
  expect(applied?.map(({ path }) => path)).toEqual(['pfsense/aliases.xml', 'pfsense/filter.xml'])
  expect(applied?.[1]?.text).toContain('their rule 39')
})

test('an empty box gets its sections', () => {
  const empty =
    '<?xml version="1.0"?>\n<pfsense>\n\t<interfaces><opt1><enable/></opt1><lan><enable/></lan></interfaces>\n\t<system><ipv6allow/></system>\n\t<filter></filter>\n</pfsense>\n'
  const target = analyse(empty)
  expect(target.proof.verdict).toBe('equal')
  const once = mergedText(target)
  expect(mergedText(analyse(once))).toBe(once)
})

test('the rules of the fixture are all of kinds that people have', () => {
  expect(theirRules.length).toBeGreaterThan(10)
})
