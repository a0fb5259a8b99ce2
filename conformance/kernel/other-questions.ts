/** What comes to a machine beside new packets to its ports. */
import { type Address, formatAddress } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { protocolNumber } from '@/lib/net/protocol'
import type { Policy } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import { type Cast, type Machine, outsidePorts } from './cast'
import { ask, isNodePort, type Question } from './question'
import type { Chooser } from './random'

interface Around {
  readonly site: Site
  readonly defaultAction: Policy['defaultAction']
}

export function otherQuestions(machine: Machine, cast: Cast, around: Around, chooser: Chooser): Question[] {
  const partners = chooser.shuffle(cast.outside)
  return [
    ...icmpQuestions(machine, partners),
    ...otherProtocols(machine, partners),
    ...answers(machine, partners, around),
    ...toItself(machine),
    ...tunnelQuestions(machine, cast, around.site, chooser),
    ...gatewayQuestions(machine, around),
  ]
}

/** The first address of each family. */
function ownOf({ addresses }: Machine): Address[] {
  return ([4, 6] as const).flatMap((family) => addresses.find((address) => address.family === family) ?? [])
}

function ofFamily(addresses: readonly Address[], { family }: Address): Address[] {
  return addresses.filter((address) => address.family === family)
}

/** Types that begin something: the kernel takes answers to nothing for invalid. Few enough for the 5 a second let in. */
const icmpTypes = { 4: [8, 13, 17, 8], 6: [128, 128] } as const

function icmpQuestions(machine: Machine, partners: readonly Address[]): Question[] {
  return ownOf(machine).flatMap((own) => {
    const types: readonly number[] = icmpTypes[own.family]
    return ofFamily(partners, own)
      .slice(0, types.length)
      .flatMap((source, index) => {
        const icmpType = types[index]
        if (icmpType === undefined) return []
        const protocol = own.family === 4 ? ('icmp' as const) : ('icmpv6' as const)
        const packet: Packet = { source, destination: own, protocol, icmpType, arrival: 'wire', phase: 'new' }
        return [ask(machine, packet, icmpType === 13 || icmpType === 17 ? ['3.2', '5 1.11'] : ['3.2'])]
      })
  })
}

function otherProtocols(machine: Machine, partners: readonly Address[]): Question[] {
  return ownOf(machine).flatMap((own) => {
    const [source] = ofFamily(partners, own)
    if (source === undefined) return []
    return (['gre', 'esp', 'vrrp'] as const).map((protocol, index): Question => {
      const packet: Packet = { source, destination: own, protocol, arrival: 'wire', phase: 'new' }
      const probe = { from: formatAddress(source), to: formatAddress(own), protocol: protocolNumber(protocol) }
      return { machine, packet, probe: { ...probe, port: 9000 + index }, facts: ['3.2', '3.3', '4'] }
    })
  })
}

/** Answers to what the machine began, at a port that rules name. */
function answers(machine: Machine, partners: readonly Address[], { defaultAction }: Around): Question[] {
  return ownOf(machine).flatMap((own) => {
    const [partner] = ofFamily(partners, own)
    if (partner === undefined) return []
    return (['tcp', 'udp'] as const).map((protocol): Question => {
      const at = machine.answersAt[protocol]
      const ends = { from: formatAddress(own), to: formatAddress(partner) }
      const facts = defaultAction === 'accept' ? ['3.2', '4', '5 main'] : ['3.2', '4']
      return {
        machine,
        packet: { source: partner, destination: own, protocol, port: at, arrival: 'wire', phase: 'reply' },
        probe: { ...ends, protocol, port: outsidePorts[protocol], sourcePort: at },
        facts,
      }
    })
  })
}

function toItself(machine: Machine): Question[] {
  return machine.addresses.slice(0, 3).flatMap((own) =>
    (['tcp', 'udp'] as const).map((protocol) => {
      const packet: Packet = { source: own, destination: own, protocol, port: 9, arrival: 'lo', phase: 'new' }
      return ask(machine, packet, ['3.2', '3.3', '3.6'])
    }),
  )
}

/** Whoever comes over a tunnel may do everything; also what rules close on the wire. */
function tunnelQuestions(machine: Machine, { tunnels }: Cast, site: Site, chooser: Chooser): Question[] {
  return tunnels.flatMap(({ arrival, addresses }) =>
    ownOf(machine).flatMap((destination) =>
      ofFamily(addresses, destination).flatMap((source) =>
        (['tcp', 'udp'] as const).flatMap((protocol) =>
          chooser
            .shuffle([9, 2379, 10250, 50000, machine.answersAt[protocol]])
            .slice(0, 3)
            .filter((port) => !isNodePort(port, site))
            .map((port) =>
              ask(machine, { source, destination, protocol, port, arrival, phase: 'new' }, ['3.2', '3.3']),
            ),
        ),
      ),
    ),
  )
}

/**
 * From the pod to what the machine itself has in the pods' network, and to its name server. Blocking trusts pods there; where
 * the default is to accept, the rules for the machine's own addresses hold there too.
 */
function gatewayQuestions(machine: Machine, { defaultAction }: Around): Question[] {
  return machine.pod.flatMap((source) =>
    machine.gateways
      .filter(({ family }) => family === source.family)
      .flatMap((gateway) => {
        const isName = isNameServer(gateway)
        const own = machine.addresses.find(({ family }) => family === source.family)
        const destination = isName || defaultAction === 'block' ? gateway : own
        if (destination === undefined) return []
        return (['tcp', 'udp'] as const).flatMap((protocol) =>
          (isName ? [53] : [53, 2379, 10250, 50000]).map((port) => {
            const facts = isName ? ['3.4', '5 1.8 host DNS'] : ['3.2', '3.4', '4']
            const asked = ask(machine, { source, destination, protocol, port, arrival: 'pod', phase: 'new' }, facts)
            return { ...asked, probe: { ...asked.probe, to: formatAddress(gateway) } }
          }),
        )
      }),
  )
}

function isNameServer(address: Address): boolean {
  const text = formatAddress(address)
  return text === '169.254.116.108' || text.startsWith('fd54:616c:6f73:')
}
