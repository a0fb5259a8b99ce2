/**
 * What Talos makes of one patch: documents with the same kind and name are merged, others are put at the end.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/configpatcher/strategic.go
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/merge/merge.go
 */
import { type Problem, problemAt } from '@/lib/design/problem'
import type { Behaviour } from '../behaviour'
import type { ConfigDocument, DefaultDocument, DeleteMarker, Firewall, Layer, RuleDocument } from '../config'
import { adjacentPorts, explainAdjacent, faultOfPorts } from '../read/port'

type Held = DefaultDocument | RuleDocument

/** The machine's firewall after the layer, or what the product says instead. */
export interface Merge {
  /** Undefined where Talos refuses the result and the machine stays as it was. */
  readonly firewall: Firewall | undefined
  readonly problems: readonly Problem[]
}

export function applyLayer(before: Firewall, layer: Layer, behaviour: Behaviour): Merge {
  const problems: Problem[] = []
  const isWhole = layer.step === 'config'
  const held = isWhole ? layer.documents.filter(isHeld) : mergePatch(before, layer.documents, behaviour, problems)
  const firewall = checkResult(held, isWhole, behaviour, problems)
  return { firewall: problems.some(({ severity }) => severity === 'error') ? undefined : firewall, problems }
}

function isHeld(document: ConfigDocument): document is Held {
  return document.kind === 'default' || document.kind === 'rule'
}

function idOf(document: Held | DeleteMarker): string {
  const kind = document.kind === 'delete' ? document.of : document.kind
  return kind === 'rule' && 'name' in document ? `rule ${document.name}` : kind
}

function mergePatch(
  before: Firewall,
  documents: readonly ConfigDocument[],
  behaviour: Behaviour,
  problems: Problem[],
): Held[] {
  const held = documentsOf(before)
  /** Before 1.14 a document that this patch adds is not found by what follows in the same patch. */
  const found = new Set(held.map(idOf))
  for (const document of documents) {
    if (document.kind === 'other' || (document.kind === 'delete' && document.of === 'other')) continue
    const id = idOf(document)
    const index = found.has(id) ? held.findIndex((one) => idOf(one) === id) : -1
    const left = held[index]
    if (document.kind === 'delete') {
      if (left !== undefined) {
        held.splice(index, 1)
        found.delete(id)
      } else if (!behaviour.relaxedPatches) problems.push(explainMissing(document))
    } else if (left === undefined) {
      held.push(document)
      if (behaviour.relaxedPatches) found.add(id)
    } else held[index] = mergeDocument(left, document, behaviour, problems)
  }
  return held
}

function documentsOf({ action, actionAt, rules }: Firewall): Held[] {
  return actionAt === undefined ? [...rules] : [{ kind: 'default', action, at: actionAt }, ...rules]
}

function explainMissing({ of, name, at }: DeleteMarker): Problem {
  const what = of === 'rule' ? `the rule ${name}` : 'a default action'
  const message = `the machine has no document for ${what}: Talos before 1.14 then makes a configuration it cannot read`
  return problemAt(
    'error',
    at.file,
    at.line,
    message,
    'delete only what is there, once; or give the whole configuration',
  )
}

function mergeDocument(left: Held, right: Held, behaviour: Behaviour, problems: Problem[]): Held {
  if (right.kind === 'default') {
    if (right.action === 'block' || left.kind !== 'default' || left.action === 'accept') return right
    const message = 'a patch cannot turn block back into accept: Talos takes accept for nothing said, and keeps block'
    problems.push(
      problemAt('warning', right.at.file, right.at.line, message, 'delete the document and every rule instead'),
    )
    return left
  }
  if (left.kind !== 'rule') return right
  return {
    ...right,
    protocol: right.protocol ?? left.protocol,
    ports: mergeLists(left.ports, right.ports, behaviour),
    sources: mergeLists(left.sources, right.sources, behaviour),
  }
}

function mergeLists<T>(left: readonly T[] | undefined, right: readonly T[] | undefined, behaviour: Behaviour) {
  if (right === undefined || left === undefined) return right ?? left
  return behaviour.listsAppend ? [...left, ...right] : right
}

/** Talos' own checks of the whole, and the one trap in writing it out again after a patch. */
function checkResult(held: readonly Held[], isWhole: boolean, behaviour: Behaviour, problems: Problem[]): Firewall {
  let action: DefaultDocument | undefined
  const rules: Firewall['rules'][number][] = []
  for (const document of held) {
    if (document.kind === 'default') {
      action = document
      continue
    }
    const { file, line } = document.at
    const ports = document.ports ?? []
    const ranges = ports.map(({ range }) => range)
    const fault = faultOfPorts(ranges)
    const pair = behaviour.losesAdjacentPorts ? adjacentPorts(ranges) : undefined
    if (fault !== undefined) {
      const advice = 'give portSelector.ports with the rule'
      problems.push(problemAt('error', file, line, `rule ${document.name}: ${fault}, and Talos refuses it`, advice))
    } else if (pair !== undefined) {
      problems.push(problemAt('error', file, line, `rule ${document.name}: ${explainAdjacent(pair)}`))
    } else if (document.protocol === undefined && !isWhole) {
      const message = `rule ${document.name} has no protocol: a patched configuration with it is refused by the machine`
      problems.push(problemAt('error', file, line, message, 'add protocol: tcp or protocol: udp to portSelector'))
    }
    rules.push({ ...document, ports })
  }
  return { action: action?.action ?? 'accept', actionAt: action?.at, rules }
}
