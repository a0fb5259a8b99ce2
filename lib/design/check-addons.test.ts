import { describe, expect, it } from 'vitest'
import { knownNames } from '../targets/known-names'
import { soundDesign } from '../testing/lint-case'
import { findReferenceFaults } from './check-references'
import type { DesignInput } from './design'
import { renameThing } from './edits/rename'

function faultsOf(changes: Partial<DesignInput>): string[] {
  return findReferenceFaults(soundDesign(changes), knownNames).map(
    ({ path, message, suggestion }) => `${path.join('/')}: ${message}; ${suggestion ?? ''}`,
  )
}

describe('add-ons', () => {
  it.each<[NonNullable<DesignInput['addons']>[number], string]>([
    ['metalb', 'addons/0: "metalb" is not an add-on we know; did you mean metallb?'],
    [{ id: 'metallb', mod: 'bgp' }, 'addons/0/mod: "mod" is not an option of metallb; did you mean mode?'],
    [{ id: 'metallb', mode: 'l3' }, 'addons/0/mode: is no value of mode; use "l2", "bgp", "frr-k8s"'],
    [{ id: 'hubble', relay: true }, 'addons/0/relay: "relay" is not an option of hubble; hubble has none'],
    [{ id: 'kubespan', nat: 'yes' }, 'addons/0/nat: is no value of nat; write true or false'],
    [{ id: 'wireguard', port: 0 }, 'addons/0/port: is no value of port; write a port from 1 to 65535'],
    [
      { id: 'nfs', to: 'anywhere' },
      'addons/0/to: is no value of to; write a list like [controlplane, "cidr:10.0.0.0/24"]',
    ],
    [
      { id: 'nfs', to: ['subnet:contrl'] },
      'addons/0/to/0: "contrl" is not the name of a subnet; did you mean subnet:control?',
    ],
  ])('%j', (addon, want) => {
    expect(faultsOf({ addons: [addon] })).toEqual([want])
  })

  it('are followed by new names', () => {
    const design = soundDesign({ addons: [{ id: 'nfs', to: ['node:w-1'] }] })
    expect(renameThing(design, 'node', 'w-1', 'filer').addons).toEqual([{ id: 'nfs', to: ['node:filer'] }])
  })
})

describe('names of listeners', () => {
  it.each([
    ['pod-network', '"pod-network" is a listener of the catalogue'],
    ['announced:web', '"announced:web" begins like a rule of ours'],
    ['egress:https', '"egress:https" begins like a rule of ours'],
    ['host-ingress', '"host-ingress" is a listener of the catalogue'],
  ])('%s is ours', (name, want) => {
    const [said] = faultsOf({ listeners: [{ name, on: ['worker'], ports: ['80'] }] })
    expect(said).toContain(want)
  })

  it.each(['ingress', 'keepalived', 'ceph-osd', 'egress'])('%s is anybody’s', (name) => {
    expect(faultsOf({ listeners: [{ name, on: ['worker'], ports: ['80'] }] })).toEqual([])
  })
})
