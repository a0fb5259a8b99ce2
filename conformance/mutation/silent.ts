/** What in the mutated sources no judge of packets can see: words, and how files are told apart by name. */
import type { Mute, Silence } from './instrument'
import { bare, part, parts, type SyntaxNode, textPart } from './syntax'

type Test = (node: SyntaxNode, inside: string, around: SyntaxNode) => boolean

/** By which a file is for one machine or another, or for one reader or another. */
const naming = new Set([
  ...['readBundlePath', 'stemOf', 'scopeOfName', 'scopeOfPath', 'refuseRivals', 'looseLayer', 'covers', 'fileFor'],
  ...['isWholeConfig', 'isAbout', 'bundleReader', 'configReader', 'documentsReader', 'nftablesReaders'],
  ...['readDisable', 'firewallKind', 'machineKey', 'inetTable'],
])
const namingCalls = new Set(['refuseRivals', 'warnStrangers'])

export function muteOf(isWords: Test): Silence {
  return (node, inside, around): Mute | undefined =>
    isWords(node, inside, around) ? 'words' : isNaming(node, inside) ? 'names' : undefined
}

function isNaming(node: SyntaxNode, inside: string): boolean {
  if (naming.has(inside)) return true
  if (node.type === 'VariableDeclarator') return naming.has(textPart(part(node, 'id'), 'name'))
  if (node.type === 'Property') return textPart(part(node, 'key'), 'name') === 'recognises'
  const call = node.type === 'ExpressionStatement' ? part(node, 'expression') : undefined
  return call !== undefined && namingCalls.has(textPart(part(call, 'callee'), 'name'))
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
  // How many problems are told at most.
  'hasEnoughFaults',
  // Which lines and chains a verdict names, and what is only warned of.
  'linesOf',
  'listNames',
  'lostPreamble',
  'findLostPreamble',
])
/** Constants and properties that hold such words, or the line a thing stands on. */
const wordingNames = new Set([
  ...['message', 'advice', 'suggestion', 'title', 'because', 'source', 'at', 'line', 'exceptLine', 'actionAt', 'meant'],
  ...['inventedKeys', 'looksLike', 'whom', 'place', 'says', 'why', 'number', 'file', 'mostProblems'],
])
/** Calls whose later arguments are words: from which one on. */
const wordingCalls: Readonly<Record<string, number>> = { refuse: 1, refuseShape: 2, problemAt: 1, allow: 0, deny: 0 }

export function isWording(node: SyntaxNode, inside: string, around: SyntaxNode): boolean {
  if (wording.test(inside) || wordingFunctions.has(inside) || isWordOfCall(node, around)) return true
  if (isChoiceOfWords(node, around) || isGuard(node, around)) return true
  switch (node.type) {
    case 'VariableDeclarator':
      return wordingNames.has(textPart(part(node, 'id'), 'name'))
    case 'Property':
      return wordingNames.has(textPart(part(node, 'key'), 'name')) || textPart(part(node, 'key'), 'name') === 'id'
    case 'Literal':
      return around.type === 'LogicalExpression' && node === part(around, 'right') && isPadding(node, around)
    case 'ExpressionStatement':
      return isWarning(node)
    default:
      return false
  }
}

/** `?? ''` and the like, which only the compiler asks for. */
function isPadding({ value }: SyntaxNode, around: SyntaxNode): boolean {
  return textPart(around, 'operator') === '??' && (value === '' || value === 0)
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

export function isCatalogueText(node: SyntaxNode): boolean {
  return node.type === 'Property' && catalogueText.has(textPart(part(node, 'key'), 'name'))
}

/** Of the policy nothing but what is said of a rule to people; that it is said where it must be is asked. */
const ruleText = new Set(['title', 'purpose', 'source'])

export function isRuleText(node: SyntaxNode, _inside: string, around: SyntaxNode): boolean {
  const isPadded = around.type === 'LogicalExpression' && node === part(around, 'right') && isPadding(node, around)
  if (isPadded || isGuard(node, around)) return true
  return node.type === 'Property' && ruleText.has(textPart(part(node, 'key'), 'name'))
}

/** Which lines a verdict names, what is only warned of, and how long a word is quoted. */
const guestNames = new Set(['cure', 'what', 'whose', 'off', 'lines', 'letting', 'end', 'word', 'setting', 'others'])
const guestCalls: Readonly<Record<string, number>> = { warn: 0, refuse: 1, bad: 0, twice: 0 }

export function isGuestWording(node: SyntaxNode, inside: string, around: SyntaxNode): boolean {
  if (inside === 'linesOf' || inside === 'twice' || isWording(node, inside, around)) return true
  const callee = around.type === 'CallExpression' ? textPart(part(around, 'callee'), 'name') : ''
  const first = Object.hasOwn(guestCalls, callee) ? guestCalls[callee] : undefined
  if (first !== undefined && parts(around, 'arguments').indexOf(node) >= first) return true
  return inside === 'decide' && node.type === 'VariableDeclarator' && guestNames.has(textPart(part(node, 'id'), 'name'))
}

/** Comments in a patch, and what is only warned of. */
const patchNames = new Set(['purpose', 'headers', 'comments', 'header', 'title', 'where', 'whole'])
const patchFunctions = new Set(['optionProblems', 'problemsOf', 'commentsOf', 'comment', 'placeOf', 'beforeYouStart'])

export function isPatchWording(node: SyntaxNode, inside: string, around: SyntaxNode): boolean {
  if (patchFunctions.has(inside)) return true
  const name = textPart(part(node, node.type === 'Property' ? 'key' : 'id'), 'name')
  const isNamed = (node.type === 'Property' || node.type === 'VariableDeclarator') && patchNames.has(name)
  return isNamed || isChoiceOfWords(node, around)
}

/** Functions that find the lines behind a rule, and nothing else. */
const lineFinders = new Set([
  'lineOf',
  'startLine',
  'statementsOf',
  'statementOf',
  'literalLines',
  'collectLiterals',
  'peersOf',
])
const terraformNames = new Set([
  'suggestion',
  'adviseBlock',
  'about',
  'statements',
  'lines',
  'written',
  'own',
  'where',
  'settled',
  'peerArguments',
])
/** From which argument on a call of these is words, or a line. */
const terraformCalls: Readonly<Record<string, number>> = {
  stop: 1,
  fail: 1,
  refuse: 0,
  problemAt: 0,
  problemIn: 1,
  conflict: 1,
}

export function isTerraformWording(node: SyntaxNode, inside: string, around: SyntaxNode): boolean {
  if (lineFinders.has(inside) || isWording(node, inside, around)) return true
  const callee = around.type === 'CallExpression' ? textPart(part(around, 'callee'), 'name') : ''
  const first = Object.hasOwn(terraformCalls, callee) ? terraformCalls[callee] : undefined
  if (first !== undefined && parts(around, 'arguments').indexOf(node) >= first) return true
  const name = textPart(part(node, node.type === 'Property' ? 'key' : 'id'), 'name')
  return (node.type === 'Property' || node.type === 'VariableDeclarator') && terraformNames.has(name)
}
