/** The case of docs/capirca.md: files of another compiler, as it wrote them, held against the policy it was given. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nftLacks, nftSays } from '@/lib/testing/nft-command'
import { exampleText, runCommand } from './testing/run-command'

const folder = 'lib/targets/nftables/upstream/capirca'
const roles = ['controlplane', 'worker'] as const

function recorded(role: (typeof roles)[number]): string {
  return readFileSync(`${folder}/${role}.nft`, 'utf8')
}

async function verify(change: (text: string) => string) {
  const example = 'public/examples/seed-000-aws.yaml'
  const files = Object.fromEntries(roles.map((role) => [`/desk/${folder}/${role}.nft`, change(recorded(role))]))
  const given = { ...files, [`/desk/${example}`]: exampleText('seed-000-aws') }
  return runCommand(['verify', example, '-t', 'nftables', '--against', folder], given)
}

test('the page shows what the terminal prints', async () => {
  const page = readFileSync('docs/capirca.md', 'utf8')
  const [, ...shown] = (/```console\n([\s\S]*?)```/.exec(page)?.[1] ?? '').trimEnd().split('\n')
  const { code, out } = await verify((text) => text)
  expect(code).toBe(1)
  const printed = out.split('\n')
  expect(shown.length).toBeGreaterThan(5)
  for (const line of shown) expect(printed).toContain(line)
})

test('the page quotes what is recorded', () => {
  const quoted = /\nchain etcd-6 \{\n([\s\S]*?)\n\}/.exec(readFileSync('docs/capirca.md', 'utf8'))?.[1] ?? 'nothing'
  for (const line of quoted.split('\n')) expect(recorded('controlplane')).toContain(line)
})

test('the lines without a port are all that differs, but for NodePorts', async () => {
  const lost = roles.flatMap((role) => recorded(role).match(/^.* ip protocol (tcp|udp) .*\n/gm) ?? [])
  const withPorts = roles.flatMap((role) => recorded(role).match(/ dport /g) ?? [])
  expect(lost.length).toBe(withPorts.length)
  const { out } = await verify((text) => text.replaceAll(/^.* ip protocol (tcp|udp) .*\n/gm, ''))
  const packets = [...out.matchAll(/^ {6}\S+ -> \S+ (\S+)/gm)].map(([, service]) => service)
  expect(packets.length).toBeGreaterThan(0)
  expect(packets.filter((service) => !/^(tcp|udp)\/30000$/.test(service ?? ''))).toEqual([])
})

const lacks = nftLacks()
test.runIf(lacks === undefined)('nft takes the files', () => {
  for (const role of roles) expect(nftSays(recorded(role))).toBe('')
})
