/** One bundle over another, with what the provider does and Terraform does not show. */
import { expect, test } from 'vitest'
import { smallRental } from '@/lib/testing/hetzner-firewalls'
import { proveSubject } from '@/lib/testing/subject'

const empty = [
  {
    path: 'a.tf',
    text: `resource "hcloud_firewall" "worker" {
  name = "small-talos-worker"
  apply_to {
    label_selector = "cluster=small,role=worker"
  }
}
`,
  },
]

test('a firewall whose rules are all taken away keeps them', () => {
  const closed = smallRental({ overrides: ['apid', 'kubelet'].map((name) => ({ listener: name, from: [] })) })
  const open = smallRental({ listeners: [{ name: 'mine', on: ['worker'], ports: ['5432'], from: ['anywhere'] }] })
  const left = (previous?: typeof empty): string[] =>
    proveSubject(closed, empty, previous).witnesses.flatMap(({ kind, member, packet }) =>
      kind === 'extra' && member === 'w-1' && packet.port === 5432 ? ['5432'] : [],
    )
  expect(left()).toEqual([])
  expect(left([...open.files]).length).toBeGreaterThan(0)
})

test('what the new bundle does not hold is gone', () => {
  const open = smallRental({ listeners: [{ name: 'mine', on: ['w-1'], ports: ['5432'], from: ['anywhere'] }] })
  const closed = smallRental()
  expect(proveSubject(closed, closed.files, open.files).verdict).toBe('equal')
})

test('rules for what is sent in one firewall of a server and none in another: nothing is said', () => {
  const subject = smallRental({
    egress: 'restricted',
    listeners: [{ name: 'mine', on: ['w-1'], ports: ['5432'], from: ['anywhere'] }],
  })
  const files = subject.files.map(({ path, text }) => {
    const [before = '', own = ''] = text.split('resource "hcloud_firewall" "node_w_1"')
    const bare = own.replace(/ {2}rule \{\n {4}direction {3}= "out"[\s\S]*?\n {2}\}\n/g, '')
    return own === '' ? { path, text } : { path, text: `${before}resource "hcloud_firewall" "node_w_1"${bare}` }
  })
  const { verdict, problems } = proveSubject(subject, files)
  expect(verdict).toBe('unread')
  expect(problems.map(({ message }) => message)).toEqual([
    'hcloud_firewall.worker has rules for what a server sends, and hcloud_firewall.node_w_1, which w-1 carries too, has none: Hetzner does not say what then leaves.',
  ])
})
