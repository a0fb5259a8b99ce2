/** Files as large as they may be: refused with the place, or read with work that grows no faster than they do. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readXml } from '../text/xml'
import { importFiles } from './import-files'

function refusal(path: string, text: string): string {
  const result = importFiles([{ path, text }])
  if (result.ok) throw new Error('it was read')
  expect(result.problems.length).toBeLessThanOrEqual(100)
  for (const { suggestion } of result.problems) expect(suggestion).toMatch(/\S/)
  return `${result.problems[0]?.at} ${result.problems[0]?.message}`
}

const many = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join('')
const xmlRule =
  '<rule>\n<type>pass</type><interface>lan</interface><source><any/></source><destination><any/></destination></rule>'
const backup = (inside: string): string => `<pfsense><interfaces><lan><enable/></lan></interfaces>${inside}</pfsense>`
const bare = (at: number): string =>
  JSON.stringify({
    SecurityGroupRuleId: `sgr-${at}`,
    GroupId: 'sg-1',
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: 1 + at,
    ToPort: 50_001,
    CidrIpv4: '10.0.0.0/8',
  })

describe('more than anybody has is refused where it begins', () => {
  test.each<[string, string, string, string]>([
    [
      'rules of a router',
      'config.xml',
      backup(`<filter>${many(5_001, () => xmlRule)}</filter>`),
      'config.xml:5001 more than 5000 rules',
    ],
    [
      'networks of a router',
      'config.xml',
      `<pfsense><interfaces>${many(401, (at) => `<opt${at}>\n<enable/><ipaddr>10.${at >> 8}.${at % 256}.1</ipaddr><subnet>24</subnet></opt${at}>`)}</interfaces></pfsense>`,
      'config.xml:401 more than 400 networks',
    ],
    [
      'machines',
      'mc.yaml',
      many(
        2_001,
        (at) =>
          `node: 10.0.${at >> 8}.${at % 256}\nmetadata: { type: MachineConfigs.config.talos.dev, id: v1alpha1 }\nspec: "{ version: v1alpha1, machine: { type: worker } }"\n---\n`,
      ),
      'mc.yaml',
    ],
    [
      'rules of an account',
      'rules.json',
      `{"SecurityGroupRules":[\n${Array.from({ length: 5_001 }, (_, at) => bare(at)).join(',\n')}]}`,
      'rules.json:5002 more than 5000 rules',
    ],
    [
      'faults',
      'main.tf',
      `resource "aws_security_group" "worker" {\n}\n${many(300, (at) => `resource "aws_thing" "t${at}" {\n}\n`)}`,
      'main.tf',
    ],
    [
      'words',
      'talconfig.yaml',
      `nodes:\n  - hostname: "w\n${many(50, (at) => `  - hostname: w-${at}\n`)}`,
      'talconfig.yaml:',
    ],
  ])('%s', (_, path, text, said) => {
    expect(refusal(path, text)).toContain(said)
  })
})

test('aliases that stand in each other as deep as the file is long are followed', () => {
  const aliases = many(
    5_000,
    (at) => `<alias><name>a${at}</name><type>host</type><address>a${at + 1} 10.0.0.1</address></alias>`,
  )
  const result = importFiles([
    { path: 'config.xml', text: backup(`<aliases>${aliases}</aliases><filter>${xmlRule}</filter>`) },
  ])
  expect(result).toMatchObject({ ok: true })
})

describe('looks for a line once', () => {
  afterEach(() => vi.restoreAllMocks())

  test('in a backup of one line', () => {
    const searches = vi.spyOn(String.prototype, 'indexOf')
    expect(readXml(`<a>${'<b/>'.repeat(2_000)}</a>`)).toMatchObject({ ok: true })
    expect(searches.mock.calls.filter(([sought]) => sought === '\n').length).toBeLessThan(5)
  })

  test('for all rules of an account', () => {
    const text = `{"SecurityGroupRules":[\n${Array.from({ length: 500 }, (_, at) => bare(at)).join(',\n')}]}`
    const cuts = vi.spyOn(String.prototype, 'split')
    expect(importFiles([{ path: 'rules.json', text }])).toMatchObject({ ok: true })
    expect(cuts.mock.contexts.filter((one) => String(one).length > 10_000).length).toBeLessThan(5)
  })
})
