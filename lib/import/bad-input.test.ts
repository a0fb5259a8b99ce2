import { describe, expect, test } from 'vitest'
import { importFiles } from './import-files'

function refusal(text: string, path = 'given.yaml') {
  const result = importFiles([{ path, text }])
  if (result.ok) throw new Error('it was read')
  const [first] = result.problems.filter(({ severity }) => severity === 'error')
  return `${first?.at} ${first?.message} | ${first?.suggestion ?? ''}`
}

const rule = (ingress: string): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: a\nportSelector:\n  ports: [50000]\n  protocol: tcp\ningress:\n${ingress}`

/** Nine levels of ten: a thousand million values where they are followed. */
const bomb = `${Array.from({ length: 9 }, (_, at) => `a${at}: &a${at} [${Array.from({ length: 10 }, () => (at === 0 ? 'x' : `*a${at - 1}`)).join(', ')}]\n`).join('')}`

describe('refuses, with the line and what to do', () => {
  test.each<[string, string, string, string]>([
    ['a truncated rule', rule('  - subnet: "10.0.0'), 'given.yaml:8 ', 'close the quote'],
    ['an alias bomb', `${bomb}machine:\n  type: worker\n`, 'given.yaml', ''],
    ['an alias bomb in a rule', `${bomb}---\n${rule('  - *a8\n')}`, 'given.yaml:', ''],
    ['a shell template', rule('  - subnet: $' + '{ADMIN}\n'), 'given.yaml:8 ', 'fill it in first'],
    [
      'a Terraform template',
      rule('%{ for one in admins }\n  - subnet: $' + '{one}\n%{ endfor }\n'),
      'given.yaml:8 ',
      'fill it in first',
    ],
    [
      'a Go template',
      rule('{{- range .admins }}\n  - subnet: {{ . }}\n{{- end }}\n'),
      'given.yaml:8 ',
      'fill it in first',
    ],
    [
      'a Go template that is YAML',
      'version: v1alpha1\nmachine:\n  type: {{ .Values.type }}\n',
      'given.yaml:3 ',
      'fill a template in first',
    ],
    ['a role that Talos does not know', 'machine:\n  type: master\n', 'given.yaml:2 ', 'controlplane or worker'],
    ['a template of a whole file', '{{ include "talos.config" . }}\n', 'given.yaml:1 ', 'fill it in first'],
    [
      'the schema that tutorials made up',
      'apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: a\nspec:\n  ingress:\n    - subnet: 10.0.0.0/8\n      protocol: tcp\n',
      'given.yaml:4 ',
      '',
    ],
    [
      'a misspelt kind',
      `${rule('  - subnet: 10.0.0.0/8\n').replace('RuleConfig', 'RulesConfig')}---\n${rule('  []\n')}`,
      'given.yaml:',
      'kind: NetworkRuleConfig',
    ],
    ['a file of fifty million characters', 'a'.repeat(50_000_000), 'given.yaml ', 'box alone'],
    ['thousands of faulty rules', `${rule('  - cidr: x\n')}---\n`.repeat(5_000), 'given.yaml:8 ', 'subnet, except'],
    ['an empty file', ' \n', 'given.yaml ', 'holds something'],
    ['a key twice', `machine:\n  type: worker\nmachine:\n  type: worker\n`, 'given.yaml:3 ', 'keep one'],
  ])('%s', (_, text, place, cure) => {
    const said = refusal(text)
    expect(said.startsWith(place), said).toBe(true)
    expect(said).toContain(cure)
  })
})

test.each([
  ['an endpoint that is none', 'cluster:\n  controlPlane:\n    endpoint: https://.example.net:6443\n'],
  ['a port that is none', 'cluster:\n  controlPlane:\n    localAPIServerPort: 99999\n'],
  ['a version that is none', '  install:\n    image: ghcr.io/siderolabs/installer:v1.13.05\n'],
  ['a version of another day', '  install:\n    image: ghcr.io/siderolabs/installer:v1.99.1\n'],
])('passes over %s', (_, lines) => {
  const text = `version: v1alpha1\nmachine:\n  type: controlplane\n${lines}`
  expect(importFiles([{ path: 'cp.yaml', text }])).toMatchObject({ ok: true })
})
