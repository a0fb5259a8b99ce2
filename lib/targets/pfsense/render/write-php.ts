/**
 * A snippet for Diagnostics > Command Prompt > Execute PHP Commands: puts our aliases and rules in place of our earlier ones
 * and leaves all others alone.
 * @see https://docs.netgate.com/pfsense/en/latest/development/php-shell.html
 */
import { markerOf } from '../../router/render/names'
import type { PlannedEnd } from '../../router/render/plan'
import type { TrackedPlan, TrackedRule } from './plan'

export function writePhp(cluster: string, { aliases, rules }: TrackedPlan): string {
  const marker = markerOf(cluster)
  const aliasRows = aliases.map(({ name, type, entries, details, description }) =>
    phpArray({ name, type, address: entries.join(' '), descr: description, detail: details.join('||') }),
  )
  return [
    `// Portcullis: the rules of ${cluster}, for Diagnostics > Command Prompt > Execute PHP Commands.`,
    '// It replaces what it put there before and leaves every other alias and rule alone.',
    'require_once("config.inc");',
    'require_once("filter.inc");',
    `$marker = ${phpString(marker)};`,
    '$aliases = [',
    ...aliasRows.map((row) => `  ${row},`),
    '];',
    '$rules = [',
    ...rules.map((rule) => `  ${phpArray(ruleFields(rule))},`),
    '];',
    '$isTheirs = fn($entry) => !str_starts_with($entry["descr"] ?? "", $marker);',
    "$theirAliases = array_values(array_filter(config_get_path('aliases/alias', []), $isTheirs));",
    "$theirRules = array_values(array_filter(config_get_path('filter/rule', []), $isTheirs));",
    "$taken = array_intersect(array_column($theirAliases, 'name'), array_column($aliases, 'name'));",
    'if ($taken) {',
    '  echo "Nothing was changed: rename first what is none of ours: " . implode(" ", $taken);',
    '} else {',
    "  config_set_path('aliases/alias', array_merge($theirAliases, $aliases));",
    "  config_set_path('filter/rule', array_merge($rules, $theirRules));",
    `  write_config(${phpString(`Portcullis: ${cluster}`)});`,
    '  filter_configure();',
    '  echo count($aliases) . " aliases and " . count($rules) . " rules are in place.";',
    '}',
    '',
  ].join('\n')
}

type PhpValue = string | { readonly [key: string]: PhpValue }

function ruleFields(rule: TrackedRule): Record<string, PhpValue> {
  return {
    tracker: String(rule.tracker),
    type: rule.action,
    interface: rule.interfaces,
    ipprotocol: rule.families,
    ...(rule.protocol === undefined ? {} : { protocol: rule.protocol }),
    ...(rule.icmpWords.length === 0 ? {} : { icmptype: rule.icmpWords.join(',') }),
    direction: 'in',
    quick: 'yes',
    floating: 'yes',
    ...(rule.action === 'block' ? { log: '' } : {}),
    source: endFields(rule.source),
    destination: { ...endFields(rule.destination), ...(rule.port === undefined ? {} : { port: rule.port }) },
    descr: rule.description,
  }
}

function endFields(end: PlannedEnd): Record<string, PhpValue> {
  if (end.kind === 'any') return { any: '' }
  return { address: end.name, ...(end.isNegated ? { not: '' } : {}) }
}

function phpArray(fields: Readonly<Record<string, PhpValue>>): string {
  const entries = Object.entries(fields).map(([key, value]) => {
    const text = typeof value === 'string' ? phpString(value) : phpArray(value)
    return `${phpString(key)} => ${text}`
  })
  return `[${entries.join(', ')}]`
}

/** In single quotes only the quote and the backslash mean something. */
function phpString(text: string): string {
  return `'${text
    .replaceAll(/[\r\n]/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")}'`
}
