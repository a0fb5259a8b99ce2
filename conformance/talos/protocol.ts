/** What the Go program is asked and what it answers: see `go/protocol.go`. */
import * as z from 'zod'

export type Role = 'controlplane' | 'worker'

export type Question =
  | { readonly op: 'hello' }
  | {
      readonly op: 'generate'
      readonly contract: string
      readonly role: Role
      readonly ref: string
      readonly wantText: true
    }
  | { readonly op: 'load'; readonly text: string; readonly wantText?: boolean }
  | {
      readonly op: 'chain'
      readonly ref: string
      readonly patches: readonly string[]
      readonly wantText?: boolean
      readonly wantWhole?: boolean
    }

const ruleSchema = z.object({
  name: z.string(),
  protocol: z.string(),
  ports: z.array(z.tuple([z.number(), z.number()])),
  subnets: z.array(z.string()),
  excepts: z.array(z.string()),
})

const stateSchema = z.object({
  ok: z.boolean(),
  stage: z.string().default(''),
  error: z.string().default(''),
  documents: z.number(),
  hasDefault: z.boolean(),
  default: z.string(),
  rules: z.array(ruleSchema),
  firewall: z.string().default(''),
  rest: z.string().default(''),
  text: z.string().default(''),
  whole: z.string().default(''),
})

export const answerSchema = z.object({
  id: z.number(),
  version: z.string().optional(),
  state: stateSchema.optional(),
  steps: z.array(stateSchema).optional(),
  fault: z.string().optional(),
})

export type TalosRule = z.infer<typeof ruleSchema>
/** A configuration as Talos sees it, or why it refuses it. */
export type TalosState = z.infer<typeof stateSchema>
export type Answer = z.infer<typeof answerSchema>
