/** The aliases as the box exports them, one field a line. */
import { usersOf } from '../../router/render/alias-users'
import type { Line } from './lines'
import { type IdentifiedPlan, uuidOf } from './plan'

export function aliasLines(cluster: string, { aliases, rules }: IdentifiedPlan): readonly Line[] {
  const users = usersOf(aliases, rules)
  const blocks = aliases.map(({ name, type, entries, description }, index) => {
    const fields = { enabled: '1', name, type, content: entries.join('\n'), description }
    const inner = Object.entries(fields).map(
      ([key, value]) => `        ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    )
    const last = index === aliases.length - 1
    const texts = [
      `      ${JSON.stringify(uuidOf(`${cluster} alias ${name}`))}: {`,
      ...inner.map((text, at) => (at === inner.length - 1 ? text : `${text},`)),
      last ? '      }' : '      },',
    ]
    return texts.map((text): Line => ({ text, rules: users.get(name) ?? [] }))
  })
  const plain = (text: string): Line => ({ text, rules: [] })
  return [
    ...['{', '  "aliases": {', '    "alias": {'].map(plain),
    ...blocks.flat(),
    ...['    }', '  }', '}'].map(plain),
  ]
}
