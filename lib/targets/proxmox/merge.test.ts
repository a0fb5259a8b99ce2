/** Ours in the files that stand on the hosts: theirs stay, an earlier bundle's go, and the proof says what theirs let in. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { FileSet, Filter } from '../target'
import { proxmox } from './target'

const filter = findTarget(proxmox.id) as Filter

const theirCluster = `# written by hand

[OPTIONS]

enable: 1
log_ratelimit: 1,rate=10/second,burst=20

[ALIASES]

gateway 192.168.30.1 # the router

[IPSET management] # who may

10.9.0.0/24
!10.9.0.66

[IPSET monitoring]

10.8.0.1

[RULES]

IN ACCEPT -source +dc/monitoring -p tcp -dport 9100 -log nolog # host metrics

[group web] # theirs

IN HTTPS(ACCEPT) -log nolog
`
const theirGuest = `[OPTIONS]

enable: 0
log_level_in: info

[IPSET backup]

10.8.0.2

[RULES]

IN SSH(ACCEPT) -source +guest/backup -log nolog # nightly
`

function merged(base: FileSet, change: Partial<DesignInput> = {}): Subject {
  return subjectOf(filter, readExample('seed-000-baremetal', change), { base })
}

function textOf({ output }: Subject, path: string): string {
  return output.files.find((file) => file.path === `proxmox/${path}`)?.text ?? ''
}

function proofOf(subject: Subject): { verdict: string; said: readonly string[] } {
  const { verdict, witnesses, problems } = proveSubject(subject)
  return { verdict, said: [...witnesses.map(({ sentence }) => sentence), ...problems.map(({ message }) => message)] }
}

const cluster = [{ path: 'etc/cluster.fw', text: theirCluster }]

/** The lines of theirs, in their order, with nothing of ours between. */
function theirLines(text: string): string[] {
  const kept: string[] = []
  let isOurs = false
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) isOurs = line.endsWith('# pcl:homelab')
    if (!isOurs && line.trim() !== '' && !line.includes('pcl:homelab')) kept.push(line)
  }
  return kept
}

describe('the file of a guest that is no machine any more', () => {
  const uses = 'GROUP pcl-homelab-worker # pcl:homelab'
  const release = (text: string, previous: FileSet = []): string =>
    textOf(
      subjectOf(filter, readExample('seed-000-baremetal'), { base: [...cluster, { path: '900.fw', text }], previous }),
      '900.fw',
    )

  test('keeps rules of theirs, and is filtered by them', () => {
    const text = theirGuest.replace('enable: 0', 'enable: 1').replace('[RULES]\n', `[RULES]\n\n${uses}`)
    expect(theirLines(release(text))).toEqual(theirLines(text))
    expect(release(text)).not.toContain(uses)
    expect(release(text, [{ path: 'proxmox/900.fw', text }])).toBe(release(text))
  })

  test('is filtered no longer where nothing else stands in it: no group of ours is left that it could name', () => {
    expect(release(`[OPTIONS]\n\nenable: 1\n\n[RULES]\n\n# ours\n${uses}\n`)).toMatch(/^enable: 0$/m)
  })

  test('is not touched where nothing of ours stands in it', () => {
    expect(release(theirGuest)).toBe('')
  })
})

describe('the file of the datacenter', () => {
  test('keeps every line of theirs, and is proved with them', () => {
    const subject = merged(cluster)
    expect(theirLines(textOf(subject, 'cluster.fw'))).toEqual(theirLines(theirCluster))
    expect(proofOf(subject)).toEqual({ verdict: 'equal', said: [] })
    expect(subject.output.files.find(({ path }) => path === 'proxmox/cluster.fw')?.holdsBackup).toBe(true)
  })

  test('names sets above their use: ours stand before the first rules', () => {
    const text = textOf(merged(cluster), 'cluster.fw')
    const headers = [...text.matchAll(/^\[([A-Za-z]+)/gm)].map(([, kind]) => kind)
    expect(headers.lastIndexOf('IPSET')).toBeLessThan(headers.indexOf('RULES'))
    expect(headers.lastIndexOf('RULES')).toBeLessThan(headers.indexOf('group'))
  })

  test('merging again changes nothing, and another design leaves nothing of the first', () => {
    const first = textOf(merged(cluster), 'cluster.fw')
    expect(textOf(merged([{ path: 'cluster.fw', text: first }]), 'cluster.fw')).toBe(first)
    const strict = merged([{ path: 'cluster.fw', text: first }], { posture: 'strict' })
    expect(textOf(strict, 'cluster.fw')).toBe(textOf(merged(cluster, { posture: 'strict' }), 'cluster.fw'))
    expect(proofOf(strict).verdict).toBe('equal')
  })

  test('that is switched off filters nothing, which the proof says', () => {
    const off = [{ path: 'cluster.fw', text: theirCluster.replace('enable: 1', 'enable: 0') }]
    expect(proofOf(merged(off)).verdict).toBe('wider')
    const asked = merged(off, {
      targets: { proxmox: { ...readExample('seed-000-baremetal').targets.proxmox, datacenter: true } },
    })
    expect(proofOf(asked)).toEqual({ verdict: 'equal', said: [] })
    expect(textOf(asked, 'cluster.fw')).toMatch(
      /\[IPSET management\] # who may\n\n10\.9\.0\.0\/24\n!10\.9\.0\.66\n192\.168\.10\.0\/24 # pcl:homelab\n/,
    )
  })

  test('keeps who reaches the hosts that an earlier bundle switched on', () => {
    const { proxmox: options } = readExample('seed-000-baremetal').targets
    const switched = merged([], { targets: { proxmox: { ...options, datacenter: true } } })
    const before = textOf(switched, 'cluster.fw')
    const after = textOf(merged([{ path: 'cluster.fw', text: before }]), 'cluster.fw')
    expect(after).toMatch(/^enable: 1$/m)
    expect(after).toMatch(/\[IPSET management\] # pcl:homelab\n\n192\.168\.10\.0\/24 # pcl:homelab\n/)
    const others = merged([{ path: 'cluster.fw', text: before }], {
      targets: { proxmox: { ...options, datacenter: true, management: ['10.7.0.0/16'] } },
    })
    expect(textOf(others, 'cluster.fw')).toMatch(/\[IPSET management\]\n\n10\.7\.0\.0\/16 # pcl:homelab\n\n/)
  })

  test('with nothing in it, or without options', () => {
    for (const text of ['', '\n', '[RULES]\n\nIN ACCEPT -p tcp -dport 22 # x\n']) {
      const asked = merged([{ path: 'cluster.fw', text }], {
        targets: { proxmox: { ...readExample('seed-000-baremetal').targets.proxmox, datacenter: true } },
      })
      expect(proofOf(asked)).toEqual({ verdict: 'equal', said: [] })
    }
  })

  test.each([
    ['[group pcl-homelab-cp] # mine', /group pcl-homelab-cp is there already/],
    ['[IPSET pcl-homelab-cp]', /IP set pcl-homelab-cp is there already/],
  ])('is refused with %s', (header, message) => {
    const { output } = merged([{ path: 'cluster.fw', text: `${theirCluster}\n${header}\n\n` }])
    expect(output.problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)])
    expect(output.files.filter(({ use }) => use === 'apply')).toEqual([])
  })

  test('that only one firewall of the product reads is not proved', () => {
    const { verdict, said } = proofOf(
      merged([{ path: 'cluster.fw', text: theirCluster.replace('[IPSET mon', '[ipset mon') }]),
    )
    expect(verdict).toBe('unread')
    expect(said.join()).toContain('no section that both firewalls')
  })
})

describe('the file of a guest', () => {
  const both = [...cluster, { path: '111.fw', text: theirGuest }]

  test('gets our settings and groups first, and keeps theirs', () => {
    const text = textOf(merged(both), '111.fw')
    expect(text).toMatch(/^enable: 1\nlog_level_in: info\npolicy_in: DROP$/m)
    expect(text).toMatch(/\[RULES\]\n\nGROUP pcl-homelab-cp # pcl:homelab\nIN SSH\(ACCEPT\) -source \+guest\/backup/)
    expect(text).toContain('[IPSET backup]\n\n10.8.0.2\n')
  })

  test('shows what theirs let in beyond', () => {
    const { verdict, said } = proofOf(merged(both))
    expect(verdict).toBe('wider')
    expect(said.join()).toContain('10.8.0.2')
  })

  test('merging again changes nothing', () => {
    const text = textOf(merged(both), '111.fw')
    expect(textOf(merged([...cluster, { path: '111.fw', text }]), '111.fw')).toBe(text)
  })

  test('of another guest is none of ours', () => {
    const paths = merged([...cluster, { path: '900.fw', text: theirGuest }]).output.files.map(({ path }) => path)
    expect(paths).not.toContain('proxmox/900.fw')
  })
})

describe('with the last bundle', () => {
  const ids = readExample('seed-000-baremetal').targets.proxmox
  const previous = subjectOf(filter, readExample('seed-000-baremetal')).files

  test('a machine that is none any more is let go, once', () => {
    const design = readExample('seed-000-baremetal', {
      nodes: readExample('seed-000-baremetal').nodes.slice(0, 4),
      targets: { proxmox: { vmids: { 'cp-1': 111, 'cp-2': 112, 'cp-3': 113, 'worker-1': 121 } } },
    })
    const next = subjectOf(filter, design, { previous })
    expect(textOf(next, '122.fw')).toMatch(/^# .*no machine of homelab any more.*\n\n\[OPTIONS\]\n\nenable: 0\n$/)
    expect(proveSubject(next, next.files, previous).verdict).toBe('equal')
    expect(textOf(next, 'APPLY.md')).toContain('122')
    const after = subjectOf(filter, design, { previous: next.files })
    expect(textOf(after, '122.fw')).toBe('')
  })

  test('a bundle that has left a group behind is not proved over a guest that still names it', () => {
    const foreign = {
      path: 'proxmox/900.fw',
      text: '[OPTIONS]\nenable: 1\n[RULES]\nGROUP pcl-homelab-worker # pcl:homelab\n',
    }
    const design = readExample('seed-000-baremetal', {
      nodes: readExample('seed-000-baremetal').nodes.filter(({ role }) => role === 'controlplane'),
      targets: { proxmox: { vmids: { 'cp-1': 111, 'cp-2': 112, 'cp-3': 113 } } },
    })
    const next = subjectOf(filter, design)
    const proof = proveSubject(next, next.files, [...previous.filter(({ path }) => !/12[12]/.test(path)), foreign])
    expect(proof.verdict).toBe('unread')
    expect(proof.problems.map(({ message }) => message).join()).toContain('no group pcl-homelab-worker')
  })

  test('the other stance lets go of all', () => {
    const design = readExample('seed-000-baremetal', { targets: { proxmox: { ...ids, stance: 'upstream' } } })
    const { files } = subjectOf(filter, design, { previous }).output
    expect(files.filter(({ use }) => use === 'apply').map(({ path }) => path)).toEqual(
      [111, 112, 113, 121, 122].map((vmid) => `proxmox/${vmid}.fw`),
    )
  })
})
