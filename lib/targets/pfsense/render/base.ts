/** The person's own backup: which of the given files it is, and whether the interfaces of the options are in it. */
import { failure, type Problem, problemAt, type Result, success } from '@/lib/design/problem'
import { formatPrefix, prefixContains } from '@/lib/net/prefix'
import type { InterfaceKeys } from '@/lib/site/router-points'
import type { Site } from '@/lib/site/site'
import { readXml } from '@/lib/text/xml'
import { rootName } from '@/lib/text/xml/root-name'
import type { TextFile } from '../../target'
import type { Box } from '../model'
import { readBox } from '../read/box'

const roots = ['pfsense', 'aliases', 'filter']

export function isBackup({ text }: TextFile): boolean {
  return roots.includes(rootName(text) ?? '')
}

/** A whole configuration, or both sections of area backups; none of the files of other products. */
export function basesOf(given: readonly TextFile[]): Result<readonly TextFile[]> {
  const base = given.filter(isBackup)
  if (base.length === 0) return success([])
  const named = (root: string): TextFile | undefined => base.find(({ text }) => rootName(text) === root)
  const whole = named('pfsense')
  if (whole !== undefined) return success([whole])
  const sections = [named('aliases'), named('filter')].flatMap((file) => file ?? [])
  if (sections.length === 2) return success(sections)
  const at = base[0]?.path ?? 'base'
  const message = `This is one of two sections: <${rootName(base[0]?.text ?? '')}> alone cannot be merged.`
  const suggestion = 'Give the whole configuration (Diagnostics > Backup & Restore), or both areas.'
  return failure([{ severity: 'error', at, message, suggestion }])
}

/** The box as a whole configuration tells of it; nothing of any other file. */
export function boxOfBackup({ path, text }: TextFile): Box | undefined {
  const xml = rootName(text) === 'pfsense' ? readXml(text) : undefined
  return xml?.ok === true ? readBox(xml.root, { file: path, problems: [] }) : undefined
}

export function checkBase(file: TextFile, site: Site, keys: InterfaceKeys): readonly Problem[] {
  const { path } = file
  const box = boxOfBackup(file)
  if (box === undefined) return []
  return site.subnets.flatMap(({ name, prefixes }): Problem[] => {
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined
    if (key === undefined) return []
    const found = box.interfaces.get(key)
    if (found === undefined) {
      const message = `The backup has no enabled interface ${key} for the network ${name}.`
      return [{ severity: 'error', at: `targets/pfsense/interfaces/${name}`, message, suggestion: listInterfaces(box) }]
    }
    const isApart =
      found.networks.length > 0 &&
      !prefixes.some((prefix) =>
        found.networks.some((network) => network.family === prefix.family && prefixContains(network, prefix)),
      )
    if (!isApart) return []
    const message = `In the backup ${key} has ${found.networks.map(formatPrefix).join(' and ')}, which is not the network ${name}.`
    return [problemAt('warning', path, found.at.line, message, listInterfaces(box))]
  })
}

export function listInterfaces({ interfaces }: Box): string {
  const words = [...interfaces.values()].map(({ key, description, networks }) => {
    const details = [description, ...networks.map(formatPrefix)].filter(Boolean).join(', ')
    return details === '' ? key : `${key} (${details})`
  })
  return `It has ${words.join(', ')}.`
}
