import * as z from 'zod'

/** Rules of one family that a security group holds in each direction, unless AWS was asked for more. */
const defaultRulesPerGroup = 60

export const awsOptions = z.strictObject({
  environment: z
    .string()
    .max(100, 'is too long: use at most 100 characters')
    .regex(/^(?!sg-)[A-Za-z0-9][A-Za-z0-9._-]*$/, 'does not begin a group name: use letters, digits, ".", "_" and "-"')
    .optional()
    .describe('Begins the names of the groups; the name of the design where it is left out'),
  subnets: z
    .array(z.string())
    .min(1, 'is empty: name a subnet, or leave it out for all')
    .optional()
    .describe('Machines of these subnets carry the groups'),
  rulesPerGroup: z
    .int('is not a number of rules: write a whole number')
    .min(1, 'is too few: a group holds at least one rule')
    .max(1000, 'is too many: AWS grants at most 1000')
    .default(defaultRulesPerGroup)
    .describe('The quota of your account: rules in a group, for each direction and family'),
})
export type AwsOptions = z.infer<typeof awsOptions>
