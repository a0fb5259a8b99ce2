/** What patches make of each other (facts/talos.md 2). */
import { defaultHead, head, rule, type TableCase } from './table-case'

const remove = (name: string): string => `${head}name: ${name}\n$patch: delete\n`
const removeDefault = `${defaultHead}$patch: delete\n`
const block = `${defaultHead}ingress: block\n`

export const mergeCases: readonly TableCase[] = [
  {
    row: '2.2',
    name: 'a patch twice',
    patches: [rule(), rule()],
    want: 'ok',
    rules: ['test tcp 80-80 10.0.0.0/8'],
    from: '1.6.2',
  },
  { row: '2.2', name: 'appending', patches: [rule(), rule()], want: 'refused', below: '1.6.2', also: ['5 1.6.2'] },
  {
    row: '2.2',
    name: 'other sources',
    patches: [rule(), rule({ ingress: 'ingress:\n    - subnet: 2001:db8::/32\n' })],
    want: 'ok',
    rules: ['test tcp 80-80 2001:db8::/32'],
    from: '1.6.2',
  },
  {
    row: '2.3',
    name: 'accept over block does nothing',
    patches: [block, `${defaultHead}ingress: accept\n`],
    want: 'ok',
    action: 'block',
    rules: [],
  },
  {
    row: '2.3',
    name: 'an empty list replaces',
    patches: [rule(), rule({ ingress: 'ingress: []\n' })],
    want: 'ok',
    rules: ['test tcp 80-80'],
    from: '1.6.2',
  },
  {
    row: '2.4',
    name: 'renamed',
    patches: [rule({ name: 'a' }), rule({ name: 'b' })],
    want: 'ok',
    rules: ['a tcp 80-80 10.0.0.0/8', 'b tcp 80-80 10.0.0.0/8'],
  },
  {
    row: '2.5',
    name: 'deletes a rule and the default',
    patches: [`${block}---\n${rule({ name: 'a' })}---\n${rule({ name: 'b' })}`, `${removeDefault}---\n${remove('a')}`],
    want: 'ok',
    action: 'accept',
    rules: ['b tcp 80-80 10.0.0.0/8'],
    from: '1.8.0',
  },
  {
    row: '2.5',
    name: 'deletes below 1.8',
    patches: [rule(), remove('test')],
    want: 'refused',
    below: '1.8.0',
    also: ['5 1.8 delete'],
  },
  {
    row: '2.5',
    name: 'deletes what is not there',
    patches: [rule(), remove('other')],
    want: 'ok',
    rules: ['test tcp 80-80 10.0.0.0/8'],
    from: '1.14.0',
  },
  {
    row: '2.5',
    name: 'deletes what is not there',
    patches: [rule(), remove('other')],
    want: 'refused',
    below: '1.14.0',
  },
  {
    row: '2.6',
    name: 'a JSON patch over several documents',
    patches: [rule(), '[{"op": "add", "path": "/debug", "value": true}]'],
    want: 'refused',
    unread: 'not documents',
  },
]
