/** What the reader makes of text that a hand may have written, and what it refuses, with the line. */
import { describe, expect, test } from 'vitest'
import { firewallsOf, readFirewalls, smallRental } from '@/lib/testing/hetzner-firewalls'
import { checkFiles } from './check'

function firewall(...body: readonly string[]): string {
  const head = ['  name = "a"', '  apply_to {', '    label_selector = "cluster=small"', '  }']
  return `resource "hcloud_firewall" "a" {\n${[...head, ...body].join('\n')}\n}\n`
}

function rule(...lines: readonly string[]): string {
  return `  rule {\n${lines.map((line) => `    ${line}\n`).join('')}  }`
}

const tcp = ['direction = "in"', 'protocol = "tcp"', 'port = "80"']
const read = (text: string): string[] => readFirewalls([{ path: 'a.tf', text }])

describe('reads', () => {
  test.each<[string, string, string[]]>([
    ['a rule', firewall(rule(...tcp, 'source_ips = ["10.0.0.0/8", "::/0"]')), ['a in tcp 80 10.0.0.0/8 ::/0']],
    ['an end twice', firewall(rule(...tcp, 'source_ips = ["10.0.0.0/8", "10.0.0.0/8"]')), ['a in tcp 80 10.0.0.0/8']],
    [
      'values behind names',
      `variable "port" {\n  default = 443\n}\nlocals {\n  us = ["192.0.2.0/24"]\n}\n${firewall(
        rule(
          'direction = "out"',
          'protocol = "udp"',
          `port = "\${var.port}"`,
          'destination_ips = concat(local.us, ["::/0"])',
        ),
      )}`,
      ['a out udp 443 192.0.2.0/24 ::/0'],
    ],
    [
      'a firewall for each name',
      `resource "hcloud_firewall" "a" {\n  for_each = toset(["x", "y"])\n  name     = "a-\${each.key}"\n  apply_to {\n    label_selector = "pool=\${each.key}"\n  }\n${rule(
        'direction = "in"',
        'protocol = "esp"',
        'source_ips = ["192.0.2.0/24"]',
      )}\n}\n`,
      ['a["x"] in esp 192.0.2.0/24', 'a["y"] in esp 192.0.2.0/24'],
    ],
    ['no rule at all', firewall(), []],
  ])('%s', (_, text, want) => {
    expect(read(text)).toEqual(want)
  })
})

describe('refuses', () => {
  test.each<[string, string, string]>([
    ['another direction', firewall(rule('direction = "both"', 'protocol = "tcp"')), 'a.tf:6 "both" is no direction'],
    ['another protocol', firewall(rule('direction = "in"', 'protocol = "sctp"')), 'a.tf:6 "sctp" is no protocol'],
    [
      'tcp without a port',
      firewall(rule(...tcp.slice(0, 2), 'source_ips = ["::/0"]')),
      'names a port, a range or "any"',
    ],
    ['port 0', firewall(rule(...tcp.slice(0, 2), 'port = "0"', 'source_ips = ["::/0"]')), '"0" is neither'],
    [
      'ports turned round',
      firewall(rule(...tcp.slice(0, 2), 'port = "9-8"', 'source_ips = ["::/0"]')),
      '"9-8" is neither',
    ],
    ['ICMP with a port', firewall(rule('direction = "in"', 'protocol = "icmp"', 'port = "8"')), 'icmp has no ports'],
    ['nobody', firewall(rule(...tcp, 'source_ips = []')), 'at least one of its source_ips'],
    ['the wrong end', firewall(rule(...tcp, 'destination_ips = ["::/0"]')), 'source_ips and no destination_ips'],
    ['bits behind the length', firewall(rule(...tcp, 'source_ips = ["10.0.0.1/8"]')), 'write 10.0.0.0/8'],
    ['IPv4 in IPv6', firewall(rule(...tcp, 'source_ips = ["0:0:0:0:0:ffff:c633:6407"]')), 'of IPv4 inside one of IPv6'],
    ['a network of IPv4 in IPv6', firewall(rule(...tcp, 'source_ips = ["::FFFF:0:0/96"]')), 'of IPv4 inside one'],
    ['no CIDR', firewall(rule(...tcp, 'source_ips = ["home"]')), '"home" is no CIDR'],
    ['a long description', firewall(rule(...tcp, `description = "${'x'.repeat(256)}"`)), 'at most 255 characters'],
    ['a description in a list', firewall(rule(...tcp, 'description = ["d"]')), 'This is not what "description" takes'],
    ['labels in a list', firewall('  labels = ["a"]'), 'This is not what "labels" takes'],
    ['a dynamic block', firewall('  dynamic "rule" {', '  }'), 'a.tf:6 "dynamic" inside hcloud_firewall'],
    ['a patience', firewall('  timeouts {', '  }'), 'a.tf:6 "timeouts" inside hcloud_firewall'],
    ['a server by number', firewall('  apply_to {', '    server = 42', '  }'), 'choose servers by their labels'],
    ['a bad selector', firewall('  apply_to {', '    label_selector = "a==(b"', '  }'), '"a==(b" is no label selector'],
    ['nobody to carry it', 'resource "hcloud_firewall" "a" {\n  name = "a"\n}\n', 'a.tf:1 Which servers carry'],
    ['an attachment', 'resource "hcloud_firewall_attachment" "a" {\n}\n', 'is not read here'],
    ['one name twice', `${firewall()}${firewall().replace('"a" {', '"b" {')}`, 'another firewall is called "a"'],
    [
      '101 ends',
      firewall(rule(...tcp, `source_ips = [${Array.from({ length: 101 }, (_, i) => `"10.0.${i}.0/24"`).join(', ')}]`)),
      'at most 100 of its source_ips, not 101',
    ],
    [
      '51 rules',
      firewall(
        ...Array.from({ length: 51 }, (_, i) => rule(...tcp.slice(0, 2), `port = "${i + 1}"`, 'source_ips = ["::/0"]')),
      ),
      '51 rules, and Hetzner takes 50',
    ],
    [
      '501 ends in all',
      firewall(
        ...Array.from({ length: 6 }, (_, i) =>
          rule(
            ...tcp.slice(0, 2),
            `port = "${i + 1}"`,
            `source_ips = [${Array.from({ length: i < 5 ? 100 : 1 }, (__, j) => `"10.0.${j}.0/24"`).join(', ')}]`,
          ),
        ),
      ),
      '501 addresses and networks in its rules, and Hetzner takes 500',
    ],
  ])('%s', (_, text, want) => {
    expect(read(text).join('\n')).toContain(want)
    expect(checkFiles([{ path: 'a.tf', text }]).length).toBeGreaterThan(0)
  })
})

test('our own files pass the check, and mean what stands in them', () => {
  const subject = smallRental()
  expect(checkFiles(subject.files)).toEqual([])
  expect(firewallsOf(subject)).toContain('control_plane in tcp 50000 192.0.2.128/27 2001:db8:1::1/128 203.0.113.1/32')
})
