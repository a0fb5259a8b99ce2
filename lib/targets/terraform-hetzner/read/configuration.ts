/** The resources of the hcloud provider that say what a firewall admits. */
import { configurationReader } from '../../terraform/read/configuration'

export const firewallType = 'hcloud_firewall'
export const serverType = 'hcloud_server'
export const hcloudPrefix = 'hcloud_'

export const readConfiguration = configurationReader({
  prefix: hcloudPrefix,
  about: 'firewalls',
  resources: { [firewallType]: ['count', 'for_each', 'labels', 'name'] },
  blocks: {
    [firewallType]: {
      rule: ['description', 'destination_ips', 'direction', 'port', 'protocol', 'source_ips'],
      apply_to: ['label_selector', 'server'],
    },
  },
  adviseBlock: (type) => (type === 'dynamic' ? 'Write each rule as a block of its own.' : undefined),
})
