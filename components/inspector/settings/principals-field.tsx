import { useDesign } from '@/components/state/design-store'
import { TokenField } from '@/components/ui/token-field'
import type { Design } from '@/lib/design/design'
import { members, ports, principal } from '@/lib/design/fields'
import { parsePortRange } from '@/lib/net/port-range'
import { type Check, checkBy } from '../check-field'

export interface ListFieldProps {
  readonly label: string
  readonly field?: string
  readonly tokens: readonly string[]
  readonly hint?: string
  readonly keepsLast?: boolean
  readonly onChange: (tokens: string[]) => void
}

/** More names than this are no help in a list to choose from. */
const mostNames = 60

function namesOf(design: Design): string[] {
  const machines = [
    ...design.pools.map(({ name }) => `pool:${name}`),
    ...design.nodes.map(({ name }) => `node:${name}`),
  ]
  return [
    ...design.admin.filter(({ name }) => !/\s/.test(name)).map(({ name }) => `admin:${name}`),
    ...design.subnets.map(({ name }) => `subnet:${name}`),
    ...machines.slice(0, mostNames),
  ]
}

const words = ['cluster', 'nodes', 'controlplane', 'worker', 'pods', 'admin', 'lb', 'anywhere']

/** Sources or destinations by name or by prefix. */
export function PrincipalsField({ label, field, tokens, hint, keepsLast = false, onChange }: ListFieldProps) {
  const design = useDesign()
  return (
    <TokenField
      label={label}
      {...(field === undefined ? {} : { field })}
      tokens={tokens}
      suggestions={[...words, ...namesOf(design)]}
      placeholder="cluster, admin, cidr:10.9.0.0/16"
      hint={hint}
      keepsLast={keepsLast}
      validate={checkBy(principal)}
      onChange={(list) => onChange([...list])}
    />
  )
}

/** Whose listener it is; the last entry stays, since somebody must listen. */
export function MembersField({ label, field, tokens, onChange }: ListFieldProps) {
  const design = useDesign()
  const machines = [...design.pools, ...design.nodes].slice(0, mostNames).map(({ name }) => name)
  return (
    <TokenField
      label={label}
      {...(field === undefined ? {} : { field })}
      tokens={tokens}
      suggestions={['nodes', 'controlplane', 'worker', ...machines]}
      validate={checkBy(members)}
      keepsLast
      onChange={(list) => onChange([...list])}
    />
  )
}

const checkPorts: Check = (text) =>
  parsePortRange(text) === undefined
    ? { message: `${text} is not a port or range: write one like 5432 or 6800-7568, up to 65535` }
    : checkBy(ports)(text)

/** Ports and ranges; the last one stays. */
export function PortsField({ label, field, tokens, onChange }: ListFieldProps) {
  return (
    <TokenField
      label={label}
      {...(field === undefined ? {} : { field })}
      tokens={tokens}
      placeholder="443"
      validate={checkPorts}
      keepsLast
      onChange={(list) => onChange([...list])}
    />
  )
}
