/**
 * Fields that are not known, in the parts of a backup that are read beside rules and lists: interfaces, their virtual
 * addresses, groups, and port forwards that pass without asking a rule. pfSense takes fields by their names and passes over
 * what it does not know; but a later release may know them, and so nothing is said of packets that meet such a part.
 */
import type { XmlElement } from '@/lib/text/xml/node'
import type { BoxStranger } from '../../router/evaluate/strangers'
import { isInterfaceField, nestedInterfaceField } from '../../router/read/interface-fields'
import { passesWithoutRule } from './forwards'
import { childOf, childrenOf, nameOf, textOf } from './words'

/** @see https://github.com/pfsense/pfsense/blob/master/src/usr/local/www/interfaces_groups_edit.php */
const ofGroups: ReadonlySet<string> = new Set(['ifname', 'members', 'descr'])
/** @see https://github.com/pfsense/pfsense/blob/master/src/usr/local/www/firewall_virtual_ip_edit.php */
const ofAddresses: ReadonlySet<string> = new Set([
  ...['mode', 'interface', 'uniqid', 'descr', 'type', 'subnet', 'subnet_bits', 'range', 'noexpand'],
  ...['vhid', 'advskew', 'advbase', 'password', 'carp_mode', 'carp_peer'],
])
/** @see https://github.com/pfsense/pfsense/blob/master/src/usr/local/www/firewall_nat_edit.php */
const ofForwards: ReadonlySet<string> = new Set([
  ...['source', 'destination', 'ipprotocol', 'protocol', 'target', 'local-port', 'interface', 'descr', 'disabled'],
  ...['associated-rule-id', 'natreflection', 'nordr', 'nosync', 'created', 'updated'],
])
const ofEnds: ReadonlySet<string> = new Set(['any', 'not', 'network', 'address', 'port'])

/** `enabled`: the interfaces that are there, by their keys. */
export function findStrangers(root: XmlElement, enabled: ReadonlySet<string>, file: string): BoxStranger[] {
  const found = (element: XmlElement, of: string, field: string | undefined, key?: string): BoxStranger[] =>
    field === undefined ? [] : [{ at: { file, line: element.line }, of, field, key }]
  const interfaces = (childOf(root, 'interfaces')?.children ?? [])
    .filter((element) => enabled.has(nameOf(element)))
    .flatMap((element) => {
      const field = unknownIn(element, isInterfaceField, (name) => name === nestedInterfaceField)
      return found(element, `the interface ${nameOf(element)}`, field, nameOf(element))
    })
  const addresses = childrenOf(childOf(root, 'virtualip'), 'vip').flatMap((vip) => {
    const key = textOf(childOf(vip, 'interface'))
    return found(
      vip,
      `an address of ${key}`,
      plainUnknownIn(vip, ofAddresses, 'range'),
      enabled.has(key) ? key : undefined,
    )
  })
  const groups = childOf(root, 'ifgroups')?.children ?? []
  const ofGroup = groups.flatMap((group) =>
    nameOf(group) === 'ifgroupentry'
      ? found(group, `the group ${textOf(childOf(group, 'ifname'))}`, plainUnknownIn(group, ofGroups))
      : found(group, 'the groups', nameOf(group)),
  )
  const forwards = childrenOf(childOf(root, 'nat'), 'rule')
    .filter(passesWithoutRule)
    .flatMap((rule) => found(rule, 'a port forward that asks no rule', unknownInForward(rule)))
  return [...interfaces, ...addresses, ...ofGroup, ...forwards]
}

function plainUnknownIn(element: XmlElement, known: ReadonlySet<string>, nested?: string): string | undefined {
  return unknownIn(
    element,
    (name) => known.has(name),
    (name) => name === nested,
  )
}

/** The first field that is not known, or holds fields of its own where it should hold a text. */
function unknownIn(
  element: XmlElement,
  isKnown: (name: string) => boolean,
  isNested: (name: string) => boolean,
): string | undefined {
  const found = element.children.find((child) => {
    const name = nameOf(child)
    return !isKnown(name) || (child.children.length > 0 && !isNested(name))
  })
  return found === undefined ? undefined : nameOf(found)
}

const ends = ['source', 'destination']
const withParts: ReadonlySet<string> = new Set([...ends, 'created', 'updated'])

function unknownInForward(rule: XmlElement): string | undefined {
  const own = unknownIn(
    rule,
    (name) => ofForwards.has(name),
    (name) => withParts.has(name),
  )
  const within = ends.flatMap((end) => childrenOf(rule, end).flatMap((one) => plainUnknownIn(one, ofEnds) ?? []))
  return own ?? within[0]
}
