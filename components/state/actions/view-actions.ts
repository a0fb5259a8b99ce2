import { cyclePanes, focusFinding, focusQuestion, focusWhy } from '../focus'
import { type Preferences, setPreferences, usePreferences } from '../preferences'
import { showAnswer, useQuestion } from '../question'
import { useSelection } from '../selection'
import { openDialog, type ResultTab, showTab } from '../view'
import type { Action } from './action'

function theme(id: Preferences['theme'], label: string): Action {
  return {
    id: `theme-${id}`,
    group: 'View',
    label,
    keywords: 'colours appearance night day',
    isEnabled: () => usePreferences.getState().theme !== id,
    perform: () => setPreferences({ theme: id }),
  }
}

function goToFinding(step: 1 | -1): void {
  showTab('findings')
  focusFinding(step)
}

/** Why of what is selected; where nothing is, of the question in the header, whose answer may be on its way. */
function showWhy(): void {
  const { pending, reply } = useQuestion.getState()
  if (useSelection.getState().selection.kind === 'none' && (pending || reply?.ok === true)) showAnswer(true)
  else focusWhy()
}

function tab(id: ResultTab, label: string, key: string, keywords: string): Action {
  return { id: `tab-${id}`, group: 'View', label, keywords, keys: [key], perform: () => showTab(id) }
}

export const viewActions: readonly Action[] = [
  tab('grid', 'Show who reaches what', '1', 'matrix grid reach'),
  tab('rules', 'Show rules', '2', 'table list'),
  tab('files', 'Show files', '3', 'patches yaml export proof'),
  tab('findings', 'Show findings', '4', 'problems lint harden'),
  {
    id: 'tab-why',
    group: 'View',
    label: 'Show why',
    keywords: 'inspector reason explain',
    keys: ['5'],
    perform: showWhy,
  },
  {
    id: 'ask',
    group: 'View',
    label: 'Ask about a packet',
    keywords: 'query question reach allowed denied',
    keys: ['/'],
    perform: focusQuestion,
  },
  {
    id: 'next-finding',
    group: 'View',
    label: 'Go to the next finding',
    keywords: 'problem lint',
    keys: [']'],
    perform: () => goToFinding(1),
  },
  {
    id: 'previous-finding',
    group: 'View',
    label: 'Go to the previous finding',
    keywords: 'problem lint',
    keys: ['['],
    perform: () => goToFinding(-1),
  },
  { id: 'next-pane', group: 'View', label: 'Go to the next pane', keys: ['F6'], perform: () => cyclePanes(1) },
  {
    id: 'previous-pane',
    group: 'View',
    label: 'Go to the previous pane',
    keys: ['Shift+F6'],
    perform: () => cyclePanes(-1),
  },
  theme('light', 'Use the light theme'),
  theme('dark', 'Use the dark theme'),
  theme('system', 'Use the theme of the system'),
  {
    id: 'density',
    group: 'View',
    label: () => (usePreferences.getState().density === 'compact' ? 'Use roomy rows' : 'Use compact rows'),
    keywords: 'density comfortable',
    perform: () =>
      setPreferences({ density: usePreferences.getState().density === 'compact' ? 'comfortable' : 'compact' }),
  },
  {
    id: 'single-keys',
    group: 'View',
    label: () =>
      usePreferences.getState().singleKeys ? 'Turn single-key commands off' : 'Turn single-key commands on',
    keywords: 'shortcuts letters accessibility',
    perform: () => setPreferences({ singleKeys: !usePreferences.getState().singleKeys }),
  },
  {
    id: 'palette',
    group: 'Help',
    label: 'Find a command, node or file',
    keywords: 'palette search',
    keys: ['Mod+K'],
    perform: () => openDialog('palette'),
  },
  {
    id: 'shortcuts',
    group: 'Help',
    label: 'Show the keys',
    keywords: 'shortcuts keyboard help',
    keys: ['?'],
    perform: () => openDialog('shortcuts'),
  },
]
