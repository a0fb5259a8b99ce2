/** The resource types of the AWS provider that the files use, with their arguments, from facts/terraform-clouds.md 1. */
import { field, message } from '../wire/protobuf'

export interface Attribute {
  readonly type: unknown
  readonly need: 'required' | 'optional' | 'computed' | 'optional, computed'
  /** A change makes a new resource. */
  readonly replaces?: boolean
}

export type ResourceSchema = Readonly<Record<string, Attribute>>

const rule: ResourceSchema = {
  arn: { type: 'string', need: 'computed' },
  cidr_ipv4: { type: 'string', need: 'optional' },
  cidr_ipv6: { type: 'string', need: 'optional' },
  description: { type: 'string', need: 'optional' },
  from_port: { type: 'number', need: 'optional' },
  id: { type: 'string', need: 'computed' },
  ip_protocol: { type: 'string', need: 'required' },
  prefix_list_id: { type: 'string', need: 'optional' },
  referenced_security_group_id: { type: 'string', need: 'optional' },
  security_group_id: { type: 'string', need: 'required', replaces: true },
  security_group_rule_id: { type: 'string', need: 'computed' },
  tags: { type: ['map', 'string'], need: 'optional' },
  tags_all: { type: ['map', 'string'], need: 'computed' },
  to_port: { type: 'number', need: 'optional' },
}

/** The older forms, which we read in states and plans and never write. */
const ends = {
  cidr_blocks: ['list', 'string'],
  ipv6_cidr_blocks: ['list', 'string'],
  prefix_list_ids: ['list', 'string'],
  description: 'string',
  from_port: 'number',
  to_port: 'number',
  protocol: 'string',
  self: 'bool',
} as const
const inline: Attribute = {
  type: ['set', ['object', { ...ends, security_groups: ['set', 'string'] }]],
  need: 'optional, computed',
}
const older: ResourceSchema = {
  ...Object.fromEntries(
    Object.entries(ends).map(([name, type]): [string, Attribute] => [name, { type, need: 'optional' }]),
  ),
  id: { type: 'string', need: 'computed' },
  security_group_id: { type: 'string', need: 'required', replaces: true },
  source_security_group_id: { type: 'string', need: 'optional' },
  type: { type: 'string', need: 'required', replaces: true },
}

export const resourceSchemas: Readonly<Record<string, ResourceSchema>> = {
  aws_security_group: {
    arn: { type: 'string', need: 'computed' },
    description: { type: 'string', need: 'optional', replaces: true },
    egress: inline,
    id: { type: 'string', need: 'computed' },
    ingress: inline,
    name: { type: 'string', need: 'optional, computed', replaces: true },
    name_prefix: { type: 'string', need: 'optional, computed', replaces: true },
    owner_id: { type: 'string', need: 'computed' },
    revoke_rules_on_delete: { type: 'bool', need: 'optional' },
    tags: { type: ['map', 'string'], need: 'optional' },
    tags_all: { type: ['map', 'string'], need: 'computed' },
    vpc_id: { type: 'string', need: 'optional, computed', replaces: true },
  },
  aws_vpc_security_group_ingress_rule: rule,
  aws_vpc_security_group_egress_rule: rule,
  aws_security_group_rule: older,
}

/** A group that is looked up by its id. */
const found: ResourceSchema = { id: { type: 'string', need: 'required' }, name: { type: 'string', need: 'optional' } }

/** The answer to GetSchema: field numbers of the plugin protocol, version 5. */
export function schemaAnswer(): Buffer {
  const resources = Object.entries(resourceSchemas).map(([name, schema]) =>
    field(2, message(field(1, name), field(2, schemaOf(schema)))),
  )
  const data = field(3, message(field(1, 'aws_security_group'), field(2, schemaOf(found))))
  return message(field(1, schemaOf({ region: { type: 'string', need: 'optional' } })), ...resources, data)
}

function schemaOf(schema: ResourceSchema): Buffer {
  const attributes = Object.entries(schema)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { type, need }]) =>
      field(
        2,
        message(
          field(1, name),
          field(2, JSON.stringify(type)),
          field(4, need === 'required'),
          field(5, need.startsWith('optional')),
          field(6, need.endsWith('computed')),
        ),
      ),
    )
  return message(field(1, 1), field(2, message(...attributes)))
}
