/** Two judges of what is written for pfSense: libxml2 by xmllint, and PHP, in which pfSense itself is written. */
import { type Report, startTally, type Tally } from '../verdict'
import { checkSample } from './check-sample'
import { tryPhpFaults, tryXmlFaults } from './faults'
import { type Php, startPhp } from './php'
import { findPfsense, makeSamples, type Sample } from './samples'
import { checkTexts, damagedTexts, xmllintVersion } from './xmllint'

const designs = 200
const damages = 600
const packages = 'Debian has it in libxml2-utils, php-cli and php-xml'

export async function judgePfsense(scale: number): Promise<Report[]> {
  const samples = makeSamples(findPfsense(), Math.max(1, Math.round(designs * scale)))
  const php = await startPhp()
  const reports = [judgeXml(samples, scale), await judgePhp(samples, php)]
  php?.close()
  return reports
}

function judgeXml(samples: readonly Sample[], scale: number): Report {
  const version = xmllintVersion()
  if (version === undefined) return skipped('xmllint', 'there is no xmllint')
  const start = performance.now()
  const tally = startTally()
  const whole = samples.flatMap(({ name, aliases, filter, merged }) =>
    Object.entries({ aliases, filter, merged }).map(([file, text]) => ({ name: `${name}, ${file}`, text })),
  )
  checkTexts(whole, tally)
  checkTexts(damagedTexts(samples, Math.max(20, Math.round(damages * scale))), tally)
  return ran('xmllint', version, tally, tryXmlFaults(samples[0]), start)
}

async function judgePhp(samples: readonly Sample[], php: Php | undefined): Promise<Report> {
  if (php === undefined) return skipped('PHP', 'there is no PHP that reads XML')
  const start = performance.now()
  const tally = startTally()
  for (const sample of samples) await checkSample(php, sample, tally)
  return ran('PHP', php.version, tally, await tryPhpFaults(php, samples), start)
}

function skipped(judge: string, reason: string): Report {
  return { kind: 'skipped', judge: `pfSense: ${judge}`, version: '', reason: `${reason}; ${packages}` }
}

function ran(
  judge: string,
  version: string,
  { cases, disagreements, notes, rows }: Tally,
  faults: Extract<Report, { kind: 'ran' }>['faults'],
  start: number,
): Report {
  const seconds = (performance.now() - start) / 1000
  return { kind: 'ran', judge: `pfSense: ${judge}`, version, cases, disagreements, rows, faults, notes, seconds }
}
