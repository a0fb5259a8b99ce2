/** The plainest configuration with one rule of a security group, to be changed in one place or another. */

export const groups = ['control_plane', 'worker', 'pool_web', 'theirs']

/** The groups that a small cluster carries, and one of somebody else. */
export const groupsText = groups
  .map((name) => {
    const title = name.replaceAll('_', '-')
    const tags = name === 'theirs' ? '' : `  tags = { NodeType = "${title}" }\n`
    return `resource "aws_security_group" "${name}" {\n  name = "small-talos-${title}-sg"\n${tags}}\n`
  })
  .join('\n')

/** Arguments of a rule in place of the plain ones; nothing leaves one out. */
export type Change = Readonly<Record<string, string | undefined>>

const plain: Change = {
  security_group_id: 'aws_security_group.worker.id',
  ip_protocol: '"tcp"',
  from_port: '443',
  to_port: '443',
  cidr_ipv4: '"10.0.0.0/8"',
}

export function ruleText(change: Change = {}, name = 'test', inside = '', type = 'ingress'): string {
  const lines = Object.entries({ ...plain, ...change }).flatMap(([key, value]) =>
    value === undefined ? [] : [`  ${key} = ${value}\n`],
  )
  return `resource "aws_vpc_security_group_${type}_rule" "${name}" {\n${lines.join('')}${inside}}\n`
}
