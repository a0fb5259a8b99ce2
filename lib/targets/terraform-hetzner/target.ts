/** Firewalls of Hetzner Cloud as a Terraform module, read back as Terraform works it out and as Hetzner decides by it. */
import { defineFilter } from '../target'
import { admits } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { unsaid } from './evaluate/carried'
import { install } from './install'
import { lift } from './lift'
import type { FirewallModel } from './model'
import { type HetznerOptions, hetznerOptions } from './options'
import { hetznerAssumptions, publicPoints } from './points'
import { readers } from './read'
import { render } from './render'

export const terraformHetzner = defineFilter<HetznerOptions, FirewallModel>({
  id: 'terraform-hetzner',
  meta: {
    title: 'Hetzner Cloud firewalls (Terraform)',
    summary: 'A Terraform module that Hetzner enforces at the public interface of every server, and nowhere else',
    versions: 'Terraform 1.5 and later, hcloud provider 1.38 and later',
    place: 'nic',
    sources: [
      'https://docs.hetzner.com/cloud/firewalls/faq',
      'https://github.com/hetznercloud/terraform-provider-hcloud/blob/main/docs/resources/firewall.md',
    ],
  },
  capabilities,
  options: hetznerOptions,
  render,
  check: checkFiles,
  readers,
  points: publicPoints,
  variants: () => [{}],
  install,
  applying: (_paths, _members, _site, folder) => [
    `# the state must be the one of the last bundle: put the files of ${folder}/terraform-hetzner in its place`,
    'terraform plan -out step',
    'terraform apply step',
  ],
  admits,
  decide,
  lift,
  uninterpreted: unsaid,
  assumptions: hetznerAssumptions,
})
