/** Words for what a cell admits: the name a newcomer knows, then the port. */
import { joinIcmp } from '@/lib/verify/join-icmp'
import type { ReachCell, ReachService } from '@/lib/verify/reach'

export interface ServiceWords {
  readonly name: string
  /** `50000`, `udp/8472`; empty where the name says it all. */
  readonly port: string
}

/** `tcp` goes without saying; every other protocol is named. */
export function wordService({ title, service }: Pick<ReachService, 'title' | 'service'>): ServiceWords {
  const port = service.startsWith('tcp/') ? service.slice(4) : service
  const said = title === '' || title === service
  if (said) return { name: service, port: '' }
  const saysPort = [port, service.replace('/', ' ')].some((words) => words.toLowerCase() === title.toLowerCase())
  return { name: title, port: saysPort ? '' : port.replace('-', '–') }
}

const marks = { all: '■', some: '◧', none: '☐' } as const

/** One cell as plain text, for the clipboard. */
export function cellAsText(from: string, to: string, cell: ReachCell | undefined): string {
  const services = joinIcmp(cell?.services ?? [])
  const unruled = joinIcmp(cell?.unruled ?? [])
  if (services.length + unruled.length === 0) return `${from} -> ${to}: ${marks.none} none`
  const parts = services.map((service) => {
    const { name, port } = wordService(service)
    return `${marks[service.extent]} ${port === '' ? name : `${name} ${port}`}${service.surprise ? ' ▲' : ''}`
  })
  const open = unruled.map((one) => {
    const { name, port } = wordService(one)
    return `· ${port === '' ? name : `${name} ${port}`} without a rule`
  })
  return `${from} -> ${to}: ${[...parts, ...open].join(', ')}`
}

/** The surprises first, then what is pointed out, so that a short cell never hides one. */
export function orderServices(
  services: readonly ReachService[],
  isLit: (service: ReachService) => boolean = () => false,
): ReachService[] {
  const rank = (service: ReachService) => (service.surprise ? 2 : isLit(service) ? 1 : 0)
  return [...services].sort((a, b) => rank(b) - rank(a))
}
