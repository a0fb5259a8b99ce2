import { focusField } from '../focus'
import { select } from '../selection'
import { openDialog } from '../view'
import type { Action } from './action'

/** Sections of the settings that hold what no lane draws: each by the first field that stands in it. */
const settings = [
  {
    id: 'settings-targets',
    label: 'Choose the files to write…',
    keywords: 'targets products options bundle',
    field: 'targets',
  },
  { id: 'settings-addons', label: 'Choose add-ons…', keywords: 'metallb kubespan hubble exporter', field: 'addons' },
  {
    id: 'settings-services',
    label: 'Add a load balancer or announced address…',
    keywords: 'lb vip metallb ingress',
    field: 'loadBalancers',
  },
  {
    id: 'settings-listeners',
    label: 'Add a listener of your own…',
    keywords: 'port service database',
    field: 'listeners',
  },
  {
    id: 'settings-egress',
    label: 'Change what machines may reach…',
    keywords: 'egress outgoing dns ntp https',
    field: 'egress',
  },
] as const

const addProduct: Action = {
  id: 'add-product',
  group: 'Networks',
  label: 'Add a product…',
  keywords: 'target files firewall router cloud vendor',
  perform: () => openDialog('products'),
}

const sections = settings.map(
  ({ id, label, keywords, field }): Action => ({
    id,
    group: 'Networks',
    label,
    keywords,
    perform: () => {
      select({ kind: 'cluster' })
      focusField(field)
    },
  }),
)

export const settingsActions: readonly Action[] = [addProduct, ...sections]
