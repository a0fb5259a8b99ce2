import { describe, expect, test } from 'vitest'
import { readRules, smallSite } from '@/lib/testing/security-groups'

const site = smallSite()

function resource(type: string, name: string, values: object, index?: string) {
  const suffix = index === undefined ? '' : `["${index}"]`
  return {
    address: `${type}.${name}${suffix}`,
    mode: 'managed',
    type,
    name,
    ...(index === undefined ? {} : { index }),
    values,
  }
}

const groups = [
  resource('aws_security_group', 'control_plane', { id: 'sg-1', ingress: [], egress: [] }),
  resource('aws_security_group', 'worker', { id: 'sg-2' }),
]
const plain = { security_group_id: 'sg-2', from_port: 22, to_port: 22, ip_protocol: 'tcp', cidr_ipv6: null }
const ingress = 'aws_vpc_security_group_ingress_rule'

function state(...resources: object[]): object {
  return { format_version: '1.0', values: { root_module: { resources: [...groups, ...resources] } } }
}

function read(json: unknown): string[] {
  return readRules([{ path: 's.json', text: typeof json === 'string' ? json : JSON.stringify(json) }], site)
}

describe('a state', () => {
  test.each<[string, object, string[]]>([
    [
      'rules of their own',
      state(
        resource(ingress, 'a', { ...plain, cidr_ipv4: '10.0.0.0/8' }, '10.0.0.0/8'),
        resource(ingress, 'b', { ...plain, cidr_ipv4: null, referenced_security_group_id: 'sg-1' }),
        resource('aws_vpc_security_group_egress_rule', 'c', {
          security_group_id: 'sg-1',
          ip_protocol: '-1',
          cidr_ipv6: '::/0',
        }),
      ),
      [
        'egress control_plane any -1 -1 ::/0',
        'ingress worker 6 22 22 10.0.0.0/8',
        'ingress worker 6 22 22 control_plane',
      ],
    ],
    [
      'older rules, which name several ends at once',
      state(
        resource('aws_security_group_rule', 'a', {
          ...{ type: 'ingress', security_group_id: 'sg-2', protocol: 'tcp', from_port: 1, to_port: 2 },
          ...{
            cidr_blocks: ['10.0.0.0/8', '10.9.0.0/16'],
            ipv6_cidr_blocks: ['::/0'],
            self: true,
            source_security_group_id: 'sg-1',
          },
        }),
        resource('aws_security_group_rule', 'b', {
          ...{
            type: 'egress',
            security_group_id: 'sg-2',
            protocol: '-1',
            from_port: 0,
            to_port: 0,
            cidr_blocks: ['0.0.0.0/0'],
          },
        }),
      ),
      [
        'egress worker any -1 -1 0.0.0.0/0',
        'ingress worker 6 1 2 10.0.0.0/8',
        'ingress worker 6 1 2 10.9.0.0/16',
        'ingress worker 6 1 2 ::/0',
        'ingress worker 6 1 2 control_plane',
        'ingress worker 6 1 2 worker',
      ],
    ],
    [
      'what a group lists by itself, once',
      {
        format_version: '1.0',
        values: {
          root_module: {
            resources: [
              groups[0],
              resource('aws_security_group', 'worker', {
                id: 'sg-2',
                ingress: [
                  {
                    protocol: 'tcp',
                    from_port: 22,
                    to_port: 22,
                    cidr_blocks: ['10.0.0.0/8', '10.1.0.0/16'],
                    security_groups: ['sg-1'],
                    self: false,
                  },
                ],
              }),
              resource(ingress, 'a', { ...plain, cidr_ipv4: '10.0.0.0/8' }),
            ],
          },
        },
      },
      [
        'ingress worker 6 22 22 10.0.0.0/8',
        'ingress worker 6 22 22 10.1.0.0/16',
        'ingress worker 6 22 22 control_plane',
      ],
    ],
    [
      'a group of somebody else, with what nothing here could interpret',
      state(
        resource('aws_security_group', 'database', { id: 'sg-9' }),
        resource(ingress, 'a', { ...plain, security_group_id: 'sg-9', prefix_list_id: 'pl-1' }),
        resource(ingress, 'b', { ...plain, cidr_ipv4: '10.0.0.0/8' }),
      ),
      ['ingress worker 6 22 22 10.0.0.0/8'],
    ],
    [
      'a module inside another',
      {
        format_version: '1.0',
        values: {
          root_module: {
            resources: [resource('aws_instance', 'x', {})],
            child_modules: [
              {
                address: 'module.a',
                resources: groups,
                child_modules: [
                  {
                    address: 'module.a.module.b',
                    resources: [resource(ingress, 'a', { ...plain, cidr_ipv4: '10.0.0.0/8' })],
                  },
                ],
              },
            ],
          },
        },
      },
      ['ingress worker 6 22 22 10.0.0.0/8'],
    ],
  ])('%s', (_, json, want) => {
    expect(read(json)).toEqual(want)
  })
})

test('a plan, whose ids are not yet known', () => {
  const expressions = {
    security_group_id: { references: ['aws_security_group.worker.id', 'aws_security_group.worker'] },
    referenced_security_group_id: {
      references: ['aws_security_group.control_plane.id', 'aws_security_group.control_plane'],
    },
  }
  const module = {
    resources: [
      resource('aws_security_group', 'control_plane', { name: 'c' }),
      resource('aws_security_group', 'worker', { name: 'w' }),
      resource(ingress, 'a', { from_port: 22, to_port: 22, ip_protocol: 'tcp', cidr_ipv4: null }),
    ],
  }
  const configuration = { resources: [{ type: ingress, name: 'a', expressions }] }
  expect(
    read({
      format_version: '1.2',
      planned_values: { root_module: module },
      configuration: { root_module: configuration },
    }),
  ).toEqual(['ingress worker 6 22 22 control_plane'])
  const inside = {
    format_version: '1.2',
    planned_values: { root_module: { child_modules: [{ address: 'module.fw["a"]', ...module }] } },
    configuration: { root_module: { module_calls: { fw: { module: configuration } } } },
  }
  expect(read(inside)).toEqual(['ingress worker 6 22 22 control_plane'])
})

describe('a plan that does not know yet', () => {
  const later = (argument: string) => ({ [argument]: { references: ['aws_security_group.worker.id', 'x'] } })
  const planned = (resources: readonly { type: string; name: string }[], expressions: object): string[] => {
    const [{ type, name } = { type: '', name: '' }] = resources
    return read({
      format_version: '1.2',
      planned_values: { root_module: { resources: [...groups, ...resources] } },
      configuration: { root_module: { resources: [{ type, name, expressions }] } },
    })
  }
  const older = { type: 'ingress', security_group_id: 'sg-2', protocol: 'tcp', from_port: 1, to_port: 2 }

  test.each([
    [
      'whom an older rule lets in',
      [resource('aws_security_group_rule', 'a', older)],
      later('source_security_group_id'),
    ],
    [
      'what a group lists by itself',
      [resource('aws_security_group', 'pool_web', { id: 'sg-7' })],
      { ingress: [later('security_groups')] },
    ],
    [
      'one of whom a group lists by itself',
      [
        resource('aws_security_group', 'pool_web', {
          id: 'sg-7',
          ingress: [{ protocol: 'tcp', from_port: 1, to_port: 2, security_groups: [null] }],
        }),
      ],
      { ingress: [later('security_groups')] },
    ],
  ])('%s', (_, resources, expressions) => {
    expect(planned(resources, expressions).join()).toMatch(/group that is referred to cannot be told/)
  })

  test('a reference to anything but the id is none to the group', () => {
    const values = { ...plain, security_group_id: undefined, cidr_ipv4: '10.0.0.0/8' }
    const expressions = {
      security_group_id: { references: ['aws_security_group.worker.arn', 'aws_security_group.worker'] },
    }
    expect(planned([resource(ingress, 'a', values)], expressions).join()).toMatch(/which group it belongs to/)
  })
})

describe('what cannot be read says how to get what can', () => {
  test.each<[string, unknown, RegExp]>([
    ['the state as it is stored', { version: 4, lineage: 'x', resources: [] }, /as Terraform stores it/],
    ['the lines of a running plan', '{"@level":"info"}\n{"@level":"info"}\n', /lines of a running plan/],
    ['a format to come', { format_version: '2.0' }, /not one of Terraform 1/],
    ['nothing', { format_version: '1.0' }, /neither a state nor a plan/],
    ['no JSON', '{"format_version": "1.0"', /Not JSON/],
    [
      'two modules with the same groups',
      state(...groups),
      /Two groups are called "control_plane": give the state of one module/,
    ],
    [
      'a group of elsewhere',
      state(resource(ingress, 'a', { ...plain, referenced_security_group_id: 'sg-9' })),
      /group that is referred to cannot be told/,
    ],
    ['a prefix list', state(resource(ingress, 'a', { ...plain, prefix_list_id: 'pl-1' })), /prefix list/],
    [
      'a rule of nobody',
      state(resource(ingress, 'a', { ...plain, security_group_id: 'sg-9', cidr_ipv4: '10.0.0.0/8' })),
      /which group it belongs to/,
    ],
  ])('%s', (_, json, why) => {
    const [said = ''] = read(json)
    expect(said).toMatch(why)
    expect(said).toMatch(/^s\.json/)
  })
})
