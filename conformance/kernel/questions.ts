/** Packets to try on the machines of a cast: from everyone, to every port at which a rule begins or ends. */
import type { Address } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { packetFieldsOfService } from '@/lib/net/service'
import type { Site } from '@/lib/site/site'
import { boundaryServices } from '@/lib/testing/cells'
import type { Subject } from '@/lib/testing/subject'
import type { Cast, Machine } from './cast'
import { otherQuestions } from './other-questions'
import { ask, isNodePort, type Question } from './question'
import type { Chooser } from './random'

type Judge = (machine: Machine, packet: Packet) => boolean

/**
 * About `most` packets to ports, half of them such as are let through by `isAllowed` as far as there are any, and a few of
 * every other kind: ICMP, protocols without ports, answers, to itself, over tunnels, and from pods to their gateway and
 * name server.
 */
export function questionsFor(
  cast: Cast,
  { site, policy }: Pick<Subject, 'site' | 'policy'>,
  isAllowed: Judge,
  most: number,
  chooser: Chooser,
): readonly Question[] {
  const each = Math.ceil(most / cast.machines.length)
  return cast.machines.flatMap((machine) => [
    ...balanced(chooser.shuffle(portQuestions(machine, cast, site)), isAllowed, each),
    ...otherQuestions(machine, cast, { site, defaultAction: policy.defaultAction }, chooser),
  ])
}

/** At most `most`: of each verdict half, and more of one only where the other has no more. */
function balanced(questions: readonly Question[], isAllowed: Judge, most: number): Question[] {
  if (questions.length <= most) return [...questions]
  const sides: Record<'allowed' | 'denied', Question[]> = { allowed: [], denied: [] }
  const half = Math.ceil(most / 2)
  for (const question of questions) {
    const side = sides[isAllowed(question.machine, question.packet) ? 'allowed' : 'denied']
    if (side.length < most) side.push(question)
    if (sides.allowed.length >= half && sides.denied.length >= half) break
  }
  const allowed = sides.allowed.slice(0, Math.max(half, most - sides.denied.length))
  return [...allowed, ...sides.denied.slice(0, most - allowed.length)]
}

function portQuestions(machine: Machine, cast: Cast, site: Site): Question[] {
  const services = boundaryServices(machine.at, site)
    .map(packetFieldsOfService)
    .filter(({ protocol, port = 0 }) => (protocol === 'tcp' || protocol === 'udp') && port > 0)
  const sources = [
    ...cast.outside,
    ...cast.machines.flatMap((other) => (other === machine ? [] : [...other.addresses, ...other.pod])),
    ...machine.pod,
  ]
  return machine.addresses.flatMap((destination) =>
    sources
      .filter(({ family }) => family === destination.family)
      .flatMap((source) =>
        services
          .filter(({ port = 0 }) => isAskable(machine, source, port, site))
          .map((service) => {
            const arrival = machine.pod.includes(source) ? ('pod' as const) : ('wire' as const)
            const facts = isNodePort(service.port, site)
              ? ['3.3', '3.6', '4', '5 1.10']
              : ['3.2', '3.3', '3.5', '3.6', '5 1.9.4', ...(arrival === 'pod' ? ['4'] : [])]
            return ask(machine, { source, destination, ...service, arrival, phase: 'new' }, facts)
          }),
      ),
  )
}

/**
 * NodePorts lead to the machine's pod: there must be one of the family, and it cannot be asked by itself. Without
 * kube-proxy it is programs of the CNI that answer them, which are not here.
 */
function isAskable({ pod }: Machine, source: Address, port: number, site: Site): boolean {
  if (!isNodePort(port, site)) return true
  return site.kubeProxy && pod.some(({ family }) => family === source.family) && !pod.includes(source)
}
