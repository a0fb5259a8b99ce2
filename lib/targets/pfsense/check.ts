/** Syntax and limits of the product, on any text: what pfSense refuses, leaves out, or takes for something else. */
import { type Problem, problemAt } from '@/lib/design/problem'
import { rootName } from '@/lib/text/xml/root-name'
import type { FileSet } from '../target'
import { rulesetOf } from './evaluate/ruleset'
import type { Alias, PfModel, RuleText } from './model'
import { readFiles } from './read'

/** Problems of the configuration and its sections; other files are for people and programs elsewhere. */
export function checkFiles(files: FileSet): readonly Problem[] {
  const written = files.filter(({ path, text }) => path.endsWith('.xml') || rootName(text) === 'pfsense')
  const whole = written.filter(({ text }) => rootName(text) === 'pfsense')
  const sections = written.filter((file) => !whole.includes(file))
  return [...whole.map((file) => [file]), ...(sections.length === 0 ? [] : [sections])].flatMap(checkTogether)
}

function checkTogether(files: FileSet): readonly Problem[] {
  const read = readFiles(files, [])
  if (!read.ok) return read.problems
  const model: PfModel = read.value
  return [
    ...read.problems,
    ...(model.aliases?.aliases ?? []).flatMap(checkAlias),
    // One section alone names what stands in the other.
    ...(model.filter === undefined || model.aliases === undefined ? [] : rulesetOf(model).problems),
    ...(model.filter?.rules ?? []).flatMap(checkRule),
  ]
}

const nameAdvice = 'Use up to 31 letters, digits and underscores.'

function checkAlias({ name, at }: Alias): readonly Problem[] {
  if (/^(?![\d_]+$)[A-Za-z0-9_]{1,31}$/.test(name)) return []
  return [problemAt('error', at.file, at.line, `pfSense takes no alias with the name "${name}".`, nameAdvice)]
}

const portProtocols = ['tcp', 'udp', 'tcp/udp', 'sctp']

function checkRule({ at, fields, source, destination }: RuleText): readonly Problem[] {
  const warning = (message: string, suggestion: string): Problem =>
    problemAt('warning', at.file, at.line, message, suggestion)
  const protocol = fields.get('protocol') ?? ''
  const hasPort = [source, destination].some((end) => (end.fields.get('port') ?? '') !== '')
  const type = fields.get('type') ?? ''
  return [
    ...(hasPort && !portProtocols.includes(protocol.toLowerCase())
      ? [warning('The port of this rule is left out, as its protocol has none.', 'Name tcp or udp.')]
      : []),
    ...(protocol !== protocol.toLowerCase()
      ? [warning(`The protocol ${protocol} is not written in lower case.`, 'Write it in lower case.')]
      : []),
    ...(['pass', 'block', 'reject', 'match'].includes(type)
      ? []
      : [warning(`pfSense takes the word "${type}" for pass.`, 'Write pass, block or reject.')]),
    ...((fields.get('descr') ?? '').includes('\\')
      ? [warning('The rule editor takes no backslash in a description.', 'Leave it out.')]
      : []),
  ]
}
