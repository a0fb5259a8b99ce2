/**
 * What Talos makes of patches: measured with configpatcher of pkg/machinery 1.6.0, 1.7.0, 1.8.0, 1.12.0 and 1.13.9, and for
 * 1.14 read from pull request 13818. The cases of merge_test.go, apply_test.go and their testdata are among them.
 * @see https://github.com/siderolabs/talos/tree/v1.13.9/pkg/machinery/config/configpatcher
 */
const rule = (name: string, port = '80', subnet = '10.0.0.0/8'): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\nportSelector:\n    ports:\n        - ${port}\n    protocol: tcp\ningress:\n    - subnet: ${subnet}\n`
const part = (name: string, text: string): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\n${text}`
const action = (value: string): string => `apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: ${value}\n`
const remove = (name: string): string => part(name, '$patch: delete\n')
const removeAction = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\n$patch: delete\n'
const files = (...documents: readonly string[]): string => documents.join('---\n')

export interface MergeCase {
  /** The files applied one after the other to a fresh machine. */
  readonly patches: readonly string[]
  /** By version: what the machine holds, or the message of what refuses it. */
  readonly want: Readonly<Record<string, string | RegExp>>
}

const all = (want: string | RegExp): Record<string, string | RegExp> =>
  Object.fromEntries(['1.6.0', '1.7.0', '1.8.0', '1.12.0', '1.13.9', '1.14.0'].map((version) => [version, want]))
const deletes = (before: RegExp, until: string | RegExp, since: string | RegExp): MergeCase['want'] => ({
  '1.6.0': before,
  '1.7.0': before,
  '1.8.0': until,
  '1.12.0': until,
  '1.13.9': until,
  '1.14.0': since,
})
const tooOld = /before 1\.8 cannot delete/
const a80 = 'a tcp 80 from 10.0.0.0/8'
const z80 = 'z tcp 80 from 10.0.0.0/8'

export const merges: Readonly<Record<string, MergeCase>> = {
  'block over accept': { patches: [action('accept'), action('block')], want: all('block') },
  'accept over block is nothing said': { patches: [files(action('block'), rule('a')), action('accept')], want: all(`block; ${a80}`) },
  'null over block': { patches: [action('block'), action('')], want: all('block') },
  'the same patch twice': {
    patches: [rule('a'), rule('a')],
    want: { ...all(`accept; ${a80}`), '1.6.0': /80 overlaps with 80/ },
  },
  'other ports and sources': {
    patches: [rule('a'), rule('a', '90', '11.0.0.0/8')],
    want: {
      ...all('accept; a tcp 90 from 11.0.0.0/8'),
      '1.6.0': 'accept; a tcp 80 90 from 10.0.0.0/8 11.0.0.0/8',
      '1.6.2': 'accept; a tcp 90 from 11.0.0.0/8',
    },
  },
  'sources alone': {
    patches: [rule('a'), part('a', 'ingress:\n    - subnet: 11.0.0.0/8\n')],
    want: { ...all('accept; a tcp 80 from 11.0.0.0/8'), '1.6.0': 'accept; a tcp 80 from 10.0.0.0/8 11.0.0.0/8' },
  },
  'ports alone': {
    patches: [rule('a'), part('a', 'portSelector:\n    ports:\n        - 90\n')],
    want: { ...all('accept; a tcp 90 from 10.0.0.0/8'), '1.6.0': 'accept; a tcp 80 90 from 10.0.0.0/8' },
  },
  'a protocol alone': {
    patches: [rule('a'), part('a', 'portSelector:\n    protocol: udp\n')],
    want: all('accept; a udp 80 from 10.0.0.0/8'),
  },
  'a name alone': { patches: [rule('a'), part('a', '')], want: all(`accept; ${a80}`) },
  'a name alone for nothing there': { patches: [part('a', '')], want: all(/list of ports is empty/) },
  'an empty ingress replaces': {
    patches: [rule('a'), part('a', 'ingress: []\n')],
    want: { ...all('accept; a tcp 80 from nobody'), '1.6.0': `accept; ${a80}` },
  },
  'a null ingress does not': { patches: [rule('a'), part('a', 'ingress:\n')], want: all(`accept; ${a80}`) },
  'empty ports replace and are refused': {
    patches: [rule('a'), part('a', 'portSelector:\n    ports: []\n')],
    want: { ...all(/empty/), '1.6.0': `accept; ${a80}` },
  },
  'what is new comes last': {
    patches: [files(action('block'), rule('z')), files(rule('b'), rule('z', '90'))],
    want: {
      ...all('block; z tcp 90 from 10.0.0.0/8; b tcp 80 from 10.0.0.0/8'),
      '1.6.0': 'block; z tcp 80 90 from 10.0.0.0/8 10.0.0.0/8; b tcp 80 from 10.0.0.0/8',
    },
  },
  'a renamed rule leaves the old one': {
    patches: [rule('a'), rule('b')],
    want: all(`accept; ${a80}; b tcp 80 from 10.0.0.0/8`),
  },
  'a rule deleted': {
    patches: [files(rule('a'), rule('z')), remove('a')],
    want: deletes(tooOld, `accept; ${z80}`, `accept; ${z80}`),
  },
  'the action deleted, and the rules turn round': {
    patches: [files(action('block'), rule('z')), removeAction],
    want: deletes(tooOld, `accept; ${z80}`, `accept; ${z80}`),
  },
  'a rule deleted that is not there': {
    patches: [rule('z'), remove('a')],
    want: deletes(tooOld, /no document for the rule a/, `accept; ${z80}`),
  },
  'an action deleted that is not there': {
    patches: [rule('z'), removeAction],
    want: deletes(tooOld, /no document for a default action/, `accept; ${z80}`),
  },
  'a rule deleted twice': {
    patches: [files(rule('a'), rule('z')), files(remove('a'), remove('a'))],
    want: deletes(tooOld, /no document for the rule a/, `accept; ${z80}`),
  },
  'deleted and defined anew in one file': {
    patches: [files(rule('a'), rule('z')), files(remove('a'), rule('a', '90'))],
    want: deletes(tooOld, `accept; ${z80}; a tcp 90 from 10.0.0.0/8`, `accept; ${z80}; a tcp 90 from 10.0.0.0/8`),
  },
  'changed and deleted in one file': {
    patches: [files(rule('a'), rule('z')), files(rule('a', '90'), remove('a'))],
    want: deletes(tooOld, `accept; ${z80}`, `accept; ${z80}`),
  },
  'added and deleted in one file': {
    patches: [rule('z'), files(rule('a'), remove('a'))],
    want: deletes(tooOld, /no document for the rule a/, `accept; ${z80}`),
  },
  'a part of a rule deleted': {
    patches: [rule('a'), part('a', 'portSelector:\n    $patch: delete\n')],
    want: all(/only whole documents/),
  },
  'a delete without a name': {
    patches: [rule('a'), 'apiVersion: v1alpha1\nkind: NetworkRuleConfig\n$patch: delete\n'],
    want: deletes(tooOld, /which rule/, /which rule/),
  },
  'a delete of a misspelt kind': {
    patches: [rule('a'), remove('a').replace('NetworkRuleConfig', 'NetworkRuleConfi')],
    want: all(/knows no kind/),
  },
}
