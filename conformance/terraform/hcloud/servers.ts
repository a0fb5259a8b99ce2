/**
 * As much of the API of Hetzner Cloud as a server needs that carries firewalls.
 * @see https://docs.hetzner.cloud/reference/cloud#servers
 */

export interface ApiServer {
  readonly id: number
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Numbers of the firewalls that it was made with. */
  readonly firewalls: readonly number[]
}

export function makeServer(id: number, body: Readonly<Record<string, unknown>>): ApiServer {
  const firewalls = (body.firewalls ?? []) as readonly { readonly firewall: number }[]
  return {
    id,
    name: String(body.name),
    labels: (body.labels ?? {}) as ApiServer['labels'],
    firewalls: firewalls.map(({ firewall }) => firewall),
  }
}

const type = { id: 1, name: 'cx22', description: 'CX22', cores: 2, memory: 4, disk: 40, architecture: 'x86' }
const image = {
  id: 2,
  name: 'debian-12',
  type: 'system',
  status: 'available',
  architecture: 'x86',
  os_flavor: 'debian',
}
const location = { id: 3, name: 'fsn1', description: 'Falkenstein', network_zone: 'eu-central' }

/** Of what a server is made; nothing where the API has no such list. */
export function listed(kind: string): unknown {
  if (kind === 'server_types') return { server_types: [type] }
  return kind === 'images' ? { images: [image] } : undefined
}

export function shownServer({ id, name, labels }: ApiServer, firewalls: readonly number[]): unknown {
  const created = '2026-11-20T00:00:00Z'
  return {
    ...{ id, name, labels, created, status: 'running', location, image: { ...image, created }, server_type: type },
    ...{
      private_net: [],
      volumes: [],
      load_balancers: [],
      primary_disk_size: 40,
      locked: false,
      rescue_enabled: false,
    },
    protection: { delete: false, rebuild: false },
    public_net: {
      ipv4: { id: 4, ip: '192.0.2.4', blocked: false, dns_ptr: '' },
      ipv6: { id: 6, ip: '2001:db8::/64', blocked: false, dns_ptr: [] },
      floating_ips: [],
      firewalls: firewalls.map((firewall) => ({ id: firewall, status: 'applied' })),
    },
  }
}
