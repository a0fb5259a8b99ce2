import { Plus } from 'lucide-react'
import { currentSnapshot, edit, useDesign } from '@/components/state/design-store'
import { focusField } from '@/components/state/focus'
import { type Selection, select } from '@/components/state/selection'
import { Button } from '@/components/ui/button'
import { addAnnounced, addLoadBalancer } from '@/lib/design/edits/services'
import { freeAddresses } from '@/lib/design/room'
import inspector from '../inspector.module.css'
import { Fold } from './fold'
import styles from './fold.module.css'

/** Load balancers before the cluster and the service addresses it announces; each opens in a panel of its own. */
export function ServicesSection() {
  const { loadBalancers, loadBalancerIPs } = useDesign()
  const names = [...loadBalancers, ...loadBalancerIPs].map(({ name }) => name)
  return (
    <Fold title="Load balancers" path="loadBalancers" note={names.join(', ') || 'none'}>
      <p className={styles.about}>Boxes before the cluster, and service addresses that the cluster announces itself.</p>
      <div>
        {loadBalancers.map(({ name, addresses }) => (
          <Row key={`balancer ${name}`} name={name} addresses={addresses} to={{ kind: 'load-balancer', name }} />
        ))}
        {loadBalancerIPs.map(({ name, addresses }) => (
          <Row key={`announced ${name}`} name={name} addresses={addresses} to={{ kind: 'announced', name }} />
        ))}
      </div>
      <div className={inspector.row}>
        <Button small icon={<Plus />} onClick={addBalancer}>
          Load balancer
        </Button>
        <Button small icon={<Plus />} onClick={announceAddress}>
          Announced address
        </Button>
      </div>
    </Fold>
  )
}

function Row({ name, addresses, to }: { name: string; addresses: readonly string[]; to: Selection }) {
  return (
    <button type="button" className={inspector.reachRow} onClick={() => select(to)}>
      <span className={inspector.reachWho}>{name}</span>
      <span className={inspector.reachWhat}>{addresses.join(' ') || 'no address yet'}</span>
    </button>
  )
}

function addBalancer(): void {
  edit('Add a load balancer', (now) =>
    addLoadBalancer(now, { addresses: [], healthFrom: [], for: ['kubernetes-api'], preservesSource: false }),
  )
  const name = currentSnapshot().design.loadBalancers.at(-1)?.name
  if (name === undefined) return
  select({ kind: 'load-balancer', name })
  focusField(`loadBalancers/${name}/addresses`)
}

/** At a free address of the last network, and closed until it is said who may connect. */
function announceAddress(): void {
  edit('Add an announced address', (now) => {
    const subnet = now.subnets.at(-1)
    const free = subnet === undefined ? undefined : freeAddresses(now, subnet)[0]
    return addAnnounced(now, {
      name: 'ingress',
      addresses: [free ?? '192.0.2.80'],
      protocol: 'tcp',
      ports: ['443'],
      from: [],
    })
  })
  const name = currentSnapshot().design.loadBalancerIPs.at(-1)?.name
  if (name === undefined) return
  select({ kind: 'announced', name })
  focusField(`loadBalancerIPs/${name}/from`)
}
