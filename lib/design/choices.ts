/** Words that a design may choose from, for forms and tests that need them without the schema. SPEC 2. */

export const roles = ['controlplane', 'worker'] as const
export const places = ['guest', 'nic', 'router'] as const
export const talosVersions = ['1.6', '1.7', '1.8', '1.9', '1.10', '1.11', '1.12', '1.13', '1.14'] as const
export const postures = ['relaxed', 'standard', 'strict'] as const
export const managements = ['talosctl', 'talhelper', 'omni', 'capi'] as const
export const loadBalancerUses = ['kubernetes-api', 'talos-api', 'trustd', 'nodeports'] as const
export const adminUses = ['kubernetes', 'talos'] as const
export const portProtocols = ['tcp', 'udp'] as const
export const listenerProtocols = ['tcp', 'udp', 'sctp', 'icmp', 'icmpv6', 'ipip', 'gre', 'esp', 'vrrp'] as const
