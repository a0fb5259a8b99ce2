/** Mistakes that people really made in files by hand: the proof refuses them, and says why. */
import { describe, expect, it } from 'vitest'
import { soundDesign } from '../testing/lint-case'
import { analyseDesign } from '../verify/analyse'

const admin = [
  { name: 'office', cidr: '198.51.100.0/24' },
  { name: 'vpn', cidr: '203.0.113.0/24' },
]

describe('mistakes in files', () => {
  const path = 'talos/controlplane.patch.yaml'
  const template = ['$', '{ADMIN}'].join('')

  it.each<[string, string, (text: string) => string, string, RegExp]>([
    [
      'talos#9009: adjacent ports one by one',
      '1.7.5',
      (text) => text.replace(/^( *)- 2379-2380$/m, '$1- 2379\n$1- 2380'),
      'unread',
      /closes one of two/,
    ],
    ['a wider prefix', '1.13.9', (text) => text.replace('198.51.100.0/24', '198.51.0.0/16'), 'wider', /198\.51\./],
    [
      'Sidero, talhelper: an except that cuts into another subnet',
      '1.13.9',
      (text) => text.replace(/^( *)- subnet: 198.51.100.0.24$/m, '$&\n$1  except: 203.0.113.0/25'),
      'narrower',
      /203\.0\.113\./,
    ],
    [
      'launchs-org: ports in quotes',
      '1.13.9',
      (text) => text.replace('- 2379-2380', '- "2379"'),
      'unread',
      /2379|port/,
    ],
    [
      'yucca: a template not filled in',
      '1.13.9',
      (text) => text.replace('198.51.100.0/24', template),
      'unread',
      /ADMIN/,
    ],
    [
      'craftzdev: icmp with ports',
      '1.13.9',
      (text) => text.replace('protocol: tcp', 'protocol: icmp'),
      'unread',
      /icmp/,
    ],
  ])('%s', (_, talos, change, verdict, words) => {
    const design = soundDesign({ admin, talos: { version: talos } })
    const files = analyseDesign({ design, edits: {} }).targets.flatMap((target) => target.files)
    const text = files.find((file) => file.path === path)?.text ?? ''
    expect(change(text)).not.toBe(text)
    const proof = analyseDesign({ design, edits: { [path]: change(text) } }).targets[0]?.proof
    const problems = (proof?.problems ?? []).map(({ message }) => message)
    const said = [...problems, ...(proof?.witnesses ?? []).map(({ sentence }) => sentence)]
    expect(said.join('\n')).toMatch(words)
    expect(proof?.verdict).toBe(verdict)
  })
})
