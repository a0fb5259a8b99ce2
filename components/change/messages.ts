import type { Side } from '@/components/state/comparison'

export const changeMessages = {
  title: 'From one design to another',
  back: 'Back to the designer',
  about:
    'What a change opens and closes, packets first, and the order in which to make it on a cluster that runs. Nothing here is saved or sent.',
  sides: { before: 'Before', after: 'After' } satisfies Record<Side, string>,
  none: 'Choose a design',
  given: 'What you put in',
  kept: 'Kept in this browser',
  template: 'Template',
  swap: 'Swap the two',
  file: (side: Side) => `Choose files for ${side === 'before' ? 'before' : 'after'}`,
  fileButton: 'Choose files',
  paste: 'or paste or drop a design, a link, or what boxes run',
  use: 'Use the pasted text',
  waiting: 'Choose both designs to see what lies between them.',
  working: 'Working it out',
  assumed: (side: Side, count: number) =>
    `${changeMessages.sides[side]} was read from files: ${count} parts of it are assumed`,
  refused: (side: Side) => `The design under “${changeMessages.sides[side]}” cannot be read`,
  failed: 'This could not be worked out',
  copy: 'Copy as Markdown',
  plan: 'The order in which to apply it',
  planAbout:
    'Every state between two steps was checked. Test each step with a new connection before the next one: connections that are open may outlive a cut.',
  planRefused: 'No safe order was found',
  copyPlan: 'Copy the plan as Markdown',
  commands: 'Commands',
  wayBack: 'The way back',
  shorter: 'Why not in fewer steps',
  unmet: 'What the designs themselves keep out',
  machines: (names: readonly string[]) =>
    names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`,
  written: 'portcullis plan old.yaml new.yaml -o change writes the files of every step.',
} as const
