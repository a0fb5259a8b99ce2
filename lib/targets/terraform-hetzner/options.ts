import * as z from 'zod'

/**
 * What a label may be called.
 * @see https://docs.hetzner.cloud/reference/cloud#labels
 */
function labelKey(fallback: string, means: string) {
  return z
    .string()
    .max(63, 'is too long: use at most 63 characters')
    .regex(
      /^(?!hetzner\.cloud)([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
      'is no name of a label: use letters, digits, ".", "_" and "-"',
    )
    .default(fallback)
    .describe(means)
}

export const hetznerOptions = z.strictObject({
  private: z
    .array(z.string())
    .optional()
    .describe('Subnets on a private network or a vSwitch, beside those with private addresses'),
  clusterLabel: labelKey('cluster', 'The label of every server that holds the name of the design'),
  roleLabel: labelKey('role', 'The label that holds control-plane or worker'),
  nodeLabel: labelKey('node', 'The label that holds the name of a node, where a listener names it'),
  poolLabel: labelKey('pool', 'The label that holds the name of a pool, where a listener names it'),
})
export type HetznerOptions = z.infer<typeof hetznerOptions>
