/** One statement of `facts/talos.md` 1.1 to 1.4 and 2, as documents; and the documents that the statements are about. */
export interface TableCase {
  /** Row of the facts. */
  readonly row: string
  readonly name: string
  /** Patches over a generated worker configuration, one after another. */
  readonly patches: readonly string[]
  /** What becomes of the last patch. */
  readonly want: 'ok' | 'refused'
  /** The rules that are left, in order: `name tcp 80-80,90-99 10.0.0.0/8 10.1.0.0/16 ! 10.1.1.0/24`, excepts last. */
  readonly rules?: readonly string[]
  readonly action?: 'accept' | 'block'
  /** Only from or below a Talos version, as the facts say. */
  readonly from?: string
  readonly below?: string
  /** Further rows that the case exercises. */
  readonly also?: readonly string[]
  /** Talos takes it, and our reader refuses to interpret it: why. */
  readonly unread?: string
}

export const head = 'apiVersion: v1alpha1\nkind: NetworkRuleConfig\n'
export const defaultHead = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\n'
export const sources = 'ingress:\n    - subnet: 10.0.0.0/8\n'

export function rule(parts: { name?: string; ports?: string; protocol?: string; ingress?: string } = {}): string {
  const { name = 'test', ports = '\n        - 80', protocol = 'tcp', ingress = sources } = parts
  return `${head}name: ${name}\nportSelector:\n    ports:${ports}\n    protocol: ${protocol}\n${ingress}`
}
