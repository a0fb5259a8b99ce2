import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenizeFile } from './tokenize'

/** `kind:text` of everything that is coloured. */
function told(path: string, text: string): string[] {
  const lines = tokenizeFile(path, text.split('\n'))
  return lines.flat().flatMap(({ kind, text: own }) => (kind === 'plain' ? [] : [`${kind}:${own.trim()}`]))
}

const yaml: [string, string[]][] = [
  ['apiVersion: v1alpha1', ['key:apiVersion']],
  ['---', ['mark:---']],
  ['    - subnet: 203.0.113.0/24', ['mark:-', 'key:subnet', 'number:203.0.113.0/24']],
  ['  - subnet: 2001:db8::/48 # office', ['mark:-', 'key:subnet', 'number:2001:db8::/48', 'comment:# office']],
  ['  - 50000', ['mark:-', 'number:50000']],
  ['  - 2379-2380', ['mark:-', 'number:2379-2380']],
  ['name: "a # b: c"', ['key:name', 'string:"a # b: c"']],
  ["name: 'it''s'", ['key:name', "string:'it''s'"]],
  ['url: https://example.net/#top', ['key:url']],
  ['# kind: NetworkRuleConfig', ['comment:# kind: NetworkRuleConfig']],
  ['$patch: delete', ['key:$patch']],
  ['"quoted key": true', ['key:"quoted key"', 'word:true']],
  ['list: [80, web-1, null]', ['key:list', 'mark:[', 'number:80', 'mark:,', 'mark:,', 'word:null', 'mark:]']],
  ['name: web-443', ['key:name']],
  [
    'run: |\n  a: 1\n\n  # not a comment\nnext: 2',
    ['key:run', 'string:a: 1', 'string:# not a comment', 'key:next', 'number:2'],
  ],
]

const hcl: [string, string[]][] = [
  ['resource "aws_security_group" "cp" {', ['word:resource', 'string:"aws_security_group"', 'string:"cp"', 'mark:{']],
  ['  from_port = 6443 # api', ['key:from_port', 'mark:=', 'number:6443', 'comment:# api']],
  ['  cidr_blocks = ["10.0.0.0/16"]', ['key:cidr_blocks', 'mark:=', 'mark:[', 'string:"10.0.0.0/16"', 'mark:]']],
  ['/* one\ntwo = 1\n*/ x = true', ['comment:/* one', 'comment:two = 1', 'comment:*/', 'key:x', 'mark:=', 'word:true']],
  ['a = "/* no */" // yes', ['key:a', 'mark:=', 'string:"/* no */"', 'comment:// yes']],
  ['x = <<EOT\ny = 1\nEOT\nz = 2', ['key:x', 'mark:=', 'string:y = 1', 'string:EOT', 'key:z', 'mark:=', 'number:2']],
]

describe('tokenizeFile', () => {
  it.each(yaml)('yaml: %s', (text, want) => {
    expect(told('a.yaml', text)).toEqual(want)
  })

  it.each(hcl)('hcl: %s', (text, want) => {
    expect(told('a.tf', text)).toEqual(want)
  })

  it.each([
    ['APPLY.md', '# Apply\n- run `talosctl`', ['key:# Apply', 'mark:-', 'string:`talosctl`']],
    ['a.conf', 'tcp dport 6443 accept # api', ['number:6443', 'comment:# api']],
    ['acl.txt', '! remark\npermit tcp 10.0.0.0/24', ['comment:! remark', 'number:10.0.0.0/24']],
  ])('%s', (path, text, want) => {
    expect(told(path, text)).toEqual(want)
  })

  it('never loses or adds a character', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'key:',
        ' ',
        '  ',
        '- ',
        '#',
        '"',
        "'",
        '|',
        '>',
        '{',
        '}',
        '[',
        ']',
        '/*',
        '*/',
        '<<EOT',
        'EOT',
        '10.0.0.0/8',
        '::',
        '=',
        '\\',
        '\n',
        '\t',
        '80',
      ],
    )
    const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(texts, fc.constantFrom('a.yaml', 'a.tf', 'a.md', 'a.conf'), (text, path) => {
        const lines = text.split('\n')
        const back = tokenizeFile(path, lines).map((tokens) => tokens.map((token) => token.text).join(''))
        expect(back).toEqual(lines)
      }),
      { numRuns: 400, seed: 20261120 },
    )
  })
})
