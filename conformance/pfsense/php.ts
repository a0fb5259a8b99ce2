/** The program in `php/`, running: questions and answers of one line each, in order. */
import { spawnSync } from 'node:child_process'
import * as z from 'zod'
import { startLines } from '../ask-lines'

export interface Tree {
  readonly name: string
  readonly text: string
  readonly children: readonly Tree[]
}

const treeSchema: z.ZodType<Tree> = z.lazy(() =>
  z.object({ name: z.string(), text: z.string(), children: z.array(treeSchema) }),
)

const answerSchema = z.object({
  id: z.number(),
  fault: z.string().optional(),
  version: z.string().optional(),
  tree: treeSchema.optional(),
  hazards: z.array(z.string()).optional(),
  differences: z.array(z.string()).optional(),
  calls: z.array(z.string()).optional(),
  printed: z.string().optional(),
})
type PhpAnswer = z.infer<typeof answerSchema>

export type PhpQuestion =
  | { readonly op: 'hello' }
  | { readonly op: 'tree'; readonly text: string }
  | {
      readonly op: 'hazards'
      readonly texts: readonly string[]
      readonly marker: string
      readonly interfaces: readonly string[]
    }
  | { readonly op: 'snippet'; readonly code: string; readonly before: string; readonly after: string }

export interface Php {
  readonly version: string
  ask(question: PhpQuestion): Promise<PhpAnswer>
  close(): void
}

const program = 'conformance/pfsense/php/judge.php'

/** Undefined where there is no PHP, or none that reads XML. */
export async function startPhp(): Promise<Php | undefined> {
  const modules = spawnSync('php', ['-m'], { encoding: 'utf8' })
  if (modules.status !== 0 || !/^xml$/m.test(modules.stdout)) return undefined
  const lines = startLines('php', [program])
  const ask = async (question: PhpQuestion): Promise<PhpAnswer> => answerSchema.parse(await lines.ask(question))
  const { version = '' } = await ask({ op: 'hello' })
  return { version, ask, close: lines.close }
}
