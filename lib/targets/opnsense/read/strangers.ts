/**
 * Fields that are not known, in the parts of a configuration that are read beside rules and lists: interfaces, their virtual
 * addresses, groups, and what stands beside the rules in their own sections. OPNsense takes fields by their names and passes
 * over what it does not know; but another release may know them, and so nothing is said of packets that meet such a part.
 */
import type { XmlElement } from '@/lib/text/xml/node'
import type { BoxStranger } from '../../router/evaluate/strangers'
import { isInterfaceField, nestedInterfaceField } from '../../router/read/interface-fields'
import { saysNothing } from '../evaluate/columns'
import { childOf, childrenOf, textIn } from './elements'

type IsKnown = (name: string) => boolean

const among = (...names: readonly string[]): IsKnown => {
  const known = new Set(names)
  return (name) => known.has(name)
}

/** @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/Group.xml */
const ofGroups = among('ifname', 'members', 'nogroup', 'sequence', 'descr')
/** @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Interfaces/Vip.xml */
const ofAddresses = among(
  ...['interface', 'mode', 'subnet', 'subnet_bits', 'gateway', 'noexpand', 'nobind', 'password'],
  ...['vhid', 'advbase', 'advskew', 'peer', 'peer6', 'nosync', 'descr', 'type', 'uniqid'],
)

/**
 * Sections with what may stand in each; `bypassstaticroutes` of the older pages lets packets past the rules, and is none of it.
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/Filter.xml
 */
const sections: readonly (readonly [path: readonly string[], isKnown: IsKnown])[] = [
  [['filter'], among('rule', 'scrub', 'separator')],
  [['ifgroups'], among('ifgroupentry')],
  [['OPNsense', 'Firewall', 'Filter'], among('rules', 'snatrules', 'npt', 'onetoone')],
  [['OPNsense', 'Firewall', 'Filter', 'rules'], among('rule')],
  [['OPNsense', 'Firewall', 'Alias'], among('aliases', 'geoip')],
  [['OPNsense', 'Firewall', 'Alias', 'aliases'], among('alias')],
]

/** `enabled`: the interfaces that are there, by their keys. */
export function findStrangers(root: XmlElement, enabled: ReadonlySet<string>, file: string): BoxStranger[] {
  const found = (element: XmlElement, of: string, field: string | undefined, key?: string): BoxStranger[] =>
    field === undefined ? [] : [{ at: { file, line: element.line }, of, field, key }]
  const interfaces = (childOf(root, 'interfaces')?.children ?? []).flatMap((element) => {
    const { name } = element
    const isGroup = textIn(element, 'type') === 'group'
    if (!isGroup && !enabled.has(name)) return []
    const field = unknownIn(element, isInterfaceField, among(nestedInterfaceField))
    return found(element, `the interface ${name}`, field, isGroup ? undefined : name)
  })
  const addresses = childrenOf(childOf(root, 'virtualip'), 'vip').flatMap((vip) => {
    const key = textIn(vip, 'interface')
    return found(vip, `an address of ${key}`, unknownIn(vip, ofAddresses), enabled.has(key) ? key : undefined)
  })
  const groups = childrenOf(childOf(root, 'ifgroups'), 'ifgroupentry').flatMap((group) =>
    found(group, `the group ${textIn(group, 'ifname')}`, unknownIn(group, ofGroups)),
  )
  const beside = sections.flatMap(([path, isKnown]) => {
    const section = childOf(root, ...path)
    if (section === undefined) return []
    return found(section, `the section ${path.join('/')}`, unknownIn(section, isKnown, isKnown))
  })
  return [...interfaces, ...addresses, ...groups, ...beside]
}

/** The first field that is not known and says something, or holds fields of its own where it should hold a text. */
function unknownIn(element: XmlElement, isKnown: IsKnown, isNested: IsKnown = () => false): string | undefined {
  return element.children.find(({ name, text, children }) =>
    children.length > 0 ? !isNested(name) : !isKnown(name) && !saysNothing(text.trim()),
  )?.name
}
