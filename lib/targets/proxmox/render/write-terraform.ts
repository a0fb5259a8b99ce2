/**
 * The cards of the machines for the Terraform provider bpg/proxmox: on which VLAN, and whether the firewall looks at them.
 * @see https://registry.terraform.io/providers/bpg/proxmox/latest/docs/resources/virtual_environment_vm
 */
import type { Member, Site } from '@/lib/site/site'
import type { ProxmoxOptions } from '../options'

export function writeTerraform(site: Site, { stance }: ProxmoxOptions): string {
  const why =
    stance === 'upstream'
      ? [
          '# The firewall of the cards is off: Talos filters in the machines, and the router before them,',
          '# whose rules must be there first. A VLAN keeps other guests of the same hosts apart.',
        ]
      : [
          '# The firewall of the cards is on: without it no rule of a machine is asked.',
          '# Change it only once the groups are there.',
        ]
  return [
    `# The cards of the machines of ${site.name}, for the provider bpg/proxmox.`,
    ...why,
    '#',
    '#   dynamic "network_device" {',
    '#     for_each = local.talos_network_devices[each.key]',
    '#     content {',
    '#       bridge   = var.network_bridge',
    '#       model    = "virtio"',
    '#       vlan_id  = network_device.value.vlan_id',
    '#       firewall = network_device.value.firewall',
    '#     }',
    '#   }',
    '#',
    '# A pool stands under its own name: every machine of it has the same.',
    'locals {',
    '  talos_network_devices = {',
    ...site.members.flatMap((member) => memberLines(member, site, stance === 'filter')),
    '  }',
    '}',
    '',
  ].join('\n')
}

/** The first card is the primary network's; the others have no order of their own in a design. */
function memberLines({ name, interfaces }: Member, site: Site, isFiltered: boolean): string[] {
  const [first, ...others] = interfaces
  const cards = [...(first === undefined ? [] : [first]), ...others.sort((a, b) => (a.subnet < b.subnet ? -1 : 1))]
  return [
    `    "${name}" = [`,
    ...cards.map(({ subnet }) => {
      const vlan = site.subnets.find((one) => one.name === subnet)?.vlan
      return `      { vlan_id = ${vlan ?? 'null'}, firewall = ${isFiltered} }, # ${subnet}`
    }),
    '    ]',
  ]
}
