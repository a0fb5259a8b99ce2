/** Secrets in what boxes run are found in no output of any command, whole files and broken ones alike. */
import { describe, expect, test } from 'vitest'
import { writeDesign } from '@/lib/design/write-design'
import { boxDesign, boxKinds } from '@/lib/testing/box-files'
import { sampleCount } from '@/lib/testing/samples'
import { runCommand } from './testing/run-command'

const design = writeDesign({ ...boxDesign, targets: { talos: {}, pfsense: { interfaces: { net: 'opt2' } } } })
const kinds = boxKinds.filter(({ secrets }) => secrets.length > 0)

function targetOf(name: string): string {
  return /pfSense/.test(name) ? 'pfsense' : /Terraform|terraform|aws/.test(name) ? 'terraform-aws' : 'talos'
}

/** A piece of the secret that would be worth having. */
function isLeaked(shown: string, secret: string): boolean {
  return Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)).some((piece) =>
    shown.includes(piece),
  )
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (name, { files, secrets }) => {
  const commands: readonly (readonly string[])[] = [
    ['import', 'run'],
    ['import', 'run', '--json'],
    ['import', 'run', '--reach', '--format', 'markdown'],
    ['lint', 'run'],
    ['query', 'run', '203.0.113.9 -> cp-1 tcp/50000'],
    ['verify', 'boxes.yaml', '-t', targetOf(name), '--against', 'run'],
    ['verify', 'boxes.yaml', '-t', targetOf(name), '--against', 'run', '--json'],
  ]
  const spoilers: readonly ((text: string, secret: string) => string)[] = [
    (text) => text,
    (text, secret) => text.replace(secret, () => `"${secret}`),
    (text, secret) => text.replace(secret, () => `*${secret}`),
    (text, secret) => text.replace(secret, () => `<${secret}`),
    (text, secret) => text.slice(0, Math.max(0, text.indexOf(secret)) + secret.length - 1),
    (text, secret) => text.replace(secret, () => `x\n${secret}: 1\n${secret}: 2`),
  ]

  test('is read without a word of them', async () => {
    for (const [at, secret] of secrets.slice(0, sampleCount(1, secrets.length)).entries()) {
      for (const spoil of [spoilers[0], spoilers[1 + (at % (spoilers.length - 1))]]) {
        const given = Object.fromEntries(
          files.map(({ path, text }) => [`/desk/run/${path}`, spoil?.(text, secret) ?? text]),
        )
        for (const command of commands) {
          const { out, err } = await runCommand(command, { ...given, '/desk/boxes.yaml': design })
          const leaked = secrets.filter((one) => isLeaked(out + err, one))
          expect([command.join(' '), leaked]).toEqual([command.join(' '), []])
        }
      }
    }
  })
})
