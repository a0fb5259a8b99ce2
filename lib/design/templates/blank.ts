import type { DesignInput } from '../design'

/** The smallest design there is. */
export const blank: DesignInput = {
  version: 1,
  name: 'new-cluster',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] }],
}
