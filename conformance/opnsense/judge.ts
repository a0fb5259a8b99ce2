/** Judges of what is written for OPNsense: PHP, in which it is written, and Python for the script. Its own code is not at hand. */
import { type Report, startTally, type Tally } from '../verdict'
import { checkBox, checkDamage, tryBoxFaults } from './check-box'
import { checkScript, pythonVersion, tryScriptFaults } from './check-script'
import { startPhp } from './php'
import { findOpnsense, makeSamples, type Sample } from './samples'

const designs = 150
const damages = 600
const scripted = 12

export async function judgeOpnsense(scale: number): Promise<Report[]> {
  const samples = makeSamples(findOpnsense(), Math.max(10, Math.round(designs * scale)))
  return [
    await judgePhp(samples, scale),
    await judgeScript(samples, scale),
    {
      kind: 'skipped',
      judge: 'OPNsense: its own code',
      version: '',
      reason:
        'opnsense/core is on no package registry: what its importer and generator do is restated in php/ from their source',
    },
  ]
}

async function judgePhp(samples: readonly Sample[], scale: number): Promise<Report> {
  const php = await startPhp()
  if (php === undefined) {
    return { kind: 'skipped', judge: 'OPNsense: PHP', version: '', reason: 'there is no PHP; Debian has it in php-cli' }
  }
  const start = performance.now()
  const tally = startTally()
  for (const sample of samples) await checkBox(php, sample, tally)
  await checkDamage(php, samples, Math.max(40, Math.round(damages * scale)), tally)
  const packets = samples.reduce((sum, sample) => sum + sample.packets.length, 0)
  const over = samples.filter(({ bundles }) => bundles.length > 1).length
  tally.notes.push(`${packets} packets at ${samples.length} boxes, ${over} of which ran another bundle before`)
  const faults = await tryBoxFaults(php, samples)
  php.close()
  return ran('PHP', php.version, tally, faults, start)
}

async function judgeScript(samples: readonly Sample[], scale: number): Promise<Report> {
  const version = pythonVersion()
  if (version === undefined) {
    return {
      kind: 'skipped',
      judge: 'OPNsense: apply.py',
      version: '',
      reason: 'there is no Python; Debian has it in python3',
    }
  }
  const start = performance.now()
  const tally = startTally()
  const pairs = samples.filter(({ bundles }) => bundles.length > 1)
  for (const sample of pairs.slice(0, Math.max(2, Math.round(scripted * scale)))) await checkScript(sample, tally)
  return ran('apply.py', version, tally, await tryScriptFaults(pairs), start)
}

function ran(
  judge: string,
  version: string,
  { cases, disagreements, notes, rows }: Tally,
  faults: Extract<Report, { kind: 'ran' }>['faults'],
  start: number,
): Report {
  const seconds = (performance.now() - start) / 1000
  return { kind: 'ran', judge: `OPNsense: ${judge}`, version, cases, disagreements, rows, faults, notes, seconds }
}
