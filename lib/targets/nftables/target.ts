/** What Talos programs from its firewall documents, as text for `nft -f`: a filter of its own, read and evaluated as nft does. */
import { quoteShell } from '@/lib/text/shell'
import { defineFilter } from '../target'
import { admits } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { covers, install } from './install'
import { lift } from './lift'
import { type NftablesOptions, nftablesOptions } from './options'
import { nftablesAssumptions, nftablesPoints } from './points'
import { nftablesReaders } from './read'
import { render } from './render'
import type { NftablesModel } from './ruleset'
import { uninterpreted } from './uninterpreted'

export const nftables = defineFilter<NftablesOptions, NftablesModel>({
  id: 'nftables',
  meta: {
    title: 'nftables',
    summary:
      'The chains that Talos programs in each node, as nft text: to compare with, and for machines without Talos',
    versions: 'nft 1.0.6 and later; as Talos 1.6 to 1.14 programs it',
    place: 'guest',
    sources: [
      'https://www.netfilter.org/projects/nftables/manpage.html',
      'https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_config.go',
    ],
  },
  capabilities,
  options: nftablesOptions,
  render,
  check: checkFiles,
  readers: nftablesReaders,
  points: nftablesPoints,
  variants: () => [{}],
  install,
  applying: (paths, members, _site, folder) => [
    `# on each of ${members.map(({ name }) => name).join(', ')}`,
    ...paths.flatMap((path) => [
      `nft -c -f ${quoteShell(`${folder}/${path}`)}`,
      `nft -f ${quoteShell(`${folder}/${path}`)}`,
    ]),
  ],
  covers,
  uninterpreted,
  admits,
  decide,
  lift,
  assumptions: nftablesAssumptions,
})
