/** Which sources are mutated, which judges are asked about them, and what in them no judge of packets can see. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Silence } from './instrument'
import { bare, part, parts, type SyntaxNode, textPart } from './syntax'

export type Judging = 'Talos' | 'kernel' | 'sufficiency'

export interface Group {
  readonly name: string
  readonly files: readonly string[]
  readonly judges: readonly Judging[]
  readonly isSilent: Silence
}

const talos = 'lib/targets/talos'
const nftables = 'lib/targets/nftables'

function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name))
}

export function mutatedGroups(): Group[] {
  return [
    {
      name: 'talos: reading',
      files: [`${talos}/read.ts`, ...sourcesIn(`${talos}/read`)],
      judges: ['Talos'],
      isSilent: isWording,
    },
    {
      name: 'talos: merging',
      files: [`${talos}/behaviour.ts`, `${talos}/install.ts`, `${talos}/evaluate/merge.ts`],
      judges: ['Talos', 'kernel'],
      isSilent: isWording,
    },
    {
      name: 'talos: evaluating',
      files: [
        'lib/site/talos-filter.ts',
        ...['admits', 'decide', 'evaluate/always', 'evaluate/decide-rules', 'evaluate/rule-sources'].map(
          (name) => `${talos}/${name}.ts`,
        ),
      ],
      judges: ['Talos', 'kernel'],
      isSilent: isWording,
    },
    {
      name: 'nft: reading',
      files: [`${nftables}/read.ts`, ...sourcesIn(`${nftables}/read`)],
      judges: ['kernel'],
      isSilent: isWording,
    },
    {
      name: 'nft: loading',
      files: ['install', 'evaluate/run-commands', 'evaluate/blind-spots'].map((name) => `${nftables}/${name}.ts`),
      judges: ['kernel'],
      isSilent: isWording,
    },
    {
      name: 'nft: evaluating',
      files: [
        ...['admits', 'decide', 'ruleset'],
        ...['always', 'chain-rows', 'destinations', 'match-packet', 'ruleset-rows', 'walk'].map(
          (name) => `evaluate/${name}`,
        ),
      ].map((name) => `${nftables}/${name}.ts`),
      judges: ['kernel'],
      isSilent: isWording,
    },
    {
      name: 'catalogue',
      files: ['talos', 'kubernetes', 'etcd', 'metallb', 'cni/overlay', 'cni/flannel', 'cni/cilium', 'cni/calico'].map(
        (name) => `lib/catalog/${name}.ts`,
      ),
      judges: ['sufficiency'],
      isSilent: (node, inside, around) => isWording(node, inside, around) || isCatalogueText(node),
    },
  ]
}

/** Functions that word a problem or a verdict, name the lines behind it, or only warn. */
const wording =
  /^(?:explain|describe|format|words|naming|listed|suggested|linesNaming|linesExcepting|admittedBy|droppedBy)/
const wordingFunctions = new Set([
  'actionLines',
  'refuse',
  'refuseShape',
  'problemAt',
  'warnStrangers',
  'compareNetworks',
  'prefixesOf',
  'isNear',
])
/** Constants and properties that hold such words, or the line a thing stands on. */
const wordingNames = new Set([
  ...['message', 'advice', 'suggestion', 'title', 'because', 'source', 'at', 'line', 'exceptLine', 'actionAt', 'meant'],
  ...['inventedKeys', 'looksLike', 'whom', 'place', 'says', 'why', 'number', 'file'],
])
/** Calls whose later arguments are words: from which one on. */
const wordingCalls: Readonly<Record<string, number>> = { refuse: 1, refuseShape: 2, problemAt: 1, allow: 0, deny: 0 }

function isWording(node: SyntaxNode, inside: string, around: SyntaxNode): boolean {
  if (wording.test(inside) || wordingFunctions.has(inside) || isWordOfCall(node, around)) return true
  if (isChoiceOfWords(node, around) || isGuard(node, around)) return true
  switch (node.type) {
    case 'VariableDeclarator':
      return wordingNames.has(textPart(part(node, 'id'), 'name'))
    case 'Property':
      return wordingNames.has(textPart(part(node, 'key'), 'name'))
    case 'ExpressionStatement':
      return isWarning(node)
    default:
      return false
  }
}

function isWordOfCall(node: SyntaxNode, around: SyntaxNode): boolean {
  const callee = around.type === 'CallExpression' ? textPart(part(around, 'callee'), 'name') : ''
  const first = Object.hasOwn(wordingCalls, callee) ? wordingCalls[callee] : undefined
  return first !== undefined && parts(around, 'arguments').indexOf(node) >= first
}

/** The test between two refusals: it refuses either way, in other words. */
function isChoiceOfWords(node: SyntaxNode, around: SyntaxNode): boolean {
  if (around.type !== 'IfStatement' || node !== part(around, 'test')) return false
  return onlyRefuses(part(around, 'consequent')) && onlyRefuses(part(around, 'alternate'))
}

/** `if (…) throw`: what cannot be, unless we are mistaken; no file and no packet comes there. */
function isGuard(node: SyntaxNode, around: SyntaxNode): boolean {
  return (
    around.type === 'IfStatement' &&
    node === part(around, 'test') &&
    part(around, 'consequent')?.type === 'ThrowStatement'
  )
}

function onlyRefuses(node: SyntaxNode | undefined): boolean {
  switch (node?.type) {
    case 'BlockStatement': {
      const steps = parts(node, 'body').filter(({ type }) => type !== 'VariableDeclaration')
      return steps.length > 0 && steps.every(onlyRefuses)
    }
    case 'IfStatement':
      return onlyRefuses(part(node, 'consequent')) && onlyRefuses(part(node, 'alternate'))
    case 'ExpressionStatement': {
      const callee = textPart(part(part(node, 'expression') ?? node, 'callee'), 'name')
      return callee === 'refuse' || callee === 'refuseShape'
    }
    default:
      return false
  }
}

/** `problems.push(problemAt('warning', …))`. */
function isWarning(node: SyntaxNode): boolean {
  const call = part(node, 'expression')
  const [first] = call === undefined ? [] : parts(call, 'arguments')
  if (first === undefined || textPart(part(first, 'callee'), 'name') !== 'problemAt') return false
  const [severity] = parts(first, 'arguments')
  return severity !== undefined && bare(severity).value === 'warning'
}

const catalogueText = new Set(['id', 'title', 'purpose', 'because', 'field', 'risk', 'need', 'source', 'icmpTypes'])

function isCatalogueText(node: SyntaxNode): boolean {
  return node.type === 'Property' && catalogueText.has(textPart(part(node, 'key'), 'name'))
}
