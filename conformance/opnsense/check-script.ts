/** The script for the API, run by Python against a stub of a box: what it leaves there, and in which order it asks. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRuleRows } from '@/lib/targets/opnsense/read/rule-rows'
import { disagree, type Ran, type Tally } from '../verdict'
import type { Bundle, Sample } from './samples'
import { type StubBox, type StubKind, type StubRule, startStub, stubLogin } from './stub-box'

export function pythonVersion(): string | undefined {
  const { status, stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.replace('Python ', '').trim() : undefined
}

const kinds: readonly StubKind[] = [
  { imports: true, savepoints: false },
  { imports: true, savepoints: true },
  { imports: false, savepoints: true },
]

const theirs: readonly StubRule[] = ['their own rule', 'pcl:another-cluster:apid/worker', 'about pcl:rules'].map(
  (description, index) => ({
    uuid: `40000000-0000-4000-8000-00000000000${index}`,
    fields: { description, action: 'pass', enabled: '1' },
  }),
)

export async function checkScript(sample: Sample, tally: Tally): Promise<void> {
  for (const kind of kinds) {
    tally.cases++
    const what = await scriptFaults(sample, kind, sample.script)
    for (const one of what) disagree(tally, `${sample.name}, ${JSON.stringify(kind)}`, one)
  }
}

async function scriptFaults(sample: Sample, kind: StubKind, script: string): Promise<string[]> {
  const box = await startStub(kind, theirs)
  const found: string[] = []
  try {
    for (const bundle of sample.bundles) {
      // Without being told to it says what it would do, and does nothing.
      const before = JSON.stringify([...box.rules])
      const dry = await run(box, bundle, script, [])
      if (dry !== 0 || JSON.stringify([...box.rules]) !== before || box.calls.length > 0)
        found.push('it does more than it says')
      const ended = await run(box, bundle, script, ['--apply'])
      found.push(
        ...(ended === 0 ? [] : [`it ends with ${ended}`]),
        ...stateFaults(box, bundle),
        ...orderFaults(box, kind),
      )
      box.calls.length = 0
    }
  } finally {
    box.close()
  }
  return found
}

function stateFaults(box: StubBox, bundle: Bundle): string[] {
  const wanted = readRuleRows(bundle.rules, { file: 'rules.csv', problems: [] }).filter(
    ({ values }) => values.get('enabled') === '1',
  )
  const isTheirs = (rule: StubRule): boolean => theirs.some(({ uuid }) => uuid === rule.uuid)
  const ours = [...box.rules.values()].filter((rule) => !isTheirs(rule))
  const textOf = (fields: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(fields).sort())
  const have = ours.map(({ fields }) => textOf(fields)).sort()
  const want = wanted.map(({ values }) => textOf(Object.fromEntries(values))).sort()
  const kept = theirs.every(({ uuid, fields }) => textOf(box.rules.get(uuid)?.fields ?? {}) === textOf(fields))
  const names = [...bundle.aliases.matchAll(/"name": "(\w+)"/g)].map(([, name]) => name ?? '')
  return [
    ...(JSON.stringify(have) === JSON.stringify(want)
      ? []
      : [`${have.length} rules are there, ${want.length} are wanted`]),
    ...(kept ? [] : ['a rule of theirs was changed']),
    ...(names.every((name) => box.aliases.has(name)) ? [] : ['an alias is missing']),
  ]
}

/** A way back before anything, aliases before rules, and both loaded at the end. */
function orderFaults({ calls }: StubBox, { savepoints }: StubKind): string[] {
  const order = [
    ...(savepoints ? [/^filter savepoint$/] : []),
    /^alias import$/,
    /^filter (?:uploadRules|addRule|setRule ID)$/,
    savepoints ? /^filter apply 1700000000\.1$/ : /^filter apply$/,
    /^alias reconfigure$/,
    ...(savepoints ? [/^filter cancelRollback 1700000000\.1$/] : []),
  ]
  let from = 0
  for (const call of order) {
    const at = calls.findIndex((one, index) => index >= from && call.test(one))
    if (at < 0) return [`${call.source} is not asked in its place: ${calls.join(', ')}`]
    from = at + 1
  }
  const last = calls.slice(from - 1).filter((call) => /Rule/.test(call))
  return last.length === 0 ? [] : ['it changes rules after they were loaded']
}

function run(box: StubBox, bundle: Bundle, script: string, args: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-opnsense-'))
  writeFileSync(join(folder, 'aliases.json'), bundle.aliases)
  writeFileSync(join(folder, 'rules.csv'), bundle.rules)
  writeFileSync(join(folder, 'apply.py'), script)
  const env = { ...process.env, ...stubLogin, OPNSENSE_CONFIRM: '1', PYTHONDONTWRITEBYTECODE: '1' }
  return new Promise((resolve) => {
    const child = spawn('python3', [join(folder, 'apply.py'), box.url, ...args], { env, stdio: 'ignore' })
    child.on('close', (code) => {
      rmSync(folder, { recursive: true })
      resolve(code ?? -1)
    })
  })
}

const faults: readonly (readonly [fault: string, kind: StubKind, damage: (script: string) => string])[] = [
  [
    'a script that keeps what is gone',
    { imports: false, savepoints: true },
    (text) => text.replace('"filter/delRule/"', '"filter/keepRule/"'),
  ],
  [
    'a script that adds everything anew',
    { imports: false, savepoints: true },
    (text) => text.replace('known.get(row["description"])', 'None'),
  ],
  [
    'a script that takes every rule for ours',
    { imports: true, savepoints: false },
    (text) => text.replace('row["description"].startswith(MARKER)', 'row["description"].startswith("")'),
  ],
  [
    'rules before aliases',
    { imports: true, savepoints: false },
    (text) =>
      text
        .replace('    import_aliases(box, aliases)\n', '')
        .replace('    activate(box, point)\n', '    import_aliases(box, aliases)\n    activate(box, point)\n'),
  ],
  [
    'lists that are not filled',
    { imports: true, savepoints: false },
    (text) => text.replace('"alias/reconfigure"', '"filter/apply"'),
  ],
  [
    'no way back',
    { imports: true, savepoints: true },
    (text) => text.replace('"filter/savepoint"', '"filter/nothing"'),
  ],
  [
    'a script that does not wait to be told',
    { imports: true, savepoints: false },
    (text) => text.replace('if not given.apply:', 'if False:'),
  ],
  ['a box that drops a row', { imports: true, savepoints: false, drops: true }, (text) => `${text}# \n`],
]

export async function tryScriptFaults(samples: readonly Sample[]): Promise<Ran['faults']> {
  const found: Ran['faults'][number][] = []
  // One with something to take away, so that keeping it shows.
  const sample = samples.find(({ bundles }) => bundles.at(-1)?.rules.includes('(left over') === true) ?? samples[0]
  for (const [fault, kind, damage] of faults) {
    const script = sample === undefined ? '' : damage(sample.script)
    const isTried = sample !== undefined && script !== sample.script
    const isCaught = isTried && (await scriptFaults(sample, kind, script)).length > 0
    found.push({ fault, outcome: isTried ? (isCaught ? 'caught' : 'NOT CAUGHT') : 'not tried' })
  }
  return found
}
