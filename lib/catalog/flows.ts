/** Flows of a listener: who needs it where, by posture. */
import { roles } from '../design/choices'
import type { Design, Role } from '../design/design'
import { addonOfUser, type CatalogListener, type User } from './listener'
import { sampleDesignWith } from './sample-design'

export interface CatalogFlow {
  readonly on: Role
  readonly user: User
  /** Postures in which it is open without a word of the design. */
  readonly postures: readonly Design['posture'][]
}

const everyPosture: readonly Design['posture'][] = ['relaxed', 'standard', 'strict']

/** The needs that the catalogue knows of a listener, the same need in several postures once. */
export function flowsOf(listener: CatalogListener): CatalogFlow[] {
  const samples = everyPosture.flatMap((posture) =>
    (['somebody', 'nobody'] as const).map((naming) => ({
      posture,
      design: sampleDesignWith(listener, posture, naming),
    })),
  )
  return roles.flatMap((on) => {
    const byUser = new Map<User, Design['posture'][]>()
    for (const { posture, design } of samples) {
      if (design === undefined) continue
      for (const user of listener.users[posture](design)[on] ?? []) {
        byUser.set(user, [...new Set([...(byUser.get(user) ?? []), posture])])
      }
    }
    return [...byUser].map(([user, postures]) => ({ on, user, postures }))
  })
}

const userWords: Readonly<Record<string, string>> = {
  controlplane: 'control planes',
  worker: 'workers',
  nodes: 'nodes',
  cluster: 'the cluster network',
  anywhere: 'anybody',
  admin: 'admins',
  'admin(kubernetes)': 'admins of Kubernetes',
  'admin(talos)': 'admins of Talos',
  'lb(kubernetes-api)': 'load balancers of the Kubernetes API',
  'lb(talos-api)': 'load balancers of the Talos API',
  'lb(trustd)': 'load balancers of trustd',
  'lb(nodeports)': 'load balancers of NodePorts',
  pods: 'pods: inside the node, elsewhere where they are routed',
  'pods at guest': 'pods, inside the node only',
  'link-local': 'neighbours on the wire, inside the node only',
}

export function wordUser(user: User): string {
  const addon = addonOfUser(user)
  return addon === undefined ? (userWords[user] ?? user) : `whom the add-on ${addon} names`
}
