/**
 * The same of a whole configuration of a box, or of the state of a cloud, with our rules in it: no word that nobody knows
 * leaves it equal where it stands in anything that is read. What else such a file holds is passed over; each such place is
 * listed, with the reason.
 */
import { describe, expect, test } from 'vitest'
import { findTarget } from '../targets/all'
import { type Around, isFilter } from '../targets/target'
import { smallRental, stateHolding } from '../testing/hetzner-firewalls'
import { configurationHolding } from '../testing/opnsense-configuration'
import { pfsenseBackup } from '../testing/pfsense-backup'
import { plantStrangers } from '../testing/plant-strangers'
import { proveSubject, readExample, type Subject, subjectOf } from '../testing/subject'
import { shownByIos } from '../testing/switch-configuration'

function subjectFor(id: string, options: object, around?: Around): Subject {
  const target = findTarget(id)
  if (target === undefined || !isFilter(target)) throw new Error(`${id} is no filter`)
  // One machine, free to send: each place is planted once, however many rules there are.
  const design = readExample('seed-000-baremetal', {
    nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'kubernetes', addresses: ['192.168.30.11'] }],
    egress: 'open',
    targets: { [id]: options as Record<string, string> },
  })
  return subjectOf(target, design, around)
}

function textOf({ files }: Subject, name: RegExp): string {
  return files.find(({ path }) => name.test(path))?.text ?? ''
}

interface Whole {
  readonly subject: Subject
  readonly file: { readonly path: string; readonly text: string }
  readonly passedOver: readonly (readonly [place: RegExp, because: string])[]
}

const interfaces = { kubernetes: 'opt1', admin: 'lan' }

/** Without rules of a person's own, which let in more; its one port forward asks the rules, or none. */
function pfsense(association: 'pass' | 'nat_1', passedOver: Whole['passedOver']): Whole {
  const base = pfsenseBackup()
    .replace(/<filter>[\s\S]*<\/filter>/, '<filter></filter>')
    .replace(/(<associated-rule-id>)[^<]*/, `$1${association}`)
  const subject = subjectFor('pfsense', { interfaces }, { base: [{ path: 'config-gate.xml', text: base }] })
  const path = 'config-merged.xml'
  return { subject, file: { path, text: textOf(subject, /merged/) }, passedOver }
}

const ofPfsense: Whole['passedOver'] = [
  [/^pfsense$/, 'a section that nobody knows: packages have sections of their own'],
  [/^pfsense\/(?:version|lastchange|installedpackages)/, 'says nothing of packets'],
  [/^pfsense\/system/, 'read for the switches of the filter alone, each by its own name'],
  [/^pfsense\/interfaces$/, 'an interface that is not switched on'],
  [/^pfsense\/nat$/, 'no rule'],
  [/^pfsense\/nat\/(?:outbound|separator)/, 'from which address a packet goes on, once the rules let it in'],
  [/^pfsense\/aliases\/alias$/, 'a list of the person that no rule uses'],
]

function opnsense(): Whole {
  const subject = subjectFor('opnsense', { interfaces })
  const text = configurationHolding(textOf(subject, /aliases/), textOf(subject, /rules/))
  return {
    subject,
    file: { path: 'config.xml', text },
    passedOver: [
      [/^opnsense(?:\/OPNsense(?:\/Firewall)?)?$/, 'a section that nobody knows: packages have sections of their own'],
      [/^opnsense\/system/, 'read for the switches of the filter alone, each by its own name'],
      [/^opnsense\/interfaces$/, 'an interface that is not switched on'],
      [/^opnsense\/interfaces\/(?:opt9|lo0)/, 'switched off; the box itself'],
      [/^opnsense\/virtualip$/, 'no address'],
      [/^opnsense\/OPNsense\/Firewall\/Alias\/geoip/, 'where the box fetches lists from'],
    ],
  }
}

function runningConfig(): Whole {
  const subject = subjectFor('switch-acl', { inbound: true })
  const text = shownByIos(textOf(subject, /access-lists/))
  return {
    subject,
    file: { path: 'running-config.cfg', text },
    passedOver: [
      [
        /^(?:Building|Current|version|hostname|username|router|network|line|access-class|end)\b/,
        'no list, no interface',
      ],
      [/^interface GigabitEthernet|^switchport/, 'an interface of no network of the design'],
      [
        /^ip access-list standard|^(?:access-list )?0 permit 0(?: 0)?(?:\n| (?:stranger|time-range|dscp|option|ttl))/,
        'a list that no interface asks',
      ],
      [/ fragments$/, 'every fragment but the first: they have no ports, and stand outside the comparison'],
    ],
  }
}

function runningConfigOfEos(): Whole {
  const subject = subjectFor('switch-acl', { os: 'eos' })
  const lists = textOf(subject, /access-lists/).replace(/^(interface .*)$/m, '$1\n   ip address 192.168.30.1/24')
  const before = ['! Command: show running-config', 'hostname leaf', 'vlan 30', '   name kubernetes', '!']
  return {
    subject,
    file: { path: 'running-config.cfg', text: [...before, lists, 'end', ''].join('\n') },
    passedOver: [
      [/^(?:hostname|vlan|name|end)\b/, 'no list, no interface'],
      [/ fragments$/, 'every fragment but the first: they have no ports, and stand outside the comparison'],
    ],
  }
}

function hetzner(): Whole {
  const subject = smallRental()
  return {
    subject,
    file: { path: 'state.json', text: stateHolding(subject) },
    passedOver: [
      // https://developer.hashicorp.com/terraform/internals/json-format
      [/^\/(?:values\/)?$/, 'what else Terraform tells beside its resources'],
      [/\/labels\/$/, 'labels are free'],
    ],
  }
}

describe.each<[string, () => Whole]>([
  ['a backup of pfSense whose port forward asks no rule', () => pfsense('pass', ofPfsense)],
  [
    'a backup of pfSense',
    () =>
      pfsense('nat_1', [
        ...ofPfsense,
        [/^pfsense\/nat\/rule(?!\/associated)/, 'to whom a packet goes on: the rules are asked about it all the same'],
      ]),
  ],
  ['a configuration of OPNsense', opnsense],
  ['a running configuration of IOS XE', runningConfig],
  ['a running configuration of EOS', runningConfigOfEos],
  ['a state of firewalls of Hetzner', hetzner],
])('%s', (_, make) => {
  test('with a word that nobody knows is not equal', () => {
    const { subject, file, passedOver } = make()
    expect(proveSubject(subject, [file])).toMatchObject({ verdict: 'equal', problems: [] })
    const isPassedOver = (place: string): boolean => passedOver.some(([known]) => known.test(place))
    const planted = plantStrangers(file).filter(({ place }) => !isPassedOver(place))
    expect(planted.length).toBeGreaterThan(10)
    const equal = planted.flatMap(({ place, text }) => {
      const { verdict, witnesses, problems } = proveSubject(subject, [{ path: file.path, text }])
      return verdict === 'equal' || witnesses.length + problems.length === 0 ? [place] : []
    })
    expect(equal).toEqual([])
  })
})
