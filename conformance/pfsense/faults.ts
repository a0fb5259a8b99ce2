/** Deliberate faults: a judge that does not find them judges nothing. */
import type { Ran } from '../verdict'
import { checks } from './check-sample'
import type { Php } from './php'
import type { Sample } from './samples'
import { askXmllint } from './xmllint'

type Faults = Ran['faults']

export function tryXmlFaults(sample: Sample | undefined): Faults {
  if (sample === undefined) return []
  const damages: readonly (readonly [string, (text: string) => string])[] = [
    ['a bare ampersand', (text) => text.replace('<type>', '<type>a & b')],
    ['an element left open', (text) => text.replace('</type>', '')],
    ['elements across each other', (text) => text.replace('</type>', '</name>')],
    ['an end mark in a CDATA section', (text) => text.replace('<![CDATA[', '<![CDATA[ ]]>]]> &')],
    ['a second root', (text) => `${text}<filter></filter>\n`],
  ]
  const verdicts = askXmllint(damages.map(([, damage]) => damage(sample.aliases)))
  return damages.map(([fault], index) => ({ fault, outcome: verdicts[index] === true ? 'NOT CAUGHT' : 'caught' }))
}

type Damage = (sample: Sample) => Sample

/** A change of our rules in both files that hold them; the same sample where it cannot carry it. */
function inRules(change: (text: string) => string): Damage {
  return (sample) => ({ ...sample, filter: change(sample.filter), merged: change(sample.merged) })
}

function inSnippet(from: string, to: string): Damage {
  return (sample) => ({ ...sample, snippet: sample.snippet.replace(from, () => to) })
}

const ourTcp = /(<protocol>)tcp(<\/protocol>(?:(?!<\/rule>)[\s\S])*?<port>(?:(?!<\/rule>)[\s\S])*?CDATA\[pcl:)/
const ourDestination = /(<destination>)<address>(pcl_\w+)<\/address>/

interface Fault {
  readonly fault: string
  /** Which check must find it. */
  readonly by: keyof typeof checks
  readonly damage: Damage
}

const everyRule = String.raw`(?:(?!<\/rule>)[\s\S])*?`
const theirRule3 = new RegExp(String.raw`\t\t<rule>${everyRule}their rule 3 ${everyRule}<\/rule>\n`)
const oursThenTheirs = new RegExp(
  String.raw`(\t\t<rule>${everyRule}CDATA\[pcl:${everyRule}<\/rule>\n)([\s\S]*their rule 39${everyRule}<\/rule>\n)`,
)

const faults: readonly Fault[] = [
  {
    fault: 'a port without its protocol',
    by: 'hazards',
    damage: inRules((text) => text.replace(ourTcp, (_, __, rest: string) => rest.replace('</protocol>', ''))),
  },
  { fault: 'a protocol in capitals', by: 'hazards', damage: inRules((text) => text.replace(ourTcp, '$1TCP$2')) },
  {
    fault: 'a list of ports',
    by: 'hazards',
    damage: inRules((text) => text.replace(/<port>(\d+)<\/port>/, '<port>$1,1</port>')),
  },
  {
    fault: 'an alias that is not there',
    by: 'hazards',
    damage: inRules((text) => text.replace(ourDestination, '$1<address>$2_x</address>')),
  },
  {
    fault: 'an address in a rule for both families',
    by: 'hazards',
    damage: inRules((text) => text.replace(ourDestination, '$1<address>10.0.0.1</address>')),
  },
  {
    fault: 'two addresses in one place',
    by: 'hazards',
    damage: inRules((text) => text.replace(ourDestination, '$1<address>$2 $2</address>')),
  },
  {
    fault: 'a rule without a destination',
    by: 'hazards',
    damage: inRules((text) => text.replace(/<destination><address>pcl_\w+<\/address>/, '<destination>')),
  },
  {
    fault: 'an element twice in a rule',
    by: 'hazards',
    damage: inRules((text) => text.replace('<direction>in</direction>', '<direction>in</direction><type>pass</type>')),
  },
  {
    fault: 'an interface that is not there',
    by: 'hazards',
    damage: inRules((text) => text.replace('<interface>any</interface>', '<interface>any,opt77</interface>')),
  },
  {
    fault: 'a tracker of somebody else',
    by: 'hazards',
    damage: inRules((text) => text.replace(/<tracker>2\d{9}</, '<tracker>1700000000<')),
  },
  {
    fault: 'bits behind the length',
    by: 'hazards',
    damage: (sample) => ({
      ...sample,
      aliases: sample.aliases.replace(/(<address>[^<]*?\d)\/(?:32|24|16)\b/, '$1/8'),
    }),
  },
  {
    fault: 'another encoding than ours',
    by: 'trees',
    damage: inRules((text) =>
      text.replace('?>', ' encoding="ISO-8859-1"?>').replace('CDATA[pcl:', 'CDATA[\u00e9 pcl:'),
    ),
  },
  {
    fault: 'a rule of theirs lost',
    by: 'snippet',
    damage: (sample) => ({ ...sample, merged: sample.merged.replace(theirRule3, '') }),
  },
  {
    fault: 'ours behind theirs',
    by: 'snippet',
    damage: (sample) => ({ ...sample, merged: sample.merged.replace(oursThenTheirs, '$2$1') }),
  },
  {
    fault: 'a snippet with an open quote',
    by: 'snippet',
    damage: inSnippet("'name' => '", "'name' => ''x"),
  },
  {
    fault: 'a snippet that adds behind',
    by: 'snippet',
    damage: inSnippet('array_merge($rules, $theirRules)', 'array_merge($theirRules, $rules)'),
  },
  {
    fault: 'a snippet that forgets what was there',
    by: 'snippet',
    damage: inSnippet('array_merge($theirAliases, $aliases)', '$aliases'),
  },
  { fault: 'a snippet that does not reload', by: 'snippet', damage: inSnippet('filter_configure();', '') },
]

export async function tryPhpFaults(php: Php, samples: readonly Sample[]): Promise<Faults> {
  const found: Faults[number][] = []
  for (const fault of faults) found.push({ fault: fault.fault, outcome: await tryFault(php, samples, fault) })
  return found
}

async function tryFault(
  php: Php,
  samples: readonly Sample[],
  { by, damage }: Fault,
): Promise<Faults[number]['outcome']> {
  for (const sample of samples) {
    const damaged = damage(sample)
    if (JSON.stringify(damaged) === JSON.stringify(sample)) continue
    return (await checks[by](php, damaged)).length > 0 ? 'caught' : 'NOT CAUGHT'
  }
  return 'not tried'
}
