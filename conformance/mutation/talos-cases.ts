/** Questions for Talos' own code, with its answers: small samples of what `conformance/talos` asks. */
import { readFileSync } from 'node:fs'
import type { Design } from '@/lib/design/design'
import { buildSite } from '@/lib/site/build-site'
import { findTarget } from '@/lib/targets/all'
import { isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { seed } from '@/lib/testing/samples'
import { appliedFiles, subjectOf } from '@/lib/testing/subject'
import { buildJudge } from '../talos/build'
import { plainDesign, tableCasesOf } from '../talos/check-table'
import { generateBases, samples } from '../talos/judge'
import { machineFiles } from '../talos/machines'
import { type SeedText, sampleMutations } from '../talos/mutations'
import { readInTurn } from '../talos/our-reading'
import { baseName, startTalos } from '../talos/process'
import type { Role } from '../talos/protocol'
import { rule } from '../talos/table-case'
import { type JudgeVersion, judgeVersions } from '../talos/versions'
import type { KindCase, ReadingCase, Recorded } from './cases'
import { disagreementOf } from './suspects'
import { oddLines } from './talos-lines'
import { oddChains } from './talos-patches'
import { type Asking, plainCase, plainOf, record, type TalosCase } from './talos-record'
import { oddDocuments } from './talos-texts'
import { recordWhole } from './talos-whole'

/** How many of each for the two versions in full, and for the older ones. */
const counts = {
  main: { designs: 20, pairs: 20, mutations: 300 },
  older: { designs: 4, pairs: 10, mutations: 80 },
}

export async function recordTalosCases(scale: number): Promise<Recorded<TalosCase>> {
  const cases: TalosCase[] = []
  const disagreements: string[] = []
  for (const version of judgeVersions) {
    const built = await buildJudge(version.tag)
    if (!built.ok) return { ok: false, reason: `${version.tag}: ${built.reason}` }
    const talos = await startTalos(built.binary)
    try {
      const bases = await generateBases(talos, version)
      const name = (role: Role): string => baseName(version.layouts.at(-1) ?? '', role)
      const base = (role: Role) => bases.get(name(role))
      cases.push(...(await recordVersion({ talos, version, name, base, disagreements }, scale)))
    } finally {
      await talos.close()
    }
  }
  return { ok: true, cases, disagreements }
}

async function recordVersion(asking: Asking, scale: number): Promise<TalosCase[]> {
  const { version } = asking
  const sizes = version.main ? counts.main : counts.older
  const number = (count: number): number => Math.max(1, Math.round(count * scale))
  const bundles = await recordBundles(asking, number(sizes.designs))
  const pairs = await recordPairs(asking, number(sizes.pairs))
  const tables = await recordTables(asking)
  const seeds = [...bundles, ...pairs].flatMap((one) => seedTextOf(one))
  const mutated = await recordMutations(asking, [...seeds, ...seedTextsOfTables(asking)], number(sizes.mutations))
  const odd = isOddVersion(version) ? await recordOdd(asking) : []
  const whole = isOddVersion(version) ? await recordWhole(asking) : []
  const kinds = await recordKinds(asking)
  const slow = await recordSlow(asking, [...tables, ...bundles])
  return [...tables, ...odd, ...slow, ...whole, ...kinds, ...bundles, ...pairs, ...mutated]
}

function talosFilter() {
  const target = findTarget('talos')
  if (target === undefined || !isFilter(target)) throw new Error('there is no target talos')
  return target
}

async function recordBundles(asking: Asking, count: number): Promise<ReadingCase[]> {
  const { designs } = asking.version
  const found: ReadingCase[] = []
  for (const [index, drawn] of [...samples(arbitraryDesign(), count)].entries()) {
    const design = { ...drawn, talos: { ...drawn.talos, version: designs[index % designs.length] ?? '' } }
    const { site, output, files } = subjectOf(talosFilter(), design)
    for (const { path, role, members, patch } of machineFiles(site, output.files)) {
      const asked = { steps: [files], member: members[0] ?? '' }
      found.push(
        ...(await record(asking, `${asking.version.tag} design ${index} ${path}`, design, role, [patch], asked)),
      )
    }
  }
  return found
}

async function recordPairs(asking: Asking, count: number): Promise<ReadingCase[]> {
  const { designs } = asking.version
  const found: ReadingCase[] = []
  for (const [index, spoken] of Array.from(
    { length: count },
    (_, place) => [place, designs[place % designs.length] ?? ''] as const,
  )) {
    const [pair] = [...samples(arbitraryPair(spoken), index + 1)].slice(-1)
    if (pair === undefined) continue
    const before = subjectOf(talosFilter(), pair.before)
    const after = subjectOf(talosFilter(), pair.after, { previous: before.output.files })
    if (after.output.problems.some(({ severity }) => severity === 'error')) continue
    const steps = [appliedFiles(before.output), after.files]
    const held = machineFiles(before.site, before.output.files)
    for (const { path, role, members, patch, remove } of machineFiles(after.site, after.output.files)) {
      const member = members.find((one) => held.some((group) => group.role === role && group.members.includes(one)))
      const old = held.find((group) => group.role === role && member !== undefined && group.members.includes(member))
      if (member === undefined || old === undefined) continue
      const way = [old.patch, patch, ...(remove === undefined ? [] : [remove])]
      found.push(
        ...(await record(asking, `${asking.version.tag} pair ${index} ${path}`, after.design, role, way, {
          steps,
          member,
        })),
      )
    }
  }
  return found
}

/** Those between which what Talos takes changed. */
function isOddVersion({ tag, main }: JudgeVersion): boolean {
  return main || ['v1.12.0', 'v1.8.0', 'v1.7.0', 'v1.6.0'].includes(tag)
}

/** Each text alone, beside a sound document on either side, and over a rule that is there. */
async function recordOdd(asking: Asking): Promise<ReadingCase[]> {
  const { design } = plainOf(asking)
  const isFull = ['v1.14.1', 'v1.7.0', 'v1.6.0'].includes(asking.version.tag)
  const beside = rule({ name: 'beside', ports: '\n        - 8443' })
  const chains = oddDocuments.flatMap((text) => {
    const besides = [[`${text}---\n${beside}`], [`${beside}---\n${text}`], [rule({ ports: '\n        - 1234' }), text]]
    return [[text], ...(isFull ? besides : [])]
  })
  const lines = isFull ? oddLines.map((text) => [text]) : []
  // Patches over patches are what releases of one branch differ in: every one that the version speaks for is asked.
  const others = asking.version.designs.map(plainDesign).filter((one) => one.talos.version !== design.talos.version)
  const asked = [...oddChains, ...chains, ...lines].flatMap((patches, index) =>
    [design, ...(index < oddChains.length ? others : [])].map(async (one) => {
      const where = `${asking.version.tag} odd ${index} ${one.talos.version}`
      return await record(asking, where, one, 'worker', patches, plainCase(patches), refusalOf(one, patches))
    }),
  )
  return (await Promise.all(asked)).flat()
}

/** Before 1.7.6 one of two ports that touch is not loaded, and ICMP is matched by a checksum: both must stay refused. */
function refusalOf(design: Design, patches: readonly string[]): 'may' | 'must' {
  const ours = readInTurn(buildSite(design), plainCase(patches).steps)
  if (ours.ok) return 'may'
  const isCareful = ours.problems.every(({ message }) => /a rule for icmp|two entries that touch/.test(message))
  return isCareful ? 'must' : 'may'
}

async function recordTables(asking: Asking): Promise<ReadingCase[]> {
  const { parsed, design } = plainOf(asking)
  const found: ReadingCase[] = []
  for (const entry of tableCasesOf(parsed)) {
    const where = `${asking.version.tag} facts ${entry.row}, ${entry.name}`
    const unread = entry.unread === undefined ? 'may' : 'must'
    found.push(...(await record(asking, where, design, 'worker', entry.patches, plainCase(entry.patches), unread)))
  }
  return found
}

function seedTextsOfTables(asking: Asking): SeedText[] {
  return tableCasesOf(plainOf(asking).parsed)
    .filter(({ want, patches }) => want === 'ok' && patches.length === 1)
    .map(({ patches: [text = ''] }) => ({ before: [], text }))
}

/** Short files of the designs: alone, and over themselves. */
function seedTextOf({ steps, state }: ReadingCase): SeedText[] {
  if (state === undefined || steps.length > 1) return []
  return steps.flat().flatMap(({ text }) =>
    text.length > 1500
      ? []
      : [
          { before: [], text },
          { before: [text], text },
        ],
  )
}

async function recordMutations(asking: Asking, seeds: readonly SeedText[], count: number): Promise<ReadingCase[]> {
  const { design } = plainOf(asking)
  const found: ReadingCase[] = []
  for (const [index, patches] of sampleMutations(seeds, count, seed()).entries()) {
    found.push(
      ...(await record(
        asking,
        `${asking.version.tag} mutation ${index}`,
        design,
        'worker',
        patches,
        plainCase(patches),
      )),
    )
  }
  return found
}

/** The same documents with quoted keys, on which the short way of reading gives up: the general reader must do as well. */
async function recordSlow(asking: Asking, cases: readonly ReadingCase[]): Promise<ReadingCase[]> {
  const found: ReadingCase[] = []
  for (const { where, design, steps, member, unread } of cases) {
    const quoted = steps.map((files) =>
      files.map(({ path, text }) => ({ path, text: text.replaceAll(/^(apiVersion|kind|ingress):/gm, '"$1":') })),
    )
    const role: Role = member.startsWith('worker') ? 'worker' : 'controlplane'
    const patches = quoted.flatMap((files) => (files.length === 1 ? files.map(({ text }) => text) : []))
    if (patches.length < quoted.length) continue
    const wanted = unread === 'must' ? 'must' : 'may'
    found.push(...(await record(asking, `${where}, quoted`, design, role, patches, { steps: quoted, member }, wanted)))
  }
  return found
}

const kindsFile = 'lib/targets/talos/read/document-kinds.ts'
const firewallDocument = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n'

/** Every kind that we name, and some that nobody does: Talos says which it knows. */
async function recordKinds(asking: Asking): Promise<KindCase[]> {
  const { design } = plainOf(asking)
  const named = [...readFileSync(kindsFile, 'utf8').matchAll(/'([A-Z]\w+)'/g)].map(([, kind = '']) => kind)
  const found: KindCase[] = []
  for (const kind of new Set([
    ...named,
    'NetworkLinkIngressConfig',
    'NetworkNATRuleConfig',
    'NoSuchConfig',
    'networkRuleConfig',
  ])) {
    const document = `apiVersion: v1alpha1\nkind: ${kind}\n`
    const { ok, error } = await asking.talos.load(document)
    const isKnown = ok || !/not registered|unknown/i.test(error)
    const text = `${document}---\n${firewallDocument}`
    const one: KindCase = { kind: 'kind', where: `${asking.version.tag} kind ${kind}`, design, text, isRead: isKnown }
    // A kind that we know and do not interpret must stay refused.
    const refused: KindCase = { ...one, isRead: false }
    if (disagreementOf(one) === undefined) found.push(one)
    else if (isKnown && disagreementOf(refused) === undefined) found.push(refused)
  }
  return found
}
