/**
 * How Talos decodes what people write: measured with pkg/machinery v1.13.9, and with 1.6.0, 1.7.0, 1.8.0, 1.11.6 and 1.12.0
 * where they differ. The cases of rule_config_test.go, port_range_test.go and default_action_config_test.go are among them.
 * @see https://github.com/siderolabs/talos/tree/v1.13.9/pkg/machinery/config/types/network
 */

/** An item of `ports` as written, and the range it means; null: left out of the list; undefined: refused. */
export const portItems: readonly (readonly [written: string, means: string | null | undefined])[] = [
  ['80', '80'],
  ['0', '0'],
  ['65535', '65535'],
  ['80-90', '80-90'],
  ['"80-90"', '80-90'],
  ["'80-90'", '80-90'],
  ['443-443', '443'],
  ['"080-090"', '80-90'],
  ['080-090', '80-90'],
  ['0-65535', '0-65535'],
  ['0x50', '80'],
  ['80.0', '80'],
  ['8e1', '80'],
  ['.8e2', '80'],
  ['1_000', '1000'],
  ['1_', '1'],
  ['017', '15'],
  ['0o17', '15'],
  ['0b101', '5'],
  ['080', '80'],
  ['09', '9'],
  ['+80', '80'],
  ['-0', '0'],
  ['80 # the web', '80'],
  ['null', null],
  ['~', null],
  ['', null],
  ['"80"', undefined],
  ['"80 - 90"', undefined],
  ['80 -90', undefined],
  ['80:90', undefined],
  ['"80-"', undefined],
  ['"-90"', undefined],
  ['"80-90-100"', undefined],
  ['"+80-90"', undefined],
  ['1_0-20', undefined],
  ['65536', undefined],
  ['80-65536', undefined],
  ['-1', undefined],
  ['_1', undefined],
  ['http', undefined],
  ['""', undefined],
  ['true', undefined],
  ['[80]', undefined],
  ['{a: 1}', undefined],
  ['80#x', undefined],
  ['2024-01-01', undefined],
  ['.inf', undefined],
]

/** A subnet as written, and the network that is matched; undefined: refused. */
export const subnets: readonly (readonly [written: string, means: string | undefined])[] = [
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['"10.0.0.0/8"', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['::/0', '::/0'],
  ['1.3.4.5/32', '1.3.4.5/32'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['64:ff9b::1.2.3.4/96', '64:ff9b::/96'],
  ['10.1.2.3', undefined],
  ['10.0.0.0/08', undefined],
  ['010.0.0.0/8', undefined],
  ['10.0.0.0/255.0.0.0', undefined],
  ['" 10.0.0.0/8"', undefined],
  ['10.0.0.0/8#x', undefined],
  ['10.0.0.0/33', undefined],
  ['2001:db8::/129', undefined],
  ['fe80::1%eth0/64', undefined],
  ['""', undefined],
  ['~', undefined],
  ['', undefined],
  ['[10.0.0.0/8]', undefined],
]

const selector = 'portSelector:\n  ports:\n    - 80\n  protocol: tcp\n'
const ingress = 'ingress:\n  - subnet: 10.0.0.0/8\n'
const head = 'apiVersion: v1alpha1\nkind: NetworkRuleConfig\n'
const rule = (name: string): string => `${head}name: ${name}\n${selector}${ingress}`
const whole = rule('a')
const action = (value: string): string => `apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: ${value}\n`

export interface TextCase {
  readonly text: string
  /** Versions that read it, of 1.6.0, 1.7.0, 1.8.0, 1.12.0, 1.13.9 and 1.14.0; all of them where it is left out. */
  readonly readBy?: readonly string[]
  /** Where it is read: action, then each rule as `name proto ports from sources except sources`. */
  readonly means?: string
  /** Where it is refused: a part of the message, and the line where it is the same for all versions. */
  readonly refused?: { readonly line?: number; readonly says: RegExp }
}

const never: readonly string[] = []
const sinceEight = ['1.8.0', '1.12.0', '1.13.9', '1.14.0']
const means = 'accept; a tcp 80 from 10.0.0.0/8'

/** Whole files. */
export const texts: Readonly<Record<string, TextCase>> = {
  'the encoder’s own example': {
    text: 'apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: test\nportSelector:\n    ports:\n        - 53\n        - 8000-9000\n    protocol: udp\ningress:\n    - subnet: 192.168.0.0/16\n      except: 192.168.0.3/32\n    - subnet: 2001::/16\n',
    means: 'accept; test udp 53 8000-9000 from 192.168.0.0/16 2001::/16 except 192.168.0.3/32',
  },
  'block and accept': { text: action('block'), means: 'block' },
  'an action left out': { text: 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\n', means: 'accept' },
  'a null action': { text: action(''), means: 'accept' },
  'an action in capitals': {
    text: action('BLOCK'),
    readBy: ['1.7.0', ...sinceEight],
    means: 'block',
    refused: { line: 3, says: /default action/ },
  },
  'an empty action': { text: action('""'), readBy: never, refused: { line: 3, says: /default action/ } },
  'a wrong action': { text: action('drop'), readBy: never, refused: { line: 3, says: /"drop"/ } },
  'a list as action': { text: action('[block]'), readBy: never, refused: { line: 3, says: /one word/ } },
  'a name in the default action': {
    text: `${action('block')}name: x\n`,
    readBy: never,
    refused: { line: 4, says: /"name"/ },
  },
  'a protocol in capitals': {
    text: whole.replace('tcp', 'TCP'),
    readBy: ['1.7.0', ...sinceEight],
    means,
    refused: { line: 7, says: /protocol/ },
  },
  'a protocol by number': { text: whole.replace('tcp', '6'), readBy: never, refused: { line: 7, says: /"6"/ } },
  'a protocol Talos cannot name': {
    text: whole.replace('tcp', 'sctp'),
    readBy: never,
    refused: { line: 7, says: /"sctp"/ },
  },
  'icmp, whose ports are checksums': {
    text: whole.replace('tcp', 'icmp'),
    readBy: never,
    refused: { line: 7, says: /checksum/ },
  },
  'no protocol, in a patch': {
    text: whole.replace('  protocol: tcp\n', ''),
    readBy: never,
    refused: { line: 3, says: /no protocol/ },
  },
  'null items left out': {
    text: `${head}name: a\nportSelector:\n  ports:\n    - 80\n    - null\n  protocol: tcp\n${ingress}  -\n`,
    means,
  },
  'an empty ingress': { text: `${head}name: a\n${selector}ingress: []\n`, means: 'accept; a tcp 80 from nobody' },
  'a null ingress': { text: `${head}name: a\n${selector}ingress:\n`, means: 'accept; a tcp 80 from nobody' },
  'an ingress left out': { text: `${head}name: a\n${selector}`, means: 'accept; a tcp 80 from nobody' },
  'an empty except': { text: `${whole}    except: ""\n`, means },
  'a null except': { text: `${whole}    except: ~\n`, means },
  'a list of excepts': { text: `${whole}    except: [1.1.1.1/32]\n`, readBy: never, refused: { line: 10, says: /except/ } },
  'an except of another family': {
    text: `${whole}    except: 2001:db8::/32\n`,
    means: 'accept; a tcp 80 from 10.0.0.0/8 except 2001:db8::/32',
  },
  'only an except': {
    text: `${whole}  - except: 1.1.1.1/32\n`,
    readBy: never,
    refused: { line: 10, says: /subnet is empty/ },
  },
  'the same subnet twice': {
    text: `${whole}  - subnet: 10.0.0.0/8\n`,
    means: 'accept; a tcp 80 from 10.0.0.0/8 10.0.0.0/8',
  },
  'cidr for subnet': {
    text: whole.replace('subnet:', 'cidr:'),
    readBy: never,
    refused: { line: 9, says: /"cidr" in an item of ingress/ },
  },
  'a bare subnet': {
    text: whole.replace('subnet: ', ''),
    readBy: never,
    refused: { line: 9, says: /an item of ingress/ },
  },
  'a map for a list': {
    text: `${head}name: a\n${selector}ingress:\n  subnet: 10.0.0.0/8\n`,
    readBy: never,
    refused: { line: 9, says: /must be a list/ },
  },
  'ports not in a list': {
    text: whole.replace('\n    - 80', ' 80'),
    readBy: never,
    refused: { line: 5, says: /ports must be a list/ },
  },
  'no ports': { text: `${head}name: a\nportSelector:\n  ports: []\n`, readBy: never, refused: { says: /empty/ } },
  'a range backwards': { text: whole.replace('80', '90-80'), readBy: never, refused: { line: 5, says: /backwards/ } },
  'ports that overlap': {
    text: whole.replace('80', '80\n    - 70-90'),
    readBy: never,
    refused: { line: 5, says: /80 overlaps with 70-90/ },
  },
  'ports that touch': {
    text: whole.replace('80', '80\n    - 81-90'),
    readBy: sinceEight,
    means: 'accept; a tcp 80 81-90 from 10.0.0.0/8',
    refused: { line: 5, says: /before 1\.7\.6 .* 80 and 81-90/ },
  },
  'an unknown key': { text: `${whole}action: allow\n`, readBy: never, refused: { line: 10, says: /no action/ } },
  'the schema of some tutorials': {
    text: `${head}name: a\nspec:\n  ingress:\n    - subnet: 10.0.0.0/8\n      protocol: tcp\n      ports: [80]\n`,
    readBy: never,
    refused: { line: 4, says: /tutorials/ },
  },
  'a key twice': { text: `${whole}name: b\n`, readBy: never, refused: { line: 10, says: /written twice/ } },
  'a key twice in an item': {
    text: `${whole}    subnet: 1.1.1.1/32\n`,
    readBy: never,
    refused: { line: 10, says: /written twice/ },
  },
  'no name': { text: `${head}${selector}${ingress}`, readBy: never, refused: { line: 1, says: /no name/ } },
  'an empty name': { text: whole.replace('name: a', 'name: ""'), readBy: never, refused: { line: 3, says: /no name/ } },
  'a name with spaces and a slash': {
    text: whole.replace('name: a', 'name: "a / b"'),
    means: 'accept; a / b tcp 80 from 10.0.0.0/8',
  },
  'a number for a name': { text: whole.replace('name: a', 'name: 80'), means: 'accept; 80 tcp 80 from 10.0.0.0/8' },
  'a date for a name': {
    text: whole.replace('name: a', 'name: 2024-01-01'),
    readBy: ['1.6.0', '1.7.0', '1.8.0', '1.12.0', '1.13.9'],
    means: 'accept; 2024-01-01 tcp 80 from 10.0.0.0/8',
    refused: { line: 3, says: /date/ },
  },
  'a rule called kind': { text: rule('kind'), readBy: never, refused: { line: 3, says: /takes the name kind for a key/ } },
  'a rule called apiVersion': { text: rule('apiVersion'), readBy: never, refused: { line: 3, says: /for a key/ } },
  'a rule called machine': { text: rule('machine'), means: 'accept; machine tcp 80 from 10.0.0.0/8' },
  'no kind': {
    text: whole.replace('kind: NetworkRuleConfig\n', ''),
    readBy: never,
    refused: { line: 1, says: /no kind/ },
  },
  'no apiVersion': {
    text: whole.replace('apiVersion: v1alpha1\n', ''),
    readBy: never,
    refused: { line: 1, says: /no apiVersion/ },
  },
  'another apiVersion': {
    text: whole.replace('v1alpha1', 'v1'),
    readBy: never,
    refused: { line: 1, says: /of version v1/ },
  },
  'a kind misspelt': {
    text: `${action('block')}---\n${whole.replace('NetworkRuleConfig', 'NetworkRulesConfig')}`,
    readBy: never,
    refused: { line: 5, says: /knows no kind NetworkRulesConfig/ },
  },
  'a kind of a later version': {
    text: `${whole}---\napiVersion: v1alpha1\nkind: KubeSpanConfig\nenabled: true\n`,
    readBy: ['1.13.9', '1.14.0'],
    means,
    refused: { line: 11, says: /came with Talos 1\.13/ },
  },
  'the same rule twice': {
    text: `${whole}---\n${whole.replace('80', '90')}`,
    readBy: ['1.14.0'],
    means: 'accept; a tcp 90 from 10.0.0.0/8',
    refused: { line: 13, says: /rule a stands here a second time; the first is on line 3/ },
  },
  'the default action twice': {
    text: `${action('block')}---\n${action('block')}`,
    readBy: ['1.14.0'],
    means: 'block',
    refused: { line: 7, says: /second time/ },
  },
  'a separator before and comments': { text: `# who\n---\n${whole}`, means },
  // Talos reads it at the end of a file; what stands around it is read in different ways, so no file may have it.
  'an end mark': { text: `${whole}...\n`, readBy: never, refused: { line: 10, says: /\.\.\./ } },
  'an empty document between': {
    text: `${action('block')}---\n# nothing\n---\n${whole}`,
    readBy: ['1.13.9', '1.14.0'],
    means: 'block; a tcp 80 from 10.0.0.0/8',
    refused: { line: 4, says: /empty document/ },
  },
  'a separator at the end': {
    text: `${whole}---\n`,
    readBy: ['1.13.9', '1.14.0'],
    means,
    refused: { line: 10, says: /empty document/ },
  },
  'nothing at all': { text: '', readBy: never, refused: { line: 1, says: /no document/ } },
  'text, no document': { text: `${whole}--- foo\n`, readBy: never, refused: { line: 10, says: /text, not a document/ } },
  'a JSON patch': {
    text: '- op: add\n  path: /machine/network\n  value: {}\n',
    readBy: never,
    refused: { line: 1, says: /list/ },
  },
  'tabs for indentation': {
    text: whole.replace('  ports', '\tports'),
    readBy: never,
    refused: { line: 5, says: /tab|Tab/ },
  },
  'CR LF': { text: whole.replaceAll('\n', '\r\n'), means },
  'a byte order mark': { text: `\ufeff${whole}`, means },
  'JSON': {
    text: '{"apiVersion":"v1alpha1","kind":"NetworkRuleConfig","name":"a","portSelector":{"ports":[80],"protocol":"tcp"},"ingress":[{"subnet":"10.0.0.0/8"}]}',
    means,
  },
  'brackets': {
    text: `${head}name: a\nportSelector: {ports: [80], protocol: tcp}\ningress: [{subnet: 10.0.0.0/8}]\n`,
    means,
  },
  'IPv6 unquoted in brackets': {
    text: `${head}name: a\nportSelector: {ports: [80], protocol: tcp}\ningress: [{subnet: ::/0}]\n`,
    readBy: never,
    refused: { line: 5, says: /must be quoted|YAML/ },
  },
  'a placeholder for a subnet': {
    text: whole.replace('10.0.0.0/8', '$'.concat('{ADMIN_CIDR}')),
    readBy: never,
    refused: { line: 9, says: /not a subnet/ },
  },
  'a helm placeholder': {
    text: whole.replace('10.0.0.0/8', '{{ .Values.admin }}'),
    readBy: never,
    refused: { line: 9, says: /./ },
  },
}
