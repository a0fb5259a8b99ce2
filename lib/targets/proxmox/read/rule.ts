/** One line of a rule. @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm */
import type { Action, End, MatchRule, Rule, Service } from '../model'
import { macroOf } from './macros'
import { isName, type Reading, refuse, warn } from './reading'
import type { SourceLine } from './sections'
import { logLevels, readEnd, readIcmpType, readPorts, readProtocol, type Word } from './words'

/** Where the rule stands: cards of a guest, of a host, or none in a group. */
export type RuleHome = 'guest' | 'cluster' | 'group'

/** Undefined where it is switched off; what is refused is reported. */
export function readRule({ text, line }: SourceLine, home: RuleHome, reading: Reading): Rule | undefined {
  const hash = text.indexOf('#')
  const comment = hash < 0 ? undefined : text.slice(hash + 1)
  if (comment !== undefined && (comment === '' || comment.includes('#'))) {
    return refuse(
      reading,
      line,
      comment === '' ? 'a comment without words ends the rule' : 'a second # stands in the comment',
      'the nftables firewall refuses the whole file for it: write one # and some words behind it',
    )
  }
  const isOff = text.startsWith('|')
  const code = (hash < 0 ? text : text.slice(0, hash)).slice(isOff ? 1 : 0)
  const match = /^(\S+)[ \t]+(\S+)(?:[ \t]+|$)/.exec(code)
  if (match === null) return refuse(reading, line, 'this is no rule', 'write IN, OUT or GROUP and what to do')
  const [whole, type = '', action = ''] = match
  const words = readOptions(code.slice(whole.length), line, reading)
  if (words === undefined) return undefined
  const rule = type === 'GROUP' ? groupRule(action, words, line, home, reading) : undefined
  const found = rule ?? (type === 'GROUP' ? undefined : matchRule(type, action, words, line, home, reading))
  return isOff ? undefined : found
}

const optionNames: Readonly<Record<string, string>> = {
  '-i': 'card',
  '-p': 'protocol',
  '-proto': 'protocol',
  '-dport': 'ports',
  '-sport': 'sourcePorts',
  '-source': 'source',
  '-dest': 'destination',
  '-log': 'log',
  '-icmp-type': 'icmpType',
}
type Options = ReadonlyMap<string, string>

function readOptions(text: string, line: number, reading: Reading): Options | undefined {
  const options = new Map<string, string>()
  let rest = text
  while (rest !== '') {
    const match = /^(-[a-z-]+) (\S+)(?:[ \t]+|$)/.exec(rest)
    const [whole = '', word = '', value = ''] = match ?? []
    const plain = word.startsWith('--') ? word.slice(1) : word
    const name = Object.hasOwn(optionNames, plain) && word !== '--i' && word !== '--p' ? optionNames[plain] : undefined
    if (name === undefined) {
      return refuse(reading, line, `${rest.trim().slice(0, 40)} is not understood`, 'write each word as -dport 80')
    }
    if (options.has(name)) return refuse(reading, line, `${word} stands in the rule twice`)
    options.set(name, value)
    rest = rest.slice(whole.length)
  }
  return options
}

function groupRule(group: string, options: Options, line: number, home: RuleHome, reading: Reading): Rule | undefined {
  if (home === 'group') return refuse(reading, line, 'a group stands in no other group')
  if (!isName(group)) return refuse(reading, line, `${group} does not do as the name of a group`)
  if ([...options.keys()].some((name) => name !== 'card')) {
    return refuse(reading, line, 'beside a group only the card may be named', 'write GROUP name -i net0')
  }
  const card = cardOf(options, line, home, reading)
  return card === undefined ? undefined : { kind: 'group', at: { file: reading.file, line }, group, card: card.key }
}

function cardOf(
  options: Options,
  line: number,
  home: RuleHome,
  reading: Reading,
): { readonly key: string | undefined } | undefined {
  const key = options.get('card')
  if (key === undefined) return { key }
  if (home === 'group')
    return refuse(reading, line, 'a rule of a group names no card', 'name it where the group is used')
  if (home === 'guest' && !/^net(0|[1-9]\d?)$/.test(key)) {
    return refuse(reading, line, `${key} is no card of a guest`, 'write net0, net1 …')
  }
  return { key }
}

const directions: Readonly<Record<string, MatchRule['direction']>> = { IN: 'in', OUT: 'out', FORWARD: 'forward' }

function matchRule(
  type: string,
  action: string,
  options: Options,
  line: number,
  home: RuleHome,
  reading: Reading,
): Rule | undefined {
  const direction = Object.hasOwn(directions, type) ? directions[type] : undefined
  if (direction === undefined || (direction === 'forward' && home === 'guest')) {
    return refuse(reading, line, `${type} is no direction of a rule here`, 'write IN or OUT')
  }
  const [, macro, verdict = ''] = /^(?:([A-Za-z0-9]+)\()?(ACCEPT|DROP|REJECT)\)?$/.exec(action) ?? []
  if (verdict === '' || action !== (macro === undefined ? verdict : `${macro}(${verdict})`)) {
    return refuse(reading, line, `${action} is nothing that a rule can do`, 'write ACCEPT, DROP or REJECT')
  }
  const log = options.get('log')
  if (log !== undefined && !logLevels.some((level) => level === log)) {
    return refuse(reading, line, `${log} is no level of a log`)
  }
  const card = cardOf(options, line, home, reading)
  const source = readEndOf('source', options, line, reading)
  const destination = readEndOf('destination', options, line, reading)
  const services = readServices(macro, options, line, reading)
  if (card === undefined || source === undefined || destination === undefined || services === undefined)
    return undefined
  const clash = clashOf([source.end, destination.end], services)
  if (clash !== undefined) return refuse(reading, line, clash, 'name both ends by IP sets, or write a rule a family')
  return {
    kind: 'match',
    at: { file: reading.file, line },
    direction,
    action: verdict as Action,
    card: card.key,
    source: source.end,
    destination: destination.end,
    services,
  }
}

function readEndOf(
  name: 'source' | 'destination',
  options: Options,
  line: number,
  reading: Reading,
): { readonly end: End | undefined } | undefined {
  const text = options.get(name)
  if (text === undefined) return { end: undefined }
  const read = readEnd(text)
  if (!read.ok) return refuse(reading, line, read.why)
  if (read.value.kind === 'set' && read.value.scope === undefined) {
    const cure = `write +dc/${read.value.name} or +guest/${read.value.name}`
    warn(
      reading,
      line,
      `the nftables firewall refuses the whole file for ${text}: it does not say where the set is`,
      cure,
    )
  }
  return { end: read.value }
}

/** Of two ends that are no sets, the nftables program lets the wrong family through where the one is a set. */
function clashOf(ends: readonly (End | undefined)[], services: readonly Service[]): string | undefined {
  const present = ends.flatMap((end) => end ?? [])
  if (present.some(({ kind }) => kind === 'set') && present.some(({ kind }) => kind !== 'set')) {
    return 'one end is an IP set and the other none: the nftables firewall leaves the other out for one family'
  }
  const families = new Set(
    present.flatMap((end) => (end.kind === 'list' ? end.prefixes.map(({ family }) => family) : [])),
  )
  for (const { protocol } of services) {
    if (protocol === 'icmp') families.add(4)
    // A macro stands for both families at once, and each takes its own part.
    if (protocol === 'icmpv6' && services.length === 1) families.add(6)
  }
  return families.size > 1 && services.length <= 1 ? 'the ends and the protocol are of different families' : undefined
}

function readServices(
  macro: string | undefined,
  options: Options,
  line: number,
  reading: Reading,
): readonly Service[] | undefined {
  const fail = (read: Word<unknown>): undefined => (read.ok ? undefined : refuse(reading, line, read.why))
  if (macro !== undefined) {
    const known = macroOf(macro)
    if (known === undefined) return refuse(reading, line, `${macro} is no macro that is known here`)
    const extra = ['protocol', 'ports', 'sourcePorts', 'icmpType'].find((name) => options.has(name))
    return extra === undefined ? known : refuse(reading, line, 'beside a macro stands what it says already')
  }
  const word = options.get('protocol')
  const protocol = word === undefined ? undefined : readProtocol(word)
  if (protocol?.ok === false) return fail(protocol)
  const value = protocol?.value ?? 'any'
  const [ports, sourcePorts] = [readPortsOf('ports', options), readPortsOf('sourcePorts', options)]
  if (ports?.ok === false) return fail(ports)
  if (sourcePorts?.ok === false) return fail(sourcePorts)
  if ((ports ?? sourcePorts) !== undefined && value !== 'tcp' && value !== 'udp' && value !== 'sctp') {
    return refuse(reading, line, 'ports go with tcp, udp or sctp', 'name the protocol with -p')
  }
  const typeText = options.get('icmpType')
  // The Perl program knows ICMP by name alone.
  const type =
    typeText === undefined ? undefined : readIcmpType(typeText, word === '1' || word === '58' ? 'any' : value)
  if (type?.ok === false) return fail(type)
  return [{ protocol: value, ports: ports?.value, icmpType: type?.value, asksSourcePort: sourcePorts !== undefined }]
}

function readPortsOf(name: string, options: Options): ReturnType<typeof readPorts> | undefined {
  const text = options.get(name)
  return text === undefined ? undefined : readPorts(text)
}
