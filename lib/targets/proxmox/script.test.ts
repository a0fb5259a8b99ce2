/** The script, run against the calls of the product's interface: what it leaves is what the files say. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { filesOfBox, type PveBox, perlVersion, runScript } from '@/lib/testing/pvesh-box'
import { proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { proxmox } from './target'

const filter = findTarget(proxmox.id) as Filter

const small: Partial<DesignInput> = {
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'kubernetes', addresses: ['192.168.30.11'] },
    { name: 'worker-1', role: 'worker', subnet: 'kubernetes', addresses: ['192.168.30.21'] },
  ],
  egress: 'open',
  targets: { proxmox: { vmids: { 'cp-1': 111, 'worker-1': 121 } } },
}

function subjectWith(change: Partial<DesignInput> = {}): Subject {
  return subjectOf(filter, readExample('seed-000-baremetal', { ...small, ...change }))
}

function scriptOf({ output }: Subject): string {
  return output.files.find(({ path }) => path === 'proxmox/apply.pl')?.text ?? ''
}

/** Somebody else's group, set and rules stand on it. */
const theirs: PveBox = {
  options: { enable: 1 },
  sets: {
    management: { comment: '', list: [{ cidr: '10.9.0.0/24' }] },
    monitoring: { comment: 'ours', list: [{ cidr: '10.8.0.1' }] },
  },
  groups: {
    web: { comment: 'theirs', list: [{ type: 'in', action: 'ACCEPT', enable: '1', proto: 'tcp', dport: '80' }] },
  },
  guests: {
    '111': { node: 'pve1', options: {}, rules: [] },
    '121': { node: 'pve2', options: { enable: '0' }, rules: [] },
    '900': { node: 'pve2', options: { enable: '1' }, rules: [{ type: 'group', action: 'web', enable: '1' }] },
  },
}

function onlyTheirs(box: PveBox): unknown {
  return { sets: [box.sets.monitoring, box.sets.management], web: box.groups.web, guest: box.guests['900'] }
}

/** With the files of the box, the proof of what stands on it. */
function verdictOf(subject: Subject, box: PveBox): { verdict: string; said: readonly string[] } {
  const files = filesOfBox(box).filter(({ path }) => path !== '900.fw')
  const { verdict, witnesses, problems } = proveSubject(subject, files)
  return { verdict, said: [...witnesses.map(({ sentence }) => sentence), ...problems.map(({ message }) => message)] }
}

describe.skipIf(perlVersion() === undefined)('apply.pl', { timeout: 120_000 }, () => {
  const subject = subjectWith()
  const first = runScript(scriptOf(subject), theirs)

  test('makes what the files say, and touches nothing of anybody else', () => {
    expect([first.code, first.printed]).toEqual([0, expect.stringMatching(/^# \d+ changes made$/m)])
    expect(verdictOf(subject, first.box)).toEqual({ verdict: 'equal', said: [] })
    expect(onlyTheirs(first.box)).toEqual(onlyTheirs(theirs))
  })

  test('only prints when it is asked to', () => {
    const { code, printed, box } = runScript(scriptOf(subject), theirs, '--dry-run')
    expect(code).toBe(0)
    expect(printed).toContain('changes to make')
    expect(box).toEqual(theirs)
  })

  test('has nothing to do a second time', () => {
    const again = runScript(scriptOf(subject), first.box)
    expect(again.printed).toContain('# nothing to change')
    expect(again.box).toEqual(first.box)
  })

  test('leaves nothing of the last bundle, and lets go of a machine that is none any more', () => {
    const next = subjectWith({
      posture: 'strict',
      nodes: small.nodes?.slice(0, 1) ?? [],
      targets: { proxmox: { vmids: { 'cp-1': 111 } } },
    })
    const { code, box } = runScript(scriptOf(next), first.box)
    expect(code).toBe(0)
    expect(
      verdictOf(next, { ...box, guests: { '111': box.guests['111'] ?? { node: '', options: {}, rules: [] } } }),
    ).toEqual({ verdict: 'equal', said: [] })
    expect(box.guests['121']).toMatchObject({ options: { enable: '0' }, rules: [] })
    const ours = next.output.files.find(({ path }) => path === 'proxmox/cluster.fw')?.owns ?? []
    const there = [
      ...Object.keys(box.sets).map((name) => `ipset/${name}`),
      ...Object.keys(box.groups).map((name) => `group/${name}`),
    ]
    expect(there.filter((name) => name.includes('pcl-')).sort()).toEqual([...ours].sort())
    expect(onlyTheirs(box)).toEqual(onlyTheirs(theirs))
  })

  test('leaves nothing of a bundle whose cluster was called otherwise', () => {
    const renamed = readExample('seed-000-baremetal', { ...small, name: 'attic', posture: 'strict' })
    const next = subjectOf(filter, renamed, { previous: subject.files })
    const { code, box } = runScript(scriptOf(next), first.box)
    expect(code).toBe(0)
    expect(verdictOf(next, box)).toEqual({ verdict: 'equal', said: [] })
    expect(JSON.stringify(box)).not.toMatch(/pcl[:-]homelab/)
    expect(onlyTheirs(box)).toEqual(onlyTheirs(theirs))
  })

  test('takes itself out again', () => {
    const { code, box } = runScript(scriptOf(subject), first.box, '--remove')
    expect(code).toBe(0)
    expect({ ...box, guests: {} }).toEqual({ ...theirs, guests: {} })
    expect(box.guests['111']).toMatchObject({ options: { enable: '0' }, rules: [] })
  })

  test('refuses names that are somebody else’s, before it changes anything', () => {
    const taken = { ...theirs, groups: { 'pcl-homelab-cp': { comment: 'mine', list: [] } } }
    const { code, printed, box } = runScript(scriptOf(subject), taken)
    expect(code).not.toBe(0)
    expect(printed).toContain('nothing was changed: rename first what is none of ours: pcl-homelab-cp')
    expect(box).toEqual(taken)
  })

  test('refuses a guest that is not there', () => {
    const { '121': _, ...guests } = theirs.guests
    const { code, printed, box } = runScript(scriptOf(subject), { ...theirs, guests })
    expect(code).not.toBe(0)
    expect(printed).toContain('there is no guest 121')
    expect(box).toEqual({ ...theirs, guests })
  })

  test('says that nothing is enforced while the datacenter is off', () => {
    expect(runScript(scriptOf(subject), { ...first.box, options: {} }).printed).toContain(
      'nothing of this is enforced yet',
    )
  })

  test('switches the datacenter on last, with those who administer it', () => {
    const on = subjectWith({
      targets: { proxmox: { vmids: { 'cp-1': 111, 'worker-1': 121 }, datacenter: true, management: ['10.7.0.0/16'] } },
    })
    const { code, printed, box } = runScript(scriptOf(on), { ...theirs, options: {} })
    expect(code).toBe(0)
    expect(box.options).toEqual({ enable: '1' })
    expect(box.sets.management?.list.map(({ cidr }) => cidr)).toEqual(['10.7.0.0/16', '10.9.0.0/24'])
    const changes = printed.split('\n').filter((line) => line.startsWith('pvesh '))
    expect(changes.at(-1)).toBe('pvesh set /cluster/firewall/options --enable 1')
    expect(verdictOf(on, box)).toEqual({ verdict: 'equal', said: [] })
  })

  describe('the set through which the hosts are reached', () => {
    const vmids = { 'cp-1': 111, 'worker-1': 121 }
    const switching = (management: string[]) =>
      scriptOf(subjectWith({ targets: { proxmox: { vmids, datacenter: true, management } } }))
    const { management: _, ...others } = theirs.sets
    const on = runScript(switching(['10.7.0.0/16']), { ...theirs, options: {}, sets: others }).box
    const cidrs = (box: PveBox) => box.sets.management?.list.map(({ cidr }) => cidr)

    test.each([
      ['taken out again', scriptOf(subject), ['--remove']],
      ['a bundle that leaves the switch alone', scriptOf(subject), []],
    ])('stays while their firewall is on: %s', (_, script, words) => {
      const { code, printed, box } = runScript(script, on, ...words)
      expect([code, box.options, cidrs(box)]).toEqual([0, { enable: '1' }, ['10.7.0.0/16']])
      expect(printed).toContain('the IP set management stays')
    })

    test('goes where their firewall is off', () => {
      const { code, box } = runScript(scriptOf(subject), { ...on, options: { enable: '0' } }, '--remove')
      expect([code, box.sets.management]).toEqual([0, undefined])
    })

    test('changes hands without being empty', () => {
      const { code, printed, box } = runScript(switching(['10.6.0.0/16']), on)
      expect([code, cidrs(box)]).toEqual([0, ['10.6.0.0/16']])
      const lines = printed.split('\n').filter((line) => line.includes('management'))
      expect(lines.map((line) => line.split(' ')[1])).toEqual(['create', 'delete'])
    })
  })
})
