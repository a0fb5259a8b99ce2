import { openPointedMenu, type PointedCommand, pointedThing } from '../pointed'
import type { Action } from './action'

function command(
  name: PointedCommand,
  label: string,
  more: Pick<Action, 'keywords' | 'keys' | 'leavesText'> = {},
): Action {
  return {
    id: `thing-${name}`,
    group: 'What has focus',
    label,
    ...more,
    isEnabled: () => pointedThing()?.commands[name] !== undefined,
    perform: () => pointedThing()?.commands[name]?.(),
  }
}

/** What can be done with a cell, a rule, a file, a finding, a machine or a network, whichever has the focus. */
export const pointedActions: readonly Action[] = [
  command('why', 'Say why', { keywords: 'reason explain because deciding', keys: ['W'] }),
  command('ask', 'Ask about its packet', { keywords: 'question query trace' }),
  command('go', 'Go to its place', { keywords: 'jump field open' }),
  command('lines', 'Show its lines in the files', { keywords: 'patch statement' }),
  command('prove', 'Show the proof', { keywords: 'verdict compared' }),
  command('fix', 'Fix it', { keywords: 'cure mend' }),
  command('accept', 'Accept with a reason…', { keywords: 'ignore waive' }),
  command('copy', 'Copy as text', { keywords: 'clipboard', keys: ['Mod+C'], leavesText: true }),
  command('download', 'Download this file', { keywords: 'save' }),
  command('restore', 'Give the file back its text', { keywords: 'undo edit rendered' }),
  {
    id: 'thing-menu',
    group: 'What has focus',
    label: 'Open its menu',
    keywords: 'context right click commands',
    keys: ['Shift+F10'],
    leavesText: true,
    isEnabled: () => pointedThing() !== undefined,
    perform: () => openPointedMenu(),
  },
]
