/** What Hetzner lets through whatever the firewalls say: its own resolvers and the metadata of servers. */
import { type NeverFiltered, neverFilter } from '../../terraform/evaluate/never-filtered'

const source = 'https://docs.hetzner.com/cloud/firewalls/faq'

/** @see https://docs.hetzner.com/dns-console/dns/general/recursive-name-servers */
const resolvers = ['185.12.64.1/32', '185.12.64.2/32', '2a01:4ff:ff00::add:1/128', '2a01:4ff:ff00::add:2/128']

export const neverFiltered: readonly NeverFiltered[] = [
  neverFilter({
    ...{ id: 'hetzner-dns', title: 'The DNS resolvers of Hetzner', source },
    ...{ addresses: resolvers, protocols: ['tcp', 'udp'], port: 53 },
  }),
  neverFilter({
    ...{ id: 'hetzner-metadata', title: 'The metadata of Hetzner', source },
    ...{ addresses: ['169.254.169.254/32'], protocols: ['tcp'], port: 80 },
  }),
]
