import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDesign } from '../design/read-design'
import { pfsenseBackup } from '../testing/pfsense-backup'
import { backupFor } from '../testing/pfsense-backup-for'
import { patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'

const read = readDesign(readFileSync('public/examples/dual-stack-onprem.yaml', 'utf8'))
if (!read.ok) throw new Error('the example is a design')
const design = read.value
const interfaces = { control: 'opt2', workers: 'opt3', edge: 'opt4' }
const backup = backupFor({ design, interfaces })

function importOf(files: Parameters<typeof importFiles>[0]) {
  const imported = importFiles(files)
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  return imported.value
}

test('a backup gives networks and who reaches them, without a machine', () => {
  const imported = importOf([{ path: 'config.xml', text: backup }])
  const cidrs = imported.design.subnets.flatMap((subnet) => subnet.cidrs)
  expect(cidrs).toEqual(expect.arrayContaining(['10.20.0.0/24', '10.20.4.0/22', '2001:db8:20:64::/64']))
  expect(imported.reach.length).toBeGreaterThan(0)
  expect(imported.reach.flatMap(({ to }) => to)).toContain('part of opt2')
  expect(imported.assumed.map(({ path }) => path[0])).toEqual(expect.arrayContaining(['nodes', 'posture']))
  expect(JSON.stringify(imported)).not.toMatch(/notarealhash|bcrypt/)
})

test('says who reaches what by the box alone, the internet first', () => {
  const nic = (key: string, address: string): string =>
    `<${key}><enable/><descr>${key} net</descr><if>igb.${key}</if><ipaddr>${address}</ipaddr><subnet>24</subnet></${key}>`
  const rule = (on: string, from: string, to: string, port: string): string =>
    `<rule><type>pass</type><interface>${on}</interface><ipprotocol>inet</ipprotocol><protocol>tcp</protocol><source>${from}</source><destination><address>${to}</address><port>${port}</port></destination></rule>`
  const text = `<?xml version="1.0"?><pfsense><interfaces>${nic('wan', '203.0.113.2')}${nic('lan', '10.1.0.1')}${nic('opt1', '10.2.0.1')}</interfaces><filter>${[
    rule('lan', '<network>lan</network>', '10.2.0.0/24', '6443'),
    rule('wan', '<any/>', '10.2.0.7', '443'),
  ].join('')}</filter></pfsense>`
  const { reach, design: found } = importOf([{ path: 'config.xml', text }])
  expect(found.subnets.map(({ name }) => name)).toEqual(['lan-net', 'opt1-net', 'wan-net'])
  const lines = reach.map(({ at, services, from, to, internet }) => [at, services, from, to, internet].join(' | '))
  expect(lines).toEqual([
    'interface/wan | tcp/443 | the internet,wan-net,other networks | part of opt1-net | true',
    'interface/lan | tcp/6443 | lan-net | opt1-net | false',
  ])
})

test('machines and the router around them give one design, the networks as the router calls them', () => {
  const imported = importOf([...patchesOf(design), { path: 'config.xml', text: backup }])
  const home = imported.design.nodes.find(({ name }) => name === 'cp-1')?.subnet
  expect(home).toBe('opt2')
  expect(imported.design.targets).toMatchObject({ talos: {}, pfsense: { interfaces: { opt2: 'opt2', opt3: 'opt3' } } })
  expect(imported.unprovable.filter(({ text }) => /admits (more|less)/.test(text))).toEqual([])
})

const bomb = `<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at} "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">`).join('')}]>\n<pfsense>&a8;</pfsense>`

test.each([
  ['an entity bomb', bomb],
  ['half a backup', backup.slice(0, backup.length / 2)],
  ['a root that is never closed', '<pfsense>'],
])('refuses %s with its line', (_, text) => {
  const refused = importFiles([{ path: 'config.xml', text }])
  expect(refused).toMatchObject({ ok: false })
  expect(JSON.stringify(refused)).toMatch(/config\.xml:\d+"/)
  expect(JSON.stringify(refused)).not.toMatch(/notarealhash/)
})

test('rules that are not interpreted are listed with their lines: what they let through is missing', () => {
  const text = pfsenseBackup().replaceAll(
    '<interface>lan</interface>',
    '<interface>lan</interface><stranger>1</stranger>',
  )
  const source = text.indexOf('<source>', text.indexOf('<tracker>1700000003'))
  const imported = importFiles([{ path: 'config.xml', text }])
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  const said = imported.value.unprovable.flatMap(({ at, text: words }) => (at === undefined ? [] : [{ ...at, words }]))
  expect(said).toContainEqual({
    file: 'config.xml',
    line: text.slice(0, source).split('\n').length,
    words: expect.stringMatching(/^their rule 3 .*<stranger>/),
  })
})
