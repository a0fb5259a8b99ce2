/** The firewalls of a state or a plan, and the servers that stand in it beside them. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { isJsonObject, jsonItems } from '@/lib/text/json'
import { findJsonStranger, type JsonShape, plainKeys } from '@/lib/text/json-strangers'
import type { TextFile } from '../../target'
import { type Entry, problemIn, readEntries, statementOf } from '../../terraform/read/state'
import type { Attachment, Firewall, FirewallModel, FirewallRule, ServerDoubt } from '../model'
import { firewallType, serverType } from './configuration'
import { findLimits } from './limits'
import { readRuleValues } from './rule-values'
import { parseSelector } from './selector'

export function readState(file: TextFile): Result<FirewallModel> {
  const entries = readEntries(file)
  if (!entries.ok) return entries
  const problems: Problem[] = []
  const servers = entries.value.filter(({ type }) => type === serverType)
  const own = entries.value.filter(({ type }) => type === firewallType)
  const firewalls = own.map((entry) => firewallOf(entry, servers, file, problems))
  for (const { address, type } of entries.value) {
    if (!type.startsWith(firewallType) || type === firewallType) continue
    problems.push(problemIn(file, address, `${address}: what ${type} does is not known here.`))
  }
  const model: FirewallModel = { firewalls, doubts: servers.flatMap((server) => doubtsOf(server, own, file)) }
  if (problems.length === 0) problems.push(...findLimits(model, () => file.path))
  return problems.length > 0 ? failure(problems) : success(model)
}

/** @see https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/firewall */
const firewallShape: JsonShape = {
  keys: {
    ...plainKeys('id', 'name', 'labels'),
    apply_to: { keys: plainKeys('label_selector', 'server') },
    rule: { keys: plainKeys('direction', 'protocol', 'port', 'source_ips', 'destination_ips', 'description') },
  },
}

function firewallOf(entry: Entry, servers: readonly Entry[], file: TextFile, problems: Problem[]): Firewall {
  const { address, values } = entry
  const refuse = (message: string): void => {
    problems.push(problemIn(file, address, `${address}: ${message}`))
  }
  const strange = findJsonStranger(values, firewallShape)
  if (strange !== undefined) refuse(`what ${strange} of it does is not known here.`)
  const attached = jsonItems(values.apply_to).flatMap((one) => attachmentsOf(one, servers, refuse))
  const named = servers.filter((server) => values.id !== undefined && carries(server, values.id)).map(attachmentTo)
  if (attached.length + named.length === 0) refuse('which servers carry it the file does not say.')
  const statement = statementOf(file, address)
  return {
    address,
    name: typeof values.name === 'string' ? values.name : '',
    appliedTo: [...attached, ...named],
    rules: jsonItems(values.rule).flatMap((rule): FirewallRule[] => {
      if (!isJsonObject(rule)) return []
      const list = (value: unknown): readonly unknown[] | undefined =>
        Array.isArray(value) ? jsonItems(value) : undefined
      const { direction, protocol, port, description } = rule
      const ends = { source_ips: list(rule.source_ips), destination_ips: list(rule.destination_ips) }
      const read = readRuleValues({ direction, protocol, port, description, ...ends })
      if (!read.ok) {
        refuse(read.message)
        return []
      }
      return [{ ...read.facts, ends: read.facts.ends.map(({ prefix }) => ({ prefix, statements: [statement] })) }]
    }),
  }
}

/** A server lists the numbers of its firewalls; the firewall knows its own as text. */
function carries({ values }: Entry, firewall: unknown): boolean {
  return jsonItems(values.firewall_ids).some((id) => String(id) === String(firewall))
}

/** A server may list a firewall of another state, whose rules add to those that are known; or, in a plan, one yet to be made. */
function doubtsOf(server: Entry, firewalls: readonly Entry[], file: TextFile): ServerDoubt[] {
  const known = new Set(firewalls.map(({ values }) => String(values.id)))
  if (server.values.firewall_ids === undefined && server.isGiven('firewall_ids')) {
    const message = `Which firewalls ${server.address} carries is known only once they are made.`
    return [{ on: attachmentTo(server), at: statementOf(file, server.address), message }]
  }
  return jsonItems(server.values.firewall_ids)
    .filter((id) => !known.has(String(id)))
    .map((id) => ({
      on: attachmentTo(server),
      at: statementOf(file, server.address),
      message: `${server.address} carries the firewall ${String(id)}, which the file does not hold.`,
    }))
}

function attachmentTo({ values }: Entry): Attachment {
  const labels = isJsonObject(values.labels) ? values.labels : {}
  const texts = Object.entries(labels).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return { kind: 'server', name: String(values.name), labels: Object.fromEntries(texts) }
}

function attachmentsOf(one: unknown, servers: readonly Entry[], refuse: (message: string) => void): Attachment[] {
  if (!isJsonObject(one)) return []
  const { label_selector: text, server: id } = one
  if (typeof text === 'string' && text !== '') {
    const selector = parseSelector(text)
    if (selector !== undefined) return [{ kind: 'labels', selector }]
    refuse(`"${text}" is no label selector.`)
    return []
  }
  // A plan does not know the numbers of what it will make.
  const isKnown = id !== undefined && id !== null
  const server = servers.find(({ values }) => isKnown && String(values.id) === String(id))
  if (server !== undefined) return [attachmentTo(server)]
  refuse(
    isKnown
      ? `which server has the number ${String(id)} the file does not say.`
      : 'which server carries it is known only once that is made.',
  )
  return []
}
