/**
 * Expressions of Terraform's language, each where it decides a port, a condition, a list of networks, a key or a map. They
 * stand in files of text, one a line, with ⏎ for a line break. Division by zero inside `try` is not among them: Terraform
 * makes infinity of it, and fails when it writes the plan down.
 */
import { readFileSync } from 'node:fs'
import { ruleText } from './terraform-rule'

const expressionLocals = `locals {
  one   = 1
  text  = "a"
  yes   = true
  none  = null
  nets  = ["10.1.0.0/16", "10.0.0.0/8"]
  map   = { b = "10.1.0.0/16", a = "10.0.0.0/8" }
  deep  = { a = { b = ["10.2.0.0/16", { c = 7 }] } }
  id    = aws_security_group.worker.id
}
`

/** What the rule is with the expression in its place, by the heading under which it stands. */
const places: Readonly<Record<string, (text: string) => string>> = {
  numbers: (text) => ruleText({ from_port: text, to_port: '65535' }),
  conditions: (text) => ruleText({ count: `${text} ? 1 : 0` }),
  lists: (text) => ruleText({ for_each: `toset(${text})`, cidr_ipv4: 'each.value' }),
  keys: (text) => ruleText({ for_each: `toset([${text}])` }),
  maps: (text) => ruleText({ for_each: text, cidr_ipv4: 'each.value' }),
}

function readExpressions(file: string): string[] {
  let place: ((text: string) => string) | undefined
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const heading = /^\[(\w+)\]$/.exec(line)?.[1]
      if (heading !== undefined && Object.hasOwn(places, heading)) {
        place = places[heading]
        return []
      }
      return place === undefined ? [] : [expressionLocals + place(line.replaceAll('⏎', '\n'))]
    })
}

export const expressionTexts: readonly string[] = readExpressions('conformance/mutation/terraform-expressions.txt')
/** Those of which each tells one reading from its neighbours. */
export const aimedExpressionTexts: readonly string[] = readExpressions(
  'conformance/mutation/terraform-aimed-expressions.txt',
)
