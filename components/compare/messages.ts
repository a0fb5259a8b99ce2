/** Every sentence of the comparison. */

export const compareMessages = {
  title: 'Compare',
  other: 'Before',
  now: (name: string): string => `After: ${name}, as it is open`,
  beneath: 'was open before the link',
  kept: 'kept in this browser',
  template: 'template',
  before: (label: string): string => `before “${label}”`,
  step: (steps: number): string => (steps === 1 ? 'this design, one step back' : `this design, ${steps} steps back`),
  working: 'Comparing',
  gone: 'That design cannot be read any more.',
  packets: { gained: 'Packets gained', lost: 'Packets lost' },
  rules: 'Rules',
  files: 'Files',
  fields: 'Fields',
  kinds: { added: 'new', removed: 'gone', changed: 'changed' },
  lines: (added: number, removed: number): string => `+${added} −${removed} lines`,
  copy: 'Copy as Markdown',
  plan: 'Plan the change…',
} as const
