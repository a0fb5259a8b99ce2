import { describe, expect, test } from 'vitest'
import { formatKeys, matchesKeys } from './keys'

const bare = { key: '', code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }

describe('a pressed key matches what is written', () => {
  const cases: readonly [string, string, Partial<typeof bare>, boolean][] = [
    ['control z', 'Mod+Z', { key: 'z', code: 'KeyZ', ctrlKey: true }, true],
    ['command z', 'Mod+Z', { key: 'z', code: 'KeyZ', metaKey: true }, true],
    ['with shift it is another key', 'Mod+Z', { key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true }, false],
    ['redo', 'Mod+Shift+Z', { key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true }, true],
    ['a Dvorak z sits elsewhere', 'Mod+Z', { key: 'z', code: 'Slash', ctrlKey: true }, true],
    ['the place of z on Dvorak types something else', 'Mod+Z', { key: ';', code: 'KeyZ', ctrlKey: true }, false],
    ['a Cyrillic layout is matched by place', 'Mod+Z', { key: 'я', code: 'KeyZ', ctrlKey: true }, true],
    ['a bare letter is not the command', 'Mod+Z', { key: 'z', code: 'KeyZ' }, false],
    ['a command is not the bare letter', 'N', { key: 'n', code: 'KeyN', ctrlKey: true }, false],
    ['a question mark with shift', '?', { key: '?', code: 'Slash', shiftKey: true }, true],
    ['a question mark on a layout without shift', '?', { key: '?', code: 'KeyM' }, true],
    ['shift and a function key', 'Shift+F6', { key: 'F6', code: 'F6', shiftKey: true }, true],
    ['a function key alone', 'F6', { key: 'F6', code: 'F6', shiftKey: true }, false],
    ['with Alt it belongs to the system', 'N', { key: 'n', code: 'KeyN', altKey: true }, false],
  ]
  test.each(cases)('%s', (_, written, press, want) => {
    expect(matchesKeys(written, { ...bare, ...press })).toBe(want)
  })
})

test('keys are shown in the way of the platform', () => {
  expect(formatKeys('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z')
  expect(formatKeys('Mod+Shift+Z', true)).toBe('⌘⇧Z')
})
