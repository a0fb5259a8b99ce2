import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalog, listenersOf } from '../catalog/catalog'
import { flowsOf } from '../catalog/flows'
import { designSchema } from '../design/design'
import { lintCase, soundDesign } from '../testing/lint-case'
import { addonCases } from '../testing/lint-cases-addons'
import { addressCases } from '../testing/lint-cases-addresses'
import { derivedCases } from '../testing/lint-cases-derived'
import { productCases } from '../testing/lint-cases-products'
import { serviceCases } from '../testing/lint-cases-services'
import { analyseDesign } from '../verify/analyse'
import { codeSources } from './codes'
import { findFindings } from './find-findings'
import { missingCodes } from './missing-codes'
import { notRepresentable } from './not-representable'
import { rails } from './rails'

const cases = [...derivedCases, ...productCases, ...addressCases, ...addonCases, ...serviceCases]

describe.each(cases)('$code at $at', ({ code, at, raised, quiet = {} }) => {
  it('is raised, with its source', () => {
    const found = lintCase(raised).filter((finding) => finding.code === code)
    expect(found.map((finding) => finding.at)).toContain(at)
    expect(new Set(found.map(({ source }) => source))).toEqual(new Set([codeSources[code]]))
  })

  it('is not raised where it comes close', () => {
    const found = lintCase(quiet).filter((finding) => finding.code === code)
    expect(found.map((finding) => finding.at)).toEqual([])
  })
})

describe('the list of findings', () => {
  it('has a source for each, and each is raised and not raised in a test', () => {
    const codes = Object.keys(codeSources)
    const tested = new Set(cases.map(({ code }) => code))
    const sourced = codes.filter((code) => (codeSources[code] ?? '').length > 0)
    console.log(
      `findings: ${codes.length}; with a source: ${sourced.length}; raised and not raised in tests: ${tested.size}; ` +
        `not representable: ${Object.keys(notRepresentable).length}`,
    )
    expect(sourced).toEqual(codes)
    expect([...tested].sort()).toEqual([...codes].sort())
    expect(codes.filter((code) => Object.hasOwn(notRepresentable, code))).toEqual([])
  })

  it('stands in the README', () => {
    const readme = readFileSync('lib/lint/README.md', 'utf8')
    const codes = [...Object.keys(codeSources), ...Object.keys(notRepresentable)]
    expect(codes.filter((code) => !readme.includes(`| \`${code}\` |`))).toEqual([])
  })

  it('says nothing but how the product behaves about a sound cluster', () => {
    const admin = [
      { name: 'office', cidr: '198.51.100.0/24' },
      { name: 'vpn', cidr: '203.0.113.0/24' },
    ]
    expect(lintCase({ design: { admin } }).map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'info pod-gateway-open',
      'info try-mode',
    ])
  })
})

describe('fixes', () => {
  const edits = cases.flatMap(({ code, at, raised }) => {
    const finding = lintCase(raised).find((one) => one.code === code && one.at === at)
    return finding?.fix?.edit === undefined ? [] : [{ code, at, raised, edit: finding.fix.edit }]
  })

  it('of an announced address with a long name opens it under a name that a design takes', () => {
    const design = soundDesign({
      addons: ['kube-vip'],
      loadBalancerIPs: [{ name: 'w'.repeat(63), addresses: ['10.0.64.80'], ports: ['443'], from: ['anywhere'] }],
    })
    const found = findFindings(design, analyseDesign({ design, edits: {} }))
    const edit = found.find(({ code }) => code === 'kubevip-svc-blocked')?.fix?.edit
    expect(edit).toBeDefined()
    expect(designSchema.safeParse(edit?.(design)).error).toBeUndefined()
  })

  it.each(edits)('of $code at $at takes the finding away', ({ code, at, raised, edit }) => {
    const { version: _, ...rest } = edit(soundDesign(raised.design))
    const left = lintCase({ ...raised, design: rest }).filter((finding) => finding.code === code && finding.at === at)
    // A second fault of the same kind may stand at the same place.
    expect(left.length).toBeLessThan(lintCase(raised).filter((one) => one.code === code && one.at === at).length)
  })
})

describe('accepted', () => {
  const exposed = { overrides: [{ listener: 'kubelet', add: ['anywhere'] }] }
  const severitiesWith = (at: string | undefined, until?: string) =>
    lintCase({
      design: {
        ...exposed,
        accepted: [
          {
            code: 'expose-kubelet',
            reason: 'a test',
            ...(at === undefined ? {} : { at }),
            ...(until === undefined ? {} : { until }),
          },
        ],
      },
    })
      .filter(({ code }) => code === 'expose-kubelet')
      .map(({ at: place, accepted }) => `${place} ${accepted ?? 'open'}`)
      .sort()

  it.each([
    ['every place', undefined, undefined, ['rules/kubelet/controlplane a test', 'rules/kubelet/worker a test']],
    [
      'a part of the path',
      'rules/kubelet',
      undefined,
      ['rules/kubelet/controlplane a test', 'rules/kubelet/worker a test'],
    ],
    [
      'one place',
      'rules/kubelet/worker',
      undefined,
      ['rules/kubelet/controlplane open', 'rules/kubelet/worker a test'],
    ],
    ['no half of a word', 'rules/kube', undefined, ['rules/kubelet/controlplane open', 'rules/kubelet/worker open']],
    ['until it has run out', undefined, '2026-11-19', ['rules/kubelet/controlplane open', 'rules/kubelet/worker open']],
  ])('covers %s', (_name, at, until, want) => {
    expect(severitiesWith(at, until)).toEqual(want)
  })
})

describe('what the catalogue calls for', () => {
  it('gives every listener that must not face the internet a guard rail', () => {
    const dangerous = catalog.filter(({ risk }) => risk === 'critical' || risk === 'high')
    expect(dangerous.filter(({ id }) => !Object.hasOwn(rails, id)).map(({ id }) => id)).toEqual([])
    const ids = new Set(catalog.map(({ id }) => id))
    expect(Object.keys(rails).filter((id) => !ids.has(id))).toEqual([])
  })

  it('gives every flow that somebody needs a finding for its absence', () => {
    const needy = ['controlplane', 'worker', 'nodes', 'pods', 'anywhere']
    const lacking = catalog.flatMap((listener) =>
      flowsOf(listener)
        .filter(({ user, postures }) => needy.includes(user) && postures.includes('strict'))
        .filter(
          ({ on, user }) =>
            !missingCodes.some(
              (code) => code.listener === listener.id && code.users.includes(user) && (code.on ?? on) === on,
            ),
        )
        .map(({ on, user }) => `${listener.id} on ${on} from ${user}`),
    )
    expect([...new Set(lacking)]).toEqual([])
  })
})

describe('needed flows', () => {
  it('each listener of the catalogue that is required has a finding for its absence', () => {
    const missing = listenersOf(soundDesign())
      .filter(({ need }) => need === 'required')
      .map(({ id }) => id)
    const known = derivedCases.map(({ at }) => at.split('/')[1])
    expect(missing.filter((id) => !known.includes(id) && !id.startsWith('icmp'))).toEqual([])
  })
})
