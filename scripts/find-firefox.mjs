/** A Firefox as people have it: PORTCULLIS_FIREFOX, or one on this machine. */
import { spawnSync } from 'node:child_process'

const places = ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox']

export const noFirefox =
  'SKIPPED: the journey in Firefox. None was found: install firefox-esr, or name one in PORTCULLIS_FIREFOX.'

/** Its full path, and its version as it says it. */
export function findFirefox() {
  const named = process.env.PORTCULLIS_FIREFOX
  for (const place of named ? [named] : places) {
    const { status, stdout } = spawnSync(place, ['--version'], { encoding: 'utf8', timeout: 20_000 })
    // Some systems have a stub of this name that only says how to get one.
    if (status !== 0 || !/^Mozilla Firefox/.test(stdout)) continue
    const path = place.includes('/') ? place : spawnSync('which', [place], { encoding: 'utf8' }).stdout.trim()
    return { path, version: stdout.trim() }
  }
  return undefined
}
