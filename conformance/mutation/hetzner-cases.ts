/** Questions for the provider of Hetzner Cloud, with its answers: what it hands to the API, and what Terraform says of that. */

import type { Design } from '@/lib/design/design'
import type { TextFile } from '@/lib/targets/target'
import { exampleNames, readExample, subjectOf } from '@/lib/testing/subject'
import { filterNamed } from '../sufficiency/rules'
import { samples } from '../talos/judge'
import type { Shown as ShownByTerraform } from '../terraform/batch'
import { findTerraform } from '../terraform/build'
import { startApi } from '../terraform/hcloud/api'
import { findProviderAtHand } from '../terraform/hcloud/build'
import { makeWorkspace } from '../terraform/terraform'
import type { Recorded, Shown, TerraformCase } from './cases'
import { faultyText } from './faulty-text'
import { heldLines, strayLines } from './firewall-lines'
import { aimedHetznerTexts, hetznerPairs, hetznerTexts, serverTexts } from './hetzner-texts'
import { keep, knownAnswers, questionKey, strictKnown } from './terraform-cases'

const counts = { faulty: 150, atOnce: 2 }
const version: TextFile = {
  path: 'terraform.tf',
  text: 'terraform {\n  required_providers {\n    hcloud = {\n      source = "hetznercloud/hcloud"\n    }\n  }\n}\n',
}

interface Question {
  readonly where: string
  readonly design: Design
  readonly files: readonly TextFile[]
  /** Applied first. */
  readonly before?: readonly TextFile[]
}

/** `earlier` are answers of an earlier run: only what is not among them is asked. */
export async function recordHetznerCases(
  scale: number,
  earlier: readonly TerraformCase[] = [],
): Promise<Recorded<TerraformCase>> {
  const terraform = await findTerraform()
  const provider = terraform.ok ? await findProviderAtHand() : terraform
  if (!terraform.ok || !provider.ok) return { ok: false, reason: provider.ok ? '' : provider.reason }
  const cases: TerraformCase[] = []
  const disagreements: string[] = []
  const known = knownAnswers(earlier)
  const all = questionsFor(scale)
  cases.push(...strictKnown(all, known).flatMap((one) => keep(one, disagreements)))
  const questions = all.filter((question) => !known.has(questionKey(question)))
  const work = async (): Promise<void> => {
    for (let question = questions.shift(); question !== undefined; question = questions.shift()) {
      const { where, design, files, before } = question
      const answer = await ask(terraform.binary, { TF_CLI_CONFIG_FILE: provider.binary }, before, files)
      const shown = (path: string, text: string): Shown => ({
        file: { path, text },
        rules: answer?.lines ?? [],
        unread: 'never',
      })
      const strict: TerraformCase = {
        ...{ kind: 'terraform', where, design, provider: 'hcloud', files, variables: {}, unread: 'never' },
        ...(before === undefined ? {} : { before }),
        rules: answer?.lines,
        // Where the API keeps what was there, Terraform says otherwise.
        shown:
          answer === undefined || before !== undefined
            ? []
            : [shown('plan.json', answer.plan), shown('state.json', answer.state)],
      }
      cases.push(...keep(strict, disagreements))
    }
  }
  await Promise.all(Array.from({ length: counts.atOnce }, work))
  return { ok: true, cases, disagreements }
}

interface Answer {
  readonly lines: readonly string[]
  readonly plan: string
  readonly state: string
}

/** Nothing where Terraform or the provider refuses it. The API takes everything. */
async function ask(
  binary: string,
  environment: Readonly<Record<string, string>>,
  before: readonly TextFile[] | undefined,
  files: readonly TextFile[],
): Promise<Answer | undefined> {
  const api = await startApi(false)
  const workspace = makeWorkspace(binary, environment)
  try {
    const write = (set: readonly TextFile[]): void => {
      for (const { path, text } of set) workspace.write(path.replace(/^terraform-[a-z]+\//, ''), text)
    }
    const token = `  token    = "${'x'.repeat(64)}"\n  endpoint = "${api.address}"\n`
    workspace.write('provider.tf', `provider "hcloud" {\n${token}}\n`)
    if (before !== undefined) {
      write(before)
      if ((await workspace.run('apply', '-input=false', '-auto-approve')).code !== 0) return undefined
    }
    write(files)
    if ((await workspace.run('plan', '-input=false', '-out=step')).code !== 0) return undefined
    const { stdout: plan } = await workspace.run('show', '-json', 'step')
    if ((await workspace.run('apply', '-input=false', 'step')).code !== 0) return undefined
    const { stdout: state } = await workspace.run('show', '-json')
    const made = (JSON.parse(state) as ShownByTerraform).values?.root_module.resources ?? []
    const addresses = new Map(made.map(({ address, values }) => [String(values.id), address]))
    return {
      lines: [
        ...strayLines(api),
        ...api.firewalls().flatMap((one) => heldLines(one, addresses.get(String(one.id)) ?? '?', api.servers())),
      ],
      plan,
      state,
    }
  } finally {
    workspace.remove()
    await api.close()
  }
}

function questionsFor(scale: number): Question[] {
  const target = filterNamed('terraform-hetzner')
  const [first = ''] = exampleNames
  const plain = readExample(first)
  const rendered = exampleNames.flatMap((name): Question[] => {
    const { design, files, output } = subjectOf(target, readExample(name))
    if (output.problems.some(({ severity }) => severity === 'error')) return []
    return [{ where: `hetzner ${name}`, design, files: [version, ...files.filter(isNoVersion)] }]
  })
  const faulty = samples(faultyText(hetznerTexts.slice(0, -1), tokens), Math.ceil(counts.faulty * scale))
  return [
    ...hetznerTexts.map((text, index) => ({ where: `hetzner text ${index}`, text })),
    ...aimedHetznerTexts.map((text, index) => ({ where: `hetzner aimed ${index}`, text })),
    ...serverTexts.map((text, index) => ({ where: `hetzner server ${index}`, text })),
    ...Array.from(faulty, (text, index) => ({ where: `hetzner fault ${index}`, text })),
  ]
    .map(({ where, text }): Question => ({ where, design: plain, files: [version, { path: 'main.tf', text }] }))
    .concat(
      hetznerPairs.map(([before, after], index) => ({
        where: `hetzner pair ${index}`,
        design: plain,
        before: [version, { path: 'main.tf', text: before }],
        files: [version, { path: 'main.tf', text: after }],
      })),
      rendered,
    )
}

/** The bundle says by itself which provider it wants. */
function isNoVersion({ text }: TextFile): boolean {
  return !text.includes('required_providers')
}

const tokens = [
  ...[
    '=',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    '#',
    '"in"',
    '"out"',
    '"tcp"',
    '"icmp"',
    '"443"',
    '"any"',
    'null',
    '5',
    'true',
  ],
  ...['"10.0.0.0/8"', '"::/0"', 'source_ips', 'destination_ips', 'rule', 'apply_to', 'port', 'direction', 'name'],
] as const
