/** A design file to start from. */
import { writeYaml } from '@/lib/text/write-yaml'
import { descriptions } from './descriptions'
import { type Design, designSchema } from './design'
import { leaveOutDefaults } from './minimal'
import { schemaPath, standsInline } from './write-design'

/** A design as text with a sentence before each key, and those that are left out named at the end: to start from. */
export function writeCommentedDesign(design: Design, schemaLocation: string = schemaPath): string {
  const minimal = leaveOutDefaults(design)
  const text = writeYaml(minimal, {
    inline: standsInline,
    plainKeys: ['on'],
    comment: (path) => (path.length === 1 ? [descriptions[String(path[0])] ?? ''] : []),
  })
  const rest = Object.keys(designSchema.shape).filter((key) => !Object.hasOwn(minimal, key))
  const others = rest.map((key) => `# ${key}: ${descriptions[key] ?? ''}`)
  const head = `# yaml-language-server: $schema=${schemaLocation}\n`
  return `${head}${text}${others.length === 0 ? '' : `\n# Left out here, so as Talos and the posture have it:\n${others.join('\n')}\n`}`
}
