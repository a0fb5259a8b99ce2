/** Patches one after another that tell a branch of the merging from its neighbours; Talos says what they come to. */
import { defaultHead, head, rule } from '../talos/table-case'

const block = `${defaultHead}ingress: block\n`
const accept = `${defaultHead}ingress: accept\n`
const remove = `${head}name: test\n$patch: delete\n`
const removeDefault = `${defaultHead}$patch: delete\n`
const other = rule({ name: 'other', ports: '\n        - 443' })
const unnamed = rule({ ports: '' }).replace(/ {4}ports:\n/, '')
const portless = rule({ ports: ' []' })
const wordless = rule().replace(/ {4}protocol: tcp\n/, '')
const log = 'apiVersion: v1alpha1\nkind: KmsgLogConfig\nname: log\n'
const logged = `${log}url: tcp://10.0.0.1:5000\n`
const all = (...documents: readonly string[]): string => documents.join('---\n')

/** Patches one after another. */
export const oddChains: readonly (readonly string[])[] = [
  [block, accept],
  [block, all(accept, other)],
  [accept, block],
  [accept, accept],
  [block, block],
  [accept, all(other, accept)],
  [block, removeDefault],
  [accept, removeDefault],
  [removeDefault],
  [block, removeDefault, removeDefault],
  [block, all(removeDefault, accept)],
  [block, all(accept, removeDefault)],
  [block, all(removeDefault, block)],
  [rule(), remove],
  [rule(), remove, remove],
  [rule(), all(remove, remove)],
  [rule(), all(remove, rule({ ports: '\n        - 81' }))],
  [rule(), all(rule({ ports: '\n        - 81' }), remove)],
  [all(rule(), remove)],
  [all(remove, rule())],
  [all(rule(), rule({ ports: '\n        - 81' }))],
  [all(rule(), rule({ ports: '\n        - 81' }), remove)],
  [all(block, block)],
  [all(block, accept)],
  [all(accept, block)],
  [all(block, removeDefault)],
  [all(block, removeDefault, block)],
  [all(rule(), other), all(remove, other)],
  [all(rule(), other), all(other, remove)],
  [all(other, rule()), remove, rule()],
  [rule(), wordless],
  [wordless],
  [wordless, rule()],
  [all(wordless, other)],
  [rule(), rule({ protocol: 'udp' })],
  [rule({ protocol: 'udp' }), wordless],
  [rule(), unnamed],
  [unnamed],
  [unnamed, rule()],
  [rule(), portless],
  [portless, rule()],
  [rule(), rule({ ports: '\n        - 81' })],
  [rule(), rule({ ports: '\n        - 443' })],
  [rule(), rule({ ports: '\n        - 82\n        - 81' })],
  [rule({ ports: '\n        - 82\n        - 81' })],
  [rule({ ports: '\n        - 81\n        - 82' })],
  [rule({ ports: '\n        - 90-99\n        - 80-89' })],
  [rule({ ports: '\n        - 80-90\n        - 82\n        - 400' })],
  [rule({ ports: '\n        - 400\n        - 80-90\n        - 1' })],
  [rule(), rule({ ingress: 'ingress: []\n' })],
  [rule({ ingress: 'ingress: []\n' }), rule()],
  [rule(), rule({ ingress: '' })],
  [rule({ ingress: '' }), rule()],
  [rule(), rule({ ports: '\n        - 81', ingress: 'ingress:\n    - subnet: ::/0\n      except: 2001:db8::/32\n' })],
  [rule(), rule({ ports: '\n        - 9-8' })],
  [all(logged, rule()), `${log}$patch: delete\n`],
  [all(logged, rule()), all(`${log}$patch: delete\n`, remove)],
  [rule(), all(remove, rule({ ports: '\n        - 81' }), remove)],
  [all(rule(), other), all(remove, rule({ ports: '\n        - 81' }), other)],
  [all(block, rule()), all(removeDefault, accept, removeDefault)],
  [rule({ ports: '\n        - 80-90' }), rule({ ports: '\n        - 91' })],
  [rule(), rule({ ports: '\n        - 443' }), rule({ ports: '\n        - 8080', ingress: '' })],
  [rule(), rule({ ports: '\n        - 443', protocol: 'udp', ingress: 'ingress: []\n' })],
  [rule({ ports: '\n        - 9-8' }), rule()],
]
