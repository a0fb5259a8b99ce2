/** What a machine holds after one file, and another. */
import { describe, expect, test } from 'vitest'
import { packetOf, readTexts, siteOfNode } from '@/lib/testing/nftables-files'
import { decide } from './decide'
import { covers, install, installedRuleset } from './install'
import type { NftablesModel } from './ruleset'

const { site, point } = siteOfNode(['10.0.0.11'])
const path = 'nftables/controlplane.nft'

function table(body: string, policy = 'drop', priority = '0'): string {
  return `table inet talos {
  chain ingress {
    type filter hook input priority ${priority}; policy ${policy};
    ct state established accept
    ${body}
  }
}
`
}

/** What the texts come to, one loaded after the other; the problem where nft would stop. */
function loaded(...texts: readonly string[]): NftablesModel | string {
  let held: NftablesModel | undefined
  for (const text of texts) {
    const result = install(held, readTexts({ [path]: text }, site), site)
    if (!result.ok) return result.problems[0]?.message ?? ''
    held = result.value
  }
  if (held === undefined) throw new Error('no text was given')
  return held
}

function openPorts(model: NftablesModel | string): string {
  if (typeof model === 'string') return model
  const open = [22, 80, 443].filter(
    (port) => decide(model, point, site, packetOf(`10.0.0.99 tcp/${port}`, site)).verdict === 'allow',
  )
  return open.join(' ')
}

const afresh = 'table inet talos {}\ndelete table inet talos\n'

describe('loads', () => {
  test.each([
    ['a file on a fresh machine', [table('tcp dport 22 accept')], '22'],
    [
      'a file that replaces the table',
      [table('tcp dport 22 accept'), `${afresh}${table('tcp dport 80 accept')}`],
      '80',
    ],
    ['a file that adds to it', [table('tcp dport 22 accept'), table('tcp dport 80 accept')], '22 80'],
    [
      'a file twice that replaces',
      [`${afresh}${table('tcp dport 80 accept')}`, `${afresh}${table('tcp dport 80 accept')}`],
      '80',
    ],
    [
      'rules before those that are there count first',
      [table('tcp dport 22 drop'), table('tcp dport 22-80 accept')],
      '80',
    ],
    ['another policy for a chain that is there', [table('tcp dport 22 drop'), table('', 'accept')], '80 443'],
    [
      'rules flushed, chains left',
      [table('tcp dport 22 accept'), `flush table inet talos\n${table('tcp dport 443 accept')}`],
      '443',
    ],
    ['everything flushed', [table('tcp dport 22 accept'), `flush ruleset\n${table('tcp dport 443 accept')}`], '443'],
    [
      'a chain in pieces',
      [`${table('tcp dport 22 accept')}table inet talos { chain ingress { tcp dport 80 accept; }; }\n`],
      '22 80',
    ],
    ['a chain that nothing enters', ['table inet talos { chain other { tcp dport 22 drop; }; }\n'], '22 80 443'],
    [
      'tables side by side: each has to accept',
      [table('tcp dport 22-80 accept'), table('tcp dport { 80, 443 } accept').replace('talos', 'other')],
      '80',
    ],
  ])('%s', (_, texts, want) => {
    expect(openPorts(loaded(...texts))).toBe(want)
  })

  test.each([
    ['a chain that hangs elsewhere', [table(''), table('', 'drop', '5')], 'there is a chain ingress already'],
    ['a table that is not there', ['delete table inet talos\n'], 'there is no table talos yet'],
    ['a flush of what is not there', [`flush table inet other\n${table('')}`], 'there is no table other yet'],
  ])('not %s', (_, texts, want) => {
    expect(openPorts(loaded(...texts))).toContain(want)
  })
})

test('a file of its own comes before that of the role, and that before the one for all', () => {
  const texts = {
    'all.nft': table('tcp dport 22 accept'),
    'workers.nft': table(''),
    'cp-1.nft': table('tcp dport 80 accept'),
  }
  const model = readTexts(texts, site)
  expect(openPorts(model)).toBe('80')
  expect(openPorts(readTexts({ 'all.nft': texts['all.nft'] }, site))).toBe('22')
  expect(covers(readTexts({ 'workers.nft': texts['workers.nft'] }, site), point, site)).toBe(false)
  expect(installedRuleset(readTexts({ 'workers.nft': table('') }, site), 'cp-1', site)).toEqual({ tables: [] })
})
