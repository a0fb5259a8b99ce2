import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDesign } from '../design/read-design'
import { opnsenseConfiguration } from '../testing/opnsense-configuration'
import { patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'

const rule = (on: string, from: string, to: string, port: string): string =>
  `<interface>${on}</interface><ipprotocol>inet</ipprotocol><protocol>TCP</protocol><source_net>${from}</source_net><destination_net>${to}</destination_net><destination_port>${port}</destination_port><sequence>100</sequence>`

function importOf(files: Parameters<typeof importFiles>[0]) {
  const imported = importFiles(files)
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  return imported.value
}

test('a configuration gives networks and who reaches them, and none of its secrets', () => {
  const rules = [rule('lan', 'lan', 'web_servers', '443'), rule('wan', 'any', '192.168.30.80', '80')]
  const imported = importOf([{ path: 'config.xml', text: opnsenseConfiguration({ rules }) }])
  expect(imported.design.subnets.map(({ name }) => name)).toEqual(expect.arrayContaining(['lan-net', 'opt1-net']))
  const lines = imported.reach.map(({ at, services, from, to }) => [at, services, from, to].join(' | '))
  // The rule is for one of the families of its network alone.
  expect(lines).toEqual([
    expect.stringMatching(/^interface\/wan \| tcp\/80 \| the internet,wan-net,.* \| part of opt1-net$/),
    'interface/lan | tcp/443 | part of lan-net | part of opt1-net',
  ])
  expect(JSON.stringify(imported)).not.toMatch(/notarealhash/)
})

test('machines and the router around them give one design with its interfaces', () => {
  const read = readDesign(readFileSync('public/examples/seed-000-baremetal.yaml', 'utf8'))
  if (!read.ok) throw new Error('the example is a design')
  const imported = importOf([...patchesOf(read.value), { path: 'config.xml', text: opnsenseConfiguration() }])
  expect(imported.design.targets).toMatchObject({ talos: {}, opnsense: { interfaces: { 'opt1-net': 'opt1' } } })
})
