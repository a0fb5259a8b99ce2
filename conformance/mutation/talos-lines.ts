/** Ways to write lines that parsers of YAML take otherwise, tabs above all. Nothing is said about what they come to: Talos is asked. */
import { defaultHead, head, rule } from '../talos/table-case'

const sound = rule().trimEnd()
const log = 'apiVersion: v1alpha1\nkind: KmsgLogConfig\nname: log\nurl: tcp://10.0.0.1:5000\n'

/** Tabs where one reader of YAML wants none, in a rule and beside one; a key on another line than its colon. */
const tabbed = 'machine:\n    env:\n        A: |-\n            \tx\n'
/** Elsewhere in such a text a tab is one of its letters. */
const later = tabbed.replace('\tx', 'x\n            \ty')
const flow = '\nportSelector: {ports: [80], "protocol"\n  : tcp}\ningress: []'
const action = `${defaultHead}ingress: block`
const inBraces = `{${action.replaceAll('\n', ', ')}}`
/** A line of an environment with a text behind it, whose second line begins with a tab after so many spaces. */
const text = (opening: string, spaces: number, ...lines: readonly string[]): string =>
  `machine:\n    env:\n        A: ${opening}\n${lines.map((line) => `${line}\n`).join('')}${' '.repeat(spaces)}\ty\n`
const listed = (...lines: readonly string[]): string => `machine:\n    certSANs:\n${lines.join('\n')}\n`
const first = ' '.repeat(12)

/** Where tabs stand in documents that are none of a firewall's: letters of a text, and what Talos refuses. */
const others: readonly string[] = [
  ...['|', '|-', '|+', '>', '>-', '| # why', '|- ', '|\t# why', '!!str |', '&a |', '&a !!str |', '|2', '|1-'].flatMap(
    (opening) => [
      text(opening, 12, `${first}x`),
      text(opening, 12),
      text(opening, 12, '', `${first}x`),
      text(opening, 12, '   ', '', `${first}x`),
      text(opening, 12, ''),
      text(opening, 12, `${first}x`, '', '  '),
      text(opening, 10, `${first}x`),
      text(opening, 8, `${first}x`),
      text(opening, 0, `${first}x`),
      text(opening, 9, '         x'),
      text(opening, 8, '        x'),
      text(opening, 13, `${first}x`),
    ],
  ),
  ...['b', 'b | c', 'b: |', '"b |"', 'b |', 'b # c: |', '"b: |"', "'- |'", '[b] # |', '|x', 'x|'].flatMap((value) => [
    text(value, 12),
    text(value, 8),
    text(value, 0),
  ]),
  text('|', 12, `${first}x`, '        B: |', `${first}x`),
  text('|', 12, `${first}x`, '        B: c', '        C:'),
  text('|', 12, `${first}x: |`, `${first}z`),
  text('|', 14, `${first}x`, `${first}  z: |`, `${first}    z`),
  text('|', 0, `${first}x`, '    sysctls: {}'),
  text('|', 4, `${first}x`, '    sysctls: {}'),
  text('b', 8, '    # |', '    # C: |'),
  text('b', 12, '        # C: |', '            # z'),
  text('', 8),
  // Comments where a text would end, or none has begun; signs of directives inside a text.
  ...[
    ['|', '        B: c', '        \t# why'],
    ['|', '    sysctls: {}', '    \t# why'],
    ['b # c: |', `${first}# why`, `${first}\t# why`],
    ['b # |', `${first}# why`, `${first}\t# why`],
    ['"b: | c"', `${first}# why`, `${first}\t# why`],
    ['"b: |"', `${first}# why`, `${first}\t# why`],
  ].map((lines) => `machine:\n    env:\n        A: ${lines.join('\n')}\n`),
  ...['b ...', '"..."', '50 % c', '"%x"', '5%'].map((value) => `machine:\n    env:\n        A: ${value}\n`),
  listed('        - |', '         x', '         \ty'),
  listed('        - |', '          x', '          \ty'),
  listed('        - >-', '          \ty'),
  listed('        -   |', '         x', '         \ty'),
  listed('        - a', '        -\tb'),
  listed('        - a', '        - \tb'),
  listed('        - a', '\t- b'),
  listed('        - a\t', '        - b\t# why'),
  listed('    - |', '     x', '     \ty', '    -\tz'),
  `machine:\n    files:\n        - content: |\n            x\n            \ty\n          path: /a\n`,
  `machine:\n    files:\n        - path: /a\n          content: |\n            x\n            \ty\n`,
  `machine:\n    files:\n        - content: |\n           x\n           \ty\n          path: /a\n`,
  `machine:\n    files:\n        - content: |\n          \tx\n          path: /a\n`,
  `machine:\n    files:\n        -   content: |\n             x\n             \ty\n            path: /a\n`,
  `machine:\n    env:\n        ? A\n        : |\n            x\n            \ty\n`,
  `machine:\n    env:\n        ? |\n            x\n            \ty\n        : b\n`,
  `${later}    \t# why\n`,
  `${later}\t# why\n`,
  `${later}\t\n`,
  `${later}    \t\n`,
  `${later}\n    sysctls: {}\n`,
  `\t# why\n${later}`,
  `\t\n${later}`,
  `# why\n\t# why\n${later}`,
  `---\n\t# why\n${later}`,
  `${later}---\n\t# why\n${log}`,
  `${later}---\n${log}\t# why\n---\n${log}`,
  `${log}---\n\t# why\n---\n${sound}`,
  `\t# why\n---\n${sound}`,
  `---\n---\n\t# why\n---\n${sound}`,
  `${sound}\n---\n\t# why`,
  `${log}---\n\t# why`,
  `---\t# why: |\n  \t# why\n${log}`,
  `--- # why: |\n  \t# why\n${log}`,
  `? apiVersion\n${log.replace('apiVersion', '')}`,
  `${sound}\n---\n? apiVersion\n${log.replace('apiVersion', '')}`,
  `${sound}\n---\n${log.replace('kind', '? kind\n')}`,
  `${log.replace('kind', '? kind\n')}---\n${sound}`,
  `${JSON.stringify({ machine: { env: { A: 'b' } } }, undefined, '\t')}`,
  `\n ${JSON.stringify({ machine: { env: { A: 'b' } } }, undefined, '\t')}`,
  `# {\n${later}\t# why`,
  later.replaceAll('\n', '\r\n'),
  tabbed.replaceAll('\n', '\r\n'),
  text('|', 12, '', '  ', `${first}x`).replaceAll('\n', '\r\n'),
  text('| # why', 12, `${first}x`).replaceAll('\n', '\r\n'),
  // What stands on the line between two documents.
  ...['---\t# why', '---\t', '--- # why', '---  ', '--- # why ---', '---\t# why ---'].flatMap((line) => [
    `${line}\n${sound}`,
    `${line}\n${later}`,
    `${later}${line}\n${sound}`,
    `${sound}\n${line}\n${later}`,
    `${sound}\n${line}\n${rule({ name: 'c' })}`,
    `${later}${line}\n${sound}\n${line}\n${log}`,
  ]),
  ...['--- ', '---\t', '---\n', '---\n\t', '---\n \t', '---\n# why\n'].flatMap((line) => [
    `${line}${inBraces}`,
    `${later}${line}${inBraces}`,
    `${sound}\n${line}${inBraces}`,
    `${line}${inBraces}\n---\n${sound}`,
  ]),
  `# why\n\t${inBraces}\n---\n${sound}`,
  text('-----BEGIN-----', 12, `${first}-----END-----`),
  `${text('|', 12, `${first}---`, '', `${first}-----`)}---\n${sound}`,
  `${text('|', 12, `${first}x`, `${first}---`)}--- # why\n${sound}`,
]

const apart: readonly string[] = [
  `${tabbed}---\n${sound}`,
  `${later}---\n${sound}`,
  `${sound}\n---\n${later}`,
  `${sound}\n---\n${later}---\n${rule({ name: 'c' })}`,
  `${sound}\n---\n${tabbed}`,
  `${sound}\n\t\n---\n${rule({ name: 'c' })}`,
  `${sound}\n---\n${rule({ name: 'c' }).replace('- subnet', '-\tsubnet')}`,
  `${sound.replace('- subnet', '-\tsubnet')}\n---\n${rule({ name: 'c' })}`,
  sound.replace('- subnet', '-\tsubnet # {'),
  `# {\n${sound.replace('- subnet', '-\tsubnet')}`,
  `\t${sound}`,
  `\t# why\n${sound}`,
  sound.replace('\nname', '\n\t# why\nname'),
  sound.replace('  protocol: tcp', '\tprotocol: tcp'),
  sound.replace('        - 80', '\t- 80'),
  sound.replace('        - 80', '        \t- 80'),
  sound.replace('portSelector:', 'portSelector\n:'),
  sound.replace('name: test', '"name"\n: test'),
  sound.replace('name: test', '? name\n: test\n? [a]\n: b'),
  `? apiVersion\n: v1alpha1\n${sound.replace(/^.*\n/, '')}`,
  `: x\n${sound}`,
  `${head}name: test${flow}`,
  `${head}name: test${flow.replace('  : tcp', ': tcp')}`,
  `${defaultHead}ingress: block\n---\n${rule({ name: 'undefined' })}`,
  `...\n${sound}`,
  `${sound}\n...\n---\n${rule({ name: 'c' })}`,
  `${sound}\n...\n${rule({ name: 'c' })}`,
  `%TAG ! tag:x,2000:\n---\n${sound}`,
  `%YAML 1.2\n---\n${sound}`,
  `${sound}\n%x`,
  `${sound}\n... # why`,
]

/** Patches, each asked alone. */
export const oddLines: readonly string[] = [...others, ...apart].map((text) => `${text}\n`)
