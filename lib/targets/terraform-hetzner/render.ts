/** From the rules at every server to the files of one Terraform module. */
import type { Problem } from '@/lib/design/problem'
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import { nearestWord } from '@/lib/text/nearest'
import type { Binding, Output } from '../target'
import { moduleFile, terraformBlock } from '../terraform/render/module'
import { writeReadme } from './guide/readme'
import type { HetznerOptions } from './options'
import { publicPoints } from './points'
import { publicSide } from './public'
import { collectPermits } from './render/entries'
import { limitProblems, makeFirewalls } from './render/firewalls'
import { findGaps } from './render/gaps'
import { firewallBlocks, outputBlocks } from './render/module'

const folder = 'terraform-hetzner'
const provider = { name: 'hcloud', source: 'hetznercloud/hcloud', version: '>= 1.38.0, < 2.0.0' }

export function render(workOf: (binding: Binding) => Work, site: Site, options: HetznerOptions): Output {
  const work = workOf({})
  const side = publicSide(site, options)
  const permits = collectPermits(work, side)
  const firewalls = makeFirewalls(permits, site, options)
  const { posture } = work.policy
  const title = `Portcullis: firewalls of ${site.name} at Hetzner${posture === undefined ? '' : `, posture ${posture}`}.`
  const points = publicPoints(site, options).map(({ id }) => id)
  return {
    files: [
      moduleFile(`${folder}/terraform.tf`, [title, 'What the module needs.'], terraformBlock(provider)),
      {
        ...moduleFile(
          `${folder}/firewalls.tf`,
          [title, 'One firewall a role, and one for each node or pool that a listener names. Public interfaces alone.'],
          firewallBlocks(firewalls, site),
        ),
        points,
        owns: firewalls.map(({ resource }) => `hcloud_firewall.${resource}`),
      },
      moduleFile(`${folder}/outputs.tf`, [title, 'The number of each firewall.'], outputBlocks(firewalls)),
      writeReadme(site, options, firewalls),
    ],
    gaps: findGaps(work, permits, side),
    problems: [...unknownSubnets(site, options), ...sharedLabels(options), ...limitProblems(firewalls, site)],
  }
}

function unknownSubnets(site: Site, { private: named = [] }: HetznerOptions): readonly Problem[] {
  const names = site.subnets.map((subnet) => subnet.name)
  return named.flatMap((name, index): Problem[] => {
    if (names.includes(name)) return []
    const meant = nearestWord(name, names)
    const message = `No subnet is called "${name}".`
    const suggestion = meant === undefined ? {} : { suggestion: `Did you mean "${meant}"?` }
    return [{ severity: 'error', at: `targets/${folder}/private/${index}`, message, ...suggestion }]
  })
}

/** One label cannot say two things. */
function sharedLabels(options: HetznerOptions): readonly Problem[] {
  const names = ['clusterLabel', 'roleLabel', 'nodeLabel', 'poolLabel'] as const
  return names.flatMap((name, index): Problem[] => {
    const other = names.slice(0, index).find((one) => options[one] === options[name])
    if (other === undefined || (other === 'nodeLabel' && name === 'poolLabel')) return []
    const message = `${other} and ${name} are both "${options[name]}", and a server has one value for it.`
    return [{ severity: 'error', at: `targets/${folder}/${name}`, message, suggestion: 'Give each a name of its own.' }]
  })
}
