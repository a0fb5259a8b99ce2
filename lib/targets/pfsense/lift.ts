/**
 * For import: the networks that a backup's interfaces join. Passwords, certificates and everything else that a backup holds
 * are not read.
 */
import { rootName } from '@/lib/text/xml/root-name'
import { explainBare } from '../router/lift/explain-bare'
import { nameNetworks } from '../router/lift/name-networks'
import type { FileSet, Lifted } from '../target'
import { readFiles } from './read'

const roots = ['pfsense', 'filter', 'aliases']
const bare = { id: 'pfsense', whole: 'the whole backup (Diagnostics > Backup & Restore, all areas)' }

export function lift(files: FileSet): Lifted {
  const own = files.filter(({ text }) => roots.includes(rootName(text) ?? ''))
  const whole = own.filter(({ text }) => rootName(text) === 'pfsense')
  const read = own.length === 0 ? undefined : readFiles(whole.length > 0 ? whole : own, [])
  const box = read?.ok === true ? read.value.box : undefined
  const networks = nameNetworks([...(box?.interfaces.values() ?? [])])
  return {
    files: (whole.length > 0 ? whole : own).map((file) => ({ ...file, from: file.path })),
    machines: [],
    facts: [],
    names: [],
    rules: read?.ok === true ? (read.value.filter?.rules.map(({ at }) => at) ?? []) : [],
    networks: networks.map(({ fact }) => fact),
    options: { interfaces: Object.fromEntries(networks.map(({ fact, key }) => [fact.name, key])) },
    ignored: own.map(({ path }) => ({
      at: { file: path, line: 1 },
      what: 'all but interfaces, aliases and filter rules: passwords, keys and certificates are not read',
    })),
    // What cannot be read, its reader says.
    problems: whole.length === 0 && read?.ok === true ? explainBare(own, bare) : [],
  }
}
