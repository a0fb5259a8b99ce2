/**
 * One word that no product knows, in each place of a file where a directive can stand. Places that look alike but for
 * their numbers and names stand for each other.
 */
export interface Planted {
  /** Where, in words of the file itself: a path of keys, or the line beside it. */
  readonly place: string
  readonly text: string
}

const word = 'stranger'

/** By the end of the file's name; `.cfg` are commands of a switch, `.fw` the files of a hypervisor. */
export function plantStrangers({ path, text }: { readonly path: string; readonly text: string }): Planted[] {
  const planted = plantersOf(path).flatMap((plant) => plant(text))
  const seen = new Set<string>()
  return planted.filter(({ place, text: changed }) => {
    const isNew = changed !== text && !seen.has(place)
    seen.add(place)
    return isNew
  })
}

type Planter = (text: string) => Planted[]

function plantersOf(path: string): readonly Planter[] {
  const ending = /\.(\w+)$/.exec(path)?.[1] ?? ''
  const planters: Readonly<Record<string, readonly Planter[]>> = {
    xml: [besideElements],
    yaml: [besideKeys, asDocument],
    json: [(text) => insideJson(text).map(({ place, value }) => ({ place, text: JSON.stringify(value) }))],
    jsonl: [insideJsonLines],
    tf: [insideBlocks],
    nft: [besideStatements, insideStatements],
    csv: [insideCells],
    cfg: [besideCommands, behindCommands],
    fw: [besideEntries, behindEntries],
  }
  const found = planters[ending]
  if (found === undefined) throw new Error(`nobody knows where a word can stand in ${path}`)
  return found
}

/** As the first child of every element, those that hold a text among them. */
function besideElements(text: string): Planted[] {
  const planted: Planted[] = []
  const above: string[] = []
  for (const tag of text.matchAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([\w-]+)((?:\s[^<>]*?)?)(\/?)>/g)) {
    const [whole, closing, name, attributes, empty] = tag
    if (name === undefined) continue
    if (closing === '/') above.pop()
    else {
      above.push(name)
      const child = `<${word}>1</${word}>`
      const by = empty === '/' ? `<${name}${attributes}>${child}</${name}>` : whole + child
      planted.push({ place: above.join('/'), text: splice(text, tag.index, whole.length, by) })
      if (empty === '/') above.pop()
    }
  }
  return planted
}

/** As a sister of every key, and as an entry of every list. */
function besideKeys(text: string): Planted[] {
  return alterLines(text, (line) => {
    const [, indent = '', dashes = '', rest = ''] = /^( *)((?:- )*)(.*)$/.exec(line) ?? []
    if (rest === '' || rest.startsWith('#') || /^-{3}|^\.{3}/.test(rest)) return []
    if (/^[\w$-]+:/.test(rest)) return [`${indent}${dashes}${word}: 1\n${indent}${dashes.replaceAll('-', ' ')}${rest}`]
    return dashes === '' ? [] : [`${indent}${dashes}${word}: 1\n${line}`, `${indent}${dashes}${word}\n${line}`]
  })
}

function asDocument(text: string): Planted[] {
  const documents = [
    `apiVersion: v1alpha1\nkind: NetworkStrangerConfig\nname: ${word}\n`,
    `apiVersion: v2\nkind: NetworkRuleConfig\nname: ${word}\nportSelector: { ports: [1], protocol: tcp }\n`,
    `${word}: 1\n`,
    `- ${word}\n`,
  ]
  return documents.map((document) => ({ place: document, text: `${text.replace(/\n?$/, '\n')}---\n${document}` }))
}

interface PlantedValue {
  readonly place: string
  readonly value: unknown
}

/** As a key of every object and an entry of every list. */
function insideJson(text: string): PlantedValue[] {
  const value: unknown = JSON.parse(text)
  return insideValue(value, '')
}

function insideValue(value: unknown, place: string): PlantedValue[] {
  if (Array.isArray(value)) {
    const within = value.flatMap((entry: unknown, at) =>
      insideValue(entry, `${place}/*`).map((one) => ({ ...one, value: value.with(at, one.value) })),
    )
    return [...within, { place: `${place}[]`, value: [...value, word] }]
  }
  if (typeof value !== 'object' || value === null) return []
  const within = Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    insideValue(child, `${place}/${/^[0-9a-f-]{36}$/.test(key) ? '*' : key}`).map((one) => ({
      ...one,
      value: { ...value, [key]: one.value },
    })),
  )
  return [{ place: `${place}/`, value: { ...value, [word]: 1 } }, ...within]
}

function insideJsonLines(text: string): Planted[] {
  const lines = text.split('\n')
  return [
    ...lines.flatMap((line, at) => {
      if (line.trim() === '') return []
      const kind = /"kind":"(\w+)"/.exec(line)?.[1] ?? ''
      const type = /"type":"(\w+)"/.exec(line)?.[1] ?? ''
      return insideJson(line).map(({ place, value }) => ({
        place: `${kind} ${type} ${place}`,
        text: lines.with(at, JSON.stringify(value)).join('\n'),
      }))
    }),
    { place: 'a line', text: `${text}{"kind":"${word}"}\n` },
  ]
}

/** As an argument and as a block of every block and object, and on top. */
function insideBlocks(text: string): Planted[] {
  const above: string[] = []
  const within = alterLines(text, (line) => {
    const place = above.join(' > ')
    if (/^\s*[}\]]/.test(line)) above.pop()
    if (!/[{[]$/.test(line)) return []
    above.push(line.trim())
    const isObject = /[=:([,]\s*\{$/.test(line)
    const isList = line.endsWith('[')
    const name = `${place} > ${line.trim()}`
    if (isList) return []
    return isObject
      ? [{ place: `${name} key`, line: `${line}\n${word} = 1` }]
      : [
          { place: `${name} argument`, line: `${line}\n${word} = 1` },
          { place: `${name} block`, line: `${line}\n${word} {\n}` },
          { place: `${name} dynamic`, line: `${line}\ndynamic "${word}" {\nfor_each = []\ncontent {\n}\n}` },
        ]
  })
  const on = ['aws_security_group', 'aws_network_acl', 'hcloud_firewall', 'null_resource']
  return [
    ...within,
    { place: 'on top: argument', text: `${text}\n${word} = 1\n` },
    { place: 'on top: block', text: `${text}\n${word} "more" {\n}\n` },
    { place: 'on top: module', text: `${text}\nmodule "${word}" {\nsource = "./more"\n}\n` },
    ...on.map((type) => ({
      place: `on top: ${type}`,
      text: `${text}\nresource "${type}" "${word}" {\n${word} = 1\n}\n`,
    })),
  ]
}

/** Statements between those that stand there. */
function besideStatements(text: string): Planted[] {
  const more = ['meta skuid 0 accept', 'jump others', `include "more.nft"`, word, `set ${word} { type ipv4_addr; }`]
  return alterLines(text, (line) =>
    /^\s*(?:#|$)/.test(line) || /[{,]$/.test(line) ? [] : more.map((one) => `${line}\n${one}`),
  )
}

/** A further condition before what a rule does, and a further thing to do. */
function insideStatements(text: string): Planted[] {
  const conditions = ['meta skuid 0', 'limit rate 5/second', word, 'ip dscp 46', 'tcp flags syn']
  return alterLines(text, (line) => {
    const at = line.search(/\b(?:counter )?(?:accept|drop)\s*$/)
    return at < 0 ? [] : conditions.map((one) => `${line.slice(0, at)}${one} ${line.slice(at)}`)
  })
}

function insideCells(text: string): Planted[] {
  const lines = text.split('\n')
  const [head = '', ...rows] = lines
  const separator = head.includes(';') ? ';' : ','
  const columns = head.replace('@', '').split(separator)
  const column = [`${head}${separator}${word}`, ...rows.map((row) => (row === '' ? row : `${row}${separator}1`))]
  return [
    { place: 'a column', text: column.join('\n') },
    ...rows.slice(0, 1).flatMap((row) => {
      const cells = row.split(separator)
      // A quoted cell that holds the separator would be cut.
      if (cells.length !== columns.length)
        throw new Error(`${cells.length} cells for ${columns.length} columns: ${row}`)
      return columns.map((name, at) => ({
        place: name,
        text: [head, cells.with(at, word).join(separator), ...rows.slice(1)].join('\n'),
      }))
    }),
  ]
}

function besideCommands(text: string): Planted[] {
  const more = [
    ` ${word}`,
    ' evaluate ip access-list more',
    ` permit ${word} any any`,
    ' permit tcp any any time-range night',
  ]
  return alterLines(text, (line) => (/^\s*(?:!|$)/.test(line) ? [] : more.map((one) => `${line}\n${one}`)))
}

function behindCommands(text: string): Planted[] {
  const more = [word, 'time-range night', 'dscp ef', 'fragments', 'option any-options', 'ttl eq 1']
  return alterLines(text, (line) =>
    /^\s*(?:\d+ )?(?:permit|deny) /.test(line) ? more.map((one) => `${line} ${one}`) : [],
  )
}

function besideEntries(text: string): Planted[] {
  const more = [
    word,
    `${word}: 1`,
    `[${word.toUpperCase()}]`,
    `IN ${word}`,
    'IN SSH(ACCEPT)',
    '|IN ACCEPT -p tcp -dport 1 -log nolog -x 1',
  ]
  return alterLines(text, (line) => (/^\s*(?:#|$)/.test(line) ? [] : more.map((one) => `${line}\n${one}`)))
}

function behindEntries(text: string): Planted[] {
  return alterLines(text, (line) => {
    if (/^\s*(?:#|$)/.test(line)) return []
    const [before = '', comment] = line.split(/ (?=#)/)
    return [` -${word} 1`, ` ${word}`].map((one) => `${before}${one}${comment === undefined ? '' : ` ${comment}`}`)
  })
}

type Altered = string | { readonly place: string; readonly line: string }

/** Each line in turn put differently, in each of the ways given. */
function alterLines(text: string, alter: (line: string) => readonly Altered[]): Planted[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) =>
    alter(line).map((one) => {
      const changed = typeof one === 'string' ? one : one.line
      const place = typeof one === 'string' ? shapeOf(changed) : one.place
      return { place, text: lines.with(at, changed).join('\n') }
    }),
  )
}

/** The line without what tells it from others of its kind. */
function shapeOf(line: string): string {
  return line
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/[\da-f]*(?::[\da-f]*){2,}(?:\/\d+)?|\d[\d./-]*/g, '0')
    .replaceAll(/0(?:, 0)+/g, '0')
    .replaceAll(/(?:host )?0 0(?= |$)|host 0/g, '0')
    .replaceAll(/pcl-[\w-]+|PCL-[\w-]+/g, 'pcl')
    .trim()
}

function splice(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length)
}
