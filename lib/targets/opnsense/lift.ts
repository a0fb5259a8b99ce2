/**
 * For import: the networks that a configuration's interfaces join, and our own two files. Passwords, certificates and everything
 * else that a configuration holds are not read.
 */
import { explainBare } from '../router/lift/explain-bare'
import { nameNetworks } from '../router/lift/name-networks'
import type { FileSet, Lifted } from '../target'
import { readFiles } from './read'
import { isAliasList } from './read/alias-list'
import { isConfiguration } from './read/configuration'
import { isRuleTable } from './read/rule-rows'

const bare = { id: 'opnsense', whole: 'the whole configuration (System > Configuration > Backups), these beside it' }

export function lift(files: FileSet): Lifted {
  const whole = files.filter(({ text }) => isConfiguration(text))
  const tables = files.filter(({ text }) => isAliasList(text) || isRuleTable(text))
  const own = [...whole, ...tables]
  const read = whole.length === 0 ? undefined : readFiles(whole)
  const box = read?.ok === true ? read.value.box : undefined
  const networks = nameNetworks([...(box?.interfaces.values() ?? [])])
  return {
    files: own.map((file) => ({ ...file, from: file.path })),
    machines: [],
    facts: [],
    names: [],
    rules: read?.ok === true ? read.value.rules.map(({ at }) => at) : [],
    networks: networks.map(({ fact }) => fact),
    options: { interfaces: Object.fromEntries(networks.map(({ fact, key }) => [fact.name, key])) },
    ignored: whole.map(({ path }) => ({
      at: { file: path, line: 1 },
      what: 'all but interfaces, aliases and filter rules: passwords, keys and certificates are not read',
    })),
    // What cannot be read, its reader says.
    problems: whole.length === 0 && readFiles(tables).ok ? explainBare(tables, bare) : [],
  }
}
