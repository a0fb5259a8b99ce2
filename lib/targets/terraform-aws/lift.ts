/** For import: which files are Terraform's or the account's, and what their rules are called. Nothing else is kept. */
import type { Problem } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import type { FileSet, Lifted, MachineFact, NamedPorts, TextFile } from '../target'
import { roleGroups } from './groups'
import type { SecurityRule } from './model'
import { readers } from './read'

/** Of whom the files are does not matter to the names of their rules. */
const nobody: Pick<Site, 'members' | 'variables'> = { members: [], variables: {} }

const isOurs = /\baws_|"SecurityGroup/
const isForeign = /\bhcloud_/

export function lift(files: FileSet): Lifted {
  const empty: Lifted = { files: [], machines: [], facts: [], names: [], ignored: [], problems: [] }
  const reader = readers.find((candidate) => files.some((file) => candidate.recognises(file)))
  const recognised = reader === undefined ? [] : files.filter((file) => reader.recognises(file))
  // A module or state of another provider's is not for these readers.
  const own = recognised.some(({ text }) => isForeign.test(text) && !isOurs.test(text)) ? [] : recognised
  const read = own.length === 0 ? undefined : reader?.read(own, nobody as Site)
  if (read?.ok === true && !Object.values(roleGroups).some((group) => read.value.groups.includes(group))) {
    return { ...empty, problems: own.map(explainForeign) }
  }
  const rules = read?.ok === true ? read.value.rules : []
  const groups = read?.ok === true ? read.value.groups : []
  return {
    files: own.map((file) => ({ ...file, from: file.path })),
    machines: groups.flatMap((group) => machineOf(group, own[0]?.path ?? '')),
    facts: [],
    names: rules.filter(({ direction }) => direction === 'ingress').flatMap(namedPorts),
    ignored: own.map(({ path }) => ({
      at: { file: path, line: 1 },
      what: 'all but the inbound rules of security groups: what Terraform calls sensitive is not read',
    })),
    problems: [],
  }
}

/** A group that one machine carries beside that of its role. */
function machineOf(group: string, file: string): MachineFact[] {
  const name = /^(?:node|pool)_([a-z0-9_]+)$/.exec(group)?.[1]?.replaceAll('_', '-')
  if (name === undefined) return []
  return [{ name, isNamed: true, role: 'worker', addresses: [], at: { file, line: 1 } }]
}

function explainForeign({ path }: TextFile): Problem {
  return {
    severity: 'error',
    at: path,
    message: `no group of these is called ${Object.values(roleGroups).join(' or ')}: which machines carry them no file says`,
    suggestion: 'give the state of a module that Portcullis wrote, or call the groups so',
  }
}

const protocols = new Map([
  [6, 'tcp' as const],
  [17, 'udp' as const],
])

function namedPorts({ address, protocol, from, to, statements }: SecurityRule): NamedPorts[] {
  const known = protocol === 'any' ? undefined : protocols.get(protocol)
  const [at] = statements
  if (known === undefined || at === undefined || from < 0 || to > 65535) return []
  const name = /\.([A-Za-z0-9_-]+)(?:\[|$)/.exec(address)?.[1] ?? ''
  return [{ name: name.replaceAll('_', '-'), protocol: known, ports: [{ from, to }], at }]
}
