/** Files of a folder that Terraform lays over others, passes over, or reads in another way, and variables that ask something of their value. */
import type { TextFile } from '@/lib/targets/target'
import { groupsText, ruleText } from './terraform-rule'

const groupFile: TextFile = { path: 'groups.tf', text: groupsText }
const main: TextFile = { path: 'main.tf', text: ruleText() }
const another = ruleText({ from_port: '80', to_port: '80' }, 'other')
const changed = 'resource "aws_vpc_security_group_ingress_rule" "test" {\n  from_port = 80\n}\n'
const open = { cidr_ipv4: 'var.v' }
const typed = (...lines: readonly string[]): string =>
  `variable "v" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`

/** As a bundle has them; Terraform is asked inside. */
function inFolder(files: readonly TextFile[]): TextFile[] {
  return files.map(({ path, text }) => ({ path: `terraform-aws/${path}`, text }))
}

const named: readonly (readonly TextFile[])[] = [
  ...['override.tf', 'main_override.tf', 'xoverride.tf', 'override.tf.tf', 'override_main.tf'].flatMap((path) =>
    [changed, another].flatMap((text) => [
      [groupFile, main, { path, text }],
      inFolder([groupFile, main, { path, text }]),
    ]),
  ),
  ...[
    '.hidden.tf',
    '#x.tf',
    'x.tf~',
    'x~.tf',
    'sub/other.tf',
    'sub/deep/other.tf',
    'x.json.tf',
    'x.tf.txt',
    'x.TF',
  ].map((path) => [groupFile, main, { path, text: another }]),
  ...['', '{}', '# nothing\n'].flatMap((text) =>
    ['x.tf.json', 'x.auto.tfvars.json', 'x.json'].map((path) => [groupFile, main, { path, text }]),
  ),
  [groupFile, main, { path: 'x.tf.json', text: '{ "locals": { "a": 1 } }' }],
  [groupFile, { path: 'sub/main.tf', text: ruleText() }],
  inFolder([groupFile, main]),
]

const given = (path: string, text: string, ...lines: readonly string[]): readonly TextFile[] => [
  { path, text },
  groupFile,
  { path: 'main.tf', text: typed(...lines) + ruleText(open) },
]
const fallback = 'default = "10.0.0.0/8"'
const values = 'terraform.tfvars'

const ofVariables: readonly (readonly TextFile[])[] = [
  // What Terraform does not load by itself, and what would change nothing if it did.
  given('values/own.tfvars', 'v = "10.0.0.0/8"\n', 'type = string', fallback),
  given('own.tfvars', 'v = "10.0.0.0/8"\n', 'type = string', fallback),
  given('values/x.auto.tfvars', 'v = "10.1.0.0/16"\n', 'type = string', fallback),
  given('values/terraform.tfvars', 'v = "10.1.0.0/16"\n', 'type = string', fallback),
  ...[
    'nullable = false',
    'nullable = true',
    'nullable = "false"',
    'nullable = 5',
    'nullable = null',
    'nullable = !true',
  ].flatMap((nullable) => [
    given(values, 'v = null\n', 'type = string', fallback, nullable),
    given(values, 'v = "10.1.0.0/16"\n', 'type = string', fallback, nullable),
    given(values, 'v = null\n', 'type = string', nullable),
    given(values, 'v = "10.1.0.0/16"\n', 'type = string', nullable),
    given(values, 'v = "10.1.0.0/16"\n', 'type = string', 'default = null', nullable),
    given(values, '', 'type = string', 'default = null', nullable),
  ]),
  // A condition that is not told here may be right: none of those that fail is among these.
  ...[
    'false',
    'true',
    'var.v == "10.0.0.0/8"',
    'var.v != "10.0.0.0/8"',
    'can(regex("^10", var.v))',
    '"false"',
    '5',
    'null',
    'var.w == "10.0.0.0/8"',
    'var.v.a == "10.0.0.0/8"',
    'can(var.v)',
    'var.v',
    'length(var.v)',
    'var.v == "10.0.0.0/8" ? null : true',
    'var.v == "10.0.0.0/8" ? "true" : "false"',
    'var.v == "" || var.v.a == "x"',
    '{ for x in ["a"] : var.v.a => x }["a"] == "a"',
    'length([for x in ["10.0.0.0/8"] : x if x == var.v]) == 1',
  ].flatMap((condition) => {
    const validation = `validation {\n    condition     = ${condition}\n    error_message = "It must be so."\n  }`
    return [
      given(values, '', 'type = string', fallback, validation),
      given(values, 'v = "10.1.0.0/16"\n', 'type = string', fallback, validation),
    ]
  }),
]

/** Local values and what they lead to, beside a rule that asks for one of them or for none. */
const circles: readonly (readonly TextFile[])[] = [
  '  a = local.b\n  b = local.a\n',
  '  a = local.a\n',
  '  a = local.b\n  b = local.c\n  c = [for x in ["y"] : local.b]\n',
  '  a = local.b\n  b = { c = local.d }\n  d = "x"\n',
  `  a = "\${local.b}\${local.c}"\n  b = local.d\n  c = local.d\n  d = "x"\n`,
  `  d = "x"\n  c = local.d\n  b = local.d\n  a = "\${local.b}\${local.c}"\n`,
  '  a = aws_security_group.more.id\n',
  '  a = aws_security_group.more.id\n  b = "x"\n',
].flatMap((inside) =>
  ['"x"', 'local.a', 'local.b'].flatMap((description) => {
    const locals = `locals {\n${inside}}\n`
    const more = `resource "aws_security_group" "more" {\n  name = "more"\n  description = ${description}\n}\n`
    return [
      [groupFile, { path: 'main.tf', text: locals + more + ruleText() }],
      [groupFile, { path: 'main.tf', text: locals + more + ruleText({ description }) }],
    ]
  }),
)

const conditions: readonly (readonly TextFile[])[] = [
  '    condition = var.v != ""\n',
  '    error_message = "It must be so."\n',
  '',
  '    condition = var.v != ""\n    error_message = 5\n',
  '    condition = var.v != ""\n    error_message = "It must be so."\n    strange = 1\n',
  '    condition = var.v != ""\n    error_message = "It must be so."\n    x {\n    }\n',
  '    condition = var.v != ""\n    error_message = "It must be so."\n',
].flatMap((inside) => [
  given(values, '', 'type = string', fallback, `validation {\n${inside}  }`),
  [
    groupFile,
    main,
    { path: 'more.tf', text: `${typed(fallback)}output "o" {\n  value = 1\n  precondition {\n${inside}  }\n}\n` },
  ],
])

export const loadedConfigurations: readonly (readonly TextFile[])[] = [
  ...named,
  ...ofVariables,
  ...circles,
  ...conditions,
]
