/** Questions for Terraform, with its answers: configurations, and what it made of them, read anew from all that says so. */
import type { Design } from '@/lib/design/design'
import { buildSite } from '@/lib/site/build-site'
import type { TextFile } from '@/lib/targets/target'
import { smallCloud } from '@/lib/testing/security-groups'
import { exampleNames, readExample, subjectOf } from '@/lib/testing/subject'
import { filterNamed } from '../sufficiency/rules'
import { samples } from '../talos/judge'
import { findTerraform } from '../terraform/build'
import { startMoto } from '../terraform/moto/moto'
import { startStub } from '../terraform/stub/provider'
import type { Recorded, Shown, TerraformCase } from './cases'
import { faultyText } from './faulty-text'
import { disagreementOf } from './suspects'
import { aimedConfigurations, portConfigurations, taggedConfigurations } from './terraform-aimed-texts'
import { type Asked, askAccount, askErrored, askTerraform, refuseLinted } from './terraform-answers'
import { kindConfigurations } from './terraform-kinds'
import { madeLine } from './terraform-lines'
import { loadedConfigurations } from './terraform-loaded-texts'
import { erroredTexts, moduleTexts, olderTexts } from './terraform-shown'
import { disagreementOfShown } from './terraform-suspects'
import { groupFile, mostTelling, terraformTexts } from './terraform-texts'

const counts = { faulty: 500, atOnce: 2 }

interface Question extends Asked {
  readonly where: string
  readonly design: Design
  /** Whether its groups can be told by their ports. */
  readonly isWhole?: boolean
  /** Whether what is said of it is read cut off as well, which is no JSON any more. */
  readonly isCut?: boolean
  /** Whether it is refused only once a plan is under way. */
  readonly isErrored?: boolean
}

/** `before` are answers of an earlier run: only what is not among them is asked. */
export async function recordTerraformCases(
  scale: number,
  before: readonly TerraformCase[] = [],
): Promise<Recorded<TerraformCase>> {
  const terraform = await findTerraform()
  const moto = terraform.ok ? await startMoto() : terraform
  if (!terraform.ok || !moto.ok)
    return { ok: false, reason: terraform.ok ? (moto.ok ? '' : moto.reason) : terraform.reason }
  const answered: TerraformCase[] = []
  const known = knownAnswers(before)
  const all = questionsFor(scale)
  answered.push(...strictKnown(all, known))
  const questions = all.filter((question) => !known.has(questionKey(question)))
  // What Terraform and moto say must not hang on what our stand-in for the provider knows.
  const stub = await startStub(false)
  const work = async (): Promise<void> => {
    for (let question = questions.shift(); question !== undefined; question = questions.shift()) {
      const answer = await askTerraform(terraform.binary, stub.environment, question)
      const account = answer === undefined ? undefined : await askAccount(moto, answer)
      const lines = answer?.rules.map((rule) => `${rule.address} ${madeLine(rule)}`)
      const bare = [...new Set(answer?.rules.map(madeLine))]
      const errored =
        question.isErrored === true ? await askErrored(terraform.binary, stub.environment, question) : undefined
      const shown: [string, string][] =
        answer === undefined || account?.kind === 'refused'
          ? []
          : [
              ['plan.json', answer.plan],
              ['state.json', answer.state],
              ...(account?.kind === 'described' ? [['account.json', account.groups] as [string, string]] : []),
              ...(account?.kind === 'described' && question.isWhole === true
                ? [['rules.json', account.rules] as [string, string]]
                : []),
            ]
      answered.push({
        kind: 'terraform',
        where: question.where,
        design: question.design,
        provider: 'aws',
        files: question.files,
        variables: question.variables,
        unread: 'never',
        rules: account?.kind === 'refused' ? undefined : lines,
        shown: [
          ...shown.map(([path, text]): Shown => ({ file: { path, text }, rules: bare, unread: 'never' })),
          ...(question.isCut === true ? shown.map(cutOff) : []),
          ...(errored === undefined ? [] : [untold('plan.json', errored)]),
        ],
      })
    }
  }
  try {
    await Promise.all(Array.from({ length: counts.atOnce }, work))
    const linted = await refuseLinted(answered)
    if (!linted.ok) return linted
    const disagreements: string[] = []
    return { ok: true, cases: linted.cases.flatMap((one) => keep(one, disagreements)), disagreements }
  } finally {
    moto.close()
    await stub.close()
  }
}

function cutOff([path, text]: [string, string]): Shown {
  return untold(`cut-${path}`, text.slice(0, -3))
}

/** What no reader may read. */
function untold(path: string, text: string): Shown {
  return { file: { path, text }, rules: undefined, unread: 'never' }
}

interface AskedFiles extends Pick<TerraformCase, 'files'> {
  readonly where: string
  readonly variables?: TerraformCase['variables']
  readonly before?: readonly TextFile[]
}

export function questionKey({ files, variables = {}, before }: AskedFiles): string {
  return JSON.stringify([before ?? [], files, variables])
}

export function knownAnswers(cases: readonly TerraformCase[]): ReadonlyMap<string, TerraformCase> {
  return new Map(cases.map((one) => [questionKey(one), one]))
}

/** Answers that are known already, as a judge gave them. */
export function strictKnown(
  questions: readonly AskedFiles[],
  known: ReadonlyMap<string, TerraformCase>,
): TerraformCase[] {
  return questions.flatMap((question) => {
    const found = known.get(questionKey(question))
    if (found === undefined) return []
    const shown = found.shown.map((one): Shown => ({ ...one, unread: 'never' }))
    return [{ ...found, where: question.where, unread: 'never', shown }]
  })
}

/** Where we refuse on purpose what is taken, we may go on doing so. */
export function keep(strict: TerraformCase, disagreements: string[]): TerraformCase[] {
  const alone: TerraformCase = { ...strict, shown: [] }
  const site = buildSite(strict.design)
  const lenient: TerraformCase = { ...alone, unread: 'may' }
  const files = strict.files.map(({ path, text }) => `${path}\n${text.slice(-600)}`).join('\n')
  const say = (what: string): void => void disagreements.push(`${strict.where}: ${what}\n${files}`)
  const what = disagreementOf(lenient)
  if (what !== undefined) say(what)
  const unread = disagreementOf(alone) === undefined ? 'never' : 'may'
  const shown = strict.shown.flatMap((one): Shown[] => {
    const loose: Shown = { ...one, unread: 'may' }
    const said = disagreementOfShown([loose], strict.provider, site)
    if (said !== undefined) say(said)
    if (said !== undefined) return []
    const isRead = disagreementOfShown([one], strict.provider, site) === undefined
    return [isRead ? one : loose]
  })
  return what === undefined ? [{ ...alone, unread, shown }] : []
}

function questionsFor(scale: number): Question[] {
  const target = filterNamed('terraform-aws')
  const small = smallCloud().design
  const plain = (where: string, files: readonly TextFile[]): Question => ({
    where,
    design: small,
    files,
    variables: {},
  })
  const rendered = exampleNames.flatMap((name): Question[] => {
    const { design, files, variants, output } = subjectOf(target, readExample(name))
    if (output.problems.some(({ severity }) => severity === 'error')) return []
    const bindings = [{}, ...variants.map(({ site }) => site.variables)]
    return bindings.map((variables, index) => ({
      ...{ where: `terraform ${name} ${index}`, design, files, isWhole: true },
      variables: { vpc_id: 'vpc-1', ...variables },
    }))
  })
  // Which versions a file asks for is nothing that we read.
  const own = smallCloud().files.filter(({ text }) => !text.includes('required_version'))
  const seeds = [...mostTelling, ...own.map(({ text }) => text)]
  const faulty = samples(faultyText(seeds, tokens), Math.ceil(counts.faulty * scale))
  return [
    ...terraformTexts.map((files, index) => plain(`terraform text ${index}`, files)),
    ...olderTexts.map((text, index) => plain(`terraform older ${index}`, [groupFile, { path: 'main.tf', text }])),
    ...aimedConfigurations.map((files, index) => plain(`terraform aimed ${index}`, files)),
    ...kindConfigurations.map((files, index) => ({ ...plain(`terraform kind ${index}`, files), isCut: index < 3 })),
    ...loadedConfigurations.map((files, index) => plain(`terraform loaded ${index}`, files)),
    ...erroredTexts.map((text, index) => ({
      ...plain(`terraform errored ${index}`, [groupFile, { path: 'main.tf', text }]),
      isErrored: true,
    })),
    ...portConfigurations.map((files, index) => ({ ...plain(`terraform ports ${index}`, files), isWhole: true })),
    ...taggedConfigurations.map((files, index) => plain(`terraform tags ${index}`, files)),
    ...moduleTexts.map((files, index) => ({ ...plain(`terraform module ${index}`, files), hasModules: true })),
    ...rendered,
    ...Array.from(faulty, (text, index) => plain(`terraform fault ${index}`, [groupFile, { path: 'main.tf', text }])),
  ]
}

const tokens = [
  ...[
    '=',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    ',',
    '"',
    '.',
    ':',
    '?',
    '&&',
    '||',
    '==',
    '!=',
    '!',
    '-',
    '+',
    '<',
    '=>',
    '#',
    '//',
  ],
  ...[
    'true',
    'false',
    'null',
    '0',
    '1',
    '443',
    '"tcp"',
    '"-1"',
    '"10.0.0.0/8"',
    'var',
    'local',
    'each.value',
    'each.key',
  ],
  ...[
    'for',
    'in',
    'if',
    'toset',
    'count.index',
    'aws_security_group.worker.id',
    'resource',
    'locals',
    'variable',
    '${',
    '%{',
    '/*',
    '*/',
  ],
] as const
